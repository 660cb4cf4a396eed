import { type CalendarDay } from '../kernel/calendar.js';
import { type PageBase, pageBase, type SummaryRow, type Table, type Tag } from '../platform/views/page.js';
import { filingsTable } from './filings.pages.js';
import { type BodyHistory } from './history.queries.js';
import { actsTable, crumbsOf, namesTable, officersTable } from './officers.pages.js';
import { basicFacts, statusTag } from './organizations.pages.js';
import { type OrganizationDetail } from './organizations.queries.js';
import { qualificationsTable } from './qualifications.pages.js';

export interface ShowPage extends PageBase {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly address: string;
  /** Everything about the body in one order, for those who decide. */
  readonly timeline: string | null;
  readonly mayEdit: boolean;
  readonly mayQualify: boolean;
  readonly qualifications: Table;
  readonly names: Table;
  readonly officers: Table;
  readonly acts: Table;
  readonly filings: Table;
}

/** All the bureau holds of a body in the register, with its history. */
export function showPage(
  one: OrganizationDetail,
  history: BodyHistory,
  { mayEdit, mayDecide, today }: { mayEdit: boolean; mayDecide: boolean; today: CalendarDay },
): ShowPage {
  const address = `/bureau/organizations/${one.code}`;
  const links = mayEdit ? address : null;
  return {
    ...pageBase(one.name, crumbsOf(one).slice(0, 1)),
    tag: statusTag(one.status),
    facts: basicFacts(one, one.legalRepresentative),
    address,
    timeline: mayDecide ? `${address}/timeline` : null,
    mayEdit,
    mayQualify: mayEdit && one.status === 'REGISTERED',
    qualifications: qualificationsTable(history.qualifications, today, links && `${links}/qualifications`),
    names: namesTable(history.formerNames),
    officers: officersTable(history.officers, links && `${links}/officers`),
    acts: actsTable(history.acts),
    filings: filingsTable(history.filings, '/bureau/filings'),
  };
}

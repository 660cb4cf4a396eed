import { may } from '../../kernel/rights.js';
import { closingTime } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Tag,
  type Text,
} from '../../platform/views/page.js';
import { type Amended } from './amendment.rules.js';
import { type AmendmentDetail, type VersionLine } from './amendments.queries.js';
import { roundName } from './rounds.pages.js';
import { type RoundDetail } from './rounds.queries.js';

const key = (name: string, args?: Extract<Text, { key: string }>['args']): Text =>
  args ? { key: `amendments.${name}`, args } : { key: `amendments.${name}` };

/** A published version of a call as a list shows it: what changed and why, in plain words. */
export interface VersionView {
  readonly version: Text;
  readonly publishedAt: string;
  readonly reason: string | null;
  readonly changes: readonly Text[];
  readonly extended: Text | null;
  readonly provisional: boolean;
  readonly hash: string;
  readonly proof: string;
  readonly href: string;
  readonly open: Text;
}

export function versionViews(number: string, versions: readonly VersionLine[]): readonly VersionView[] {
  return versions.map((one) => ({
    version: key('version', { version: one.version }),
    publishedAt: one.publishedAt,
    reason: one.reason,
    changes: one.changes,
    extended: one.isExtended ? key('extended') : null,
    provisional: one.isProvisional,
    hash: one.rulesHash,
    proof: `/ledger/entries?start=${one.ledgerSeq}&end=${one.ledgerSeq + 1}`,
    href: `/rounds/${number}/versions/${one.version}`,
    open: key('open', { version: one.version }),
  }));
}

interface Button {
  readonly action: string;
  readonly label: Text;
  readonly tone: 'primary' | 'secondary';
}

export interface AmendmentPage extends PageBase {
  readonly tag: Tag | null;
  readonly begin: string | null;
  readonly setup: string | null;
  readonly version: number;
  readonly facts: readonly SummaryRow[];
  readonly changes: readonly Text[];
  readonly extended: Text | null;
  readonly provisional: boolean;
  readonly propose: { readonly action: string; readonly reason: Field } | null;
  readonly buttons: readonly Button[];
  /** Where the working copy is dropped for good. */
  readonly removal: string | null;
  readonly gaps: readonly Finding[];
  /** What has been published of the call, newest first; none: it was never amended. */
  readonly versions: readonly VersionView[];
}

interface View {
  readonly round: RoundDetail;
  readonly one: AmendmentDetail | null;
  /** What it comes to when it is published today; null while there is none. */
  readonly outcome: Amended | null;
  readonly gaps: readonly Finding[];
  readonly versions: readonly VersionLine[];
  readonly viewer: SignedIn;
}

/** The amendment of a call on the bureau's desk: the difference as everybody will read it, and who may do what next. */
export function amendmentPage(
  { round, one, outcome, gaps, ...view }: View,
  entered?: Entered,
): AmendmentPage {
  const path = `/bureau/rounds/${round.number}/amendment`;
  const { viewer } = view;
  const mayEdit = may(viewer, 'round.edit');
  const versions = versionViews(round.number, view.versions);
  const base = pageBase(
    key('title'),
    [
      { label: { key: 'ventures.rounds.title' }, href: '/bureau/rounds' },
      { label: roundName(round), href: `/bureau/rounds/${round.number}` },
    ],
    entered?.findings,
  );
  if (one === null || outcome === null)
    return { ...NOTHING, ...base, versions, begin: mayEdit && round.status === 'OPEN' ? path : null };
  const isPreparing = one.status === 'PREPARING' && mayEdit;
  return {
    ...base,
    tag: { tone: one.status === 'PROPOSED' ? 'warn' : 'neutral', label: key(`statuses.${one.status}`) },
    begin: null,
    setup: isPreparing ? `/bureau/rounds/${round.number}/setup` : null,
    version: one.version,
    facts: factsOf(round, one, outcome),
    changes: outcome.changes,
    extended: outcome.isExtended ? key('will-extend', { day: outcome.closesOn }) : null,
    provisional: outcome.provisional,
    propose: isPreparing
      ? {
          action: `${path}/proposal`,
          reason: fieldsOf(entered)('reason', {
            label: key('reason'),
            hint: key('reason-hint'),
            required: true,
            maxLength: 1000,
            rows: 4,
            initial: one.reason,
          }),
        }
      : null,
    buttons: buttonsOf(path, one, viewer),
    removal: mayEdit ? `${path}/removal` : null,
    gaps,
    versions,
  };
}

const NOTHING = {
  tag: null,
  setup: null,
  version: 0,
  facts: [],
  changes: [],
  extended: null,
  provisional: false,
  propose: null,
  buttons: [],
  removal: null,
  gaps: [],
} as const;

/** What may be done next: published by somebody else than who proposed it, taken back. */
function buttonsOf(
  path: string,
  { status, proposedBy }: AmendmentDetail,
  viewer: SignedIn,
): readonly Button[] {
  const mayEdit = may(viewer, 'round.edit');
  const isProposed = status === 'PROPOSED';
  const mayPublish = isProposed && may(viewer, 'round.publish') && proposedBy !== viewer.accountId;
  const button = (name: string, tone: Button['tone']): Button => ({
    action: `${path}/${name}`,
    label: key(`actions.${name}`),
    tone,
  });
  return [
    ...(mayPublish ? [button('publication', 'primary')] : []),
    ...(isProposed && mayEdit ? [button('return', 'secondary')] : []),
  ];
}

function factsOf(round: RoundDetail, one: AmendmentDetail, outcome: Amended): SummaryRow[] {
  return [
    summaryRow(key('prepared'), cell.instant(one.preparedAt)),
    ...(one.proposedAt === null ? [] : [summaryRow(key('proposed'), cell.instant(one.proposedAt))]),
    ...(one.status === 'PROPOSED' ? [summaryRow(key('reason'), cell.text(one.reason))] : []),
    summaryRow(key('closes-now'), cell.text(closingTime(round.closesAt))),
    summaryRow(key('closes-then'), cell.text(`${outcome.closesOn} ${outcome.setup.hours.closes}`)),
  ];
}

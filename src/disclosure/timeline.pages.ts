import { type EventLine } from '../credit/lists/lists.queries.js';
import { type RecordLine } from '../credit/records/records.queries.js';
import { type SnapshotLine } from '../eligibility/eligibility.queries.js';
import { type FlagLine } from '../eligibility/flags.queries.js';
import { outcomeTag, purposeText } from '../eligibility/proof.pages.js';
import { type AgreementLine } from '../functions/functions.queries.js';
import { shanghaiDayOf } from '../kernel/calendar.js';
import { yuanText } from '../kernel/money.js';
import { type DatedQualification } from '../organizations/organization.rules.js';
import { type PageBase, pageBase, type Text, type TimelineEntry } from '../platform/views/page.js';
import { type ApplicationLine } from '../ventures/applications/applications.queries.js';
import { type AwardLine } from '../ventures/awards/awards.queries.js';

/** All that the bureau knows of one body, by capability. */
export interface Life {
  readonly body: { readonly name: string; readonly code: string; readonly establishedOn: string };
  readonly qualifications: readonly DatedQualification[];
  readonly records: readonly RecordLine[];
  readonly moves: readonly EventLine[];
  readonly flags: readonly FlagLine[];
  readonly applications: readonly ApplicationLine[];
  readonly projects: readonly AwardLine[];
  readonly agreements: readonly AgreementLine[];
  readonly checks: readonly SnapshotLine[];
}

export interface TimelinePage extends PageBase {
  readonly code: string;
  readonly entries: readonly TimelineEntry[];
}

const MOVES = { LISTED: 'listed', RESTARTED: 'listed', GROUND_FELL: 'ground-fell', LEFT: 'left' } as const;
const kind = (name: string, args: Record<string, Text | number>): Text => ({
  key: `disclosure.timeline.${name}`,
  args,
});

/** One order of everything, newest first; each line leads to the page it came from. (A8) */
export function timelinePage(life: Life): TimelinePage {
  const entries = [
    { when: life.body.establishedOn, title: kind('established', {}), body: null, href: null },
    ...life.qualifications.flatMap(qualificationEntries),
    ...life.records.map((one): TimelineEntry => ({
      when: one.formedOn,
      title: kind('record', { category: { key: `credit.categories.${one.category}` } }),
      body: one.summary,
      href: `/bureau/credit/${one.id}`,
    })),
    ...life.moves.map((one): TimelineEntry => ({
      when: one.onDay,
      title: kind(MOVES[one.kind], { list: { key: `credit.lists.${one.list}` } }),
      body: one.reason,
      href: `/bureau/list-entries/${one.entryId}`,
    })),
    ...life.flags.map((one): TimelineEntry => ({
      when: one.fromOn,
      title: kind('flag', { number: one.number, status: { key: `eligibility.flag.statuses.${one.status}` } }),
      body: one.reason,
      href: `/bureau/stop-flags/${one.number}`,
    })),
    ...life.applications.map((one): TimelineEntry => ({
      when: shanghaiDayOf(one.submittedAt ?? one.changedAt),
      title: kind('application', { status: { key: `ventures.statuses.${one.status}` } }),
      body: one.title,
      href: `/bureau/applications/${one.number ?? ''}`,
    })),
    ...life.projects.map((one): TimelineEntry => ({
      when:
        one.confirmedAt === null ? `${one.roundNumber.slice(0, 4)}-12-31` : shanghaiDayOf(one.confirmedAt),
      title: kind('project', { number: one.projectNumber ?? '', amount: yuanText(one.amountFen) }),
      body: one.title,
      href: `/projects/${one.projectNumber ?? ''}`,
    })),
    ...life.agreements.flatMap(agreementEntries),
    ...life.checks.map((one): TimelineEntry => ({
      when: one.onDay,
      title: kind('check', {
        moment: { key: `eligibility.moments.${one.moment}` },
        outcome: outcomeTag(one.outcome).label,
      }),
      body: purposeText(one.purpose),
      href: `/bureau/eligibility/${one.id}`,
    })),
  ];
  return {
    ...pageBase({ key: 'disclosure.timeline.title', args: { name: life.body.name } }, [
      { label: life.body.name, href: `/bureau/organizations/${life.body.code}` },
    ]),
    code: life.body.code,
    entries: entries.sort((a, b) => (a.when < b.when ? 1 : a.when > b.when ? -1 : 0)),
  };
}

function qualificationEntries({
  kind: what,
  value,
  validFrom,
  endedOn,
}: DatedQualification): TimelineEntry[] {
  const name: Text = { key: `organizations.kinds.${what}` };
  const entry = (when: string, title: string): TimelineEntry => ({
    when,
    title: kind(title, { kind: name }),
    body: value,
    href: null,
  });
  return [
    entry(validFrom, 'qualified'),
    ...(endedOn === null ? [] : [entry(endedOn, 'qualification-ended')]),
  ];
}

function agreementEntries(one: AgreementLine): TimelineEntry[] {
  const entry = (when: string, title: string): TimelineEntry => ({
    when,
    title: kind(title, { number: one.number }),
    body: { zh: one.nameZh, en: one.nameEn },
    href: `/bureau/functions/${one.itemCode}`,
  });
  return [
    entry(one.fromOn, 'function'),
    ...(one.endedOn === null ? [] : [entry(one.endedOn, 'function-ended')]),
  ];
}

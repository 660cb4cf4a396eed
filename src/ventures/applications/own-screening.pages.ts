import { type CalendarDay, type WorkingDayTable, workingDaysLeft } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { objectionTag } from '../../notices/objections.pages.js';
import { type ObjectionDetail } from '../../notices/objections.queries.js';
import {
  cell,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Tag,
  type Task,
  type Text,
} from '../../platform/views/page.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { applicationTag } from './applications.pages.js';
import { type ApplicationDetail } from './applications.queries.js';
import { type Standing } from './judgement.rules.js';
import { ruleText } from './screening.pages.js';
import { type DecisionLine } from './screening.queries.js';
import { type FirstCheckDuty } from './supplements.queries.js';

const key = (name: string, args?: Readonly<Record<string, string | number>>): Text =>
  args === undefined ? { key: `screening.${name}` } : { key: `screening.${name}`, args };

export interface OwnScreeningPage extends PageBase {
  readonly tag: Tag;
  readonly base: string;
  readonly lead: Text;
  /** The letter of the call that goes with the result. */
  readonly letter: Text | null;
  readonly office: SummaryRow | null;
  readonly results: readonly SummaryRow[];
  readonly provisional: boolean;
  /** Where the supplement stands, once one was asked for. */
  readonly supplement: string | null;
  readonly appeal: string | null;
  /** Why there is no appeal to make any more, where there could have been one. */
  readonly appealOver: Finding | null;
  readonly appealed: { readonly href: string; readonly number: string; readonly tag: Tag } | null;
}

export interface OwnScreeningView {
  readonly round: RoundDetail;
  readonly standings: readonly Standing[];
  readonly decisions: readonly DecisionLine[];
  readonly appeal: ObjectionDetail | null;
  readonly against: readonly Finding[];
  readonly mayAppeal: boolean;
  readonly hasSupplement: boolean;
}

/** What the first check found of one's own application, and what may be done about it. */
export function ownScreeningPage(one: ApplicationDetail, view: OwnScreeningView): OwnScreeningPage {
  const { round, decisions, standings, appeal, against } = view;
  const base = `/org/rounds/${one.roundNumber}/application`;
  const excluded = one.status === 'INELIGIBLE';
  const { letters, contact = null } = round.terms ?? { letters: {} };
  const letter = excluded ? letters.INELIGIBLE : undefined;
  return {
    ...pageBase(key('own.title'), [
      { label: { key: 'ventures.org.title' }, href: '/org' },
      { label: one.title, href: base },
    ]),
    tag: applicationTag(one.status),
    base,
    lead: key(decisions.length === 0 ? 'own.waiting' : 'own.decided'),
    letter: letter ?? null,
    office: contact === null ? null : summaryRow(key('own.office'), cell.text(contact.office, contact.phone)),
    results: decisions.flatMap((decision) => ownRows(decision, standings)),
    provisional: excluded && decisions.some(({ isProvisional }) => isProvisional),
    supplement: view.hasSupplement ? `${base}/supplement` : null,
    appeal: excluded && view.mayAppeal && against.length === 0 ? `${base}/appeal` : null,
    appealOver: excluded && appeal === null ? (against[0] ?? null) : null,
    appealed:
      appeal === null
        ? null
        : {
            href: `/org/objections/${appeal.number}`,
            number: appeal.number,
            tag: objectionTag(appeal.status),
          },
  };
}

/** A result as the organization reads it: without who decided. */
function ownRows(
  { result, key: rule, reason, decidedAt, appealUntil }: DecisionLine,
  standings: readonly Standing[],
): SummaryRow[] {
  return [
    summaryRow(key('result'), cell.text(key(`results.${result}`))),
    summaryRow(key('decided-at'), cell.instant(decidedAt)),
    ...(rule === null
      ? []
      : [summaryRow(key('rule'), cell.text(ruleText(rule, standings), rule.split(':')[0] ?? null))]),
    ...(reason === null ? [] : [summaryRow({ key: 'ventures.screening.reason' }, cell.text(reason))]),
    ...(appealUntil === null ? [] : [summaryRow(key('appeal-until'), cell.day(appealUntil))]),
  ];
}

/** Supplements and appeals on the start page of an organization, each with the working days that are left. */
export function dutyTasks(
  duties: readonly FirstCheckDuty[],
  { workdays, today }: { readonly workdays: WorkingDayTable; readonly today: CalendarDay },
): Task[] {
  return duties.map(({ kind, roundNumber, title, dueOn, isProvisional }) => {
    const { days } = workingDaysLeft(workdays, today, dueOn);
    const base = `/org/rounds/${roundNumber}/application`;
    return {
      label: key(`duties.${kind}`, { title }),
      href: kind === 'SUPPLEMENT' ? `${base}/supplement` : `${base}/first-check`,
      hint: isProvisional ? { key: 'notices.provisional' } : null,
      tag: {
        tone: days <= 2 ? 'danger' : 'warn',
        label: dueOn === today ? key('due-today') : key('duties.left', { days, dueOn }),
      },
    };
  });
}

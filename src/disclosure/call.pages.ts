import { CRITERIA, criteriaOn } from '../eligibility/criteria.rules.js';
import { type Criterion as Condition } from '../eligibility/criterion.rules.js';
import { conditionText } from '../eligibility/proof.pages.js';
import {
  type CalendarDay,
  closingTime,
  shanghaiDayOf,
  shanghaiInstant,
  type WorkingDayTable,
  workingDaysLeft,
} from '../kernel/calendar.js';
import {
  addressOf,
  cell,
  type PageBase,
  pageBase,
  type Step,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../platform/views/page.js';
import { versionViews, type VersionView } from '../ventures/rounds/amendments.pages.js';
import { type VersionLine } from '../ventures/rounds/amendments.queries.js';
import { type AwardLine } from '../ventures/awards/awards.queries.js';
import {
  budgetRulesTable,
  criteriaTable,
  lookBackOf,
  roundName,
  roundTag,
} from '../ventures/rounds/rounds.pages.js';
import { type RoundDetail } from '../ventures/rounds/rounds.queries.js';
import { grantParametersOf } from '../ventures/rounds/terms.rules.js';
import {
  provisionalSteps,
  STANDARD_LEAST_TIMES,
  TIMETABLE_STEPS,
  type TimetableStep,
} from '../ventures/rounds/timetable.rules.js';
import { projectsTable } from './register.pages.js';

const key = (name: string, args?: Extract<Text, { key: string }>['args']): Text =>
  args ? { key: `call.${name}`, args } : { key: `call.${name}` };

export interface CallFacts {
  readonly round: RoundDetail;
  readonly awards: readonly AwardLine[];
  readonly workdays: WorkingDayTable;
  /** Newest first; none: the call was never amended. */
  readonly versions: readonly VersionLine[];
  /** An earlier version is shown; absent: the one in force. */
  readonly version?: number;
  /** Questions answered in public. */
  readonly answered: number;
  /** The instant of the answer. */
  readonly now: string;
  readonly today: CalendarDay;
}

interface Countdown {
  readonly sentence: Text;
  /** The first instant that is too late, with its zone. */
  readonly until: string;
  readonly left: Text;
  readonly provisional: boolean;
}

interface Rule {
  readonly text: Text;
  readonly rule: string;
}

interface Levels {
  readonly name: Text;
  readonly levels: readonly { readonly from: number; readonly anchor: Text }[];
}

export interface CallPage extends PageBase {
  readonly tag: Tag;
  readonly number: string;
  readonly countdown: Countdown | null;
  readonly now: string;
  readonly steps: readonly Step[];
  readonly provisional: boolean;
  readonly money: readonly SummaryRow[];
  readonly lots: Table | null;
  readonly instalments: Table | null;
  readonly conditions: readonly Rule[];
  /** The check of oneself; null where nobody can apply any more, or where an old version is read. */
  readonly precheck: string | null;
  readonly criteria: Table;
  readonly levels: readonly Levels[];
  readonly judging: readonly SummaryRow[];
  readonly budget: Table;
  readonly objection: readonly SummaryRow[];
  readonly questions: Text;
  readonly versions: readonly VersionView[];
  /** That the call was amended, and when. */
  readonly amended: Text | null;
  readonly old: { readonly version: Text; readonly newest: string } | null;
  readonly contact: { readonly office: Text; readonly phone: string } | null;
  readonly readiness: readonly Text[];
  /** How many bodies were given more time, never which. (E4) */
  readonly extensions: number;
  readonly openedAt: string | null;
  readonly rulesHash: string | null;
  readonly proof: string | null;
  readonly projects: Table | null;
}

/** Everything that a decision to apply needs, on one page; an older round shows what it has. (B9) */
export function callPage(facts: CallFacts): CallPage {
  const { round, awards, workdays, now, today } = facts;
  const { terms, rules, number, ledgerSeq } = round;
  const old = oldOf(facts);
  const confirmed = awards.filter(({ status }) => status === 'CONFIRMED');
  const timetableRules = { least: STANDARD_LEAST_TIMES, table: workdays };
  return {
    ...baseOf(facts),
    tag: roundTag(round.status),
    number,
    old,
    amended: old === null ? amendedOf(facts.versions) : null,
    countdown: old === null ? countdownOf(round, workdays, today) : null,
    now: shanghaiInstant(now),
    steps: stepsOf(round, now),
    provisional: terms !== null && provisionalSteps(terms.timetable, timetableRules).length > 0,
    money: moneyRows(round),
    lots: lotsTable(round),
    instalments: instalmentsTable(round),
    conditions: conditionsOf(round),
    precheck: old === null && round.status === 'OPEN' ? addressOf('/eligibility', lookBackOf(round)) : null,
    criteria: criteriaTable(round),
    levels: rules.criteria.flatMap(({ nameZh, nameEn, levels = [] }) =>
      levels.length === 0 ? [] : [{ name: { zh: nameZh, en: nameEn }, levels }],
    ),
    judging: judgingRows(round),
    budget: budgetRulesTable(round),
    objection: objectionRows(round),
    versions: versionViews(number, facts.versions),
    questions: key('questions', { count: facts.answered }),
    contact: terms?.contact ?? null,
    readiness: (round.readiness?.parts ?? []).map((part) => ({ key: `rounds.readiness.${part}` })),
    extensions: round.extensions,
    openedAt: round.isLegacy ? null : round.openedAt,
    rulesHash: round.rulesHash,
    proof: ledgerSeq === null ? null : `/ledger/entries?start=${ledgerSeq}&end=${ledgerSeq + 1}`,
    projects: confirmed.length === 0 && round.status === 'OPEN' ? null : projectsTable(confirmed, true),
  };
}

/** An earlier version says in its title which one it is, and leads back to the call. */
function baseOf(facts: CallFacts): PageBase {
  const { round, version = 0 } = facts;
  const rounds = { label: { key: 'common.nav.rounds' }, href: '/rounds' };
  const name = roundName(round);
  return oldOf(facts) === null
    ? pageBase(name, [rounds])
    : pageBase({ key: 'amendments.old-title', args: { name, version } }, [
        rounds,
        { label: name, href: `/rounds/${round.number}` },
      ]);
}

function amendedOf([newest]: readonly VersionLine[]): Text | null {
  if (newest === undefined) return null;
  const { version, publishedAt } = newest;
  return { key: 'amendments.amended', args: { version, day: shanghaiDayOf(publishedAt) } };
}

/** That an earlier version is shown, and where the one in force stands. */
function oldOf({ round, versions, version }: CallFacts): CallPage['old'] {
  if (version === undefined || version === versions[0]?.version) return null;
  return {
    version: { key: 'amendments.version', args: { version } },
    newest: `/rounds/${round.number}`,
  };
}

/** The last day on which something can be handed in: midnight belongs to the day before it. */
function lastDay(closesAt: string): CalendarDay {
  return shanghaiDayOf(new Date(Date.parse(closesAt) - 1).toISOString());
}

function countdownOf(round: RoundDetail, workdays: WorkingDayTable, today: CalendarDay): Countdown | null {
  if (round.status !== 'OPEN') return null;
  const until = shanghaiInstant(round.closesAt);
  const [opensOn, closesOn] = [shanghaiDayOf(round.opensAt), lastDay(round.closesAt)];
  const sentence = key('closes', { at: closingTime(round.closesAt) });
  if (today < opensOn) {
    const { days, provisional } = workingDaysLeft(workdays, today, opensOn);
    return { sentence, until, left: key('opens-in', { days }), provisional };
  }
  const { days, provisional } = workingDaysLeft(workdays, today, closesOn);
  const left = days < 0 || today > closesOn ? key('over') : key(days === 0 ? 'last-day' : 'left', { days });
  return { sentence, until, left, provisional };
}

/** The days of the call in order; instants with their time, everything in Beijing time. */
function stepsOf({ opensAt, closesAt, terms }: RoundDetail, now: string): readonly Step[] {
  const today = shanghaiDayOf(now);
  const days: Partial<Record<TimetableStep, string>> = {
    ...(terms === null
      ? {}
      : Object.fromEntries(Object.entries(terms.timetable).filter(([, day]) => day !== null))),
    opensOn: opensAt,
    closesOn: closesAt,
  };
  const present = TIMETABLE_STEPS.flatMap((step) => {
    const at = days[step];
    if (at === undefined) return [];
    const isOver = at.length === 10 ? at < today : at <= now;
    return [{ step, at, isOver }];
  });
  const next = present.findIndex(({ isOver }) => !isOver);
  return present.map(({ step, at, isOver }, i) => ({
    label: { key: `rounds.timetable.steps.${step}` },
    state: isOver ? 'done' : i === next ? 'current' : 'ahead',
    note: noteOf(step, at),
  }));
}

/** A day, or the time of an instant; the close is exclusive. */
function noteOf(step: TimetableStep, at: string): string {
  if (at.length === 10) return at;
  return step === 'closesOn' ? closingTime(at) : shanghaiInstant(at).slice(0, 16).replace('T', ' ');
}

const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
  summaryRow({ key: `ventures.rounds.fields.${name}` }, value);

function moneyRows({ potFen, rules, graceMinutes, number }: RoundDetail): SummaryRow[] {
  return [
    row('number', cell.text(number)),
    row('potFen', cell.money(potFen)),
    row('maxGrantFen', cell.money(rules.maxGrantFen)),
    row('maxGrantPercent', cell.text(`${rules.maxGrantPercent}%`)),
    row('maxLabourPercent', cell.text(`${rules.maxLabourPercent}%`)),
    row('graceMinutes', cell.text({ key: 'ventures.rounds.minutes', args: { count: graceMinutes } })),
  ];
}

function lotsTable({ terms, potFen }: RoundDetail): Table | null {
  if (terms === null || terms.lots.length === 0) return null;
  return table(
    key('lots'),
    [
      { key: 'ventures.fields.field' },
      [{ key: 'ventures.rounds.pot' }, 'numeric'],
      [key('share'), 'numeric'],
    ],
    terms.lots.map((lot) => [
      cell.text({ key: `ventures.categories.${lot.field}` }),
      cell.money(lot.potFen),
      { ...cell.text(`${((lot.potFen / potFen) * 100).toFixed(1)}%`), numeric: true },
    ]),
  );
}

function instalmentsTable({ terms }: RoundDetail): Table | null {
  if (terms === null || terms.instalments.length === 0) return null;
  return table(
    key('instalments'),
    [key('trigger'), [key('share'), 'numeric']],
    terms.instalments.map(({ percent, trigger }) => [
      cell.text({ key: `rounds.triggers.${trigger}` }),
      { ...cell.text(`${percent}%`), numeric: true },
    ]),
  );
}

/** Who may apply, in sentences with their rule numbers: those that the call chose, and those that always hold. */
function conditionsOf(round: RoundDetail): readonly Rule[] {
  const { criteria } = criteriaOn(CRITERIA, 'GRANT', shanghaiDayOf(round.opensAt), {
    parameters: grantParametersOf(round),
    particular: true,
    leastGrade: null,
  });
  return sentencesOf(criteria);
}

function sentencesOf(criterion: Condition): readonly Rule[] {
  if ('all' in criterion) return criterion.all.flatMap(sentencesOf);
  if ('any' in criterion) {
    const [first, ...others] = criterion.any.flatMap(sentencesOf);
    return first === undefined
      ? []
      : [
          others.reduce(
            (one, other) => ({
              rule: one.rule,
              text: key('either', { one: one.text, other: other.text }),
            }),
            first,
          ),
        ];
  }
  return [{ text: conditionText(criterion.condition), rule: criterion.rule }];
}

function judgingRows({ rules }: RoundDetail): SummaryRow[] {
  const { method, tieRule } = rules;
  return [
    row('panelSize', cell.number(method.panelSize)),
    summaryRow(key('least-cards'), cell.number(method.leastCards)),
    summaryRow(
      key('mean'),
      cell.text(
        method.dropHighLowFrom === 0
          ? { key: 'rounds.terms.mean' }
          : { key: 'rounds.terms.mean-trimmed', args: { from: method.dropHighLowFrom } },
      ),
    ),
    row('passLine', cell.number(method.passLine)),
    row('tieRule', cell.text(tieRule)),
  ];
}

function objectionRows({ rules, terms }: RoundDetail): SummaryRow[] {
  const objection = terms?.objection ?? null;
  return [
    row('publicityWorkingDays', cell.number(rules.publicityWorkingDays)),
    ...(objection === null
      ? []
      : [
          summaryRow(key('objection-office'), cell.text(objection.office)),
          summaryRow(key('objection-days'), cell.number(objection.replyWorkingDays)),
        ]),
  ];
}

/** The contract's shape of a round, with what a call says beside it. */
export function roundFact(round: RoundDetail): object {
  const { terms } = round;
  return {
    number: round.number,
    name: round.nameZh,
    nameEn: round.nameEn,
    stage: round.status,
    opensAt: shanghaiInstant(round.opensAt),
    closesAt: shanghaiInstant(round.closesAt),
    graceMinutes: round.graceMinutes,
    pot: round.potFen,
    criteria: round.rules.criteria.map(({ code, nameZh, nameEn, points }) => ({
      code,
      nameZh,
      nameEn,
      points,
    })),
    tieRule: round.rules.tieRule.zh,
    rulesHash: round.rulesHash,
    awards: round.awards,
    extensions: round.extensions,
    openedAt: round.openedAt === null ? null : shanghaiInstant(round.openedAt),
    ...(terms === null
      ? {}
      : {
          lots: terms.lots,
          timetable: terms.timetable,
          eligibility: terms.eligibility,
          instalments: terms.instalments,
          objection: terms.objection,
        }),
  };
}

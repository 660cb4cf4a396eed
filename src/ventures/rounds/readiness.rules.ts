import { type CalendarDay } from '../../kernel/calendar.js';
import { type Fen } from '../../kernel/money.js';
import { fieldPath, type Finding } from '../../kernel/outcome.js';
import { type Bilingual, type Sentence } from '../../kernel/sentence.js';
import { type AnchorLevel, type Criterion, findingsInRubric } from '../../review/ranking.rules.js';
import { findingsInBudgetRules } from './budget-limits.rules.js';
import { findingsInForm, type FormDefinition } from './form.rules.js';
import { type RoundRules, type VentureField } from './round.rules.js';
import {
  findingsInTimetable,
  provisionalSteps,
  type Timetable,
  type TimetableRules,
  type TimetableStep,
} from './timetable.rules.js';

/** What sets a payment off. (domain.md 3.8) */
export const INSTALMENT_TRIGGERS = ['ON_SIGNING', 'ON_MIDTERM_PASS', 'ON_FINAL_ACCEPT'] as const;
export interface InstalmentPlan {
  readonly percent: number;
  readonly trigger: (typeof INSTALMENT_TRIGGERS)[number];
}

/** The letters that a round sends. */
export const LETTERS = ['RECEIVED', 'SUPPLEMENT', 'INELIGIBLE', 'AWARDED', 'RESERVE', 'NOT_AWARDED'] as const;
export type Letter = (typeof LETTERS)[number];

/** The times of day at which a call opens and closes (`09:00`; `24:00` is the end of the day), and its grace. */
export interface RoundHours {
  readonly opens: string;
  readonly closes: string;
  readonly graceMinutes: number;
}

/** Everything that is set up before a call can be published. (B5–B9) */
export interface RoundSetup {
  readonly name: Bilingual;
  readonly potFen: Fen;
  /** The pot by field; empty: one pot for all. */
  readonly lots: readonly { readonly field: VentureField; readonly potFen: Fen }[];
  readonly rules: RoundRules;
  readonly timetable: Timetable;
  readonly hours: RoundHours;
  readonly form: FormDefinition;
  /** Rule ids of the library that decide who may apply. */
  readonly eligibility: readonly string[];
  readonly objection: { readonly office: Bilingual; readonly replyWorkingDays: number } | null;
  /** An office and its line, never a person. */
  readonly contact: { readonly office: Bilingual; readonly phone: string } | null;
  readonly instalments: readonly InstalmentPlan[];
  readonly letters: Readonly<Partial<Record<Letter, Bilingual>>>;
}

export const SETUP_PARTS = [
  'money',
  'timetable',
  'eligibility',
  'form',
  'budget',
  'rubric',
  'panel',
  'publicity',
  'instalments',
  'contact',
  'letters',
] as const;
export type SetupPart = (typeof SETUP_PARTS)[number];

export interface ReadinessItem {
  readonly part: SetupPart;
  readonly label: Sentence;
  /** What is missing, each with the field that mends it; none: the part is done. */
  readonly findings: readonly Finding[];
}

/** Five working days of publicity at the very least. (domain.md 3.7) */
const LEAST_PUBLICITY = 5;

/**
 * The readiness check: every part with what it still lacks. A call is published only when no part lacks anything, and
 * the list goes public with it. (B8, B9)
 */
export function readinessOf(setup: RoundSetup, timetable: TimetableRules): readonly ReadinessItem[] {
  const { rules } = setup;
  const findings: Record<SetupPart, readonly Finding[]> = {
    money: moneyFindings(setup),
    timetable: findingsInTimetable(setup.timetable, timetable),
    eligibility: setup.eligibility.length > 0 ? [] : [{ code: 'ready-eligibility', field: 'eligibility' }],
    form: findingsInForm(setup.form),
    budget: findingsInBudgetRules(rules),
    rubric: rubricFindings(rules),
    panel: panelFindings(rules),
    publicity: [
      ...(rules.publicityWorkingDays >= LEAST_PUBLICITY
        ? []
        : [{ code: 'ready-publicity', field: 'publicityWorkingDays', args: { least: LEAST_PUBLICITY } }]),
      ...(setup.objection !== null && isSaid(setup.objection.office) && setup.objection.replyWorkingDays > 0
        ? []
        : [{ code: 'ready-objection', field: 'objection' }]),
    ],
    instalments: instalmentFindings(setup.instalments),
    contact:
      setup.contact !== null && isSaid(setup.contact.office) && /^[\d-]{7,20}$/.test(setup.contact.phone)
        ? []
        : [{ code: 'ready-contact', field: 'contact' }],
    letters: LETTERS.filter((letter) => !isSaid(setup.letters[letter])).map((letter) => ({
      code: 'ready-letter',
      field: fieldPath('letters', letter),
    })),
  };
  return SETUP_PARTS.map((part) => ({
    part,
    label: { key: `rounds.readiness.${part}` },
    findings: findings[part],
  }));
}

export function isReady(items: readonly ReadinessItem[]): boolean {
  return items.every(({ findings }) => findings.length === 0);
}

/** The readiness check as it stood when the call was published; it goes public with the call. (B8) */
export interface FrozenReadiness {
  readonly checkedAt: string;
  readonly parts: readonly SetupPart[];
  /** Days that rested on a calendar not yet announced. */
  readonly provisional: readonly TimetableStep[];
}

/** What is kept of a check that found nothing missing. */
export function frozenReadiness(
  setup: RoundSetup,
  calendar: TimetableRules,
  checkedAt: string,
): FrozenReadiness {
  return { checkedAt, parts: SETUP_PARTS, provisional: provisionalSteps(setup.timetable, calendar) };
}

/** What stands against publishing: every gap, and a call whose opening day has passed. (B8) */
export function findingsAgainstPublishing(
  setup: RoundSetup,
  calendar: TimetableRules,
  today: CalendarDay,
): Finding[] {
  return [
    ...readinessOf(setup, calendar).flatMap(({ findings }) => findings),
    ...(setup.timetable.opensOn >= today ? [] : [{ code: 'ready-opens-in-past', field: 'opensOn' }]),
  ];
}

function isSaid(text: Bilingual | undefined): boolean {
  return text !== undefined && text.zh.trim() !== '' && text.en.trim() !== '';
}

function moneyFindings({ name, potFen, lots, rules }: RoundSetup): Finding[] {
  const inLots = lots.reduce((all, lot) => all + lot.potFen, 0);
  const fields = new Set(lots.map(({ field }) => field));
  return [
    ...(isSaid(name) ? [] : [{ code: 'ready-name', field: 'nameZh' }]),
    ...(potFen > 0 ? [] : [{ code: 'ready-pot', field: 'potFen' }]),
    ...(rules.maxGrantFen <= potFen ? [] : [{ code: 'round-ceiling-over-pot', field: 'maxGrantFen' }]),
    ...(lots.length === 0 || inLots === potFen ? [] : [{ code: 'ready-lots-not-pot', field: 'lots' }]),
    ...(fields.size === lots.length ? [] : [{ code: 'ready-lot-twice', field: 'lots' }]),
  ];
}

/** Weights add up to 100, and every level of every criterion has a text that its neighbour does not have. (R-SC-01, B5) */
export function rubricFindings({ criteria, method, tieRule }: RoundRules): Finding[] {
  const codes = criteria.map(({ code }) => code);
  return [
    ...findingsInRubric(criteria),
    ...criteria.flatMap(levelFindings),
    ...(isSaid(tieRule) ? [] : [{ code: 'ready-tie-rule', field: 'tieRule' }]),
    ...(method.tieCriteria.every((code) => codes.includes(code))
      ? []
      : [{ code: 'ready-tie-criterion', field: 'tieCriteria' }]),
  ];
}

function levelFindings({ points, levels = [] }: Criterion, i: number): Finding[] {
  const at = (j: number, name: string): string => fieldPath('criteria', i, 'levels', j, name);
  if (levels.length < 2) return [{ code: 'ready-levels', field: fieldPath('criteria', i, 'levels') }];
  return levels.flatMap((level, j) => {
    const before = levels[j - 1];
    const inOrder = before === undefined ? level.from === 0 : level.from > before.from;
    return [
      ...(inOrder && level.from <= points ? [] : [{ code: 'ready-level-order', field: at(j, 'from') }]),
      ...(isSaid(level.anchor) ? [] : [{ code: 'ready-anchor', field: at(j, 'anchor') }]),
      ...(before !== undefined && isSaid(level.anchor) && sameAnchor(before, level)
        ? [{ code: 'ready-anchor-same', field: at(j, 'anchor') }]
        : []),
    ];
  });
}

/** Spaces, width and punctuation do not make a text another one. */
function sameAnchor(left: AnchorLevel, right: AnchorLevel): boolean {
  const plain = (text: string): string =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '');
  return (['zh', 'en'] as const).some(
    (language) => plain(left.anchor[language]) === plain(right.anchor[language]),
  );
}

/** An odd panel of at least five, and enough of its cards to count. (R-SC-02) */
function panelFindings({ method }: RoundRules): Finding[] {
  return [
    ...(method.panelSize % 2 === 1 ? [] : [{ code: 'panel-not-odd', field: 'panelSize' }]),
    ...(method.panelSize >= 5 ? [] : [{ code: 'ready-panel-small', field: 'panelSize' }]),
    ...(method.leastCards >= 1 && method.leastCards <= method.panelSize
      ? []
      : [{ code: 'ready-least-cards', field: 'leastCards' }]),
    ...(method.passLine >= 0 && method.passLine <= 100
      ? []
      : [{ code: 'ready-pass-line', field: 'passLine' }]),
  ];
}

/** Payments add up to the whole grant, in the order of what sets them off, each once. (R-PAY-01) */
function instalmentFindings(instalments: readonly InstalmentPlan[]): Finding[] {
  const total = instalments.reduce((all, { percent }) => all + percent, 0);
  const whole = instalments.every(({ percent }) => Number.isInteger(percent) && percent > 0);
  const order = instalments.map(({ trigger }) => INSTALMENT_TRIGGERS.indexOf(trigger));
  return [
    ...(total === 100 && whole ? [] : [{ code: 'ready-instalments', field: 'instalments', args: { total } }]),
    ...(order.every((place, i) => i === 0 || place > (order[i - 1] ?? -1))
      ? []
      : [{ code: 'ready-instalment-order', field: 'instalments' }]),
  ];
}

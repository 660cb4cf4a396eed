import { type GrantParameters } from '../../eligibility/criteria.rules.js';
import { type CalendarDay, type WorkingDayTable } from '../../kernel/calendar.js';
import { yuanText } from '../../kernel/money.js';
import { type Finding } from '../../kernel/outcome.js';
import { sameSentence, type Sentence } from '../../kernel/sentence.js';
import { budgetSentences, type NamedSentence } from './budget-limits.rules.js';
import { formDifference } from './form-difference.rules.js';
import { eligibilityOf } from './round.rules.js';
import { type RoundSetup } from './readiness.rules.js';
import { extendedClosing, TIMETABLE_STEPS } from './timetable.rules.js';

const term = (id: string, name: string, args: NonNullable<Sentence['args']>, rule = ''): NamedSentence => ({
  id,
  rule,
  text: { key: `rounds.terms.${name}`, args },
});
const key = (name: string): Sentence => ({ key: name });

function yearsOf({
  abnormalYears,
  seriousYears,
  majorYears,
  breachYears,
}: GrantParameters): NonNullable<Sentence['args']> {
  return { abnormal: abnormalYears, serious: seriousYears, major: majorYears, breach: breachYears };
}

/** The terms of a round as sentences, each with a name of its own: what a call says and what two calls differ in. */
export function termsOf(setup: RoundSetup): readonly NamedSentence[] {
  const { rules, timetable, objection, contact } = setup;
  const { method } = rules;
  return [
    term('name', 'name', { name: setup.name }),
    term('pot', 'pot', { amount: yuanText(setup.potFen) }),
    ...setup.lots.map(({ field, potFen }) =>
      term(`lot-${field}`, 'lot', { field: key(`ventures.categories.${field}`), amount: yuanText(potFen) }),
    ),
    ...TIMETABLE_STEPS.flatMap((step) => {
      const day = timetable[step];
      return day === null
        ? []
        : [term(`day-${step}`, 'day', { step: key(`rounds.timetable.steps.${step}`), day })];
    }),
    term('hours', 'hours', { opens: setup.hours.opens, closes: setup.hours.closes }),
    term('grace', 'grace', { minutes: setup.hours.graceMinutes }),
    term('per-organization', 'per-organization', { most: rules.maxPerOrganization }, 'R-EL-07'),
    ...setup.eligibility.map((rule) =>
      term(`eligibility-${rule}`, 'eligibility', { rule: key(`setup.rules.${rule}`) }),
    ),
    term('look-back', 'look-back', { ...yearsOf(eligibilityOf(rules)) }, 'R-CR-22'),
    ...(eligibilityOf(rules).excludeLastWinner ? [term('last-winner', 'last-winner', {}, 'R-EL-08')] : []),
    ...budgetSentences(rules).map((one) => ({ ...one, id: `budget-${one.id}` })),
    ...rules.criteria.flatMap(({ code, nameZh, nameEn, points, anchorZh, anchorEn, levels = [] }) => {
      const criterion = { zh: nameZh, en: nameEn };
      return [
        term(`criterion-${code}`, 'criterion', { criterion, points }, 'R-SC-01'),
        term(`anchor-${code}`, 'anchor', { criterion, anchor: { zh: anchorZh, en: anchorEn } }),
        ...levels.map(({ from, anchor }) =>
          term(`level-${code}-${from}`, 'level', { criterion, from, anchor }),
        ),
      ];
    }),
    term('panel', 'panel', { size: method.panelSize, least: method.leastCards }, 'R-SC-02'),
    term('pass-line', 'pass-line', { points: method.passLine }, 'R-SC-09'),
    method.dropHighLowFrom === 0
      ? term('mean', 'mean', {}, 'R-SC-04')
      : term('mean', 'mean-trimmed', { from: method.dropHighLowFrom }, 'R-SC-04'),
    term('tie', 'tie', { text: rules.tieRule }, 'R-SC-05'),
    term('publicity', 'publicity', { days: rules.publicityWorkingDays }),
    ...(objection
      ? [term('objection', 'objection', { office: objection.office, days: objection.replyWorkingDays })]
      : []),
    ...setup.instalments.map(({ percent, trigger }) =>
      term(
        `instalment-${trigger}`,
        'instalment',
        { percent, trigger: key(`rounds.triggers.${trigger}`) },
        'R-PAY-01',
      ),
    ),
    ...(contact ? [term('contact', 'contact', { office: contact.office, phone: contact.phone })] : []),
    ...Object.entries(setup.letters).map(([letter, text]) =>
      term(`letter-${letter}`, 'letter', { letter: key(`rounds.letters.${letter}`), text }),
    ),
  ];
}

/** What differs between two rounds, or between two versions of one, in plain words. (B3, B10, B12) */
export function roundDifference(before: RoundSetup, after: RoundSetup): readonly Sentence[] {
  const [old, now] = [before, after].map((setup) => new Map(termsOf(setup).map((one) => [one.id, one.text])));
  const changed = [...(now ?? [])].flatMap(([id, text]): Sentence[] => {
    const earlier = old?.get(id);
    if (earlier === undefined) return [{ key: 'rounds.difference.added', args: { text } }];
    return sameSentence(earlier, text)
      ? []
      : [{ key: 'rounds.difference.changed', args: { before: earlier, after: text } }];
  });
  const gone = [...(old ?? [])]
    .filter(([id]) => now?.has(id) !== true)
    .map(([, text]): Sentence => ({ key: 'rounds.difference.removed', args: { text } }));
  return [...changed, ...gone, ...formDifference(before.form, after.form)];
}

export interface Amendment {
  readonly changes: readonly Sentence[];
  /** When the call closes now, and whether the rule had to move it. */
  readonly closesOn: CalendarDay;
  readonly isExtended: boolean;
  readonly provisional: boolean;
}

export interface AmendmentRules {
  readonly amendedOn: CalendarDay;
  /** So many working days must be left after an amendment. */
  readonly leastWorkingDays: number;
  readonly table: WorkingDayTable;
}

/** What stands against amending an open call: nothing changed, or it would close earlier or had opened otherwise. */
export function findingsInAmendment(
  before: RoundSetup,
  after: RoundSetup,
  amendedOn: CalendarDay,
): Finding[] {
  const [old, now] = [before.timetable, after.timetable];
  return [
    ...(roundDifference(before, after).length > 0 ? [] : [{ code: 'amendment-empty' }]),
    ...(now.closesOn >= old.closesOn ? [] : [{ code: 'amendment-closes-earlier', field: 'closesOn' }]),
    ...(now.opensOn === old.opensOn ? [] : [{ code: 'amendment-opening', field: 'opensOn' }]),
    ...(amendedOn <= old.closesOn ? [] : [{ code: 'amendment-too-late' }]),
  ];
}

/** An amendment: the difference in plain words, and the closing day that leaves everybody enough time. (B10) */
export function amendmentOf(before: RoundSetup, after: RoundSetup, rules: AmendmentRules): Amendment {
  const { closesOn } = after.timetable;
  const { amendedOn, leastWorkingDays, table } = rules;
  const moved = extendedClosing({ amendedOn, closesOn }, leastWorkingDays, table);
  return {
    changes: roundDifference(before, after),
    closesOn: moved?.closesOn ?? closesOn,
    isExtended: moved !== null,
    provisional: moved?.provisional ?? false,
  };
}

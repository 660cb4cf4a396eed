import { exceedsRatio, type Fen, yuanText } from '../../kernel/money.js';
import { type Finding } from '../../kernel/outcome.js';
import { type Sentence } from '../../kernel/sentence.js';
import { type BudgetCategory, type BudgetRules, type UnitCap } from '../rounds/budget-limits.rules.js';
import { type BudgetEntry, type BudgetSource, findingsInBudget, totalOfLine } from './budget.rules.js';

/** A budget at the edge of a rule with what the check says of it; null: accepted. */
export interface BudgetExample {
  readonly rule: string;
  readonly text: Sentence;
  readonly refused: Finding | null;
}

/**
 * Budgets on both sides of every rule that has a number, judged by the same check as applications: so whoever sets the
 * rules sees what they do. Each is judged by its own rule alone. (domain.md 3.5)
 */
export function budgetExamples(rules: BudgetRules): readonly BudgetExample[] {
  return [
    ...grantExamples(rules),
    ...selfRaisedExamples(rules),
    ...feeExamples(rules),
    ...rules.unitCaps.flatMap((cap) => capExamples(rules, cap)),
    ...shareExamples(rules),
  ];
}

const ROUND: Fen = 100_000_00;
/** A grant is shown with budgets that differ by a fifth of its ceiling. */
const STEPS = 5;
const YUAN = 100;
const LARGE_ROW: Fen = 500_000_000_00;

const line = (
  fen: Fen,
  source: BudgetSource = 'GRANT',
  category: BudgetCategory = 'ACTIVITY',
  more: Partial<BudgetEntry> = {},
): BudgetEntry => ({ category, item: '', unitPriceFen: fen, quantity: 1, times: 1, source, ...more });

function judged(
  rules: BudgetRules,
  [rule, ...codes]: readonly [rule: string, ...codes: string[]],
  text: Sentence,
  lines: readonly BudgetEntry[],
): BudgetExample {
  const findings = findingsInBudget(
    lines.filter(({ unitPriceFen }) => unitPriceFen > 0),
    rules,
  );
  return {
    rule,
    text,
    refused:
      findings.find(({ code, args }) => codes.includes(code) && (args?.['rule'] ?? rule) === rule) ?? null,
  };
}

const say = (name: string, args: Sentence['args'] & object): Sentence => ({
  key: `formed.example.${name}`,
  args,
});

/** The ceiling asked of a budget that is a little too small, of one that is not, and more than the ceiling. */
function grantExamples(rules: BudgetRules): BudgetExample[] {
  const { maxGrantFen: most, maxGrantPercent: percent, limitRule } = rules;
  if (most <= 0 || percent <= 0) return [];
  const step = Math.max(YUAN, Math.floor(most / STEPS / YUAN) * YUAN);
  const least = leastWhole(most, percent);
  const above = most + step;
  const example = (asked: Fen, all: Fen): BudgetExample =>
    judged(
      rules,
      [limitRule, 'budget-over-ratio', 'budget-over-ceiling'],
      say('grant', { all: yuanText(all), asked: yuanText(asked) }),
      [...rowsOf(asked, 'GRANT'), ...rowsOf(all - asked, 'SELF_RAISED')],
    );
  const below = Math.floor((least - 1) / step) * step;
  return [
    ...(below >= most ? [example(most, below)] : []),
    example(most, Math.ceil(least / step) * step),
    example(above, leastWhole(above, percent)),
  ];
}

/** A sum of any size as rows that are not too large to be meant. */
function rowsOf(fen: Fen, source: BudgetSource): BudgetEntry[] {
  const whole = Array.from({ length: Math.floor(fen / LARGE_ROW) }, () => line(LARGE_ROW, source));
  return [...whole, line(fen % LARGE_ROW, source)];
}

/** The smallest budget of which the part is at most so many per cent. */
function leastWhole(part: Fen, percent: number): Fen {
  const near = Math.ceil((part * 100) / percent);
  return exceedsRatio(part, near, percent, 100) ? near + 1 : near;
}

function selfRaisedExamples(rules: BudgetRules): BudgetExample[] {
  const least = (ROUND / 100) * rules.minSelfRaisedPercent;
  if (least === 0) return [];
  return [least, least - 1].map((own) =>
    judged(
      rules,
      ['R-BU-01', 'budget-self-raised-short'],
      say('self-raised', { all: yuanText(ROUND), own: yuanText(own) }),
      [line(ROUND - own), line(own, 'SELF_RAISED')],
    ),
  );
}

function feeExamples(rules: BudgetRules): BudgetExample[] {
  const example = (
    category: BudgetCategory,
    codes: readonly [string, ...string[]],
    part: Fen,
  ): BudgetExample =>
    judged(
      rules,
      codes,
      say('part', { category: named(category), part: yuanText(part), grant: yuanText(ROUND) }),
      [line(part, 'GRANT', category), line(ROUND - part)],
    );
  const labour = (ROUND / 100) * rules.maxLabourPercent;
  const admin = rules.managementFeeAllowed ? (ROUND / 100) * rules.maxAdminPercent : 0;
  const around = (most: Fen): Fen[] => [most, most + 1].filter((part) => part > 0 && part <= ROUND);
  return [
    ...around(labour).map((part) => example('LABOUR', ['R-BU-03', 'budget-labour-over-ratio'], part)),
    ...around(admin).map((part) =>
      example('ADMIN', ['R-BU-04', 'budget-admin-over-ratio', 'budget-management-fee'], part),
    ),
  ];
}

const PEOPLE = 20;

/** One expert for one day more than the full rate is paid, or a training of twenty people for a day. */
function capExamples(rules: BudgetRules, cap: UnitCap): BudgetExample[] {
  const perHead = cap.seniority === 'ANY';
  const days = perHead ? 1 : Math.max(1, cap.laterFromDay);
  const people = perHead ? PEOPLE : 1;
  const later = cap.laterFromDay > 0 && days >= cap.laterFromDay ? 1 : 0;
  const price = Math.floor((cap.dayFen * (days - later) + cap.laterFen * later) / days);
  return [price, price + 1].map((unitPriceFen) => {
    const entry = line(unitPriceFen, 'GRANT', cap.category, {
      item: cap.seniority === 'SENIOR' ? '高级职称' : '',
      quantity: people,
      times: days,
      people,
    });
    return judged(
      { ...rules, unitCaps: [cap] },
      [cap.rule, 'budget-over-unit-cap'],
      say('cap', {
        category: named(cap.category),
        seniority: { key: `ventures.budget-rules.seniority.${cap.seniority}` },
        people,
        days,
        sum: yuanText(totalOfLine(entry)),
      }),
      [entry],
    );
  });
}

function shareExamples(rules: BudgetRules): BudgetExample[] {
  return rules.shares.flatMap((share) => {
    const [category = 'ACTIVITY'] = share.categories;
    const rest = share.categories.includes('TAX') ? 'PUBLICITY' : 'TAX';
    const [least, most] = [(ROUND / 100) * share.leastPercent, (ROUND / 100) * share.mostPercent];
    return [least - 1, least, most, most + 1]
      .filter((part, i, parts) => part >= 0 && part <= ROUND && parts.indexOf(part) === i)
      .map((part) =>
        judged(
          { ...rules, shares: [share] },
          [share.rule, 'budget-share-below', 'budget-share-above'],
          say('part', { category: named(category), part: yuanText(part), grant: yuanText(ROUND) }),
          [line(part, 'GRANT', category), line(ROUND - part, 'GRANT', rest)],
        ),
      );
  });
}

function named(category: BudgetCategory): Sentence {
  return { key: `ventures.budget.categories.${category}` };
}

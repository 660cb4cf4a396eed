import { exceedsRatio, type Fen, yuanText } from '../../kernel/money.js';
import { fieldPath, type Finding } from '../../kernel/outcome.js';
import {
  type BudgetCategory,
  type BudgetRules,
  type ForbiddenItem,
  forbiddenItemsOf,
  type ShareLimit,
  type UnitCap,
} from '../rounds/budget-limits.rules.js';

export const BUDGET_SOURCES = ['GRANT', 'SELF_RAISED', 'OTHER_PUBLIC'] as const;
export type BudgetSource = (typeof BUDGET_SOURCES)[number];

/** One row as entered: unit price × quantity × times; `people` where the row serves or feeds some. */
export interface BudgetEntry {
  readonly id?: string;
  readonly category: string;
  readonly item: string;
  readonly unitPriceFen: Fen;
  readonly quantity: number;
  readonly times: number;
  readonly people?: number | null;
  readonly source: string;
  /** The activity of the plan it serves, by the id of its row or its name. */
  readonly activity?: string | null;
  readonly note?: string;
}

export interface BudgetTotals {
  readonly all: Fen;
  readonly grant: Fen;
  readonly selfRaised: Fen;
  readonly otherPublic: Fen;
  readonly labour: Fen;
  readonly admin: Fen;
}

/** What else a budget is judged with. */
export interface BudgetContext {
  /** Codes of the statements accepted in the application. */
  readonly statements?: readonly string[];
}

/** The statement that things and events paid by lottery money will carry the mark. (R-BU-12) */
export const LOTTERY_MARK = 'lottery-mark';

/** The total of a row, to the fen. */
export function totalOfLine({ unitPriceFen, quantity, times }: BudgetEntry): Fen {
  return unitPriceFen * quantity * times;
}

export function totalsOf(lines: readonly BudgetEntry[]): BudgetTotals {
  const sum = (which: (line: BudgetEntry) => boolean): Fen => sumOf(lines.filter(which));
  return {
    all: sumOf(lines),
    grant: sum(isGrant),
    selfRaised: sum(({ source }) => source === 'SELF_RAISED'),
    otherPublic: sum(({ source }) => source === 'OTHER_PUBLIC'),
    labour: sum((line) => line.category === 'LABOUR' && isGrant(line)),
    admin: sum((line) => line.category === 'ADMIN' && isGrant(line)),
  };
}

/** The three groups of a project's cost: the programme with pay inside, administration, taxes. (R-BU-10) */
export function groupsOf(lines: readonly BudgetEntry[]): { programme: Fen; administration: Fen; taxes: Fen } {
  const of = (category: BudgetCategory): Fen => sumOf(lines.filter((line) => line.category === category));
  const [administration, taxes] = [of('ADMIN'), of('TAX')];
  return { programme: sumOf(lines) - administration - taxes, administration, taxes };
}

/** What the whole project costs for each direct beneficiary, rounded half up to the fen; null without any. */
export function costPerBeneficiary(all: Fen, beneficiaries: number | null): Fen | null {
  if (beneficiaries === null || beneficiaries < 1) return null;
  return Number((BigInt(all) * 2n + BigInt(beneficiaries)) / (BigInt(beneficiaries) * 2n));
}

/** Whether at least half of a pot of central lottery money serves older people; a rule of reports. (R-BU-13) */
export function servesOlderPeople(awards: readonly { field: string | null; fen: Fen }[]): boolean {
  const sum = (list: readonly { fen: Fen }[]): Fen => list.reduce((all, { fen }) => all + fen, 0);
  return !exceedsRatio(sum(awards), sum(awards.filter(({ field }) => field === 'ELDERLY')), 2, 1);
}

const MOST_LINE: Fen = 1_000_000_000_00;
const SERVICE: readonly string[] = ['ACTIVITY', 'TRAINING', 'MEETING'];

/**
 * The budget against the rules of its round, each finding at the row that can mend it: the grant at most so many per
 * cent of the budget and at most the ceiling, both tests (R-BU-01 or 02; R-EL-09), what must be raised by oneself,
 * labour (R-BU-03), the management fee (R-BU-04), what a person may cost a day (R-BU-05, 06), numbers of people
 * (R-BU-07), what may not be paid (R-BU-08, 09, 11), the mark (R-BU-12), shares (R-BU-15), other public money (R-EL-08).
 */
export function findingsInBudget(
  lines: readonly BudgetEntry[],
  rules: BudgetRules,
  context: BudgetContext = {},
): Finding[] {
  if (lines.length === 0) return [{ code: 'budget-empty', field: 'lines' }];
  const tooLarge = linesTooLarge(lines);
  if (tooLarge.length > 0) return tooLarge;
  return [
    ...grantFindings(lines, rules),
    ...feeFindings(lines, rules),
    ...rules.shares.flatMap((share) => shareFindings(lines, share)),
    ...rules.unitCaps.flatMap((cap) => capFindings(lines, cap)),
    ...peopleFindings(lines, rules),
    ...forbiddenFindings(lines, forbiddenItemsOf(rules)),
    ...(rules.otherPublicMoneyAllowed
      ? []
      : rowsWhere(lines, 'source', ({ source }) =>
          source === 'OTHER_PUBLIC' ? { code: 'budget-other-public' } : null,
        )),
    ...(rules.lotteryMoney && !(context.statements ?? []).includes(LOTTERY_MARK)
      ? [{ code: 'budget-lottery-mark', field: 'lines' }]
      : []),
  ];
}

/** Rows beyond any budget: nothing is reckoned with them, nor are they stored. */
export function linesTooLarge(lines: readonly BudgetEntry[]): Finding[] {
  return rowsWhere(lines, 'unitPriceFen', (line) =>
    totalOfLine(line) > MOST_LINE ? { code: 'budget-line-too-large' } : null,
  );
}

function grantFindings(lines: readonly BudgetEntry[], rules: BudgetRules): Finding[] {
  const { limitRule: rule, maxGrantFen, maxGrantPercent, minSelfRaisedPercent } = rules;
  const { all, grant, selfRaised } = totalsOf(lines);
  const over = exceedsRatio(grant, all, maxGrantPercent, 100);
  const short = exceedsRatio(all, selfRaised, 100, Math.max(1, minSelfRaisedPercent));
  return [
    ...(grant > 0 ? [] : [{ code: 'budget-no-grant', field: 'lines' }]),
    ...(grant <= maxGrantFen
      ? []
      : [total('budget-over-ceiling', { asked: yuanText(grant), ceiling: yuanText(maxGrantFen), rule })]),
    ...(over
      ? [total('budget-over-ratio', { percent: percentOf(grant, all), most: maxGrantPercent, rule })]
      : []),
    ...(minSelfRaisedPercent > 0 && short
      ? [
          total('budget-self-raised-short', {
            percent: percentOf(selfRaised, all),
            least: minSelfRaisedPercent,
          }),
        ]
      : []),
  ];
}

function feeFindings(lines: readonly BudgetEntry[], rules: BudgetRules): Finding[] {
  const { grant, labour, admin } = totalsOf(lines);
  const over = (part: Fen, most: number, category: BudgetCategory, code: string): Finding[] =>
    exceedsRatio(part, grant, most, 100)
      ? [
          {
            code,
            field: largestRow(lines, (line) => line.category === category && isGrant(line)),
            args: { percent: percentOf(part, grant), most },
          },
        ]
      : [];
  return [
    ...over(labour, rules.maxLabourPercent, 'LABOUR', 'budget-labour-over-ratio'),
    ...(rules.managementFeeAllowed
      ? over(admin, rules.maxAdminPercent, 'ADMIN', 'budget-admin-over-ratio')
      : rowsWhere(lines, 'category', (line) =>
          line.category === 'ADMIN' && isGrant(line) ? { code: 'budget-management-fee' } : null,
        )),
  ];
}

function shareFindings(lines: readonly BudgetEntry[], share: ShareLimit): Finding[] {
  const { categories, leastPercent, mostPercent, rule } = share;
  const paid = lines.filter(isGrant);
  const counts = (line: BudgetEntry): boolean => categories.some((one) => one === line.category);
  const [part, grant] = [sumOf(paid.filter(counts)), sumOf(paid)];
  const args = { percent: percentOf(part, grant), least: leastPercent, most: mostPercent, rule };
  const field = largestRow(lines, (line) => counts(line) && isGrant(line));
  // NB: less than the least is the same as the rest being more than what the least leaves.
  const below = exceedsRatio(grant - part, grant, 100 - leastPercent, 100);
  const above = exceedsRatio(part, grant, mostPercent, 100);
  return below || above ? [{ code: below ? 'budget-share-below' : 'budget-share-above', field, args }] : [];
}

/**
 * All rows of one training or meeting are added up before they are compared: they share the words before the colon
 * (`Training of core staff: hall`). For experts the quantity counts persons and `times` their days.
 */
function capFindings(lines: readonly BudgetEntry[], cap: UnitCap): Finding[] {
  const events = new Map<string, { i: number; line: BudgetEntry }[]>();
  for (const [i, line] of lines.entries())
    if (line.category === cap.category && fitsSeniority(line, cap)) {
      const event = cap.seniority === 'ANY' ? eventOf(line) : String(i);
      events.set(event, [...(events.get(event) ?? []), { i, line }]);
    }
  return [...events.values()].flatMap((rows) => eventFindings(rows, cap));
}

function eventFindings(rows: readonly { i: number; line: BudgetEntry }[], cap: UnitCap): Finding[] {
  const perHead = cap.seniority === 'ANY';
  const unknown = rows.filter(({ line }) => perHead && !isCount(line.people));
  if (unknown.length > 0)
    return unknown.map(({ i }) => ({
      code: 'budget-people-missing',
      field: fieldPath('lines', i, 'people'),
      args: { rule: cap.rule },
    }));
  const allowed = rows.reduce((most, { line }) => {
    const people = perHead ? (line.people ?? 0) : line.quantity;
    return Math.max(most, people * allowedForDays(cap, line.times));
  }, 0);
  const spent = rows.reduce((all, { line }) => all + totalOfLine(line), 0);
  if (spent <= allowed) return [];
  const largest = rows.reduce((a, b) => (totalOfLine(b.line) > totalOfLine(a.line) ? b : a));
  return [
    {
      code: 'budget-over-unit-cap',
      field: fieldPath('lines', largest.i, 'unitPriceFen'),
      args: { spent: yuanText(spent), allowed: yuanText(allowed), rule: cap.rule },
    },
  ];
}

/** What one person may cost in so many days: 500 + 500 + 200 for three days of a senior expert. (R-BU-05) */
function allowedForDays({ dayFen, laterFromDay, laterFen }: UnitCap, days: number): Fen {
  const full = laterFromDay === 0 ? days : Math.min(days, laterFromDay - 1);
  return full * dayFen + (days - full) * laterFen;
}

function fitsSeniority(line: BudgetEntry, { seniority }: UnitCap): boolean {
  return seniority === 'ANY' || isSenior(line) === (seniority === 'SENIOR');
}

/** A senior title is written into the row, as budgets do. */
function isSenior({ item, note }: BudgetEntry): boolean {
  return /高级|正高|副高|教授/.test(`${item} ${note ?? ''}`);
}

function eventOf({ item }: BudgetEntry): string {
  return plain(/^[^:：]*/.exec(item)?.[0] ?? item);
}

function peopleFindings(lines: readonly BudgetEntry[], { peopleOnServiceLines }: BudgetRules): Finding[] {
  if (!peopleOnServiceLines) return [];
  return rowsWhere(lines, 'people', ({ category, people }) =>
    SERVICE.includes(category) && !isCount(people)
      ? { code: 'budget-people-missing', args: { rule: 'R-BU-07' } }
      : null,
  );
}

function forbiddenFindings(lines: readonly BudgetEntry[], items: readonly ForbiddenItem[]): Finding[] {
  return rowsWhere(lines, 'item', (line) => {
    if (!isGrant(line)) return null;
    const text = plain(`${line.item} ${line.note ?? ''}`);
    for (const { words, except, rule } of items) {
      const word = words.find((one) => text.includes(plain(one)));
      if (word !== undefined && !except.some((one) => text.includes(plain(one))))
        return { code: 'budget-forbidden-item', args: { word, rule } };
    }
    return null;
  });
}

/** Full-width and half-width, capitals and spaces make no difference to a word. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

function isGrant({ source }: BudgetEntry): boolean {
  return source === 'GRANT';
}

function isCount(people: number | null | undefined): boolean {
  return typeof people === 'number' && people > 0;
}

function sumOf(lines: readonly BudgetEntry[]): Fen {
  return lines.reduce((all, line) => all + totalOfLine(line), 0);
}

function total(code: string, args: Finding['args'] & object): Finding {
  return { code, field: 'lines', args };
}

function rowsWhere(
  lines: readonly BudgetEntry[],
  name: string,
  judge: (line: BudgetEntry) => Finding | null,
): Finding[] {
  return lines.flatMap((line, i) => {
    const finding = judge(line);
    return finding === null ? [] : [{ ...finding, field: fieldPath('lines', i, name) }];
  });
}

/** The largest row of some kind: where a share that is broken is best mended. */
function largestRow(lines: readonly BudgetEntry[], which: (line: BudgetEntry) => boolean): string {
  let [best, most] = [-1, -1];
  for (const [i, line] of lines.entries())
    if (which(line) && totalOfLine(line) > most) [best, most] = [i, totalOfLine(line)];
  return best < 0 ? 'lines' : fieldPath('lines', best, 'unitPriceFen');
}

/** One decimal, for messages: 62.5. */
export function percentOf(part: Fen, whole: Fen): string {
  if (whole === 0) return '0.0';
  const tenths = (BigInt(part) * 2_000n + BigInt(whole)) / (BigInt(whole) * 2n);
  return `${String(tenths / 10n)}.${String(tenths % 10n)}`;
}

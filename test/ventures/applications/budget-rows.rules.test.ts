import { describe, expect, test } from '@jest/globals';
import { BUDGET_RULES_BEFORE } from '../../../src/ventures/rounds/budget-limits.rules.js';
import { type BudgetEntry } from '../../../src/ventures/applications/budget.rules.js';
import {
  actIn,
  activitiesIn,
  entriesIn,
  findingsAtRows,
  mergeable,
  rowsAfter,
  statementsIn,
  type TypedRow,
  typedRow,
  typedRows,
} from '../../../src/ventures/applications/budget-rows.rules.js';
import { type Content } from '../../../src/ventures/applications/merge.rules.js';

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
let made = 900;
const newId = (): string => idOf((made += 1));
const row = (n: number, more: Partial<TypedRow> = {}): TypedRow => ({
  id: idOf(n),
  category: 'ACTIVITY',
  item: `活动${n}`,
  unitPriceFen: '100.00',
  quantity: '1',
  times: '1',
  people: '',
  source: 'GRANT',
  activity: '',
  note: '',
  ...more,
});
const entry = (n: number, more: Partial<BudgetEntry> = {}): BudgetEntry & { id: string } => ({
  category: 'ACTIVITY',
  item: `活动${n}`,
  unitPriceFen: 100_00,
  quantity: 1,
  times: 1,
  source: 'GRANT',
  ...more,
  id: idOf(n),
});

describe('rows as they are sent', () => {
  test('spare rows are dropped, every other one keeps its id and what was typed', () => {
    const spare = {
      ...row(2),
      category: ' ',
      item: '',
      unitPriceFen: '',
      quantity: '',
      times: '',
      source: '',
    };
    expect(typedRows([row(1), spare, row(3, { quantity: '很多' })], newId)).toEqual([
      row(1),
      row(3, { quantity: '很多' }),
    ]);
  });

  test('an id that is no id, or comes twice, is replaced', () => {
    const ids = typedRows([row(1), row(1), row(2, { id: "' OR 1=1" })], newId).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toBe(idOf(1));
    expect(ids.slice(1).every((id) => /^[0-9a-f-]{36}$/.test(id))).toBe(true);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'lines'],
    ['texts', ['a', 'b']],
    ['rows of lists', [{ item: ['a'] }]],
    ['what only a prototype has', [Object.create(row(1)) as unknown]],
  ])('%s is no row', (_, sent) => {
    expect(typedRows(sent, newId)).toEqual([]);
  });

  test('a stored row comes back from its fields unchanged', () => {
    const line = entry(1, { people: 30, activity: 'a1', note: '说明', unitPriceFen: 123_456_78 });
    expect(typedRow(line)).toEqual(
      row(1, { people: '30', activity: 'a1', note: '说明', unitPriceFen: '123456.78' }),
    );
  });
});

describe('the buttons of the page', () => {
  test.each<[unknown, unknown]>([
    ['recalculate', { kind: 'recalculate' }],
    ['add', { kind: 'add' }],
    [`remove:${idOf(1)}`, { kind: 'remove', id: idOf(1) }],
    ['remove', { kind: 'save' }],
    ['explode:1', { kind: 'save' }],
    [undefined, { kind: 'save' }],
    [['add'], { kind: 'save' }],
  ])('%p', (sent, act) => {
    expect(actIn(sent)).toEqual(act);
  });

  const three = [row(1), row(2), row(3)];
  const order = (act: string): string[] =>
    rowsAfter(three, actIn(act), () => idOf(9)).map(({ id }) => String(Number(id.slice(-12))));
  test.each<[string, string[]]>([
    [`remove:${idOf(2)}`, ['1', '3']],
    [`copy:${idOf(2)}`, ['1', '2', '9', '3']],
    [`up:${idOf(2)}`, ['2', '1', '3']],
    [`up:${idOf(1)}`, ['1', '2', '3']],
    [`down:${idOf(2)}`, ['1', '3', '2']],
    [`down:${idOf(3)}`, ['1', '2', '3']],
    [`remove:${idOf(7)}`, ['1', '2', '3']],
    ['recalculate', ['1', '2', '3']],
  ])('%s', (act, expected) => {
    expect(order(act)).toEqual(expected);
  });

  test('a copy has everything but the id', () => {
    expect(rowsAfter([row(1)], actIn(`copy:${idOf(1)}`), () => idOf(9))[1]).toEqual({
      ...row(1),
      id: idOf(9),
    });
  });
});

describe('rows to be joined', () => {
  test('come back as they were', () => {
    const lines = [entry(1), entry(2, { people: 3, note: 'n', activity: 'a' })];
    expect(entriesIn(mergeable(lines))).toEqual([
      { ...entry(1), people: null, activity: null, note: '' },
      lines[1],
    ]);
  });

  const sound = entriesIn(mergeable([entry(1)]))[0] as unknown as Record<string, Content>;
  test.each<[string, Content]>([
    ['no row', 'x'],
    ['a list', []],
    ['an id of another kind', { ...sound, id: '1' }],
    ['a price of nothing', { ...sound, unitPriceFen: 0 }],
    ['half a fen', { ...sound, unitPriceFen: 0.5 }],
    ['no source', { ...sound, source: null }],
    ['people in words', { ...sound, people: '3' }],
    ['an activity that is a number', { ...sound, activity: 3 }],
  ])('%s is left out', (_, line) => {
    expect(entriesIn({ lines: [line, sound] })).toEqual([sound]);
  });

  test('a budget that is no list has no rows', () => {
    expect(entriesIn({})).toEqual([]);
  });
});

describe('findings at the rows of the page', () => {
  const rules = { ...BUDGET_RULES_BEFORE, ...{ maxGrantPercent: 60, managementFeeAllowed: false } };

  test('point at the row as it stands on the page, past rows that cannot be read', () => {
    const fee = entry(2, { category: 'ADMIN' });
    const own = entry(3, { source: 'SELF_RAISED' });
    expect(findingsAtRows([null, own, fee], rules, {})).toEqual([
      { code: 'budget-management-fee', field: 'lines[2][category]' },
    ]);
  });

  test('what concerns the whole budget stays there, and nothing is said of an empty one', () => {
    expect(findingsAtRows([entry(1)], rules, {}).map(({ field }) => field)).toEqual(['lines']);
    expect(findingsAtRows([null], rules, {})).toEqual([]);
  });
});

test('activities are those of a form that asks for them row by row', () => {
  const rows = [{ id: 'r1', activity: '走访' }, { activity: '培训' }, { activity: ' ' }, 'x'];
  expect(activitiesIn({ activities: rows })).toEqual([
    { value: 'r1', name: '走访' },
    { value: '培训', name: '培训' },
  ]);
  expect(activitiesIn({ activities: '第1季度走访' })).toEqual([]);
});

test('statements are the answers that say yes', () => {
  expect(statementsIn({ truth: true, other: false, title: 'true' })).toEqual(['truth']);
});

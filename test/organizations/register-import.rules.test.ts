import { describe, expect, test } from '@jest/globals';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import {
  type ColumnName,
  COLUMNS,
  DryRun,
  type Headings,
  headingsOf,
  type ImportFacts,
  type Verdict,
} from '../../src/organizations/register-import.rules.js';

const HEADINGS = COLUMNS.map(({ zh }) => zh);
const KNOWN = makeCreditCode('ASSOCIATION', '320800', 'MJ990001');
const NEW = makeCreditCode('SERVICE_INSTITUTION', '320812', 'MJ990006');
const FACTS: ImportFacts = {
  today: '2026-11-24',
  validDivisions: new Set(['320812', '320826']),
  retiredDivisions: new Set(['320802']),
  merged: new Map(),
  known: new Map([
    [KNOWN, { creditCode: KNOWN, type: 'ASSOCIATION', establishedOn: '2010-05-06', status: 'REGISTERED' }],
  ]),
};
const GOOD: Readonly<Record<ColumnName, string>> = {
  creditCode: NEW,
  name: '淮安市清江浦区为老服务中心',
  type: '民办非企业单位',
  legalRepresentative: '张三',
  establishedOn: '2018-05-01',
  divisionCode: '320812',
  address: '淮安市清江浦区示例路1号',
  supervisingUnit: '清江浦区民政局',
  status: '正常',
  capital: '3万元',
  businessScope: '为老服务',
};

const cellsOf = (row: Readonly<Record<ColumnName, string>>): string[] => COLUMNS.map(({ name }) => row[name]);
const headings = (cells: readonly string[] = HEADINGS): Headings => {
  const read = headingsOf(cells);
  if (read.headings === null) throw new Error(JSON.stringify(read.findings));
  return read.headings;
};
const judge = (rows: readonly (readonly string[])[], facts = FACTS): Verdict => {
  const run = new DryRun(headings(), facts);
  run.judge(rows);
  return run.verdict();
};
const bad = (change: Partial<Record<ColumnName, string>>): Verdict =>
  judge([cellsOf({ ...GOOD, ...change })]);
/** The code with its letter O typed for the zero at this place. */
const withO = NEW.slice(0, 9).replace(/0/, 'O') + NEW.slice(9);
const wrongCheck = NEW.slice(0, 17) + (NEW.endsWith('A') ? 'B' : 'A');
const wrongBody = `${NEW.slice(0, 16)}${NEW[16] === '1' ? '2' : '1'}${NEW.slice(17)}`;

describe('one row of a register file', () => {
  test('a good row becomes an entry in fen and days', () => {
    expect(judge([cellsOf(GOOD)])).toEqual({
      good: [
        {
          row: 2,
          entry: {
            creditCode: NEW,
            name: GOOD.name,
            type: 'SERVICE_INSTITUTION',
            status: 'REGISTERED',
            divisionCode: '320812',
            legalRepresentative: '张三',
            establishedOn: '2018-05-01',
            address: GOOD.address,
            businessScope: '为老服务',
            supervisingUnit: '清江浦区民政局',
            capitalFen: 3_000_000,
          },
        },
      ],
      findings: [],
      refusedRows: 0,
    });
  });

  // Every kind of bad row we know: what was typed, the column named, the reason.
  test.each<[string, Partial<Record<ColumnName, string>>, ColumnName, string]>([
    ['no code', { creditCode: '' }, 'creditCode', 'form-required'],
    ['a code too short', { creditCode: NEW.slice(0, 17) }, 'creditCode', 'credit-code-length'],
    ['a letter O for a zero', { creditCode: withO }, 'creditCode', 'credit-code-look-alike'],
    ['a character no code has', { creditCode: `${NEW.slice(0, 17)}*` }, 'creditCode', 'credit-code-alphabet'],
    ['a wrong last check character', { creditCode: wrongCheck }, 'creditCode', 'credit-code-check-character'],
    [
      'a wrong organization part',
      { creditCode: wrongBody },
      'creditCode',
      wrongBody === NEW ? '' : 'credit-code-',
    ],
    [
      'the code of a company',
      { creditCode: '91110108551385082Q' },
      'creditCode',
      'credit-code-not-a-social-organization',
    ],
    ['a type against the code', { type: '基金会' }, 'type', 'organization-type-against-code'],
    ['a type nobody knows', { type: '公司' }, 'type', 'import-type-unknown'],
    ['no type', { type: '' }, 'type', 'form-required'],
    ['no name', { name: '  ' }, 'name', 'form-required'],
    ['a name of one character', { name: '会' }, 'name', 'form-min-length'],
    ['a name too long', { name: '会'.repeat(101) }, 'name', 'form-max-length'],
    ['a formula as name', { name: '=HYPERLINK("http://x","y")' }, 'name', 'import-formula'],
    ['a full-width formula', { address: '＝1+1' }, 'address', 'import-formula'],
    ['an at-sign formula', { legalRepresentative: '@SUM(A1)' }, 'legalRepresentative', 'import-formula'],
    ['a control character', { name: '协\u0007会' }, 'name', 'import-characters'],
    ['a NUL', { name: '协会\u0000' }, 'name', 'import-characters'],
    ['an override of the writing direction', { name: '协会\u202Etxt' }, 'name', 'import-characters'],
    ['what a wrong encoding leaves', { name: '协\uFFFD会' }, 'name', 'import-characters'],
    ['a day that does not exist', { establishedOn: '2018-02-30' }, 'establishedOn', 'form-day'],
    ['a day in another order', { establishedOn: '05/01/2018' }, 'establishedOn', 'form-day'],
    ['words for a day', { establishedOn: '去年' }, 'establishedOn', 'form-day'],
    ['a day to come', { establishedOn: '2026-11-25' }, 'establishedOn', 'organization-day-in-future'],
    ['no day', { establishedOn: '' }, 'establishedOn', 'form-required'],
    ['a retired division', { divisionCode: '320802' }, 'divisionCode', 'import-division-retired'],
    ['a division elsewhere', { divisionCode: '110101' }, 'divisionCode', 'import-division-unknown'],
    ['no division', { divisionCode: '' }, 'divisionCode', 'form-required'],
    ['no legal representative', { legalRepresentative: '' }, 'legalRepresentative', 'form-required'],
    ['a status nobody knows', { status: '停业' }, 'status', 'import-status-unknown'],
    ['an amount in words', { capital: '三万元整' }, 'capital', 'money-format'],
    ['an amount finer than a fen', { capital: '1.234' }, 'capital', 'money-format'],
    ['an address too long', { address: '路'.repeat(201) }, 'address', 'form-max-length'],
    ['a scope too long', { businessScope: '务'.repeat(1_001) }, 'businessScope', 'form-max-length'],
    [
      'a day against the register',
      { creditCode: KNOWN, type: '社会团体' },
      'establishedOn',
      'import-contradicts-register',
    ],
  ])('%s is refused with its place', (_name, change, column, code) => {
    const { good, findings, refusedRows } = bad(change);
    expect(good).toEqual([]);
    expect(refusedRows).toBe(1);
    const here = findings.find((one) => one.column === column && one.finding.code.startsWith(code));
    expect(here).toMatchObject({ row: 2, column, value: change[column] ?? GOOD[column] });
  });

  test('cells beyond the headings are refused', () => {
    expect(judge([[...cellsOf(GOOD), '', '多余']]).findings).toEqual([
      { row: 2, column: null, value: '', finding: { code: 'import-too-many-cells' } },
    ]);
    expect(judge([[...cellsOf(GOOD), ' ']]).findings).toEqual([]);
  });

  test('a record that exists keeps a division that was retired since (R-DIV-02)', () => {
    const known = { ...GOOD, creditCode: KNOWN, type: '社会团体', establishedOn: '2010年5月6日' };
    expect(judge([cellsOf({ ...known, divisionCode: '320802' })]).refusedRows).toBe(0);
  });

  test('days and amounts are read as people write them', () => {
    const read = (change: Partial<Record<ColumnName, string>>): unknown => bad(change).good[0]?.entry;
    expect(read({ establishedOn: '2018年5月1日' })).toMatchObject({ establishedOn: '2018-05-01' });
    expect(read({ establishedOn: '2018/5/1' })).toMatchObject({ establishedOn: '2018-05-01' });
    expect(read({ capital: '30,000.50' })).toMatchObject({ capitalFen: 3_000_050 });
    expect(read({ capital: '', supervisingUnit: '' })).not.toHaveProperty('capitalFen');
    expect(read({ status: '', creditCode: ` ${NEW.toLowerCase()} ` })).toMatchObject({
      status: 'REGISTERED',
      creditCode: NEW,
    });
  });
});

describe('a file of rows', () => {
  test('a code that stands twice names the row it stood in first, even when that row is bad', () => {
    const { good, findings } = judge([
      cellsOf(GOOD),
      HEADINGS.map(() => ''),
      cellsOf(GOOD),
      cellsOf({ ...GOOD, name: '' }),
    ]);
    expect(good.map(({ row }) => row)).toEqual([2]);
    expect(findings.filter(({ finding }) => finding.code === 'import-duplicate-in-file')).toMatchObject([
      { row: 4, finding: { args: { row: 2 } } },
      { row: 5, finding: { args: { row: 2 } } },
    ]);
  });

  test('judged in portions it says the same as at once', () => {
    const rows = [cellsOf(GOOD), cellsOf({ ...GOOD, type: '公司' }), cellsOf(GOOD)];
    const portions = new DryRun(headings(), FACTS);
    for (const row of rows) portions.judge([row]);
    expect(portions.verdict()).toEqual(judge(rows));
  });
});

describe('headings', () => {
  test('are found in any order, in Chinese or English, with notes in brackets', () => {
    const mixed = [...COLUMNS]
      .reverse()
      .map(({ zh, en }, i) => (i % 2 === 0 ? ` ${zh}（必填）` : en.toUpperCase()));
    expect(headings(mixed).at.get('creditCode')).toBe(COLUMNS.length - 1);
  });

  test('that are missing or stand twice are named', () => {
    expect(headingsOf(['名称', '类型']).findings.map(({ column }) => column)).toEqual([
      'creditCode',
      'legalRepresentative',
      'establishedOn',
      'divisionCode',
    ]);
    expect(headingsOf([...HEADINGS, '名称']).findings).toMatchObject([
      { column: 'name', finding: { code: 'import-heading-twice' } },
    ]);
  });
});

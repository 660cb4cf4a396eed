import { describe, expect, test } from '@jest/globals';
import { unreachable } from '../../src/kernel/transitions.js';
import {
  type FilingDecision,
  type FilingEntry,
  FILING_LIFE,
  filingNumber,
  findingsAgainstSubmission,
  findingsInDecision,
  findingsInFigures,
} from '../../src/organizations/filing.rules.js';

const FULL = {
  assetsFen: 10_000_00,
  debtFen: 4_000_00,
  netAssetsFen: 6_000_00,
  incomeFen: 5_000_00,
  subsidyFen: 5_000_00,
  spendingFen: 3_000_00,
  publicBenefitFen: 3_000_00,
  staffFull: 0,
  staffPart: 2,
  partyMembers: 1,
  unitCheckedOn: '2026-03-20',
  summary: '开展了服务',
} satisfies FilingEntry;
const said = (list: readonly { code: string; field?: string }[]): string[] =>
  list.map(({ code, field }) => `${field ?? ''}: ${code}`);

test('every status of a filing is reached', () => {
  expect(unreachable(FILING_LIFE, 'DRAFT')).toEqual([]);
});

describe('the figures of a year', () => {
  test.each<[string, FilingEntry, readonly string[]]>([
    ['add up', FULL, []],
    ['net assets a fen off', { ...FULL, netAssetsFen: 6_000_01 }, ['netAssetsFen: filing-net-assets']],
    ['more debt than assets', { ...FULL, debtFen: 12_000_00, netAssetsFen: -2_000_00 }, []],
    [
      'a subsidy a fen above the income',
      { ...FULL, subsidyFen: 5_000_01 },
      ['subsidyFen: filing-subsidy-over-income'],
    ],
    [
      'public benefit a fen above the spending',
      { ...FULL, publicBenefitFen: 3_000_01 },
      ['publicBenefitFen: filing-benefit-over-spending'],
    ],
    ['not all filled in', { netAssetsFen: 1 }, []],
  ])('%s', (_, figures, expected) => {
    expect(said(findingsInFigures(figures))).toEqual(expected);
  });

  test('what net assets should be is said to the fen', () => {
    expect(findingsInFigures({ ...FULL, netAssetsFen: 0 })[0]?.args).toEqual({ expected: '6,000.00' });
  });
});

describe('handing in (R-ANN-01)', () => {
  const duty = { kind: 'ANNUAL_REPORT', year: 2025, dueOn: '2026-05-31' } as const;
  const against = (
    entry: FilingEntry,
    hasSupervisingUnit = true,
    kind: 'ANNUAL_REPORT' | 'WORK_REPORT' = 'ANNUAL_REPORT',
  ): string[] =>
    said(findingsAgainstSubmission({ ...duty, kind }, entry, { hasSupervisingUnit, today: '2026-05-20' }));
  const { unitCheckedOn: _, ...unchecked } = FULL;

  test('complete: nothing stands against it', () => {
    expect(against(FULL)).toEqual([]);
  });
  test('every figure missing is named', () => {
    expect(against({ summary: 'x', unitCheckedOn: '2026-03-20' })).toHaveLength(10);
  });
  test('the report to the supervising unit asks for persons and work only', () => {
    expect(
      against({ staffFull: 1, staffPart: 1, partyMembers: 0, summary: 'x' }, true, 'WORK_REPORT'),
    ).toEqual([]);
  });
  test.each([
    ['2025-12-31', ['unitCheckedOn: filing-unit-check-day']],
    ['2026-01-01', []],
    ['2026-05-20', []],
    ['2026-05-21', ['unitCheckedOn: filing-unit-check-day']],
  ])('checked by the supervising unit on %s', (unitCheckedOn, expected) => {
    expect(against({ ...FULL, unitCheckedOn })).toEqual(expected);
  });
  test('the check is needed where there is a supervising unit, and only there', () => {
    expect(against(unchecked)).toEqual(['unitCheckedOn: filing-unit-check-missing']);
    expect(against(unchecked, false)).toEqual([]);
  });
});

describe('a decision', () => {
  test.each<[string, Omit<FilingDecision, 'version'>, readonly string[]]>([
    ['accepted without a conclusion', { action: 'accept' }, ['conclusion: filing-conclusion-needed']],
    ['qualified', { action: 'accept', conclusion: 'QUALIFIED' }, []],
    [
      'basically qualified, no reason',
      { action: 'accept', conclusion: 'BASIC' },
      ['reason: filing-reason-needed'],
    ],
    ['not qualified, with a reason', { action: 'accept', conclusion: 'FAILED', reason: 'x' }, []],
    [
      'returned bare',
      { action: 'return' },
      ['reason: filing-reason-needed', 'mendBy: filing-mend-by-needed'],
    ],
    [
      'returned until today',
      { action: 'return', reason: 'x', mendBy: '2026-06-01' },
      ['mendBy: filing-mend-by-needed'],
    ],
    ['returned until tomorrow', { action: 'return', reason: 'x', mendBy: '2026-06-02' }, []],
  ])('%s', (_, decision, expected) => {
    expect(said(findingsInDecision('ANNUAL_REPORT', { ...decision, version: 1 }, '2026-06-01'))).toEqual(
      expected,
    );
  });

  test('only the annual report has a conclusion', () => {
    const decision = { action: 'accept', conclusion: 'QUALIFIED', version: 1 } as const;
    expect(said(findingsInDecision('WORK_REPORT', decision, '2026-06-01'))).toEqual([
      'conclusion: filing-no-conclusion',
    ]);
  });
});

test('a receipt is numbered within its year', () => {
  expect(filingNumber(2025, 123)).toBe('NB2025-000123');
});

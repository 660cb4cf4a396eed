import { describe, expect, test } from '@jest/globals';
import { findingsInCreditEntry } from '../../../src/credit/records/record-fields.rules.js';
import { type Finding } from '../../../src/kernel/outcome.js';
import { follow } from '../../../src/kernel/transitions.js';
import { type SignedIn } from '../../../src/kernel/viewer.js';
import { type RankedCandidate } from '../../../src/review/ranking.rules.js';
import {
  AWARD_LIFE,
  AWARD_STATUSES,
  awardConfirmed,
  awardDecided,
  type AwardStatus,
  findingsAgainstAward,
  grantRecord,
  proposalFrom,
} from '../../../src/ventures/awards/award.rules.js';

const chair: SignedIn = {
  kind: 'user',
  accountId: 'a1',
  username: 'zhao',
  name: '赵六',
  roles: ['chair'],
  organizationId: null,
  departmentCode: null,
  centreCode: null,
  divisionCode: null,
};
/** Number, rank, score and money asked in yuan; from 60 points on a candidate passes. */
type Row = readonly [number: string, score: number | null, askedYuan: number];
type Answer = readonly [number: string, status: AwardStatus, amountYuan: number];

const ranked = ([number, score]: Row, i: number): RankedCandidate => ({
  number,
  rank: i + 1,
  score: score === null ? null : score.toFixed(2),
  plainMean: null,
  range: null,
  alarm: false,
  passes: score !== null && score >= 60,
  cards: 5,
  tieBrokenBy: null,
});
const fenOf = (yuan: number): number => Math.round(yuan * 100);
const propose = (potYuan: number, rows: readonly Row[]): ReturnType<typeof proposalFrom> =>
  proposalFrom(
    rows.map(ranked),
    new Map(rows.map(([number, , yuan]) => [number, { askedFen: fenOf(yuan), field: 'RELIEF' }])),
    { potFen: fenOf(potYuan), lots: [] },
  );

describe('money down the ranking until the pot is used (R-SC-09)', () => {
  test.each<[string, number, readonly Row[], readonly Answer[]]>([
    ['nobody applied', 1_000, [], []],
    [
      'the pot is enough for all',
      1_000,
      [
        ['a', 90, 400],
        ['b', 80, 500],
      ],
      [
        ['a', 'PROPOSED', 400],
        ['b', 'PROPOSED', 500],
      ],
    ],
    [
      'the last takes exactly what is left',
      1_000,
      [
        ['a', 90, 600],
        ['b', 80, 400],
      ],
      [
        ['a', 'PROPOSED', 600],
        ['b', 'PROPOSED', 400],
      ],
    ],
    [
      'one fen too little left makes a reserve',
      1_000,
      [
        ['a', 90, 600],
        ['b', 80, 400.01],
      ],
      [
        ['a', 'PROPOSED', 600],
        ['b', 'RESERVE', 0],
      ],
    ],
    [
      'the next after the pot is used is a reserve',
      1_000,
      [
        ['a', 90, 1_000],
        ['b', 80, 1],
      ],
      [
        ['a', 'PROPOSED', 1_000],
        ['b', 'RESERVE', 0],
      ],
    ],
    [
      'nobody is pulled up past a reserve, however little it asks',
      1_000,
      [
        ['a', 90, 600],
        ['b', 80, 500],
        ['c', 70, 100],
      ],
      [
        ['a', 'PROPOSED', 600],
        ['b', 'RESERVE', 0],
        ['c', 'RESERVE', 0],
      ],
    ],
    [
      'whoever asks more than the whole pot is a reserve, and so is everybody after',
      1_000,
      [
        ['a', 90, 1_001],
        ['b', 80, 10],
      ],
      [
        ['a', 'RESERVE', 0],
        ['b', 'RESERVE', 0],
      ],
    ],
    ['60 points pass', 1_000, [['a', 60, 100]], [['a', 'PROPOSED', 100]]],
    [
      'below the pass line there is nothing, even with money left',
      1_000,
      [
        ['a', 90, 100],
        ['b', 59.99, 100],
      ],
      [
        ['a', 'PROPOSED', 100],
        ['b', 'REJECTED', 0],
      ],
    ],
    [
      'whoever does not pass is rejected, not a reserve, when the pot is used',
      1_000,
      [
        ['a', 90, 1_000],
        ['b', 70, 100],
        ['c', 59, 100],
        ['d', null, 100],
      ],
      [
        ['a', 'PROPOSED', 1_000],
        ['b', 'RESERVE', 0],
        ['c', 'REJECTED', 0],
        ['d', 'REJECTED', 0],
      ],
    ],
    ['an empty pot gives nothing', 0, [['a', 90, 1]], [['a', 'RESERVE', 0]]],
  ])('%s', (_name, pot, rows, expected) => {
    const proposals = propose(pot, rows);
    expect(proposals.map(({ number, status, amountFen }) => [number, status, amountFen])).toEqual(
      expected.map(([number, status, yuan]) => [number, status, fenOf(yuan)]),
    );
  });

  test('rank, score and the sum asked stay with every proposal', () => {
    expect(
      propose(500, [
        ['a', 84.33, 500],
        ['b', 78.25, 300.5],
        ['c', null, 20],
      ]),
    ).toEqual([
      { number: 'a', rank: 1, score: '84.33', askedFen: 50_000, amountFen: 50_000, status: 'PROPOSED' },
      { number: 'b', rank: 2, score: '78.25', askedFen: 30_050, amountFen: 0, status: 'RESERVE' },
      { number: 'c', rank: 3, score: null, askedFen: 2_000, amountFen: 0, status: 'REJECTED' },
    ]);
  });

  test('a candidate whose sum is unknown takes nothing from the pot', () => {
    const asked = new Map([['b', { askedFen: 1_000, field: 'RELIEF' }]]);
    const pot = { potFen: 1_000, lots: [] };
    const proposals = proposalFrom([ranked(['a', 90, 0], 0), ranked(['b', 80, 10], 1)], asked, pot);
    expect(proposals.map(({ askedFen, amountFen }) => [askedFen, amountFen])).toEqual([
      [0, 0],
      [1_000, 1_000],
    ]);
  });
});

describe('a pot that is divided by field (B7)', () => {
  const lots = [
    { field: 'ELDERLY', potFen: 600 },
    { field: 'RELIEF', potFen: 400 },
  ];
  const given = (rows: readonly (readonly [field: string, askedFen: number])[]): [string, number][] =>
    proposalFrom(
      rows.map((_, i) => ranked([String(i), 90 - i, 0], i)),
      new Map(rows.map(([field, askedFen], i) => [String(i), { field, askedFen }])),
      { potFen: 1_000, lots },
    ).map(({ status, amountFen }) => [status, amountFen]);

  test('each lot goes down its own part of the ranking, and a full one stops nobody else', () => {
    expect(
      given([
        ['ELDERLY', 500],
        ['ELDERLY', 200],
        ['RELIEF', 300],
        ['ELDERLY', 50],
        ['RELIEF', 100],
      ]),
    ).toEqual([
      ['PROPOSED', 500],
      ['RESERVE', 0],
      ['PROPOSED', 300],
      ['RESERVE', 0],
      ['PROPOSED', 100],
    ]);
  });

  test('one fen over the lot is a reserve though the pot has more, and a field without a lot gets nothing', () => {
    expect(
      given([
        ['RELIEF', 401],
        ['CAPACITY', 1],
        ['ELDERLY', 600],
      ]),
    ).toEqual([
      ['RESERVE', 0],
      ['RESERVE', 0],
      ['PROPOSED', 600],
    ]);
  });
});

describe('what stands against an award', () => {
  test.each<[string, readonly string[], number, Finding[]]>([
    ['nobody is listed and the pot is enough', [], 99_999, []],
    ['the pot may be given to the last fen', [], 100_000, []],
    ['not one fen more', [], 100_001, [{ code: 'award-over-pot' }]],
    [
      'a body barred on the day of decision is a hard stop (R-CR-21)',
      ['甲协会'],
      100_000,
      [{ code: 'award-to-barred', args: { names: '甲协会' } }],
    ],
    [
      'all such bodies are named, and the pot as well (R-CR-21)',
      ['甲协会', '乙中心'],
      100_001,
      [{ code: 'award-to-barred', args: { names: '甲协会、乙中心' } }, { code: 'award-over-pot' }],
    ],
  ])('%s', (_name, barred, totalFen, expected) => {
    expect(findingsAgainstAward({ barred, totalFen, potFen: 100_000 })).toEqual(expected);
  });
});

describe('an award', () => {
  test.each(AWARD_STATUSES)('in status %s is confirmed only if it was proposed', (status) => {
    expect(follow(AWARD_LIFE, status, 'confirm')).toMatchObject(
      status === 'PROPOSED' ? { ok: true, value: 'CONFIRMED' } : { ok: false },
    );
  });

  test('decided is public with body, amount and rank (domain.md 3.7)', () => {
    const award = { number: 'R1-002', organization: '51320800MJ99000127', amountFen: 50_000, rank: 1 };
    expect(awardDecided(chair, award)).toEqual({
      type: 'award.decided',
      by: 'chair:a1',
      ref: 'R1-002',
      data: { organization: '51320800MJ99000127', amountFen: 50_000, rank: 1 },
    });
  });

  test('confirmed is public under its project number (domain.md 3.7)', () => {
    const data = { application: 'R1-002', organization: '51320800MJ99000127', amountFen: 50_000 };
    expect(awardConfirmed(chair, { projectNumber: 'P1-001', ...data })).toEqual({
      type: 'award.confirmed',
      by: 'chair:a1',
      ref: 'P1-001',
      data,
    });
  });

  test('confirmed is credit information that its own rules accept, formed that day (domain.md 2.2)', () => {
    const body = { creditCode: '51320800MJ99000127', projectNumber: 'GY2026-01-001' };
    const entry = grantRecord(body, '2026-11-24');
    expect(entry).toMatchObject({ category: 'OTHER', otherKind: 'GRANT', reference: 'GY2026-01-001' });
    expect(findingsInCreditEntry(entry, '2026-11-24')).toEqual([]);
  });
});

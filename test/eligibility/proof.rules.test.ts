import { describe, expect, test } from '@jest/globals';
import { CRITERIA, criteriaOn, IN_GENERAL } from '../../src/eligibility/criteria.rules.js';
import {
  type Condition,
  DECLARATIONS,
  type EligibilityFacts,
  type Outcome3,
  PURPOSES,
  QUESTIONS,
} from '../../src/eligibility/criterion.rules.js';
import { differenceBetween } from '../../src/eligibility/difference.rules.js';
import { judge, REASONS } from '../../src/eligibility/judge.rules.js';
import {
  changeText,
  conditionText,
  fixView,
  sideText,
  sourceText,
} from '../../src/eligibility/proof.pages.js';
import { NO_REQUEST } from '../../src/eligibility/request.rules.js';
import { leavesOf, prove } from '../../src/eligibility/verdict.rules.js';
import { readable } from '../../src/platform/i18n/translator.js';

const ON = '2026-11-24';
const GOOD: EligibilityFacts = {
  status: 'REGISTERED',
  establishedOn: '2015-03-01',
  type: 'ASSOCIATION',
  stays: [],
  penalties: [],
  reportYears: [2024, 2025],
  inspections: [{ id: 'i', on: '2026-05-01', passed: true }],
  annual: [2024, 2025].map((year) => ({ year, passed: true, record: `a${year}` })),
  grades: [{ value: '4A', from: '2024-01-01', to: null }],
  declared: Object.fromEntries(DECLARATIONS.map((what) => [what, true])),
  staff: 3,
  flags: [],
  request: {
    ...NO_REQUEST,
    askedFen: 5_000_000,
    ceilingFen: 5_000_000,
    found: Object.fromEntries(QUESTIONS.map((what) => [what, true])),
  },
};
const with_ = (more: Partial<EligibilityFacts>): EligibilityFacts => ({ ...GOOD, ...more });
const asking = (more: Partial<NonNullable<EligibilityFacts['request']>>): EligibilityFacts =>
  with_({ request: { ...NO_REQUEST, ...more } });
const penalty = (more: Partial<EligibilityFacts['penalties'][number]>): EligibilityFacts =>
  with_({ penalties: [{ id: 'p', decidedOn: '2026-01-02', kind: 'SUSPENSION', fineFen: null, ...more }] });
const flag = (from: string, until: string, purposes = PURPOSES.slice(0, 1)): EligibilityFacts =>
  with_({ flags: [{ number: 'TZ-2026-001', from, until, purposes, reason: '核查' }] });

/** Every kind of condition on its edge: what holds, what fails, what a person has to look at. */
const CASES: readonly (readonly [rule: string, Condition, EligibilityFacts, Outcome3])[] = [
  ['R-EL-01', { kind: 'STATUS', status: 'REGISTERED' }, GOOD, 'PASS'],
  ['R-EL-01', { kind: 'STATUS', status: 'REGISTERED' }, with_({ status: 'DEREGISTERED' }), 'FAIL'],
  ['R-EL-02', { kind: 'PERSON', what: 'projectPlace' }, GOOD, 'PASS'],
  ['R-EL-02', { kind: 'PERSON', what: 'projectPlace' }, asking({}), 'NEEDS_REVIEW'],
  ['R-EL-03', { kind: 'PERSON', what: 'charterScope' }, asking({ found: { charterScope: false } }), 'FAIL'],
  ['R-EL-04', { kind: 'PERSON', what: 'capacity' }, asking({ found: { capacity: false } }), 'FAIL'],
  ['R-EL-05', { kind: 'NO_PENALTY', years: 3, major: true }, penalty({}), 'FAIL'],
  ['R-EL-05', { kind: 'NO_PENALTY', years: 3, major: true }, penalty({ decidedOn: '2023-11-24' }), 'PASS'],
  ['R-EL-06', { kind: 'NO_OPEN_RECORD' }, penalty({ shownUntil: '2026-11-25' }), 'NEEDS_REVIEW'],
  ['R-EL-06', { kind: 'NO_OPEN_RECORD' }, penalty({ shownUntil: ON }), 'PASS'],
  ['R-EL-06', { kind: 'ANNUAL', count: 2 }, GOOD, 'PASS'],
  ['R-EL-06', { kind: 'ANNUAL', count: 1 }, with_({ annual: [] }), 'NEEDS_REVIEW'],
  [
    'R-EL-06',
    { kind: 'ANNUAL', count: 1 },
    with_({ annual: [{ year: 2025, passed: false, record: 'r' }] }),
    'FAIL',
  ],
  ['R-EL-06', { kind: 'ANNUAL', count: 1 }, with_({ annual: [], establishedOn: '2026-02-01' }), 'PASS'],
  [
    'R-EL-06',
    { kind: 'INSPECTIONS', count: 1 },
    with_({ inspections: [{ id: 'i', on: ON, passed: false }] }),
    'FAIL',
  ],
  ['R-EL-06', { kind: 'REPORTS', count: 3 }, GOOD, 'FAIL'],
  ...DECLARATIONS.flatMap((what): (typeof CASES)[number][] => [
    ['R-EL-06', { kind: 'DECLARED', what }, GOOD, 'PASS'],
    ['R-EL-06', { kind: 'DECLARED', what }, with_({ declared: {} }), 'NEEDS_REVIEW'],
    ['R-EL-06', { kind: 'DECLARED', what }, with_({ declared: { [what]: false } }), 'FAIL'],
  ]),
  ['R-EL-07', { kind: 'MOST_PER_ROUND', most: 1 }, asking({ othersInRound: 0 }), 'PASS'],
  ['R-EL-07', { kind: 'MOST_PER_ROUND', most: 1 }, asking({ othersInRound: 1 }), 'FAIL'],
  ['R-EL-07', { kind: 'MOST_PER_ROUND', most: 2 }, asking({ othersInRound: 1 }), 'PASS'],
  ['R-EL-08', { kind: 'NOT_LAST_WINNER' }, asking({ wonLastRound: true }), 'FAIL'],
  ['R-EL-08', { kind: 'NOT_LAST_WINNER' }, GOOD, 'PASS'],
  ['R-EL-09', { kind: 'WITHIN_CEILING' }, GOOD, 'PASS'],
  ['R-EL-09', { kind: 'WITHIN_CEILING' }, asking({ askedFen: 5_000_001, ceilingFen: 5_000_000 }), 'FAIL'],
  ['R-EL-10', { kind: 'NO_BREACH', years: 3 }, asking({ breaches: [{ id: 'b', on: '2023-11-25' }] }), 'FAIL'],
  ['R-EL-10', { kind: 'NO_BREACH', years: 3 }, asking({ breaches: [{ id: 'b', on: '2023-11-24' }] }), 'PASS'],
  ['R-EL-11', { kind: 'GRANTS_SETTLED' }, asking({ openProjects: ['2025-01-0003'] }), 'NEEDS_REVIEW'],
  ['R-EL-11', { kind: 'GRANTS_SETTLED' }, GOOD, 'PASS'],
  ['4.3', { kind: 'STAFF', least: 2, association: 3 }, GOOD, 'PASS'],
  ['4.3', { kind: 'STAFF', least: 2, association: 3 }, with_({ staff: 2 }), 'FAIL'],
  ['4.3', { kind: 'STAFF', least: 2, association: 3 }, with_({ staff: 2, type: 'FOUNDATION' }), 'PASS'],
  ['4.3', { kind: 'STAFF', least: 2, association: 3 }, with_({ staff: null }), 'NEEDS_REVIEW'],
  ['4.3', { kind: 'GRADE', least: '3A' }, GOOD, 'PASS'],
  ['4.3', { kind: 'GRADE', least: '3A' }, with_({ grades: [] }), 'FAIL'],
  ['4.3', { kind: 'REGISTERED_FOR', years: 1 }, with_({ establishedOn: '2025-11-25' }), 'FAIL'],
  ['4.3', { kind: 'REGISTERED_FOR', years: 1 }, with_({ establishedOn: '2025-11-24' }), 'PASS'],
  [
    'R-CR-21',
    { kind: 'OFF_LIST', list: 'SERIOUS', years: 0 },
    with_({ stays: [{ id: 's', list: 'SERIOUS', listedOn: ON, removedOn: null }] }),
    'FAIL',
  ],
  [
    'R-CR-21',
    { kind: 'OFF_LIST', list: 'SERIOUS', years: 0 },
    with_({ stays: [{ id: 's', list: 'SERIOUS', listedOn: '2024-01-01', removedOn: ON }] }),
    'PASS',
  ],
  [
    '5.2',
    { kind: 'NO_FAILED_INSPECTION', years: 2 },
    with_({ inspections: [{ id: 'i', on: '2024-11-25', passed: false }] }),
    'FAIL',
  ],
  [
    '5.2',
    { kind: 'NO_FAILED_INSPECTION', years: 2 },
    with_({ inspections: [{ id: 'i', on: '2024-11-24', passed: false }] }),
    'PASS',
  ],
  ...QUESTIONS.flatMap((what): (typeof CASES)[number][] => [
    ['5.2', { kind: 'PERSON', what }, asking({}), 'NEEDS_REVIEW'],
    ['5.2', { kind: 'PERSON', what }, asking({ found: { [what]: false } }), 'FAIL'],
  ]),
  ['R-CR-23', { kind: 'NO_FLAG', purpose: 'GRANT' }, flag('2026-11-01', ON), 'FAIL'],
  ['R-CR-23', { kind: 'NO_FLAG', purpose: 'GRANT' }, flag('2026-11-01', '2026-11-23'), 'PASS'],
  ['R-CR-23', { kind: 'NO_FLAG', purpose: 'GRANT' }, flag('2026-11-25', '2026-12-01'), 'PASS'],
  ['R-CR-23', { kind: 'NO_FLAG', purpose: 'FUNCTION' }, flag('2026-11-01', '2026-12-01'), 'PASS'],
];

describe('every kind of condition', () => {
  test.each(CASES)('%s %j', (_rule, condition, facts, expected) => {
    expect(judge(condition, facts, ON).outcome).toBe(expected);
  });

  test('is among the cases, failed as well as held', () => {
    const kinds = (outcome: Outcome3): string[] =>
      [...new Set(CASES.filter(([, , , one]) => one === outcome).map(([, { kind }]) => kind))].sort();
    const open = ['GRANTS_SETTLED', 'NO_OPEN_RECORD'];
    expect([...kinds('FAIL'), ...open].sort()).toEqual(Object.keys(REASONS).sort());
  });

  test('has its sentences in both languages, none with a gap', () => {
    let sentences = 0;
    for (const [rule, condition, facts] of CASES) {
      const judged = judge(condition, facts, ON);
      const leaf = { rule, source: 'call', article: '1', condition };
      const texts = [
        conditionText(condition),
        sideText(leaf, judged),
        sideText(leaf, { ...judged, outcome: judged.outcome }),
        sourceText(leaf),
        ...judged.changes.map(changeText),
        ...fixView(judged.changes, ON, 'body').steps.flatMap(({ what, how }) => [what, how]),
      ];
      for (const text of texts) {
        const [zh, en] = [readable('zh-CN', text), readable('en', text)];
        sentences += 1;
        expect(zh).toMatch(/[\u4e00-\u9fff]/);
        expect(en).not.toMatch(/[\u4e00-\u9fff]{4,}/);
        for (const one of [zh, en]) expect(one).not.toMatch(/[{}]|null|undefined/);
      }
    }
    expect(sentences).toBeGreaterThan(200);
  });

  test('of every set in force cites rule, source and article that both languages name', () => {
    for (const purpose of PURPOSES) {
      const { criteria } = criteriaOn(CRITERIA, purpose, ON, {
        ...IN_GENERAL,
        particular: true,
        leastGrade: '3A',
      });
      for (const leaf of leavesOf(prove(criteria, GOOD, ON))) {
        expect(leaf.rule).toMatch(/^(R-(EL|CR)-\d\d|\d\.\d)$/);
        expect(leaf.article).toMatch(/^\d+$/);
        expect(readable('en', sourceText(leaf))).toMatch(/article \d+$/);
      }
    }
  });
});

describe('the difference of two checks (A3, C5)', () => {
  const { criteria } = criteriaOn(CRITERIA, 'GRANT', ON, { ...IN_GENERAL, particular: true });
  const between = (then: EligibilityFacts, now: EligibilityFacts): string[] =>
    differenceBetween(prove(criteria, then, ON), prove(criteria, now, ON)).map(
      ({ condition, then: a, now: b }) => `${condition.kind} ${a?.outcome ?? '-'} ${b?.outcome ?? '-'}`,
    );

  test('is empty where nothing changed', () => {
    expect(between(GOOD, GOOD)).toEqual([]);
  });

  test('names the leaf that changed, with both sides', () => {
    expect(between(GOOD, with_({ status: 'DEREGISTERED' }))).toEqual(['STATUS PASS FAIL']);
    expect(between(with_({ annual: [] }), GOOD)).toEqual(['ANNUAL NEEDS_REVIEW PASS']);
  });

  test('sees another record behind the same outcome', () => {
    const other = with_({ inspections: [{ id: 'other', on: '2026-06-01', passed: true }] });
    expect(between(GOOD, other)).toEqual(['INSPECTIONS PASS PASS']);
  });

  test('does not count that a person has answered in favour, but does count that he denied', () => {
    const open = { ...GOOD, request: { ...NO_REQUEST, askedFen: 5_000_000, ceilingFen: 5_000_000 } };
    expect(between(open, GOOD)).toEqual([]);
    const denied = {
      ...GOOD,
      request: { ...open.request, found: { capacity: false, projectPlace: true, charterScope: true } },
    };
    expect(between(open, denied)).toEqual(['PERSON NEEDS_REVIEW FAIL']);
  });

  test('a condition of a later set counts only where it does not hold; one that went is named', () => {
    const former = criteriaOn(CRITERIA, 'GRANT', '2026-03-31').criteria;
    const changed = differenceBetween(prove(former, GOOD, ON), prove(criteria, GOOD, ON));
    // The penalties of the later set can be repaired, which makes them another condition.
    expect(changed.map(({ condition, then, now }) => [condition.kind, then?.outcome, now?.outcome])).toEqual([
      ['NO_PENALTY', 'PASS', undefined],
    ]);
    const worse = differenceBetween(prove(former, GOOD, ON), prove(criteria, with_({ declared: {} }), ON));
    expect(worse.filter(({ then }) => then === null).length).toBeGreaterThan(3);
  });
});

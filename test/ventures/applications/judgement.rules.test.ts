import { describe, expect, test } from '@jest/globals';
import { type Outcome3 } from '../../../src/eligibility/criterion.rules.js';
import { type Proof } from '../../../src/eligibility/verdict.rules.js';
import {
  entriesOfPassing,
  findingsAgainstEligible,
  findingsAgainstExclusion,
  failuresLeft,
  findingsAgainstSecond,
  findingsInJudgements,
  type Judgement,
  newEntries,
  passesAll,
  type Ruling,
  standingsOf,
  type Unit,
  unitsIn,
} from '../../../src/ventures/applications/judgement.rules.js';

const leaf = (rule: string, outcome: Outcome3, years: number): Proof => ({
  rule,
  source: 'call',
  condition: { kind: 'REGISTERED_FOR', years },
  outcome,
  value: {},
  record: null,
  changes: [],
});
const unit = (key: string, engine: Outcome3): Unit => ({
  key,
  rule: key,
  engine,
  proof: leaf(key, engine, 1),
});
const said = (key: string, engine: Outcome3, officer: Ruling, more: Partial<Judgement> = {}): Judgement => ({
  id: `${key}-${officer}`,
  key,
  engine,
  officer,
  reason: null,
  judgedBy: 'first',
  judgedByName: '甲',
  judgedAt: '2026-11-25T01:00:00.000Z',
  confirms: null,
  ...more,
});
const stateOf = (engine: Outcome3, ...judgements: Judgement[]): string | undefined =>
  standingsOf([unit('A', engine)], judgements)[0]?.state;

describe('the rules of a proof', () => {
  test('what must all hold is judged one by one, a choice as one; the same question keeps its key', () => {
    const proof: Proof = {
      outcome: 'NEEDS_REVIEW',
      of: 'all',
      parts: [
        leaf('R-EL-01', 'PASS', 1),
        { outcome: 'PASS', of: 'any', parts: [leaf('R-EL-06', 'FAIL', 2), leaf('R-EL-06', 'PASS', 3)] },
        { outcome: 'PASS', of: 'all', parts: [leaf('R-EL-07', 'PASS', 4)] },
      ],
    };
    expect(unitsIn(proof).map(({ key, engine }) => [key, engine])).toEqual([
      ['R-EL-01:REGISTERED_FOR-1', 'PASS'],
      ['R-EL-06:REGISTERED_FOR-2', 'PASS'],
      ['R-EL-07:REGISTERED_FOR-4', 'PASS'],
    ]);
  });
});

describe('how a rule stands', () => {
  test.each<[string, Outcome3, Judgement[], string]>([
    ['nothing said', 'PASS', [], 'OPEN'],
    ['confirmed', 'PASS', [said('A', 'PASS', 'PASS')], 'CONFIRMED'],
    ['failed, confirmed', 'FAIL', [said('A', 'FAIL', 'FAIL')], 'CONFIRMED'],
    ['a question answered', 'NEEDS_REVIEW', [said('A', 'NEEDS_REVIEW', 'PASS')], 'CONFIRMED'],
    ['passed, overridden', 'PASS', [said('A', 'PASS', 'FAIL', { reason: 'r' })], 'OVERRIDDEN'],
    ['failed, let pass by one', 'FAIL', [said('A', 'FAIL', 'PASS', { reason: 'r' })], 'WAITING'],
    [
      'failed, let pass by two',
      'FAIL',
      [said('A', 'FAIL', 'PASS'), said('A', 'FAIL', 'PASS', { id: 'c', confirms: 'A-PASS' })],
      'OVERRIDDEN',
    ],
    [
      'a later word undoes the confirmation of an earlier one',
      'FAIL',
      [
        said('A', 'FAIL', 'PASS'),
        said('A', 'FAIL', 'PASS', { id: 'c', confirms: 'A-PASS' }),
        said('A', 'FAIL', 'PASS', { id: 'later' }),
      ],
      'WAITING',
    ],
    ['said of another verdict of the engine', 'FAIL', [said('A', 'PASS', 'PASS')], 'OPEN'],
    ['said of another rule', 'PASS', [said('B', 'PASS', 'PASS')], 'OPEN'],
  ])('%s', (_name, engine, judgements, state) => {
    expect(stateOf(engine, ...judgements)).toBe(state);
  });
});

describe('what still bars a body before the award', () => {
  const failed = [unit('A', 'FAIL'), unit('B', 'FAIL')];
  const left = (...judgements: Judgement[]): string[] =>
    failuresLeft(standingsOf(failed, judgements)).map(({ rule }) => rule);
  const passed = said('A', 'FAIL', 'PASS');
  const agreed = said('A', 'FAIL', 'PASS', { id: 'second', judgedBy: 'second', confirms: passed.id });

  test('what two persons let pass bars no more; what one did, or nobody, still does', () => {
    expect(left()).toEqual(['A', 'B']);
    expect(left(passed)).toEqual(['A', 'B']);
    expect(left(passed, agreed)).toEqual(['B']);
  });

  test('an override of another verdict of the engine counts no more', () => {
    expect(left(said('A', 'NEEDS_REVIEW', 'PASS'))).toEqual(['A', 'B']);
  });

  test('serious dishonesty is let pass by nobody (R-CR-21)', () => {
    const units = [unit('R-CR-21', 'FAIL')];
    const entry = { key: 'R-CR-21', officer: 'PASS' as const, reason: 'words' };
    expect(findingsInJudgements(units, [entry])).toEqual([
      { code: 'judgement-by-law', field: 'rules[0][officer]', args: { rule: 'R-CR-21' } },
    ]);
    expect(findingsInJudgements(units, [{ ...entry, officer: 'FAIL' }])).toEqual([]);
  });
});

describe('entering judgements', () => {
  const units = [unit('A', 'PASS'), unit('B', 'FAIL'), unit('C', 'NEEDS_REVIEW')];
  test.each<[name: string, entry: [string, Ruling, string | null], code: string | null]>([
    ['a pass is confirmed', ['A', 'PASS', null], null],
    ['a pass is overridden without a reason', ['A', 'FAIL', ' '], 'judgement-reason'],
    ['a pass is overridden with one', ['A', 'FAIL', 'r'], null],
    ['a failure is confirmed', ['B', 'FAIL', null], null],
    ['a failure is let pass without a reason', ['B', 'PASS', null], 'judgement-reason'],
    ['a failure is let pass with one', ['B', 'PASS', 'r'], null],
    ['a question is answered for the body', ['C', 'PASS', null], null],
    ['a question is answered against it without a reason', ['C', 'FAIL', null], 'judgement-reason'],
    ['an unknown rule', ['D', 'PASS', null], 'judgement-rule-unknown'],
  ])('%s', (_name, [key, officer, reason], code) => {
    expect(findingsInJudgements(units, [{ key, officer, reason }]).map((one) => one.code)).toEqual(
      code === null ? [] : [code],
    );
  });
  test('nothing said is a finding; the same word twice is no new one', () => {
    expect(findingsInJudgements(units, [])).toEqual([{ code: 'judgement-none' }]);
    const standings = standingsOf(units, [said('A', 'PASS', 'PASS')]);
    const entries = (['A', 'C'] as const).map((key) => ({ key, officer: 'PASS' as const, reason: null }));
    expect(newEntries(standings, entries).map(({ key }) => key)).toEqual(['C']);
    expect(newEntries(standings, [{ key: 'A', officer: 'PASS', reason: 'now' }])).toHaveLength(1);
  });
  test('a second person confirms what waits, never the one who said it, never twice', () => {
    const waiting = standingsOf(units, [said('B', 'FAIL', 'PASS', { id: 'j' })]);
    const codes = (by: string, judgementId = 'j'): string[] =>
      findingsAgainstSecond(waiting, { judgementId, by }).map(({ code }) => code);
    expect(codes('second')).toEqual([]);
    expect(codes('first')).toEqual(['judgement-own']);
    expect(codes('second', 'other')).toEqual(['judgement-not-waiting']);
  });
});

describe('the result', () => {
  const three = [unit('A', 'PASS'), unit('B', 'FAIL'), unit('C', 'NEEDS_REVIEW')];
  test('eligible only when every rule is judged to hold', () => {
    const codes = (...judgements: Judgement[]): string[] =>
      findingsAgainstEligible(standingsOf(three, judgements)).map(({ code }) => code);
    const [a, c] = [said('A', 'PASS', 'PASS'), said('C', 'NEEDS_REVIEW', 'PASS')];
    const b = said('B', 'FAIL', 'PASS', { reason: 'r' });
    expect(codes()).toEqual(['screening-rules-open']);
    expect(codes(a, c, b)).toEqual(['screening-rules-waiting']);
    expect(codes(a, c, said('B', 'FAIL', 'FAIL'))).toEqual(['screening-rules-failed']);
    expect(codes(a, c, b, { ...b, id: 'c', confirms: b.id })).toEqual([]);
  });
  test('an exclusion rests on a rule that was judged to fail, with words', () => {
    const standings = standingsOf(three, [said('A', 'PASS', 'PASS'), said('B', 'FAIL', 'FAIL')]);
    const codes = (key: string | null, reason: string | null): string[] =>
      findingsAgainstExclusion(standings, { key, reason }).map(({ code }) => code);
    expect(codes('B', '被列入异常名录')).toEqual([]);
    expect(codes('A', '理由')).toEqual(['screening-rule']);
    expect(codes('C', '理由')).toEqual(['screening-rule']);
    expect(codes(null, ' ')).toEqual(['screening-rule', 'screening-reason']);
  });
  test('passes everything: the engine or a person says so of every rule, nobody against it', () => {
    const both = [unit('A', 'PASS'), unit('C', 'NEEDS_REVIEW')];
    const ready = (...judgements: Judgement[]): boolean => passesAll(standingsOf(both, judgements));
    expect(ready()).toBe(false);
    expect(ready(said('C', 'NEEDS_REVIEW', 'PASS'))).toBe(true);
    expect(ready(said('C', 'NEEDS_REVIEW', 'PASS'), said('A', 'PASS', 'FAIL', { reason: 'r' }))).toBe(false);
    expect(passesAll([])).toBe(false);
    expect(entriesOfPassing(standingsOf(both, [])).map(({ key }) => key)).toEqual(['A']);
  });
});

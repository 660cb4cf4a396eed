import { describe, expect, test } from '@jest/globals';
import { accepted, fieldPath, found, Problem, type ProblemKind, refused } from '../../src/kernel/outcome.js';

const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (problem) {
    return problem;
  }
};

describe('outcomes', () => {
  test('a thing done carries its value, even when that is nothing', () => {
    expect(accepted(7)).toEqual({ ok: true, value: 7 });
    expect(accepted(null)).toEqual({ ok: true, value: null });
  });

  test('a refusal carries its findings in their order, and no value', () => {
    const findings = [{ code: 'form-required', field: 'name' }, { code: 'role-held' }];
    expect(refused(findings)).toEqual({ ok: false, findings });
  });
});

describe('the name of a field', () => {
  test.each<[string, readonly (string | number)[], string]>([
    ['name', [], 'name'],
    ['marks', [0], 'marks[0]'],
    ['marks', [0, 'mark'], 'marks[0][mark]'],
    ['lines', [12, 'note', 'zh'], 'lines[12][note][zh]'],
  ])('%s and %j', (first, rest, expected) => {
    expect(fieldPath(first, ...rest)).toBe(expected);
  });
});

describe('problems', () => {
  test.each<[ProblemKind, string | undefined, string]>([
    ['not-found', undefined, 'not-found'],
    ['busy', undefined, 'busy'],
    ['changed-meanwhile', 'version 3', 'version 3'],
  ])('%s with detail %s says %s', (kind, detail, message) => {
    const problem = new Problem(kind, detail);
    expect(problem).toBeInstanceOf(Error);
    expect(problem.kind).toBe(kind);
    expect(problem.message).toBe(message);
  });

  test.each<[string, string | number | boolean]>([
    ['a row', 'row'],
    ['zero', 0],
    ['an empty text', ''],
    ['false', false],
  ])('%s is found', (_, row) => {
    expect(found(row)).toBe(row);
  });

  test.each([null, undefined])('%s is not found', (row) => {
    const problem = thrownBy(() => found(row));
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ kind: 'not-found' });
  });
});

import { describe, expect, test } from '@jest/globals';
import { Problem } from '../../../src/kernel/outcome.js';
import {
  type CriterionEntry,
  moveCriterion,
  type PointsEntry,
  removeCriterion,
  withCriterion,
  withPoints,
} from '../../../src/ventures/rounds/rubric-editor.rules.js';
import { aSetup } from './setup.js';

const RULES = aSetup().rules;
const POINTS: PointsEntry = {
  criteria: RULES.criteria.map(({ code, points }) => ({ code, points })),
  tie1: 'feasibility',
  tie2: 'need',
  tieRuleZh: '抽签',
  tieRuleEn: 'Draw',
};
const points = (change: Partial<PointsEntry>, need = 20): unknown[] => {
  const criteria = POINTS.criteria.map((one) => (one.code === 'need' ? { ...one, points: need } : one));
  const outcome = withPoints(RULES, { ...POINTS, criteria, ...change });
  return outcome.ok ? [] : outcome.findings.map(({ code, field, args }) => [code, field, args?.['total']]);
};

describe('points that add up to 100 (R-SC-01)', () => {
  test.each<[string, number, unknown[]]>([
    ['99', 19, [['rubric-not-100', 'criteria', 99]]],
    ['100', 20, []],
    ['101', 21, [['rubric-not-100', 'criteria', 101]]],
  ])('%s', (_, need, expected) => {
    expect(points({}, need)).toEqual(expected);
  });

  test('ties are broken by criteria that there are, each once, in their order (R-SC-05)', () => {
    expect(points({ tie1: 'luck' })).toEqual([['ready-tie-criterion', 'tie1', undefined]]);
    expect(points({ tie3: 'need' })).toEqual([['rubric-tie-twice', 'tie3', undefined]]);
    const { tie1: _, ...rest } = POINTS;
    const outcome = withPoints(RULES, { ...rest, tie3: 'budget' });
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        method: { ...RULES.method, tieCriteria: ['need', 'budget'] },
        tieRule: { zh: '抽签', en: 'Draw' },
      },
    });
  });
});

const ENTRY: CriterionEntry = {
  nameZh: '宣传',
  nameEn: 'Publicity',
  points: 10,
  anchorZh: '好',
  anchorEn: 'good',
  levels: [
    { from: 0, zh: '没有', en: 'none', remove: false },
    { from: 5, zh: '有', en: 'some', remove: false },
  ],
};
const level = (from: number, zh: string, remove = false): CriterionEntry['levels'][number] => ({
  from,
  zh,
  en: `en ${zh}`,
  remove,
});
const against = (levels: CriterionEntry['levels'], most = 10): unknown[] => {
  const outcome = withCriterion(RULES, 'need', { ...ENTRY, points: most, levels });
  return outcome.ok ? [] : outcome.findings.map(({ code, field }) => [code, field]);
};

describe('a criterion and its levels (B5)', () => {
  test.each<[string, CriterionEntry['levels'], unknown[]]>([
    ['two levels from 0', ENTRY.levels, []],
    ['a single one', [level(0, '甲')], [['ready-levels', 'levels']]],
    [
      'one that stays beside one that goes',
      [level(0, '甲'), level(5, '乙', true)],
      [['ready-levels', 'levels']],
    ],
    ['none from 0', [level(1, '甲'), level(5, '乙')], [['ready-level-order', 'levels[0][from]']]],
    ['at the full points', [level(0, '甲'), level(10, '乙')], []],
    ['above the full points', [level(0, '甲'), level(11, '乙')], [['ready-level-order', 'levels[1][from]']]],
    [
      'out of order, behind one that goes',
      [level(9, '丙', true), level(0, '甲'), level(0, '乙')],
      [['ready-level-order', 'levels[2][from]']],
    ],
    ['the same text twice', [level(0, '甲'), level(5, '甲。')], [['ready-anchor-same', 'levels[1][zh]']]],
  ])('%s', (_, levels, expected) => {
    expect(against(levels)).toEqual(expected);
  });

  test('a new one gets a code of its own; what is not there is not found', () => {
    const one = withCriterion(RULES, null, ENTRY);
    if (!one.ok) throw new Error('refused');
    expect(one.value.criteria.at(-1)).toEqual({
      code: 'c1',
      nameZh: '宣传',
      nameEn: 'Publicity',
      points: 10,
      anchorZh: '好',
      anchorEn: 'good',
      levels: [
        { from: 0, anchor: { zh: '没有', en: 'none' } },
        { from: 5, anchor: { zh: '有', en: 'some' } },
      ],
    });
    const two = withCriterion(one.value, null, ENTRY);
    expect(two.ok && two.value.criteria.at(-1)?.code).toBe('c2');
    expect(() => withCriterion(RULES, 'luck', ENTRY)).toThrow(Problem);
  });

  test('criteria change places; one that goes breaks no ties any more, and the last one stays', () => {
    const codes = (rules: typeof RULES): string[] => rules.criteria.map(({ code }) => code);
    expect(codes(moveCriterion(RULES, 'feasibility', 'up')).slice(0, 2)).toEqual(['feasibility', 'need']);
    expect(codes(moveCriterion(RULES, 'need', 'down')).slice(0, 2)).toEqual(['feasibility', 'need']);
    expect(moveCriterion(RULES, 'need', 'up')).toBe(RULES);
    const less = removeCriterion(RULES, 'feasibility');
    if (!less.ok) throw new Error('refused');
    expect([codes(less.value).includes('feasibility'), less.value.method.tieCriteria]).toEqual([
      false,
      ['need'],
    ]);
    const last = { ...RULES, criteria: RULES.criteria.slice(0, 1) };
    expect(removeCriterion(last, 'need')).toEqual({
      ok: false,
      findings: [{ code: 'rubric-last-criterion' }],
    });
  });
});

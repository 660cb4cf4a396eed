import { describe, expect, test } from '@jest/globals';
import { hasMessage, hasSentence } from '../../../src/platform/i18n/translator.js';
import { type Criterion } from '../../../src/review/ranking.rules.js';
import { isReady, readinessOf, type RoundSetup } from '../../../src/ventures/rounds/readiness.rules.js';
import { type RoundRules } from '../../../src/ventures/rounds/round.rules.js';
import { aSetup, TIMETABLE_RULES } from './setup.js';

const lacking = (change: Partial<RoundSetup>): string[] =>
  readinessOf(aSetup(change), TIMETABLE_RULES).flatMap(({ part, findings }) =>
    findings.map(({ code, field }) => `${part} ${code} ${field ?? ''}`),
  );
const rules = (change: Partial<RoundRules>): Partial<RoundSetup> => ({
  rules: { ...aSetup().rules, ...change },
});
const criteria = (change: (one: Criterion, i: number) => Criterion): Partial<RoundSetup> =>
  rules({ criteria: aSetup().rules.criteria.map(change) });
const first = (change: (one: Criterion) => Partial<Criterion>): Partial<RoundSetup> =>
  criteria((one, i) => (i === 0 ? { ...one, ...change(one) } : one));
const method = (change: Partial<RoundRules['method']>): Partial<RoundSetup> =>
  rules({ method: { ...aSetup().rules.method, ...change } });
const withAnchor = (at: number, zh: string, en: string): Partial<RoundSetup> =>
  first(({ levels = [] }) => ({
    levels: levels.map((one, i) => (i === at ? { ...one, anchor: { zh, en } } : one)),
  }));

describe('the readiness check before publishing (B5, B8, B9)', () => {
  test('a round of which nothing is missing is ready; each part has its name', () => {
    const items = readinessOf(aSetup(), TIMETABLE_RULES);
    expect(items.flatMap(({ findings }) => findings)).toEqual([]);
    expect(isReady(items)).toBe(true);
    expect(isReady(readinessOf(aSetup({ eligibility: [] }), TIMETABLE_RULES))).toBe(false);
    expect(items.filter(({ label }) => !hasMessage(label.key))).toEqual([]);
  });

  test.each<[string, Partial<RoundSetup>, string[]]>([
    ['no English name', { name: { zh: '名', en: '' } }, ['money ready-name nameZh']],
    [
      'no pot',
      { potFen: 0, lots: [] },
      ['money ready-pot potFen', 'money round-ceiling-over-pot maxGrantFen'],
    ],
    [
      'lots a fen short',
      { lots: [{ field: 'ELDERLY', potFen: 1_999_999_99 }] },
      ['money ready-lots-not-pot lots'],
    ],
    ['one pot for all', { lots: [] }, []],
    [
      'two lots of a field',
      {
        lots: [
          { field: 'OTHER', potFen: 1_000_000_00 },
          { field: 'OTHER', potFen: 1_000_000_00 },
        ],
      },
      ['money ready-lot-twice lots'],
    ],
    [
      '19 days to apply',
      { timetable: { ...aSetup().timetable, opensOn: '2026-08-05' } },
      ['timetable timetable-days-short closesOn'],
    ],
    ['nobody may apply', { eligibility: [] }, ['eligibility ready-eligibility eligibility']],
    ['a form that asks nothing', { form: { version: 1, sections: [] } }, ['form definition-empty sections']],
    [
      'budget rules that contradict',
      rules({ maxGrantPercent: 0 }),
      ['budget budget-rules-contradict maxGrantPercent'],
    ],
    ['weights of 99', first((one) => ({ points: one.points - 1 })), ['rubric rubric-not-100 criteria']],
    [
      'a criterion without levels',
      first(() => ({ levels: [] })),
      ['rubric ready-levels criteria[0][levels]'],
    ],
    [
      'one level only',
      first(({ levels = [] }) => ({ levels: levels.slice(0, 1) })),
      ['rubric ready-levels criteria[0][levels]'],
    ],
    [
      'levels that do not begin at nothing',
      first(({ levels = [] }) => ({ levels: levels.slice(1) })),
      ['rubric ready-level-order criteria[0][levels][0][from]'],
    ],
    [
      'two levels from the same mark',
      first(({ levels = [] }) => ({
        levels: levels.map((one, i) => ({ ...one, from: i === 2 ? 6 : one.from })),
      })),
      ['rubric ready-level-order criteria[0][levels][2][from]'],
    ],
    [
      'a level above the points',
      first(({ levels = [] }) => ({
        levels: levels.map((one, i) => ({ ...one, from: i === 2 ? 21 : one.from })),
      })),
      ['rubric ready-level-order criteria[0][levels][2][from]'],
    ],
    [
      'a level without a text',
      withAnchor(1, '', 'x'),
      ['rubric ready-anchor criteria[0][levels][1][anchor]'],
    ],
    [
      'a level like its neighbour but for a full stop',
      withAnchor(1, '没有 说明。', 'Something else'),
      ['rubric ready-anchor-same criteria[0][levels][1][anchor]'],
    ],
    [
      'alike in English only',
      withAnchor(2, '别的', 'explained in  part'),
      ['rubric ready-anchor-same criteria[0][levels][2][anchor]'],
    ],
    ['no tie rule', rules({ tieRule: { zh: '', en: '' } }), ['rubric ready-tie-rule tieRule']],
    [
      'a tie rule about nothing',
      method({ tieCriteria: ['charm'] }),
      ['rubric ready-tie-criterion tieCriteria'],
    ],
    ['an even panel', method({ panelSize: 6 }), ['panel panel-not-odd panelSize']],
    ['a panel of three', method({ panelSize: 3 }), ['panel ready-panel-small panelSize']],
    ['more sheets than members', method({ leastCards: 6 }), ['panel ready-least-cards leastCards']],
    ['a pass line of 101', method({ passLine: 101 }), ['panel ready-pass-line passLine']],
    [
      '4 days of publicity',
      rules({ publicityWorkingDays: 4 }),
      ['publicity ready-publicity publicityWorkingDays'],
    ],
    ['5 of them', rules({ publicityWorkingDays: 5 }), []],
    ['no way to object', { objection: null }, ['publicity ready-objection objection']],
    [
      '99 per cent',
      { instalments: [{ percent: 99, trigger: 'ON_SIGNING' }] },
      ['instalments ready-instalments instalments'],
    ],
    ['100 in one', { instalments: [{ percent: 100, trigger: 'ON_SIGNING' }] }, []],
    [
      'halves of per cents',
      {
        instalments: [
          { percent: 50.5, trigger: 'ON_SIGNING' },
          { percent: 49.5, trigger: 'ON_FINAL_ACCEPT' },
        ],
      },
      ['instalments ready-instalments instalments'],
    ],
    [
      'the end before the middle',
      {
        instalments: [
          { percent: 50, trigger: 'ON_FINAL_ACCEPT' },
          { percent: 50, trigger: 'ON_SIGNING' },
        ],
      },
      ['instalments ready-instalment-order instalments'],
    ],
    [
      'two at signing',
      {
        instalments: [
          { percent: 50, trigger: 'ON_SIGNING' },
          { percent: 50, trigger: 'ON_SIGNING' },
        ],
      },
      ['instalments ready-instalment-order instalments'],
    ],
    ['nobody to call', { contact: null }, ['contact ready-contact contact']],
    [
      'a letter in one language',
      { letters: { ...aSetup().letters, AWARDED: { zh: '贺', en: ' ' } } },
      ['letters ready-letter letters[AWARDED]'],
    ],
  ])('%s', (_name, change, expected) => {
    expect(lacking(change)).toEqual(expected);
    for (const one of expected) expect([one, hasSentence(one.split(' ')[1] ?? '')]).toEqual([one, true]);
  });
});

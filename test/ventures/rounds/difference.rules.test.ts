import { describe, expect, test } from '@jest/globals';
import { DEFAULT_PARAMETERS } from '../../../src/eligibility/criteria.rules.js';
import { type Sentence } from '../../../src/kernel/sentence.js';
import { hasSentence, readable } from '../../../src/platform/i18n/translator.js';
import {
  amendmentOf,
  findingsInAmendment,
  roundDifference,
  termsOf,
} from '../../../src/ventures/rounds/difference.rules.js';
import { type RoundSetup } from '../../../src/ventures/rounds/readiness.rules.js';
import { type RoundRules } from '../../../src/ventures/rounds/round.rules.js';
import { aSetup, TIMETABLE_RULES } from './setup.js';

const zh = (sentences: readonly Sentence[]): string[] => sentences.map((one) => readable('zh-CN', one));
const told = (change: Partial<RoundSetup>): string[] => zh(roundDifference(aSetup(), aSetup(change)));
const rules = (change: Partial<RoundRules>): Partial<RoundSetup> => ({
  rules: { ...aSetup().rules, ...change },
});
const method = (change: Partial<RoundRules['method']>): Partial<RoundSetup> =>
  rules({ method: { ...aSetup().rules.method, ...change } });

describe('the difference of two rounds in plain words (B10, B12)', () => {
  test('every term of a round is a sentence in both languages, with a name of its own', () => {
    const terms = termsOf(aSetup());
    expect(new Set(terms.map(({ id }) => id)).size).toBe(terms.length);
    for (const { text } of terms) {
      expect(readable('zh-CN', text)).toMatch(/\p{Script=Han}/u);
      expect(readable('en', text)).not.toMatch(/\{|undefined/);
    }
  });

  test.each<[string, Partial<RoundSetup>, string[]]>([
    ['nothing', {}, []],
    ['the pot', { potFen: 3_000_000_00 }, ['原为“资金总额 2,000,000.00 元”，现为“资金总额 3,000,000.00 元”']],
    ['a lot gone', { lots: aSetup().lots.slice(0, 1) }, ['删除：其他额度 800,000.00 元']],
    [
      'a day',
      { timetable: { ...aSetup().timetable, closesOn: '2026-08-25' } },
      ['原为“征集截止：2026-08-24”，现为“征集截止：2026-08-25”'],
    ],
    [
      'no supplement',
      { timetable: { ...aSetup().timetable, supplementUntil: null } },
      ['删除：补正截止：2026-08-31'],
    ],
    [
      'a condition more',
      { eligibility: [...aSetup().eligibility, 'R-EL-10'] },
      ['新增：申报条件：回溯期内没有违约（R-EL-10）'],
    ],
    [
      'the share of the grant',
      rules({ maxGrantPercent: 50 }),
      [
        '原为“资助不超过预算的 60%，并且不超过 500,000.00 元，两项须同时满足”，现为“资助不超过预算的 50%，并且不超过 500,000.00 元，两项须同时满足”',
      ],
    ],
    [
      'a management fee',
      rules({ managementFeeAllowed: true }),
      ['原为“不得从资助中提取管理费”，现为“管理费不超过资助的 10%”'],
    ],
    [
      'points',
      rules({ criteria: aSetup().rules.criteria.map((one, i) => (i === 0 ? { ...one, points: 21 } : one)) }),
      ['原为“需求与受益人群：20 分”，现为“需求与受益人群：21 分”'],
    ],
    [
      'a larger panel',
      method({ panelSize: 7 }),
      ['原为“评委 5 人，至少 3 份有效评分”，现为“评委 7 人，至少 3 份有效评分”'],
    ],
    [
      'the plain mean',
      method({ dropHighLowFrom: 0 }),
      ['原为“有效评分达到 5 份时，去掉一个最高分和一个最低分后取平均”，现为“取平均分”'],
    ],
    [
      'the closing hour and the grace',
      { hours: { opens: '09:00', closes: '24:00', graceMinutes: 10 } },
      [
        '原为“09:00 开始，17:00 截止（北京时间）”，现为“09:00 开始，24:00 截止（北京时间）”',
        '原为“宽限 0 分钟”，现为“宽限 10 分钟”',
      ],
    ],
    [
      'the look-back and the winners of the last round',
      rules({ eligibility: { ...DEFAULT_PARAMETERS, abnormalYears: 2, excludeLastWinner: true } }),
      [
        '原为“回溯期：活动异常名录 1 年、严重违法失信名单 2 年、重大违法 3 年、违约 3 年”，现为“回溯期：活动异常名录 2 年、严重违法失信名单 2 年、重大违法 3 年、违约 3 年”',
        '新增：上一批次获得立项的组织不能申报',
      ],
    ],
    ['no objections', { objection: null }, ['删除：异议向市民政局社会组织管理处提出，10 个工作日内答复']],
    [
      'payments',
      { instalments: [{ percent: 100, trigger: 'ON_SIGNING' }] },
      [
        '原为“签订协议后拨付 50%”，现为“签订协议后拨付 100%”',
        '删除：中期评估合格后拨付 30%',
        '删除：结项验收合格后拨付 20%',
      ],
    ],
    [
      'a form without annexes',
      { form: { version: 2, sections: aSetup().form.sections.slice(0, -1) } },
      [
        '删除部分“附件”',
        '不再填写“登记证书”',
        '不再填写“上年度工作报告和审计报告”',
        '不再填写“评估等级证书”',
        '不再填写“纳税和社会保险证明”',
        '不再填写“合作意向书（加盖公章）”',
      ],
    ],
  ])('%s', (_name, change, expected) => {
    expect(told(change)).toEqual(expected);
  });

  test('what one direction adds the other removes', () => {
    const [a, b] = [aSetup(), aSetup({ lots: [], eligibility: ['R-EL-01', 'R-EL-11'] })];
    const count = (from: RoundSetup, to: RoundSetup, key: string): number =>
      roundDifference(from, to).filter((one) => one.key === `rounds.difference.${key}`).length;
    expect([count(a, b, 'added'), count(a, b, 'removed')]).toEqual([1, 3]);
    expect([count(b, a, 'added'), count(b, a, 'removed')]).toEqual([3, 1]);
  });
});

describe('an amendment of an open call (B10)', () => {
  const at = (amendedOn: string): Parameters<typeof amendmentOf>[2] => ({
    amendedOn,
    leastWorkingDays: 5,
    table: TIMETABLE_RULES.table,
  });
  const more = aSetup({ potFen: 3_000_000_00 });

  test.each<[string, string, boolean]>([
    ['2026-08-17', '2026-08-24', false],
    ['2026-08-18', '2026-08-25', true],
    ['2026-08-24', '2026-08-31', true],
  ])('made on %s it closes on %s', (amendedOn, closesOn, isExtended) => {
    expect(amendmentOf(aSetup(), more, at(amendedOn))).toMatchObject({
      closesOn,
      isExtended,
      provisional: false,
    });
    expect(zh(amendmentOf(aSetup(), more, at(amendedOn)).changes)).toHaveLength(1);
  });

  test('into a year without announced holidays it is provisional', () => {
    const late = aSetup({ timetable: { ...aSetup().timetable, closesOn: '2026-12-31' } });
    expect(amendmentOf(late, late, at('2026-12-30'))).toMatchObject({ isExtended: true, provisional: true });
  });

  test.each<[string, RoundSetup, string, string[]]>([
    ['a change in time', more, '2026-08-20', []],
    ['no change', aSetup(), '2026-08-20', ['amendment-empty']],
    [
      'an earlier close',
      aSetup({ timetable: { ...aSetup().timetable, closesOn: '2026-08-21' } }),
      '2026-08-20',
      ['amendment-closes-earlier'],
    ],
    [
      'another opening',
      aSetup({ timetable: { ...aSetup().timetable, opensOn: '2026-08-01' } }),
      '2026-08-20',
      ['amendment-opening'],
    ],
    ['on the last day', more, '2026-08-24', []],
    ['after the close', more, '2026-08-25', ['amendment-too-late']],
  ])('%s', (_name, after, amendedOn, expected) => {
    expect(findingsInAmendment(aSetup(), after, amendedOn).map(({ code }) => code)).toEqual(expected);
    for (const code of expected) expect(hasSentence(code)).toBe(true);
  });
});

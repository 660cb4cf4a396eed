import { workingDayTable } from '../../../src/kernel/calendar.js';
import { type AnchorLevel } from '../../../src/review/ranking.rules.js';
import { defaultForm } from '../../../src/ventures/rounds/default-form.rules.js';
import { LETTERS, type RoundSetup } from '../../../src/ventures/rounds/readiness.rules.js';
import { DEFAULT_CRITERIA, rulesOf } from '../../../src/ventures/rounds/round.rules.js';
import { STANDARD_LEAST_TIMES, type TimetableRules } from '../../../src/ventures/rounds/timetable.rules.js';

/** 2026 is announced, 2027 is not. */
export const TIMETABLE_RULES: TimetableRules = {
  least: STANDARD_LEAST_TIMES,
  table: workingDayTable([{ date: '2026-10-01', kind: 'holiday', name: '国庆节' }]),
};

const level = (from: number, zh: string, en: string): AnchorLevel => ({ from, anchor: { zh, en } });

/** A round of which nothing is missing. */
export function aSetup(change: Partial<RoundSetup> = {}): RoundSetup {
  const rules = rulesOf({
    nameZh: '第十届公益创投',
    nameEn: 'Tenth round',
    potFen: 2_000_000_00,
    opensAt: '2026-08-03T01:00:00.000Z',
    closesAt: '2026-08-24T09:00:00.000Z',
    graceMinutes: 0,
    maxGrantFen: 500_000_00,
    maxGrantPercent: 60,
    maxLabourPercent: 50,
    panelSize: 5,
    passLine: 60,
    publicityWorkingDays: 7,
    criteria: DEFAULT_CRITERIA,
  });
  return {
    name: { zh: '第十届公益创投', en: 'Tenth round' },
    potFen: 2_000_000_00,
    lots: [
      { field: 'ELDERLY', potFen: 1_200_000_00 },
      { field: 'OTHER', potFen: 800_000_00 },
    ],
    rules: {
      ...rules,
      criteria: rules.criteria.map((one) => ({
        ...one,
        levels: [
          level(0, '没有说明', 'Not explained'),
          level(6, '部分说明', 'Explained in part'),
          level(9, '说明充分', 'Fully explained'),
        ],
      })),
    },
    timetable: {
      opensOn: '2026-08-03',
      closesOn: '2026-08-24',
      supplementUntil: '2026-08-31',
      reviewedOn: '2026-09-14',
      publicityUntil: '2026-09-24',
      agreementsUntil: '2026-10-12',
      startsOn: '2026-10-12',
    },
    hours: { opens: '09:00', closes: '17:00', graceMinutes: 0 },
    form: defaultForm({ lotteryMoney: false }),
    eligibility: ['R-EL-01', 'R-EL-05'],
    objection: {
      office: { zh: '市民政局社会组织管理处', en: 'Office for social organizations' },
      replyWorkingDays: 10,
    },
    contact: {
      office: { zh: '社会组织管理处', en: 'Office for social organizations' },
      phone: '0517-00000000',
    },
    instalments: [
      { percent: 50, trigger: 'ON_SIGNING' },
      { percent: 30, trigger: 'ON_MIDTERM_PASS' },
      { percent: 20, trigger: 'ON_FINAL_ACCEPT' },
    ],
    letters: Object.fromEntries(
      LETTERS.map((letter) => [letter, { zh: `${letter} 正文`, en: `Text of ${letter}` }]),
    ),
    ...change,
  };
}

import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { addWorkingDays, type HolidayRow, workingDayTable } from '../../../src/kernel/calendar.js';
import { follow } from '../../../src/kernel/transitions.js';
import { type SignedIn } from '../../../src/kernel/viewer.js';
import {
  approvalDueOn,
  correctionDueOn,
  CREDIT_LIFE,
  CREDIT_STATUSES,
  type CreditAction,
  creditCorrected,
  creditRecorded,
  type CreditStatus,
  creditWithdrawn,
  EFFECTIVE_STATUSES,
  entryDueOn,
  isLate,
  needsReason,
  PUBLIC_STATUSES,
  shareInTime,
} from '../../../src/credit/records/record.rules.js';

const table = workingDayTable(
  parse(readFileSync('seeds/reference/holidays.csv', 'utf8'), { columns: true, bom: true }) as HolidayRow[],
);
const officer: SignedIn = {
  kind: 'user',
  accountId: 'a1',
  username: 'zhang',
  name: '张三',
  roles: ['registry-officer'],
  organizationId: null,
  departmentCode: null,
  centreCode: null,
  divisionCode: null,
};

describe('the time for entering (Order 60, art. 8; R-CR-05)', () => {
  // Counted by hand on the calendars of the State Council's notices.
  test.each<[string, string, string, boolean]>([
    ['formed on a Friday, due on the next Friday', '2026-11-20', '2026-11-27', false],
    ['formed on a Saturday, day 1 is Monday', '2026-11-21', '2026-11-27', false],
    ['2018: the New Year off, the Sunday before worked', '2018-02-09', '2018-02-22', false],
    ['2018: the National Day week, both make-up weekends worked', '2018-09-28', '2018-10-10', false],
    ['2019: the New Year off, two Sundays worked', '2019-02-01', '2019-02-13', false],
    ['2019: the four days of May, 28 April and 5 May worked', '2019-04-26', '2019-05-06', false],
    ['2020: the New Year extended to 2 February', '2020-01-23', '2020-02-07', false],
    [
      '2020: the eight days of October, 27 September and 10 October worked',
      '2020-09-25',
      '2020-10-09',
      false,
    ],
    ['2021: the New Year, 7 and 20 February worked', '2021-02-10', '2021-02-23', false],
    ['2022: the National Day week, 8 and 9 October worked', '2022-09-30', '2022-10-12', false],
    ['2023: eight days from the Mid-Autumn on, 7 and 8 October worked', '2023-09-28', '2023-10-11', false],
    ['2024: the New Year, 4 and 18 February worked', '2024-02-08', '2024-02-21', false],
    ['2025: eight days in October, 28 September and 11 October worked', '2025-09-30', '2025-10-14', false],
    ['2026: the first days of the year off, 4 January worked', '2025-12-31', '2026-01-08', false],
    ['the last day of an announced year is certain', '2026-12-24', '2026-12-31', false],
    ['one working day later it falls into a year not announced', '2026-12-25', '2027-01-01', true],
  ])('%s: %s to %s', (_name, formedOn, day, provisional) => {
    expect(entryDueOn(table, formedOn)).toEqual({ day, provisional });
  });

  test('on the last day it is in time, a day later it is late', () => {
    const { day } = entryDueOn(table, '2026-11-20');
    expect([isLate(day, day), isLate('2026-11-28', day)]).toEqual([false, true]);
  });

  test('the share in time is whole per cent, and only all of them make 100 (K-03)', () => {
    expect(shareInTime({ inTime: 199, all: 200 })).toBe(99);
    expect(shareInTime({ inTime: 200, all: 200 })).toBe(100);
    expect(shareInTime({ inTime: 0, all: 3 })).toBe(0);
    expect(shareInTime({ inTime: 0, all: 0 })).toBeNull();
  });
});

describe('the other clocks of the desk', () => {
  test('a penalty is published within 7 working days, other information within 20 (domain.md 6.2)', () => {
    expect(approvalDueOn(table, 'PENALTY', '2026-11-20')).toEqual(addWorkingDays(table, '2026-11-20', 7));
    expect(approvalDueOn(table, 'PENALTY', '2026-11-20').day).toBe('2026-12-01');
    expect(approvalDueOn(table, 'OTHER', '2026-11-20').day).toBe('2026-12-18');
  });

  test('a correction is decided within 5 working days (Order 60, art. 18; R-CR-15)', () => {
    expect(correctionDueOn(table, '2026-11-20').day).toBe('2026-11-27');
  });
});

describe('the life of a record (domain.md 2.2)', () => {
  const actions: CreditAction[] = [
    'record',
    'discard',
    'publish',
    'hold',
    'object',
    'uphold',
    'correct',
    'repair',
    'withdraw',
    'archive',
  ];
  const live = {
    object: 'UNDER_OBJECTION',
    correct: 'CORRECTED',
    repair: 'REPAIRED',
    withdraw: 'WITHDRAWN',
    archive: 'ARCHIVED',
  } as const;
  const leads: Readonly<Record<CreditStatus, Partial<Record<CreditAction, CreditStatus>>>> = {
    DRAFT: { record: 'RECORDED', discard: 'WITHDRAWN' },
    RECORDED: { publish: 'PUBLISHED', hold: 'HELD', withdraw: 'WITHDRAWN' },
    HELD: { object: 'UNDER_OBJECTION', correct: 'CORRECTED', repair: 'REPAIRED', withdraw: 'WITHDRAWN' },
    PUBLISHED: live,
    UNDER_OBJECTION: {
      correct: 'CORRECTED',
      uphold: 'UPHELD',
      withdraw: 'WITHDRAWN',
      archive: 'ARCHIVED',
    },
    CORRECTED: live,
    UPHELD: live,
    REPAIRED: {},
    ARCHIVED: { repair: 'REPAIRED', withdraw: 'WITHDRAWN' },
    WITHDRAWN: {},
  };

  test.each(CREDIT_STATUSES.flatMap((status) => actions.map((action) => [status, action] as const)))(
    'from %s by %s',
    (status, action) => {
      const to = leads[status][action];
      expect(follow(CREDIT_LIFE, status, action)).toEqual(
        to === undefined
          ? { ok: false, findings: [{ code: 'action-not-possible', args: { status, action } }] }
          : { ok: true, value: to },
      );
    },
  );

  test('entry and approval are two rights, and what changes or takes away a record needs a reason (domain.md 6.4)', () => {
    const arrows = Object.values(CREDIT_LIFE).flatMap((from) => Object.entries(from));
    const by = (action: string): string[] => [
      ...new Set(arrows.filter(([name]) => name === action).map(([, arrow]) => arrow.by)),
    ];
    expect([by('record'), by('publish'), by('hold'), by('correct'), by('repair'), by('archive')]).toEqual([
      ['credit.enter'],
      ['credit.approve'],
      ['credit.approve'],
      ['credit.approve'],
      ['credit.approve'],
      ['system'],
    ]);
    const reasoned = CREDIT_STATUSES.flatMap((status) =>
      actions.filter((action) => needsReason(status, action)).map((action) => action),
    );
    expect([...new Set(reasoned)].sort()).toEqual(['correct', 'repair', 'uphold', 'withdraw']);
  });

  test('in force is what is approved and neither repaired nor withdrawn; public never more than that (R-CR-24, R-CR-25)', () => {
    expect(EFFECTIVE_STATUSES).toEqual([
      'HELD',
      'PUBLISHED',
      'UNDER_OBJECTION',
      'CORRECTED',
      'UPHELD',
      'ARCHIVED',
    ]);
    expect(PUBLIC_STATUSES).toEqual(['PUBLISHED', 'UNDER_OBJECTION', 'CORRECTED', 'UPHELD']);
  });
});

describe('the line in the ledger (R-CR-25)', () => {
  const record = { id: 'r1', creditCode: '51320800MJ99000127', summary: '警告' };
  test.each([
    ['credit.recorded', creditRecorded(officer, record)],
    ['credit.corrected', creditCorrected(officer, record)],
    ['credit.withdrawn', creditWithdrawn(officer, record)],
  ])('%s names neither the body nor the record: both are only committed to', (type, act) => {
    const { hidden, ...open } = act;
    expect(open).toEqual({ type, by: 'registry-officer:a1', ref: 'credit', data: {} });
    expect(JSON.parse(hidden?.['record'] ?? '')).toEqual(record);
  });

  test('what the system records is said by the system', () => {
    expect(creditRecorded(null, record).by).toBe('system');
  });
});

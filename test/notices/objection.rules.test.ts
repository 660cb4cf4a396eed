import { describe, expect, test } from '@jest/globals';
import { actionsFrom, follow, unreachable } from '../../src/kernel/transitions.js';
import { workingDayTable } from '../../src/kernel/calendar.js';
import { findingsAgainstObjection, OBJECTION_LIFE, replyDueOn } from '../../src/notices/objection.rules.js';

describe('objections (domain.md 3.7)', () => {
  test('the reply is due ten working days after the day of receipt, holidays skipped', () => {
    const table = workingDayTable([
      { date: '2026-10-01', kind: 'holiday' },
      { date: '2026-10-02', kind: 'holiday' },
      { date: '2026-10-10', kind: 'make-up-workday' },
    ] as never);
    expect(replyDueOn(table, '2026-11-20').day).toBe('2026-12-04');
    expect(replyDueOn(table, '2026-09-30').day).toBe('2026-10-15');
  });

  test.each([
    [null, '2026-11-20', 'objection-notice-unknown'],
    [{ windowTo: null }, '2026-11-20', 'objection-no-window'],
    [{ windowTo: '2026-11-19' }, '2026-11-20', 'objection-too-late'],
  ])('about %j on %s: %s', (notice, today, code) => {
    expect(findingsAgainstObjection(notice, today)).toMatchObject([{ code, field: 'notice' }]);
  });

  test('counts on the last day of the window', () => {
    expect(findingsAgainstObjection({ windowTo: '2026-11-20' }, '2026-11-20')).toEqual([]);
  });

  test('every end is reached from open, and nothing leaves an end', () => {
    expect(unreachable(OBJECTION_LIFE, 'OPEN')).toEqual([]);
    expect(follow(OBJECTION_LIFE, 'OPEN', 'uphold')).toEqual({ ok: true, value: 'UPHELD' });
    for (const end of ['UPHELD', 'REJECTED', 'WITHDRAWN'] as const)
      expect(follow(OBJECTION_LIFE, end, 'reject').ok).toBe(false);
    expect(actionsFrom(OBJECTION_LIFE, 'UPHELD', { kind: 'user', roles: ['chair'] } as never)).toEqual([]);
  });
});

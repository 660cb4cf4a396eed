import { describe, expect, test } from '@jest/globals';
import { actionsFrom, follow, unreachable } from '../../src/kernel/transitions.js';
import { workingDayTable } from '../../src/kernel/calendar.js';
import {
  claimText,
  findingsAgainstObjection,
  findingsInDecision,
  HOLDING,
  OBJECTION_LIFE,
  objectionDecided,
  objectionReceived,
  replyDueOn,
} from '../../src/notices/objection.rules.js';

describe('objections (domain.md 3.7)', () => {
  test('the reply is due ten working days after the day of receipt, holidays skipped', () => {
    const table = workingDayTable([
      { date: '2026-10-01', kind: 'holiday' },
      { date: '2026-10-02', kind: 'holiday' },
      { date: '2026-10-10', kind: 'make-up-workday' },
    ] as never);
    expect(replyDueOn(table, '2026-11-20', 10).day).toBe('2026-12-04');
    expect(replyDueOn(table, '2026-09-30', 10).day).toBe('2026-10-15');
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
    expect(follow(OBJECTION_LIFE, 'UPHELD', 'remedy')).toEqual({ ok: true, value: 'REMEDIED' });
    expect(HOLDING).toEqual(['OPEN', 'UPHELD']);
    for (const end of ['UPHELD', 'REMEDIED', 'REJECTED', 'WITHDRAWN'] as const)
      expect(follow(OBJECTION_LIFE, end, 'reject').ok).toBe(false);
    expect(actionsFrom(OBJECTION_LIFE, 'REMEDIED', { kind: 'user', roles: ['chair'] } as never)).toEqual([]);
  });

  const decision = (
    to: 'UPHELD' | 'REJECTED',
    points: [boolean, string][],
    reply = '答复',
  ): Parameters<typeof findingsInDecision>[0] => ({
    to,
    reply,
    points: points.map(([agreed, text]) => ({ agreed, reply: text })),
  });
  test.each<[string, ReturnType<typeof decision>, [string, string][]]>([
    [
      'every point answered',
      decision('REJECTED', [
        [false, '不实'],
        [false, '不实'],
      ]),
      [],
    ],
    [
      'one of two points agreed',
      decision('UPHELD', [
        [true, '属实'],
        [false, '不实'],
      ]),
      [],
    ],
    [
      'a point may hold without the request',
      decision('REJECTED', [
        [true, '属实'],
        [false, '不实'],
      ]),
      [],
    ],
    [
      'a point without a reply',
      decision('REJECTED', [
        [false, '不实'],
        [false, ' '],
      ]),
      [['objection-point-unanswered', 'points[1][reply]']],
    ],
    [
      'a point left out',
      decision('REJECTED', [[false, '不实']]),
      [['objection-point-unanswered', 'points[1][reply]']],
    ],
    [
      'no reply as a whole',
      decision(
        'REJECTED',
        [
          [false, 'a'],
          [false, 'b'],
        ],
        '',
      ),
      [['objection-reply-needed', 'reply']],
    ],
    [
      'upheld on nothing',
      decision('UPHELD', [
        [false, 'a'],
        [false, 'b'],
      ]),
      [['objection-upheld-on-nothing', 'points[0][agreed]']],
    ],
  ])('a decision: %s (features I2)', (_, given, expected) => {
    expect(findingsInDecision(given, 2).map(({ code, field }) => [code, field])).toEqual(expected);
  });

  test('the ledger learns number, notice, day and result; subject and words are committed to, the person is nobody', () => {
    const one = {
      id: 'random',
      number: 'YY-2026-001',
      noticeNumber: null,
      subject: ['credit-record', 'r1'] as const,
    };
    const received = objectionReceived({ ...one, replyDueOn: '2026-12-22', contentHash: 'ab' });
    expect(received).toEqual({
      type: 'objection.received',
      by: 'objector:random',
      ref: 'YY-2026-001',
      data: { notice: null, replyDueOn: '2026-12-22' },
      hidden: { objection: '{"subject":["credit-record","r1"],"content":"ab"}' },
    });
    const end = { ...one, result: 'UPHELD' as const, replyDueOn: '2026-12-22', replyHash: 'cd' };
    expect(objectionDecided('chair:7', { ...end, decidedOn: '2026-12-22' }).data).toEqual({
      notice: null,
      result: 'UPHELD',
      late: false,
    });
    expect(objectionDecided('chair:7', { ...end, decidedOn: '2026-12-23' })).toMatchObject({
      data: { late: true },
      hidden: { objection: '{"subject":["credit-record","r1"],"reply":"cd"}' },
    });
    const claim = {
      subject: one.subject,
      ground: 'FACTS' as const,
      points: ['a'],
      remedy: 'b',
      evidence: ['c'],
    };
    expect(claimText(claim)).toBe(
      '{"subject":["credit-record","r1"],"ground":"FACTS","points":["a"],"remedy":"b","evidence":["c"]}',
    );
  });
});

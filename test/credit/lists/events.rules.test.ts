import { describe, expect, test } from '@jest/globals';
import { type Ground } from '../../../src/credit/lists/credit-list.rules.js';
import {
  after,
  groundConfirmed,
  groundFallen,
  leadingGround,
  leaving,
  type ListEvent,
  replay,
  type Stay,
} from '../../../src/credit/lists/events.rules.js';
import { type Exit } from '../../../src/credit/lists/listing.rules.js';

/** A story told move by move; the stays are always those of a replay. */
class Story {
  events: ListEvent[] = [];

  get stays(): Stay[] {
    return replay(this.events);
  }

  ground(ground: Ground, basisRef: string, today: string, arose = today): this {
    const entry = { ground, basisRef, arose, today, newId: `n${this.events.length}` };
    this.events.push(groundConfirmed(this.stays, entry));
    return this;
  }

  leave(id: string, exit: Exit, today: string): this {
    const stay = this.stay(id);
    this.events.push(...leaving(this.stays, stay, { exit, today, newId: `n${this.events.length}` }));
    return this;
  }

  fall(id: string, ground: Ground, basisRef: string, today: string): this {
    this.events.push(...groundFallen(this.stays, this.stay(id), { ground, basisRef, today }));
    return this;
  }

  stay(id: string): Stay {
    const one = this.stays.find((stay) => stay.id === id);
    if (one === undefined) throw new Error(`no stay ${id}`);
    return one;
  }
}

describe('a new ground restarts the term (R-CR-10, R-CR-13)', () => {
  test('G1 listed 2024-03-01, G5 occurs 2025-06-01: the clock restarts on 2025-06-01', () => {
    const story = new Story().ground('G1', 'c1', '2024-03-01').ground('G5', 'r1', '2025-06-10', '2025-06-01');
    expect(story.stays).toMatchObject([
      { id: 'n0', ground: 'G1', listedOn: '2024-03-01', termFrom: '2025-06-01', removedOn: null },
    ]);
    expect(story.events[1]).toMatchObject({ kind: 'RESTARTED', rule: 'R-CR-10', article: 13 });
  });

  test('the harder ground leads, whichever came first; a ground older than the stay changes no day', () => {
    expect(
      new Story().ground('G5', 'r1', '2024-03-01').ground('G1', 'c1', '2024-06-01').stays[0],
    ).toMatchObject({
      ground: 'G1',
      termFrom: '2024-06-01',
    });
    expect(
      new Story().ground('B4', 'r1', '2024-03-01').ground('B7', 'r2', '2024-06-01').stays[0]?.ground,
    ).toBe('B7');
    expect(
      new Story().ground('B7', 'r1', '2024-03-01').ground('B6', 'c2', '2024-06-01').stays[0]?.ground,
    ).toBe('B7');
    const older = new Story().ground('G1', 'c1', '2024-03-01').ground('G5', 'r1', '2024-03-05', '2024-01-10');
    expect(older.stays[0]).toMatchObject({ listedOn: '2024-03-01', termFrom: '2024-03-01' });
  });

  test('a ground of the other list, or after the stay ended, is a stay of its own', () => {
    const story = new Story().ground('G1', 'c1', '2024-03-01').ground('B4', 'r1', '2024-05-01');
    expect(story.stays.map(({ list, listedOn }) => [list, listedOn])).toEqual([
      ['ABNORMAL', '2024-03-01'],
      ['SERIOUS', '2024-05-01'],
    ]);
    story.leave('n0', 'DUTIES_DONE', '2024-06-01').ground('G1', 'c2', '2024-07-01');
    expect(story.stays).toHaveLength(3);
  });
});

describe('moving on (R-CR-12 B1)', () => {
  test('leaves the abnormal list and joins the serious one on the same day', () => {
    const story = new Story().ground('G1', 'c1', '2024-03-01').leave('n0', 'MOVED', '2026-03-01');
    expect(story.stays).toMatchObject([
      { list: 'ABNORMAL', removedOn: '2026-03-01', exit: 'MOVED' },
      { list: 'SERIOUS', ground: 'B1', listedOn: '2026-03-01', removedOn: null },
    ]);
  });

  test('restarts the term of a serious stay that runs already', () => {
    const story = new Story().ground('G1', 'c1', '2024-03-01').ground('B4', 'r1', '2025-01-01');
    story.leave('n0', 'MOVED', '2026-03-01');
    expect(story.stays).toHaveLength(2);
    expect(story.stay('n1')).toMatchObject({ ground: 'B4', termFrom: '2026-03-01' });
  });
});

describe('correction when the basis falls (R-CR-15)', () => {
  test('the last ground takes the stay with it', () => {
    const story = new Story().ground('B4', 'r1', '2024-03-01').fall('n0', 'B4', 'r1', '2024-04-01');
    expect(story.stays[0]).toMatchObject({ removedOn: '2024-04-01', exit: 'BASIS_FELL' });
    expect(story.events[1]).toMatchObject({ rule: 'R-CR-15', article: 18 });
  });

  test('of several grounds the others go on as if this one had never held', () => {
    const story = new Story().ground('G1', 'c1', '2024-03-01').ground('G5', 'r1', '2024-05-01');
    story.fall('n0', 'G1', 'c1', '2024-06-01');
    expect(story.stays[0]).toMatchObject({
      ground: 'G5',
      listedOn: '2024-05-01',
      termFrom: '2024-05-01',
      removedOn: null,
    });
  });

  test('a stay that is over is corrected too, and keeps its last day', () => {
    const story = new Story().ground('G5', 'r1', '2024-03-01').leave('n0', 'TERM_FULL', '2024-09-01');
    story.fall('n0', 'G5', 'r1', '2025-01-01');
    expect(story.stays[0]).toMatchObject({ removedOn: '2024-09-01', exit: 'BASIS_FELL' });
  });

  test('a move that rested on it falls with it', () => {
    const story = new Story().ground('G1', 'c1', '2024-03-01').leave('n0', 'MOVED', '2026-03-01');
    story.fall('n0', 'G1', 'c1', '2026-05-01');
    expect(story.stays.map(({ exit, removedOn }) => [exit, removedOn])).toEqual([
      ['BASIS_FELL', '2026-03-01'],
      ['BASIS_FELL', '2026-05-01'],
    ]);
  });

  test('a move stands while the remaining grounds still carry it', () => {
    const story = new Story().ground('G1', 'c1', '2024-03-01').ground('G3', 'c2', '2024-03-10');
    story.leave('n0', 'MOVED', '2026-03-10').fall('n0', 'G1', 'c1', '2026-05-01');
    expect(story.stays).toMatchObject([
      { ground: 'G3', listedOn: '2024-03-10', exit: 'MOVED' },
      { ground: 'B1', removedOn: null },
    ]);
  });

  test('where only a small penalty remains, the stay ended after six months and the move never was', () => {
    const story = new Story().ground('G1', 'c1', '2024-03-01').ground('G5', 'r1', '2024-03-10');
    story.leave('n0', 'MOVED', '2026-03-10').fall('n0', 'G1', 'c1', '2026-05-01');
    expect(story.stays).toMatchObject([
      { ground: 'G5', removedOn: '2024-09-10', exit: 'TERM_FULL' },
      { ground: 'B1', exit: 'BASIS_FELL' },
    ]);
  });
});

describe('repair (domain.md 2.7)', () => {
  test('takes the stay that led here with it', () => {
    const story = new Story().ground('G1', 'c1', '2024-03-01').leave('n0', 'MOVED', '2026-03-01');
    const serious = story.stays[1]?.id ?? '';
    story.leave(serious, 'REPAIRED', '2028-03-01');
    expect(story.stays.map(({ exit, removedOn }) => [exit, removedOn])).toEqual([
      ['REPAIRED', '2026-03-01'],
      ['REPAIRED', '2028-03-01'],
    ]);
  });

  test('leaves other stays as they are', () => {
    const story = new Story().ground('G1', 'c1', '2024-03-01').leave('n0', 'DUTIES_DONE', '2024-04-01');
    story.ground('G5', 'r1', '2026-01-01').leave('n2', 'REPAIRED', '2026-04-01');
    expect(story.stays.map(({ exit }) => exit)).toEqual(['DUTIES_DONE', 'REPAIRED']);
  });
});

test('a replay step by step is the replay of all', () => {
  const { events } = new Story().ground('G1', 'c1', '2024-03-01').leave('n0', 'MOVED', '2026-03-01');
  expect(events.reduce<Stay[]>(after, [])).toEqual(replay(events));
  expect(events.map(({ terms }) => terms)).toEqual(['ORDER_60', 'ORDER_60', 'ORDER_60']);
});

test('among equal grounds the first leads', () => {
  const of = (ground: Ground): { ground: Ground; from: string; basisRef: string } => ({
    ground,
    from: '2024-01-01',
    basisRef: ground,
  });
  expect(leadingGround([of('G5'), of('G1'), of('G3')]).ground).toBe('G1');
});

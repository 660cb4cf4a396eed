import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type HolidayRow, workingDayTable } from '../../src/kernel/calendar.js';
import { follow, unreachable } from '../../src/kernel/transitions.js';
import {
  changesBetween,
  countdown,
  findingsAgainstRevision,
  NOTICE_KINDS,
  type NoticeBody,
  type NoticeContent,
  noticeLines,
  noticePublished,
  noticeReplaced,
  noticeText,
  opensAnew,
  REVISION_LIFE,
  windowOf,
} from '../../src/notices/publicity.rules.js';

const table = workingDayTable(
  parse(readFileSync('seeds/reference/holidays.csv', 'utf8'), { columns: true, bom: true }) as HolidayRow[],
);

describe('the window of a publicity (domain.md 3.7)', () => {
  test.each<[string, string, number, ReturnType<typeof windowOf>]>([
    [
      'seven days from a Tuesday go over one week-end',
      '2026-11-24',
      7,
      { from: '2026-11-24', to: '2026-12-03', provisional: false },
    ],
    [
      'five days from a Friday end on the next one',
      '2026-11-20',
      5,
      { from: '2026-11-20', to: '2026-11-27', provisional: false },
    ],
    [
      'from a Saturday, day 1 is Monday',
      '2026-11-21',
      1,
      { from: '2026-11-21', to: '2026-11-23', provisional: false },
    ],
    [
      'the holidays of October are skipped, the make-up Saturday counts',
      '2026-09-30',
      3,
      { from: '2026-09-30', to: '2026-10-10', provisional: false },
    ],
    [
      'a make-up Sunday can be the last day',
      '2026-09-18',
      1,
      { from: '2026-09-18', to: '2026-09-20', provisional: false },
    ],
    [
      'no days end on the day itself',
      '2026-11-24',
      0,
      { from: '2026-11-24', to: '2026-11-24', provisional: false },
    ],
    [
      'the last announced day is certain',
      '2026-12-30',
      1,
      { from: '2026-12-30', to: '2026-12-31', provisional: false },
    ],
    [
      'one day further is provisional',
      '2026-12-30',
      2,
      { from: '2026-12-30', to: '2027-01-01', provisional: true },
    ],
  ])('%s', (_, publishedOn, workingDays, expected) => {
    expect(windowOf(table, publishedOn, workingDays)).toEqual(expected);
  });
});

describe('what is left of a window (domain.md 3.7)', () => {
  test.each<[string, string, string, ReturnType<typeof countdown>]>([
    [
      'on the day of publication all seven',
      '2026-11-24',
      '2026-12-03',
      { state: 'running', workingDays: 7, provisional: false },
    ],
    [
      'the day before the last one',
      '2026-12-02',
      '2026-12-03',
      { state: 'running', workingDays: 1, provisional: false },
    ],
    [
      'objections still count on the last day',
      '2026-12-03',
      '2026-12-03',
      { state: 'last-day', workingDays: 0, provisional: false },
    ],
    [
      'it is over the day after',
      '2026-12-04',
      '2026-12-03',
      { state: 'over', workingDays: 0, provisional: false },
    ],
    [
      'a week-end takes nothing off',
      '2026-11-28',
      '2026-12-03',
      { state: 'running', workingDays: 4, provisional: false },
    ],
    [
      'into a year not announced it is provisional',
      '2026-12-31',
      '2027-01-04',
      { state: 'running', workingDays: 2, provisional: true },
    ],
    [
      'once over, nothing is provisional',
      '2027-01-05',
      '2027-01-04',
      { state: 'over', workingDays: 0, provisional: false },
    ],
  ])('%s', (_, today, to, expected) => {
    expect(countdown(table, to, today)).toEqual(expected);
  });
});

describe('notices', () => {
  test('a publicity and an announcement are two different publications (domain.md 3.7)', () => {
    expect(NOTICE_KINDS).toEqual(['PUBLICITY', 'ANNOUNCEMENT']);
  });

  test('the ledger names the notice once and keeps its hash, kind, window and version', () => {
    const data = {
      kind: 'PUBLICITY' as const,
      contentHash: 'ab12',
      from: '2026-11-24',
      to: '2026-12-03',
      version: 2,
    };
    expect(noticePublished('programme-officer:7f3a', { number: 'N-2026-001', ...data })).toEqual({
      type: 'notice.published',
      by: 'programme-officer:7f3a',
      ref: 'N-2026-001',
      data,
    });
  });

  test('an announcement has no last day', () => {
    const act = noticePublished('system', {
      number: 'N-2026-002',
      kind: 'ANNOUNCEMENT',
      contentHash: 'cd34',
      from: '2026-12-04',
      to: null,
      version: 1,
    });
    expect(act.data).toMatchObject({ kind: 'ANNOUNCEMENT', to: null });
  });
});

describe('versions of a notice (domain.md 3.7; security.md T11)', () => {
  const body = (zh: string, en: string, amount = '1,000.00'): NoticeBody => ({
    paragraphs: [{ zh, en }],
    table: {
      columns: [{ zh: '项目', en: 'Project', numeric: false }],
      rows: [[{ zh: '甲', en: 'A' }, amount]],
    },
  });
  const text = (
    zh = '一\n二',
    en = 'one\ntwo',
    amount = '1,000.00',
  ): Pick<NoticeContent, 'titleZh' | 'titleEn' | 'body'> => ({
    titleZh: '标题',
    titleEn: 'Title',
    body: body(zh, en, amount),
  });

  test('a notice reads as title, lines of the paragraphs and rows of the table', () => {
    expect(noticeLines(text(), 'zh')).toEqual(['标题', '一', '二', '甲 | 1,000.00']);
    expect(noticeLines(text(), 'en')).toEqual(['Title', 'one', 'two', 'A | 1,000.00']);
    expect(noticeLines({ ...text(), body: { paragraphs: [], table: null } }, 'zh')).toEqual(['标题']);
  });

  test.each<[string, string[], string[], [string, string][]]>([
    ['nothing', ['a', 'b'], ['a', 'b'], []],
    [
      'a line changed',
      ['a', 'b', 'c'],
      ['a', 'x', 'c'],
      [
        ['removed', 'b'],
        ['added', 'x'],
      ],
    ],
    ['a line put in', ['a', 'c'], ['a', 'b', 'c'], [['added', 'b']]],
    ['a line put in before all', ['b'], ['a', 'b'], [['added', 'a']]],
    ['a line taken out', ['a', 'b', 'c'], ['a', 'c'], [['removed', 'b']]],
    [
      'lines at the end',
      ['a'],
      ['a', 'b', 'c'],
      [
        ['added', 'b'],
        ['added', 'c'],
      ],
    ],
    [
      'all taken out',
      ['a', 'b'],
      [],
      [
        ['removed', 'a'],
        ['removed', 'b'],
      ],
    ],
    [
      'two lines changed places',
      ['a', 'b'],
      ['b', 'a'],
      [
        ['removed', 'a'],
        ['added', 'a'],
      ],
    ],
  ])('the difference: %s', (_, before, after, expected) => {
    expect(changesBetween(before, after).map(({ kind, line }) => [kind, line])).toEqual(expected);
  });

  test.each<[string, ReturnType<typeof text>, boolean]>([
    ['the Chinese text changed', text('一\n三'), true],
    ['an amount in the table changed', text(undefined, undefined, '2,000.00'), true],
    ['the Chinese title changed', { ...text(), titleZh: '新标题' }, true],
    ['only the translation changed', text('一\n二', 'one\nthree'), false],
  ])('the window opens anew when what binds has changed: %s', (_, after, expected) => {
    expect(opensAnew('PUBLICITY', text(), after)).toBe(expected);
    expect(opensAnew('ANNOUNCEMENT', text(), after)).toBe(false);
  });

  test('a new version says something new, and waits for no other', () => {
    expect(findingsAgainstRevision(text(), text(), false)).toMatchObject([{ code: 'notice-unchanged' }]);
    expect(findingsAgainstRevision(text(), text('三'), true)).toEqual([{ code: 'notice-revision-waiting' }]);
    expect(findingsAgainstRevision(text(), text('三'), false)).toEqual([]);
    expect(findingsAgainstRevision(text(), text('一\n二', 'x'), false)).toEqual([]);
  });

  test('a proposed version is published or discarded, once', () => {
    expect(unreachable(REVISION_LIFE, 'PROPOSED')).toEqual([]);
    expect(follow(REVISION_LIFE, 'PUBLISHED', 'discard').ok).toBe(false);
  });

  test('the hash covers number, kind, texts and window; a later version also itself and its reason', () => {
    const content = {
      number: 'GS-2026-001',
      kind: 'PUBLICITY' as const,
      ...text(),
      from: '2026-11-24',
      to: '2026-12-03',
      version: 1,
      reason: null,
    };
    expect(Object.keys(JSON.parse(noticeText(content)) as object)).toEqual([
      'number',
      'kind',
      'titleZh',
      'titleEn',
      'body',
      'from',
      'to',
    ]);
    const second = JSON.parse(noticeText({ ...content, version: 2, reason: '更正' })) as object;
    expect(second).toMatchObject({ version: 2, reason: '更正' });
  });

  test('the ledger ties a new version to the hash of the old one, and gives no reason in words', () => {
    const data = {
      kind: 'PUBLICITY' as const,
      contentHash: 'b',
      from: '2026-11-26',
      to: '2026-12-07',
      version: 2,
    };
    expect(noticeReplaced('chair:1', { number: 'GS-2026-001', ...data, replaces: 'a' })).toEqual({
      type: 'notice.replaced',
      by: 'chair:1',
      ref: 'GS-2026-001',
      data: { ...data, replaces: 'a' },
    });
  });
});

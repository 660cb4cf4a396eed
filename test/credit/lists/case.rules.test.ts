import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import {
  cannotBeReached,
  CASE_LIFE,
  type CaseFacts,
  type Delivery,
  EXIT_LIFE,
  findingsAgainstCase,
  findingsAgainstDecision,
  findingsAgainstNotice,
  findingsAgainstStatement,
  findingsAgainstVerification,
  findingsInLetter,
  isWaiting,
  type Letter,
  statementPeriod,
  verificationDueOn,
} from '../../../src/credit/lists/case.rules.js';
import { LETTER_INTERVALS, LIST_TERMS, termsOn } from '../../../src/credit/lists/terms.rules.js';
import { addWorkingDays, type HolidayRow, workingDayTable } from '../../../src/kernel/calendar.js';
import { unreachable } from '../../../src/kernel/transitions.js';

const rows = parse(readFileSync(new URL('../../../seeds/reference/holidays.csv', import.meta.url)), {
  columns: true,
}) as HolidayRow[];
const table = workingDayTable(rows);
const TODAY = '2026-05-20';
const terms = termsOn(TODAY);
const one = (more: Partial<CaseFacts> = {}): CaseFacts => ({
  status: 'FOUND',
  ground: 'G1',
  foundOn: '2026-05-06',
  recordId: null,
  statementDueOn: null,
  foundBy: 'a',
  verifiedBy: null,
  ...more,
});
const codes = (findings: readonly { code: string }[]): string[] => findings.map(({ code }) => code);

test('the tables of case and application reach every status', () => {
  expect(unreachable(CASE_LIFE, 'FOUND')).toEqual([]);
  expect(unreachable(EXIT_LIFE, 'SUBMITTED')).toEqual([]);
});

describe('opening a case', () => {
  test.each<[string, Parameters<typeof findingsAgainstCase>[0], string[]]>([
    ['a ground found today', { ground: 'G1', foundOn: TODAY, recordId: null }, []],
    ['a day to come', { ground: 'G1', foundOn: '2026-05-21', recordId: null }, ['credit-day-in-future']],
    ['before the Order', { ground: 'G1', foundOn: '2018-01-23', recordId: null }, ['lists-before-order']],
    [
      'the move of the clock (R-CR-12 B1)',
      { ground: 'B1', foundOn: TODAY, recordId: null },
      ['lists-moved-by-clock'],
    ],
    [
      'a fine without its record',
      { ground: 'B4', foundOn: TODAY, recordId: null },
      ['lists-penalty-needs-record'],
    ],
    ['a fine with its record', { ground: 'B4', foundOn: TODAY, recordId: 'r' }, []],
    [
      'a registration withdrawn is no penalty (R-CR-12 B7)',
      { ground: 'B7', foundOn: TODAY, recordId: null },
      [],
    ],
  ])('%s', (_name, entry, expected) => {
    expect(codes(findingsAgainstCase(entry, TODAY))).toEqual(expected);
  });
});

describe('two letters (domain.md 2.3; R-CR-08 G6)', () => {
  const unsigned = (sentOn: string): Letter => ({ sentOn, outcome: 'UNSIGNED' });
  const at = { today: '2026-12-31', foundOn: '2026-05-01', terms };

  test.each<[string, readonly Letter[], string, string[]]>([
    ['the first on any day since found', [], '2026-05-01', []],
    ['not before found', [], '2026-04-30', ['lists-before-found']],
    ['not tomorrow', [], '2027-01-01', ['credit-day-in-future']],
    ['the second after 19 days', [unsigned('2026-05-01')], '2026-05-20', ['lists-letter-interval']],
    ['the second after 20 days', [unsigned('2026-05-01')], '2026-05-21', []],
    ['the second after 60 days', [unsigned('2026-05-01')], '2026-06-30', []],
    ['the second after 61 days', [unsigned('2026-05-01')], '2026-07-01', ['lists-letter-interval']],
    [
      'while nobody knows of the first',
      [{ sentOn: '2026-05-01', outcome: null }],
      '2026-05-25',
      ['lists-letter-open'],
    ],
    [
      'when the first was signed for',
      [{ sentOn: '2026-05-01', outcome: 'SIGNED' }],
      '2026-05-25',
      ['lists-letter-open'],
    ],
    ['a third', [unsigned('2026-05-01'), unsigned('2026-05-25')], '2026-06-20', ['lists-letters-done']],
  ])('%s', (_name, letters, sentOn, expected) => {
    expect(codes(findingsInLetter(letters, sentOn, at))).toEqual(expected);
  });

  test.each([
    ['DRAFT', 14, false],
    ['DRAFT', 20, true],
    ['DRAFT', 60, true],
    ['DRAFT', 61, false],
    ['FINAL', 14, false],
    ['FINAL', 15, true],
    ['FINAL', 30, true],
    ['FINAL', 31, false],
  ] as const)('under the reading %s, %d days apart: %s', (reading, days, expected) => {
    const second = new Date(Date.UTC(2026, 4, 1 + days)).toISOString().slice(0, 10);
    const letters = [unsigned('2026-05-01'), unsigned(second)];
    expect(cannotBeReached(letters, { ...terms, letters: LETTER_INTERVALS[reading] })).toBe(expected);
  });

  test('one letter, or a signed one, shows nothing', () => {
    expect(cannotBeReached([unsigned('2026-05-01')], terms)).toBe(false);
    expect(
      cannotBeReached([unsigned('2026-05-01'), { sentOn: '2026-05-25', outcome: 'SIGNED' }], terms),
    ).toBe(false);
  });
});

describe('serving the notice (R-CR-07)', () => {
  const two: Letter[] = [
    { sentOn: '2026-04-01', outcome: 'UNSIGNED' },
    { sentOn: '2026-04-25', outcome: 'UNSIGNED' },
  ];
  test.each<[string, Partial<CaseFacts>, Delivery, string, readonly Letter[], string[]]>([
    ['handed over today', {}, 'HANDED', TODAY, [], []],
    ['signed for some days ago', {}, 'POST', '2026-05-12', [], []],
    ['before it was found', {}, 'POST', '2026-05-05', [], ['lists-before-found']],
    ['tomorrow', {}, 'HANDED', '2026-05-21', [], ['credit-day-in-future']],
    ['on the internet without letters', {}, 'INTERNET', TODAY, [], ['lists-letters-needed']],
    ['on the internet after two letters', {}, 'INTERNET', TODAY, two, []],
    [
      'on the internet, said to have begun earlier',
      {},
      'INTERNET',
      '2026-05-12',
      two,
      ['lists-internet-today'],
    ],
    [
      'who cannot be reached, without letters',
      { ground: 'G6' },
      'HANDED',
      TODAY,
      [],
      ['lists-letters-needed'],
    ],
    ['who cannot be reached, handed over', { ground: 'G6' }, 'HANDED', TODAY, two, ['lists-internet-only']],
    ['who cannot be reached, on the internet', { ground: 'G6' }, 'INTERNET', TODAY, two, []],
    ['a penalty', { ground: 'B4', recordId: 'r' }, 'HANDED', TODAY, [], ['lists-penalty-no-notice']],
  ])('%s', (...[, more, delivery, on, letters, expected]) => {
    const found = findingsAgainstNotice(one(more), { delivery, on }, { letters, terms, today: TODAY });
    expect(codes(found)).toEqual(expected);
  });

  test('an internet notice is served after thirty days, and its period ends ten working days later', () => {
    expect(statementPeriod(table, { delivery: 'INTERNET', on: '2026-06-01' }, terms)).toEqual({
      servedOn: '2026-07-01',
      dueOn: '2026-07-15',
      provisional: false,
    });
  });
});

describe('nobody is listed early (R-CR-07)', () => {
  const sent = one({ status: 'NOTICE_SENT', statementDueOn: TODAY });

  test.each<[string, CaseFacts, string, boolean]>([
    ['on the last day', sent, TODAY, true],
    ['the day after', sent, '2026-05-21', false],
    ['with a statement on file', { ...sent, status: 'STATEMENT_RECEIVED' }, '2026-05-10', false],
    ['with a waiver on file', { ...sent, status: 'WAIVED' }, '2026-05-10', false],
    ['served nowhere yet', { ...sent, statementDueOn: null }, '2026-05-21', true],
  ])('%s', (_name, facts, today, waits) => {
    expect(isWaiting(facts, today)).toBe(waits);
    expect(codes(findingsAgainstVerification(facts, today))).toEqual(
      waits ? ['lists-statement-running'] : [],
    );
  });

  test('a statement counts on the last day and not on the next', () => {
    expect(findingsAgainstStatement(sent, TODAY)).toEqual([]);
    expect(codes(findingsAgainstStatement(sent, '2026-05-21'))).toEqual(['lists-statement-over']);
  });

  test.each<[string, Partial<CaseFacts>, 'list' | 'decline', string, boolean, string[]]>([
    ['who found it lists', { status: 'VERIFIED', verifiedBy: 'b' }, 'list', 'a', false, ['credit-own-entry']],
    [
      'who verified it lists',
      { status: 'VERIFIED', verifiedBy: 'b' },
      'list',
      'b',
      false,
      ['credit-own-entry'],
    ],
    [
      'who found it lets it be',
      { status: 'VERIFIED', verifiedBy: 'b' },
      'decline',
      'a',
      false,
      ['credit-own-entry'],
    ],
    ['a third person lists', { status: 'VERIFIED', verifiedBy: 'b' }, 'list', 'c', false, []],
    ['without notice', {}, 'list', 'c', false, ['lists-notice-needed']],
    ['a penalty without notice', { ground: 'G5', recordId: 'r' }, 'list', 'c', false, []],
    ['certified, abnormal (R-CR-09)', { status: 'VERIFIED' }, 'decline', 'c', true, []],
    [
      'certified, serious (R-CR-09)',
      { status: 'VERIFIED', ground: 'B2' },
      'decline',
      'c',
      true,
      ['lists-certificate-abnormal-only'],
    ],
  ])('%s', (...[, more, action, person, certified, expected]) => {
    expect(codes(findingsAgainstDecision(one(more), { action, person, certified }))).toEqual(expected);
  });
});

/**
 * Counted by hand on the official calendars: the day on which a notice is served, and the last of ten working days.
 * Every year 2018 to 2026 across its long holidays and make-up weekends, 2020 with the extension to 2 February.
 */
describe('the clocks of ten and of five working days across holidays and make-up days', () => {
  test.each([
    ['2018-02-08', '2018-02-27', '2018-02-14'],
    ['2018-09-25', '2018-10-12', '2018-09-30'],
    ['2019-01-28', '2019-02-14', '2019-02-02'],
    ['2019-04-25', '2019-05-10', '2019-05-05'],
    ['2020-01-17', '2020-02-07', '2020-01-23'],
    ['2020-01-22', '2020-02-13', '2020-02-06'],
    ['2020-09-24', '2020-10-14', '2020-09-30'],
    ['2021-02-05', '2021-02-24', '2021-02-18'],
    ['2021-04-23', '2021-05-10', '2021-04-29'],
    ['2022-01-26', '2022-02-14', '2022-02-07'],
    ['2022-09-28', '2022-10-17', '2022-10-10'],
    ['2023-01-18', '2023-02-06', '2023-01-30'],
    ['2023-04-20', '2023-05-06', '2023-04-26'],
    ['2024-02-06', '2024-02-26', '2024-02-19'],
    ['2024-09-27', '2024-10-16', '2024-10-10'],
    ['2025-01-24', '2025-02-13', '2025-02-07'],
    ['2025-09-26', '2025-10-16', '2025-10-10'],
    ['2026-02-12', '2026-03-04', '2026-02-26'],
    ['2026-09-18', '2026-10-09', '2026-09-24'],
  ])('from %s ten working days end on %s, five on %s', (from, ten, five) => {
    expect(statementPeriod(table, { delivery: 'HANDED', on: from }, termsOn(from))).toEqual({
      servedOn: from,
      dueOn: ten,
      provisional: false,
    });
    expect(addWorkingDays(table, from, termsOn(from).removalWorkingDays)).toEqual({
      day: five,
      provisional: false,
    });
  });

  test('a period that runs into 2027 is provisional, one that ends in 2026 is not', () => {
    for (const set of LIST_TERMS) {
      expect(verificationDueOn(table, '2026-12-17', set)).toEqual({ day: '2026-12-31', provisional: false });
      expect(verificationDueOn(table, '2026-12-18', set)).toEqual({ day: '2027-01-01', provisional: true });
      expect(statementPeriod(table, { delivery: 'INTERNET', on: '2026-12-01' }, set)).toEqual({
        servedOn: '2026-12-31',
        dueOn: '2027-01-14',
        provisional: true,
      });
    }
  });
});

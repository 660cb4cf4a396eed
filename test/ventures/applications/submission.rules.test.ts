import { expect, test } from '@jest/globals';
import { hasSentence } from '../../../src/platform/i18n/translator.js';
import {
  type CheckFacts,
  perHeadOf,
  refusalsToSubmit,
  type WarningFacts,
  warningsIn,
} from '../../../src/ventures/applications/submission.rules.js';

const READY: CheckFacts = { application: { version: 7 }, applicant: [], gaps: [], isOpen: true };
const gap = { code: 'application-field-missing', args: { field: 'title' } };

test.each<readonly [string, Partial<CheckFacts>, number, readonly string[]]>([
  ['nothing stands against what was checked', {}, 7, []],
  ['the call is over', { isOpen: false }, 7, ['round-not-open']],
  ['changed since it was checked', {}, 6, ['submission-changed-since-check']],
  ['the applicant may not', { applicant: [{ code: 'stop' }] }, 7, ['stop']],
  ['a gap', { gaps: [gap] }, 7, ['application-field-missing']],
  [
    'all at once',
    { isOpen: false, gaps: [gap] },
    1,
    ['round-not-open', 'submission-changed-since-check', 'application-field-missing'],
  ],
])('%s', (_, facts, version, codes) => {
  expect(refusalsToSubmit({ ...READY, ...facts }, version).map(({ code }) => code)).toEqual(codes);
});

const CALM: WarningFacts = {
  perHeadFen: 300_00,
  earlierFen: [100_00, 90_00, 110_00, 95_00, 105_00],
  startOn: '2026-12-21',
  closesOn: '2026-12-20',
  files: 1,
  texts: [],
};
const words = (zh: string, text: string): WarningFacts['texts'][number] => ({ label: { zh, en: zh }, text });

test.each<readonly [string, Partial<WarningFacts>, readonly string[]]>([
  ['three times the median is not more than three times', {}, []],
  ['one fen more is', { perHeadFen: 300_01 }, ['warning-per-head']],
  ['four earlier ones compare nothing', { perHeadFen: 900_00, earlierFen: [1, 1, 1, 1] }, []],
  ['nobody named has no cost', { perHeadFen: null }, []],
  ['a start on the last day of the call', { startOn: '2026-12-20' }, ['warning-starts-early']],
  ['no file', { files: 0 }, ['warning-no-files']],
  ['nineteen characters', { texts: [words('需求', '行'.repeat(19))] }, ['warning-short']],
  ['twenty characters', { texts: [words('需求', '行'.repeat(20))] }, []],
  ['an empty answer is a gap or nothing', { texts: [words('风险', ' ')] }, []],
  [
    'the same text twice, told once',
    { texts: [words('需求', '行'.repeat(30)), words('目标', `${'行'.repeat(30)} `)] },
    ['warning-same-text'],
  ],
])('warnings beside the gaps: %s', (_, facts, codes) => {
  const found = warningsIn({ ...CALM, ...facts }).map(({ code }) => code);
  expect(found).toEqual(codes);
  expect(found.filter((code) => !hasSentence(code))).toEqual([]);
});

test.each([
  [2_000_000, 100, 20_000],
  [100, 3, 33],
  [100, 0, null],
  [100, null, null],
])('%i fen for %s persons: %s', (asked, people, each) => {
  expect(perHeadOf(asked, people)).toBe(each);
});

import { expect, test } from '@jest/globals';
import { type CheckFacts, refusalsToSubmit } from '../../../src/ventures/applications/submission.rules.js';

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

import { expect, test } from '@jest/globals';
import { type FilingFact, recordOfFiling } from '../../../src/credit/records/filing-record.rules.js';
import { findingsInCreditEntry } from '../../../src/credit/records/record-fields.rules.js';

const filing = (more: Partial<FilingFact>): FilingFact => ({
  number: 'NB2025-000001',
  creditCode: '51320800MJ99000127',
  year: 2025,
  kind: 'ANNUAL_REPORT',
  status: 'ACCEPTED',
  conclusion: 'QUALIFIED',
  firstSubmittedOn: '2026-05-20',
  decidedOn: '2026-06-03',
  ...more,
});

test.each([
  ['QUALIFIED', 'QUALIFIED', undefined],
  ['BASIC', 'BASICALLY_QUALIFIED', undefined],
  // Only a failed inspection is dishonesty information and has a class. (R-CR-24)
  ['FAILED', 'UNQUALIFIED', 'GENERAL'],
] as const)('the conclusion %s is recorded as %s', (conclusion, code, recordClass) => {
  const entry = recordOfFiling(filing({ conclusion }));
  expect(entry).toMatchObject({
    year: 2025,
    conclusion: code,
    formedOn: '2026-06-03',
    submittedOn: '2026-05-20',
  });
  expect(entry?.recordClass).toBe(recordClass);
  expect(entry && findingsInCreditEntry(entry, '2026-06-03')).toEqual([]);
});

test('what was returned, or has no conclusion, is no credit information', () => {
  expect(recordOfFiling(filing({ status: 'RETURNED', conclusion: null }))).toBeNull();
  expect(recordOfFiling(filing({ kind: 'WORK_REPORT', conclusion: null }))).toBeNull();
  expect(recordOfFiling(filing({ conclusion: null }))).toBeNull();
});

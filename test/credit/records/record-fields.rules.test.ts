import { describe, expect, test } from '@jest/globals';
import { CREDIT_CATEGORIES } from '../../../src/credit/records/record.rules.js';
import {
  CATEGORY_FIELDS,
  changesBetween,
  contentOf,
  type CreditEntry,
  fieldsOfEntry,
  findingsInCreditEntry,
  isNegative,
  withChanges,
} from '../../../src/credit/records/record-fields.rules.js';
import {
  type CorrectableRecord,
  correctedRecord,
  correctionOf,
  findingsInCorrection,
} from '../../../src/credit/records/correction.rules.js';

const TODAY = '2026-11-24';
const entry = (category: string, change: Partial<CreditEntry> = {}): CreditEntry => ({
  creditCode: '51320800MJ99000127',
  category,
  formedOn: TODAY,
  summary: '示例',
  ...change,
});
const PENALTY = {
  penaltyKind: 'WARNING',
  documentNumber: '淮民罚〔2026〕1号',
  decidedOn: '2026-11-23',
  department: '民政局',
  facts: '未按规定办理变更登记',
  basis: '条例第三十条',
  recordClass: 'LIGHT',
};
const complaints = (one: CreditEntry): string[] =>
  findingsInCreditEntry(one, TODAY).map(({ code, field }) => `${code} ${field ?? ''}`);

describe('the fields of the five categories (domain.md 2.2, R-CR-04)', () => {
  test('are those of the table', () => {
    expect(
      Object.fromEntries(CREDIT_CATEGORIES.map((one) => [one, CATEGORY_FIELDS[one].map(({ name }) => name)])),
    ).toEqual({
      BASIC: ['itemType', 'oldValue', 'newValue', 'decisionDate'],
      ANNUAL_REPORT: ['year', 'submittedOn', 'conclusion'],
      INSPECTION: ['inspectionType', 'conclusion', 'rectifyBy', 'rectifiedOn'],
      PENALTY: ['penaltyKind', 'fineFen', 'documentNumber', 'decidedOn', 'department', 'facts', 'basis'],
      OTHER: ['otherKind', 'validFrom', 'validTo', 'reference'],
    });
  });

  const needed = (...names: string[]): string[] => names.map((name) => `credit-field-needed ${name}`);
  test.each<[string, CreditEntry, string[]]>([
    ['an empty basic item', entry('BASIC'), needed('itemType', 'newValue', 'decisionDate')],
    ['a basic item', entry('BASIC', { itemType: 'CHANGE', newValue: '新名', decisionDate: TODAY }), []],
    ['an empty report', entry('ANNUAL_REPORT'), needed('year', 'conclusion')],
    ['a report', entry('ANNUAL_REPORT', { year: 2025, conclusion: 'QUALIFIED' }), []],
    [
      'a report of next year',
      entry('ANNUAL_REPORT', { year: 2027, conclusion: 'QUALIFIED' }),
      ['credit-year-in-future year'],
    ],
    ['an empty inspection', entry('INSPECTION'), needed('inspectionType', 'conclusion')],
    [
      'an inspection with a time for rectification ahead',
      entry('INSPECTION', {
        inspectionType: 'SPECIAL',
        conclusion: 'UNQUALIFIED',
        recordClass: 'GENERAL',
        rectifyBy: '2027-01-31',
      }),
      [],
    ],
    [
      'rectified tomorrow',
      entry('INSPECTION', { inspectionType: 'SPECIAL', conclusion: 'QUALIFIED', rectifiedOn: '2026-11-25' }),
      ['credit-day-in-future rectifiedOn'],
    ],
    [
      'an empty penalty',
      entry('PENALTY'),
      [
        ...needed('penaltyKind', 'documentNumber', 'decidedOn', 'department', 'facts', 'basis'),
        'credit-class-needed recordClass',
      ],
    ],
    ['a warning', entry('PENALTY', PENALTY), []],
    ['a fine without its amount', entry('PENALTY', { ...PENALTY, penaltyKind: 'FINE' }), needed('fineFen')],
    [
      'a fine of nothing',
      entry('PENALTY', { ...PENALTY, penaltyKind: 'FINE', fineFen: 0 }),
      needed('fineFen'),
    ],
    ['a fine of 49,999.99', entry('PENALTY', { ...PENALTY, penaltyKind: 'FINE', fineFen: 4_999_999 }), []],
    [
      'a warning with an amount',
      entry('PENALTY', { ...PENALTY, fineFen: 1 }),
      ['credit-fine-not-wanted fineFen'],
    ],
    ['an empty other', entry('OTHER'), needed('otherKind')],
    ['a commendation', entry('OTHER', { otherKind: 'COMMENDATION' }), []],
    [
      'valid from after to',
      entry('OTHER', { otherKind: 'GRADE', validFrom: '2026-02-01', validTo: '2026-01-31' }),
      ['credit-days-turned validTo'],
    ],
    [
      'valid for one day, ahead',
      entry('OTHER', { otherKind: 'GRADE', validFrom: '2027-02-01', validTo: '2027-02-01' }),
      [],
    ],
    ['no category at all', entry('FAME'), ['form-choice category']],
    [
      'formed tomorrow',
      entry('OTHER', { otherKind: 'OTHER', formedOn: '2026-11-25' }),
      ['credit-day-in-future formedOn'],
    ],
  ])('%s', (_name, one, expected) => {
    expect(complaints(one)).toEqual(expected);
  });

  test('a record keeps the fields of its own category only', () => {
    expect(fieldsOfEntry('OTHER', { ...PENALTY, otherKind: 'GRADE', reference: 'x' })).toEqual({
      otherKind: 'GRADE',
      reference: 'x',
    });
  });

  test.each([
    ['手机13812345678', true],
    ['证件32080219800101123X', true],
    ['文号20260001', false],
    ['金额123456789012元', false],
  ])('a summary “%s” with personal data: %s (domain.md 6.2)', (summary, personal) => {
    const found = complaints(entry('OTHER', { otherKind: 'OTHER', summary }));
    expect(found).toEqual(personal ? ['credit-summary-personal summary'] : []);
  });
});

describe('the class (R-CR-24)', () => {
  test.each<[CreditEntry['category'], string | undefined, boolean]>([
    ['PENALTY', undefined, true],
    ['INSPECTION', 'UNQUALIFIED', true],
    ['INSPECTION', 'BASICALLY_QUALIFIED', false],
    ['INSPECTION', 'QUALIFIED', false],
    ['ANNUAL_REPORT', 'NOT_FILED', true],
    ['ANNUAL_REPORT', 'UNQUALIFIED', true],
    ['ANNUAL_REPORT', 'QUALIFIED', false],
    ['BASIC', undefined, false],
    ['OTHER', undefined, false],
  ])('%s with the conclusion %s is dishonesty information: %s', (category, conclusion, negative) => {
    const fields = conclusion === undefined ? {} : { conclusion };
    expect(isNegative(category as never, fields)).toBe(negative);
    const classed = complaints(entry(category, { ...fields, recordClass: 'LIGHT', repairBar: '某法' }));
    const plain = complaints(entry(category, fields));
    expect(classed.filter((one) => /not-wanted (recordClass|repairBar)/.test(one))).toHaveLength(
      negative ? 0 : 2,
    );
    expect(plain.includes('credit-class-needed recordClass')).toBe(negative);
  });
});

describe('corrections (R-CR-15, R-CR-17)', () => {
  const { recordClass: _class, ...fine } = { ...PENALTY, penaltyKind: 'FINE', fineFen: 6_000_000 };
  const record: CorrectableRecord = {
    category: 'PENALTY',
    status: 'PUBLISHED',
    summary: '罚款：违规收费',
    formedOn: '2026-05-01',
    recordClass: 'SERIOUS',
    repairBar: null,
    publishedOn: '2026-05-06',
    fields: fine,
  };
  const content = {
    ...PENALTY,
    penaltyKind: 'FINE',
    fineFen: 600_000,
    recordClass: 'GENERAL',
    summary: '罚款：违规收费',
    formedOn: '2026-05-01',
  };

  test('old and new of what differs, nothing of what does not', () => {
    expect(correctionOf(record, content)).toEqual([
      { field: 'recordClass', from: 'SERIOUS', to: 'GENERAL' },
      { field: 'fineFen', from: 6_000_000, to: 600_000 },
    ]);
    expect(findingsInCorrection(record, content, TODAY)).toEqual([]);
  });

  test('one that changes nothing, or leaves the record unfit, is refused', () => {
    const same = { ...content, fineFen: 6_000_000, recordClass: 'SERIOUS' };
    expect(findingsInCorrection(record, same, TODAY)).toEqual([{ code: 'credit-nothing-changed' }]);
    expect(findingsInCorrection(record, { ...content, fineFen: undefined as never }, TODAY)).toEqual([
      { code: 'credit-field-needed', field: 'fineFen' },
    ]);
    expect(findingsInCorrection({ ...record, status: 'REPAIRED' }, content, TODAY)).toEqual([
      { code: 'credit-correction-not-now', args: { status: 'REPAIRED' } },
    ]);
  });

  test('a lighter class shortens the window from the same publication day', () => {
    const after = correctedRecord(record, correctionOf(record, content));
    expect(after).toMatchObject({
      recordClass: 'GENERAL',
      publishedOn: '2026-05-06',
      unpublishOn: '2027-05-06',
    });
    expect(after.fields).toMatchObject({ fineFen: 600_000 });
  });

  test('what turns out light under terms that show none is no longer shown', () => {
    const trial = { ...record, publishedOn: '2025-05-06' };
    const light = correctedRecord(trial, [{ field: 'recordClass', from: 'SERIOUS', to: 'LIGHT' }]);
    expect([light.publishedOn, light.unpublishOn]).toEqual([null, null]);
  });

  test('a value that is taken away is gone, and applying the changes gives the content they were drawn from', () => {
    const before = contentOf(record);
    const after = { ...before, basis: null, repairBar: '某法' };
    const changes = changesBetween(before, after);
    expect(changes).toEqual([
      { field: 'repairBar', from: null, to: '某法' },
      { field: 'basis', from: '条例第三十条', to: null },
    ]);
    expect(changesBetween(withChanges(before, changes), after)).toEqual([]);
    expect(withChanges(before, changes)).not.toHaveProperty('basis');
  });
});

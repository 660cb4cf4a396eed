import type { eligibility as source } from '../zh-CN/eligibility.js';
import type { Catalogue } from '../shape.js';

export const eligibility = {
  title: 'What we may do',
  lead: 'Whether you may apply for a grant, take on a function or move into a centre today, on what basis, and what is missing.',
  purposes: {
    GRANT: 'Apply for a venture grant',
    FUNCTION: 'Take on a government function',
    INCUBATION: 'Move into an incubation centre',
  },
  outcomes: {
    PASS: 'Fulfilled',
    FAIL: 'Not fulfilled',
    NEEDS_REVIEW: 'Needs a person’s look',
    OTHER: 'Fulfilled by another',
  },
  proof: '{purpose}: point by point',
  columns: { condition: 'Condition', outcome: 'Result', rule: 'Basis' },
  choice: 'One of these is enough',
  fix: 'With all of the following, and nothing less, you would qualify:',
  hopeless: 'Under the rules in force nothing can turn this.',
  'stores-nothing':
    'Looking at this page leaves no record. What counts is the check on the day of submission, award and agreement.',
  'to-credit': 'See my credit record',
  conditions: {
    STATUS: { REGISTERED: 'Registered and in good standing', PREPARING: 'In preparation' },
    REGISTERED_FOR: 'Registered for {years, plural, one {# year} other {# years}} (from {from})',
    OFF_LIST: {
      ABNORMAL:
        '{years, plural, =0 {Not on the abnormal list now} one {Not on the abnormal list within # year} other {Not on the abnormal list within # years}}',
      SERIOUS:
        '{years, plural, =0 {Not on the serious list now} one {Not on the serious list within # year} other {Not on the serious list within # years}}',
    },
    NO_PENALTY: {
      major: 'No major violation within {years} years',
      any: 'No administrative penalty within {years} years',
    },
    REPORTS: 'Annual reports of the last {count, plural, one {year} other {# years}} filed',
    INSPECTIONS: 'Last {count, plural, one {inspection} other {# inspections}} passed',
    GRADE: 'A valid grade of {least} or better',
  },
  declarations: {
    'own-funds': 'Own matching funds',
    'separate-accounts': 'Separate accounts',
    'party-organization': 'Party organization set up',
    'too-few-party-members': 'Fewer than three party members',
    staff: 'Full-time staff as required',
    office: 'A fixed office',
    'taxes-paid': 'Taxes and social insurance paid',
  },
  changes: {
    WAIT_UNTIL: 'Wait until {day}',
    REGISTER: 'Complete the registration',
    LEAVE_LIST: { ABNORMAL: 'Leave the abnormal list', SERIOUS: 'Leave the serious list' },
    FILE_REPORT: 'File the annual report of {year}',
    RECTIFY: 'Complete the rectification of the inspection of {on}',
    OBTAIN_GRADE: 'Obtain a grade of {least} or better',
    DECLARE: 'State and prove: {what}',
  },
  findings: {
    'eligibility-status': 'The registration status does not fulfil the condition ({rule})',
    'eligibility-registered-for': 'Registered for less than {years} years; fulfilled from {from} ({rule})',
    'eligibility-listed':
      '{list, select, SERIOUS {Serious list} other {Abnormal list}}: listed since {since}, {years, plural, =0 {still listed} one {a listing within # year bars} other {a listing within # years bars}} ({rule})',
    'eligibility-penalty': 'Penalized on {since}, which bars for {years} years ({rule})',
    'eligibility-reports': 'Annual reports missing: {missing} ({rule})',
    'eligibility-inspections': 'Inspection not passed: {failed} ({rule})',
    'eligibility-grade': 'A grade of {least} or better is needed ({rule})',
    'eligibility-declared': 'Not stated: {what} ({rule})',
  },
} as const satisfies Catalogue<typeof source>;

import { type Condition, type CriteriaSet, type Criterion } from './criterion.rules.js';

const leaf = (rule: string, source: string, condition: Condition): Criterion => ({ rule, source, condition });
const CALL = '公益创投公告通用条件';
const ORDER_60 = '民政部令第60号';

/** The criteria of the portal by purpose and day. New rules are a new set with its first day; no set is changed. */
export const CRITERIA: readonly CriteriaSet[] = [
  {
    purpose: 'GRANT',
    from: '2014-01-01',
    criteria: {
      all: [
        leaf('R-EL-01', CALL, { kind: 'STATUS', status: 'REGISTERED' }),
        leaf('R-EL-05', CALL, { kind: 'OFF_LIST', list: 'ABNORMAL', years: 1 }),
        leaf('R-CR-21', ORDER_60, { kind: 'OFF_LIST', list: 'SERIOUS', years: 2 }),
        leaf('R-EL-05', CALL, { kind: 'NO_PENALTY', years: 3, major: true }),
        leaf('R-EL-06', CALL, { kind: 'INSPECTIONS', count: 1 }),
      ],
    },
  },
  {
    purpose: 'FUNCTION',
    from: '2014-01-01',
    criteria: {
      all: [
        leaf('R-EL-01', '承接主体条件', { kind: 'STATUS', status: 'REGISTERED' }),
        leaf('4.3', '承接主体条件', { kind: 'REGISTERED_FOR', years: 1 }),
        leaf('4.3', '承接主体条件', { kind: 'OFF_LIST', list: 'ABNORMAL', years: 0 }),
        leaf('R-CR-21', ORDER_60, { kind: 'OFF_LIST', list: 'SERIOUS', years: 0 }),
        leaf('4.3', '承接主体条件', { kind: 'NO_PENALTY', years: 3, major: false }),
        leaf('4.3', '承接主体条件', { kind: 'INSPECTIONS', count: 2 }),
      ],
    },
  },
  {
    purpose: 'INCUBATION',
    from: '2014-01-01',
    criteria: {
      all: [
        {
          any: [
            leaf('5.2', '培育基地入驻条件', { kind: 'STATUS', status: 'REGISTERED' }),
            leaf('5.2', '培育基地入驻条件', { kind: 'STATUS', status: 'PREPARING' }),
          ],
        },
        leaf('5.2', '培育基地入驻条件', { kind: 'OFF_LIST', list: 'ABNORMAL', years: 0 }),
        leaf('5.2', '培育基地入驻条件', { kind: 'OFF_LIST', list: 'SERIOUS', years: 0 }),
        leaf('5.2', '培育基地入驻条件', { kind: 'NO_PENALTY', years: 2, major: false }),
        leaf('5.2', '培育基地入驻条件', { kind: 'INSPECTIONS', count: 1 }),
      ],
    },
  },
];

import { type CalendarDay } from '../kernel/calendar.js';
import {
  type Condition,
  type CriteriaSet,
  type Criterion,
  type Purpose,
  type RequestFacts,
} from './criterion.rules.js';
import { chosenOnly } from './library.rules.js';

/** What a call sets for itself; frozen with the rules of its round. (R-CR-22, R-EL-07, R-EL-08, R-EL-10) */
export interface GrantParameters {
  readonly abnormalYears: number;
  readonly seriousYears: number;
  readonly majorYears: number;
  readonly breachYears: number;
  readonly mostPerRound: number;
  readonly excludeLastWinner: boolean;
  /** The rules of the library that the call has chosen; absent: all of them. */
  readonly chosen?: readonly string[];
}

/** One year, two years, three years: the look-back of a call that says nothing else. */
export const DEFAULT_PARAMETERS: GrantParameters = {
  abnormalYears: 1,
  seriousYears: 2,
  majorYears: 3,
  breachYears: 3,
  mostPerRound: 1,
  excludeLastWinner: false,
};

/** What beside purpose and day decides which criteria there are. */
export interface Asked {
  readonly parameters: GrantParameters;
  /** A particular application or item is asked about, so that the criteria on it belong to the set. */
  readonly particular: boolean;
  /** The grade that a function item demands. */
  readonly leastGrade: string | null;
}

export const IN_GENERAL: Asked = { parameters: DEFAULT_PARAMETERS, particular: false, leastGrade: null };

/** Who wants what; `asked` and `request` come from whoever knows the call or the item. */
export interface Inquiry {
  readonly organizationId: string;
  readonly purpose: Purpose;
  readonly asked?: Asked;
  readonly request?: RequestFacts;
}

/** Criteria in force from a day on, as they follow from what is asked. */
export interface CriteriaSource {
  readonly purpose: Purpose;
  readonly from: CalendarDay;
  readonly criteria: (asked: Asked) => Criterion;
}

/** The criteria in force on a day. */
export function criteriaOn(
  sources: readonly CriteriaSource[],
  purpose: Purpose,
  on: CalendarDay,
  asked: Asked = IN_GENERAL,
): CriteriaSet {
  const inForce = sources
    .filter((one) => one.purpose === purpose && one.from <= on)
    .sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  if (inForce === undefined) throw new RangeError(`no criteria for ${purpose} on ${on}`);
  const { chosen } = asked.parameters;
  const criteria = inForce.criteria(asked);
  return {
    purpose,
    from: inForce.from,
    criteria: chosen === undefined ? criteria : (chosenOnly(criteria, chosen) ?? { all: [] }),
  };
}

const leaf = (rule: string, source: string, condition: Condition): Criterion => ({ rule, source, condition });
const OLD_CALL = '公益创投公告通用条件';
const OLD_ORDER = '民政部令第60号';
const OLD_UNDERTAKER = '承接主体条件';
const OLD_CENTRE = '培育基地入驻条件';

/** Since then sources are codes that the catalogues name in both languages, and each leaf names its article. */
const cites =
  (source: string) =>
  (rule: string, article: string, condition: Condition): Criterion => ({ rule, source, article, condition });
const call = cites('call');
const order60 = cites('order-60');
const undertaker = cites('undertaker');
const admission = cites('admission');
const flag = (purpose: Purpose): Criterion => cites('flag')('R-CR-23', '1', { kind: 'NO_FLAG', purpose });

const PARTY = (cite: typeof call, rule: string, article: string): Criterion => ({
  any: [
    cite(rule, article, { kind: 'DECLARED', what: 'partyOrganization' }),
    cite(rule, article, { kind: 'DECLARED', what: 'fewPartyMembers' }),
  ],
});

/** The criteria of the portal by purpose and day. New rules are a new set with its first day; no set is changed. */
export const CRITERIA: readonly CriteriaSource[] = [
  {
    purpose: 'GRANT',
    from: '2014-01-01',
    criteria: ({ parameters }) => ({
      all: [
        leaf('R-EL-01', OLD_CALL, { kind: 'STATUS', status: 'REGISTERED' }),
        leaf('R-EL-05', OLD_CALL, { kind: 'OFF_LIST', list: 'ABNORMAL', years: parameters.abnormalYears }),
        leaf('R-CR-21', OLD_ORDER, { kind: 'OFF_LIST', list: 'SERIOUS', years: parameters.seriousYears }),
        leaf('R-EL-05', OLD_CALL, { kind: 'NO_PENALTY', years: parameters.majorYears, major: true }),
        leaf('R-EL-06', OLD_CALL, { kind: 'INSPECTIONS', count: 1 }),
      ],
    }),
  },
  {
    purpose: 'FUNCTION',
    from: '2014-01-01',
    criteria: () => ({
      all: [
        leaf('R-EL-01', OLD_UNDERTAKER, { kind: 'STATUS', status: 'REGISTERED' }),
        leaf('4.3', OLD_UNDERTAKER, { kind: 'REGISTERED_FOR', years: 1 }),
        leaf('4.3', OLD_UNDERTAKER, { kind: 'OFF_LIST', list: 'ABNORMAL', years: 0 }),
        leaf('R-CR-21', OLD_ORDER, { kind: 'OFF_LIST', list: 'SERIOUS', years: 0 }),
        leaf('4.3', OLD_UNDERTAKER, { kind: 'NO_PENALTY', years: 3, major: false }),
        leaf('4.3', OLD_UNDERTAKER, { kind: 'INSPECTIONS', count: 2 }),
      ],
    }),
  },
  {
    purpose: 'INCUBATION',
    from: '2014-01-01',
    criteria: () => ({
      all: [
        {
          any: [
            leaf('5.2', OLD_CENTRE, { kind: 'STATUS', status: 'REGISTERED' }),
            leaf('5.2', OLD_CENTRE, { kind: 'STATUS', status: 'PREPARING' }),
          ],
        },
        leaf('5.2', OLD_CENTRE, { kind: 'OFF_LIST', list: 'ABNORMAL', years: 0 }),
        leaf('5.2', OLD_CENTRE, { kind: 'OFF_LIST', list: 'SERIOUS', years: 0 }),
        leaf('5.2', OLD_CENTRE, { kind: 'NO_PENALTY', years: 2, major: false }),
        leaf('5.2', OLD_CENTRE, { kind: 'INSPECTIONS', count: 1 }),
      ],
    }),
  },
  // From 2026-04-01 the repair of credit is a right that lifts what rests on the record. (R-CR-24)
  {
    purpose: 'GRANT',
    from: '2026-04-01',
    criteria: ({ parameters, particular }) => ({
      all: [
        flag('GRANT'),
        call('R-EL-01', '1', { kind: 'STATUS', status: 'REGISTERED' }),
        call('R-EL-05', '5', { kind: 'OFF_LIST', list: 'ABNORMAL', years: parameters.abnormalYears }),
        order60('R-CR-21', '24', { kind: 'OFF_LIST', list: 'SERIOUS', years: parameters.seriousYears }),
        call('R-EL-05', '5', {
          kind: 'NO_PENALTY',
          years: parameters.majorYears,
          major: true,
          repairable: true,
        }),
        call('R-EL-06', '6', { kind: 'NO_OPEN_RECORD' }),
        call('R-EL-06', '6', { kind: 'ANNUAL', count: 1 }),
        call('R-EL-06', '6', { kind: 'INSPECTIONS', count: 1 }),
        PARTY(call, 'R-EL-06', '6'),
        call('R-EL-06', '6', { kind: 'DECLARED', what: 'separateAccounts' }),
        call('R-EL-06', '6', { kind: 'DECLARED', what: 'financialRules' }),
        call('R-EL-06', '6', { kind: 'DECLARED', what: 'ownFunds' }),
        call('R-EL-08', '8', { kind: 'DECLARED', what: 'noOtherMoney' }),
        call('R-EL-10', '10', { kind: 'NO_BREACH', years: parameters.breachYears }),
        ...(particular ? ofApplication(parameters) : []),
      ],
    }),
  },
  {
    purpose: 'FUNCTION',
    from: '2026-04-01',
    criteria: ({ particular, leastGrade }) => ({
      all: [
        flag('FUNCTION'),
        undertaker('R-EL-01', '1', { kind: 'STATUS', status: 'REGISTERED' }),
        undertaker('4.3', '1', { kind: 'REGISTERED_FOR', years: 1 }),
        undertaker('4.3', '2', { kind: 'OFF_LIST', list: 'ABNORMAL', years: 0 }),
        order60('R-CR-21', '24', { kind: 'OFF_LIST', list: 'SERIOUS', years: 0 }),
        undertaker('4.3', '2', { kind: 'NO_PENALTY', years: 3, major: false, repairable: true }),
        undertaker('4.3', '3', { kind: 'ANNUAL', count: 2 }),
        undertaker('4.3', '3', { kind: 'INSPECTIONS', count: 2 }),
        undertaker('4.3', '4', { kind: 'STAFF', least: 2, association: 3 }),
        undertaker('4.3', '4', { kind: 'DECLARED', what: 'office' }),
        undertaker('4.3', '5', { kind: 'DECLARED', what: 'separateAccounts' }),
        undertaker('4.3', '5', { kind: 'DECLARED', what: 'taxesPaid' }),
        PARTY(undertaker, '4.3', '6'),
        undertaker('R-EL-10', '7', { kind: 'NO_BREACH', years: 3 }),
        ...(leastGrade === null ? [] : [undertaker('4.3', '8', { kind: 'GRADE', least: leastGrade })]),
        ...(particular
          ? [
              undertaker('4.3', '9', { kind: 'PERSON', what: 'charterScope' }),
              undertaker('4.3', '9', { kind: 'PERSON', what: 'governance' }),
            ]
          : []),
      ],
    }),
  },
  {
    purpose: 'INCUBATION',
    from: '2026-04-01',
    criteria: () => ({
      all: [
        flag('INCUBATION'),
        {
          any: [
            admission('5.2', '1', { kind: 'STATUS', status: 'REGISTERED' }),
            {
              all: [
                admission('5.2', '1', { kind: 'STATUS', status: 'PREPARING' }),
                admission('5.2', '1', { kind: 'PERSON', what: 'foundersAndPlan' }),
              ],
            },
          ],
        },
        admission('5.2', '2', { kind: 'OFF_LIST', list: 'ABNORMAL', years: 0 }),
        order60('5.2', '24', { kind: 'OFF_LIST', list: 'SERIOUS', years: 0 }),
        admission('5.2', '2', { kind: 'NO_PENALTY', years: 2, major: false, repairable: true }),
        admission('5.2', '3', { kind: 'NO_FAILED_INSPECTION', years: 2 }),
        admission('5.2', '3', { kind: 'ANNUAL', count: 2 }),
        admission('5.2', '4', { kind: 'DECLARED', what: 'separateAccounts' }),
        admission('5.2', '4', { kind: 'DECLARED', what: 'taxesPaid' }),
        admission('5.2', '5', { kind: 'PERSON', what: 'integrity' }),
      ],
    }),
  },
];

/** The criteria on one application beside those on the body. */
function ofApplication({ mostPerRound, excludeLastWinner }: GrantParameters): readonly Criterion[] {
  return [
    call('R-EL-02', '2', { kind: 'PERSON', what: 'projectPlace' }),
    call('R-EL-03', '3', { kind: 'PERSON', what: 'charterScope' }),
    call('R-EL-04', '4', { kind: 'PERSON', what: 'capacity' }),
    call('R-EL-07', '7', { kind: 'MOST_PER_ROUND', most: mostPerRound }),
    ...(excludeLastWinner ? [call('R-EL-08', '8', { kind: 'NOT_LAST_WINNER' })] : []),
    call('R-EL-09', '9', { kind: 'WITHIN_CEILING' }),
    call('R-EL-11', '11', { kind: 'GRANTS_SETTLED' }),
  ];
}

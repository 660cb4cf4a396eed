import { yuanText } from '../kernel/money.js';
import {
  type Change,
  type Condition,
  type EligibilityFacts,
  type Judged,
  type RequestFacts,
} from './criterion.rules.js';

type RequestCondition = Extract<
  Condition,
  { readonly kind: 'MOST_PER_ROUND' | 'NOT_LAST_WINNER' | 'WITHIN_CEILING' | 'GRANTS_SETTLED' }
>;

/** Nothing is asked for yet: the conditions on a request cannot fail. */
export const NO_REQUEST: RequestFacts = {
  askedFen: 0,
  ceilingFen: 0,
  othersInRound: 0,
  wonLastRound: false,
  openProjects: [],
  breaches: [],
  found: {},
};

/** The conditions on the very application, beside those on the body. (R-EL-07, R-EL-08, R-EL-09, R-EL-11) */
export function judgeRequest(condition: RequestCondition, facts: EligibilityFacts): Judged {
  const request = facts.request ?? NO_REQUEST;
  switch (condition.kind) {
    case 'MOST_PER_ROUND': {
      const { most } = condition;
      const count = request.othersInRound + 1;
      return answer(count <= most, 'FAIL', { most, count }, [{ kind: 'WITHDRAW_OTHERS', most }]);
    }
    case 'NOT_LAST_WINNER':
      return answer(!request.wonLastRound, 'FAIL', { won: request.wonLastRound }, []);
    case 'WITHIN_CEILING': {
      const { askedFen, ceilingFen } = request;
      // An amount above the ceiling makes the application void; it is not cut down to the ceiling.
      return answer(
        askedFen <= ceilingFen,
        'FAIL',
        { asked: yuanText(askedFen), ceiling: yuanText(ceilingFen) },
        [{ kind: 'LOWER_AMOUNT', fen: ceilingFen }],
      );
    }
    case 'GRANTS_SETTLED': {
      const { openProjects } = request;
      const changes = openProjects.map((number): Change => ({ kind: 'SETTLE_PROJECT', number }));
      // Whether an open project is late or owes money is for the officer to see.
      return answer(
        openProjects.length === 0,
        'NEEDS_REVIEW',
        { projects: openProjects.join('、') },
        changes,
      );
    }
  }
}

function answer(
  ok: boolean,
  otherwise: Exclude<Judged['outcome'], 'PASS'>,
  value: Judged['value'],
  changes: readonly Change[],
): Judged {
  return ok
    ? { outcome: 'PASS', value, record: null, changes: [] }
    : { outcome: otherwise, value, record: null, changes };
}

/** The request after a change that concerns it; anything else leaves it as it is. */
export function requestAfter(change: Change, request: RequestFacts): RequestFacts {
  switch (change.kind) {
    case 'WITHDRAW_OTHERS':
      return { ...request, othersInRound: change.most - 1 };
    case 'LOWER_AMOUNT':
      return { ...request, askedFen: change.fen };
    case 'SETTLE_PROJECT':
      return { ...request, openProjects: request.openProjects.filter((one) => one !== change.number) };
    case 'BE_JUDGED':
      return { ...request, found: { ...request.found, [change.what]: true } };
    default:
      return request;
  }
}

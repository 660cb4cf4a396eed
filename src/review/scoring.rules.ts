import { fieldPath, type Finding } from '../kernel/outcome.js';
import { type ContestStatus, type AssignmentStatus, type ConflictAnswer } from './contest.rules.js';
import { type Criterion } from './ranking.rules.js';

/** What a reviewer enters for one criterion; the mark in whole tenths. */
export interface MarkEntry {
  readonly criterion: string;
  readonly tenths: number;
  readonly comment?: string;
}

export interface ScorecardEntry {
  readonly marks: readonly MarkEntry[];
  readonly comment?: string;
}

const LOW = 600;
const HIGH = 900;

/**
 * Every criterion of the round is marked exactly once, from 0 to its points in steps of a half; a total below 60 or
 * above 90 needs a comment. (Rubric of the call; R-SC-07)
 */
export function findingsInScorecard(
  criteria: readonly Criterion[],
  { marks, comment }: ScorecardEntry,
): Finding[] {
  const surplus = marks.length > criteria.length ? [{ code: 'mark-surplus' }] : [];
  const perCriterion = criteria.flatMap(({ code, points, nameZh }): Finding[] => {
    const at = marks.findIndex(({ criterion }) => criterion === code);
    const tenths = marks[at]?.tenths;
    if (tenths === undefined) return [{ code: 'mark-missing', args: { criterion: nameZh } }];
    const field = fieldPath('marks', at, 'tenths');
    if (tenths < 0 || tenths > points * 10)
      return [{ code: 'mark-out-of-range', field, args: { max: points } }];
    return tenths % 5 === 0 ? [] : [{ code: 'mark-half-steps', field }];
  });
  if (surplus.length + perCriterion.length > 0) return [...surplus, ...perCriterion];
  const total = totalTenths(marks);
  const extreme = total < LOW || total > HIGH;
  return extreme && comment === undefined
    ? [{ code: 'score-needs-comment', field: 'comment', args: { total: total / 10 } }]
    : [];
}

export function totalTenths(marks: readonly MarkEntry[]): number {
  return marks.reduce((all, { tenths }) => all + tenths, 0);
}

export interface SheetState {
  readonly contestStatus: ContestStatus;
  readonly status: AssignmentStatus;
  readonly conflictAnswer: ConflictAnswer | null;
  readonly sealed: boolean;
}

/** Why a sheet cannot be filled in now: panel closed, recused, the conflict question open, or sealed already. */
export function refusalsToScore({ contestStatus, status, conflictAnswer, sealed }: SheetState): Finding[] {
  if (contestStatus !== 'OPEN') return [{ code: 'panel-is-closed' }];
  if (status === 'RECUSED') return [{ code: 'expert-recused' }];
  if (conflictAnswer !== 'NONE') return [{ code: 'conflict-question-open' }];
  return sealed ? [{ code: 'score-sealed-already' }] : [];
}

import { type Finding } from '../kernel/outcome.js';
import { type Declaration, DECLARATIONS, type EligibilityFacts } from './criterion.rules.js';

/** What can be stated: the declarations, and the number of full-time staff. */
export const STATEMENTS = [...DECLARATIONS, 'staff'] as const;
export type Statement = (typeof STATEMENTS)[number];

/** What an applicant enters: one statement with what proves it. */
export interface StatementEntry {
  readonly what: string;
  /** `yes` or `no`; not asked of staff. */
  readonly answer?: string;
  /** Full-time staff. */
  readonly staff?: number;
  readonly proof: string;
}

/** The number kept for a statement: 1 or 0, or the staff. */
export function valueOf(entry: StatementEntry): number | null {
  if (entry.what === 'staff') return entry.staff ?? null;
  return entry.answer === undefined ? null : entry.answer === 'yes' ? 1 : 0;
}

export function findingsInStatement(entry: StatementEntry): Finding[] {
  if (valueOf(entry) !== null) return [];
  return [
    entry.what === 'staff'
      ? { code: 'declaration-staff-missing', field: 'staff' }
      : { code: 'declaration-answer-missing', field: 'answer' },
  ];
}

/** Statements that stand, oldest first, as facts of the engine: of each kind the newest counts. */
export function declaredBy(
  list: readonly { readonly what: Statement; readonly value: number }[],
): Pick<EligibilityFacts, 'declared' | 'staff'> {
  const newest = new Map(list.map(({ what, value }) => [what, value]));
  const known = DECLARATIONS.filter((what) => newest.has(what));
  return {
    declared: Object.fromEntries(known.map((what): [Declaration, boolean] => [what, newest.get(what) === 1])),
    staff: newest.get('staff') ?? null,
  };
}

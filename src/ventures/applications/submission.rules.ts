import { type Finding } from '../../kernel/outcome.js';

/** What an organization holds in its hands after handing in. (E5) */
export interface Receipt {
  readonly number: string;
  readonly submittedAt: string;
  readonly contentHash: string;
  readonly ledgerSeq: number;
}

/** What the check found about a draft, as far as it decides. */
export interface CheckFacts {
  readonly application: { readonly version: number };
  readonly applicant: readonly Finding[];
  readonly gaps: readonly Finding[];
  readonly isOpen: boolean;
}

/**
 * What stands against handing in the state that was checked; empty means that it is accepted. What changed since
 * the check is shown again first, so that nobody hands in what nobody has read. (D8)
 */
export function refusalsToSubmit(
  { application, applicant, gaps, isOpen }: CheckFacts,
  checkedVersion: number,
): Finding[] {
  return [
    ...(isOpen ? [] : [{ code: 'round-not-open' }]),
    ...(application.version === checkedVersion ? [] : [{ code: 'submission-changed-since-check' }]),
    ...applicant,
    ...gaps,
  ];
}

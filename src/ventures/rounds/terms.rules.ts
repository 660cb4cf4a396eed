import { type GrantParameters } from '../../eligibility/criteria.rules.js';
import { FORM_BEFORE } from './form-before.rules.js';
import { type FormDefinition } from './form.rules.js';
import { type RoundSetup } from './readiness.rules.js';
import { eligibilityOf, type RoundRules } from './round.rules.js';

/** What a call sets beside the rules that its results are computed by. */
export type RoundTerms = Pick<
  RoundSetup,
  | 'lots'
  | 'timetable'
  | 'hours'
  | 'form'
  | 'eligibility'
  | 'objection'
  | 'contact'
  | 'instalments'
  | 'letters'
>;

/** The form of a round, by which its applications are written and read; a round from before terms has the old one. */
export function formOf({ terms }: { readonly terms: RoundTerms | null }): FormDefinition {
  return terms?.form ?? FORM_BEFORE;
}

/** What of a round is set up, as one value; null for a round from before there were terms. */
export function setupOf(round: {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly potFen: number;
  readonly rules: RoundRules;
  readonly terms: RoundTerms | null;
}): RoundSetup | null {
  const { nameZh, nameEn, potFen, rules, terms } = round;
  return terms === null ? null : { name: { zh: nameZh, en: nameEn }, potFen, rules, ...terms };
}

/** What decides who may apply: the look-back of the frozen rules, and the rules of the library that the call chose. */
export function grantParametersOf(round: {
  readonly rules: RoundRules;
  readonly terms: RoundTerms | null;
}): GrantParameters {
  const parameters = eligibilityOf(round.rules);
  return round.terms === null ? parameters : { ...parameters, chosen: round.terms.eligibility };
}

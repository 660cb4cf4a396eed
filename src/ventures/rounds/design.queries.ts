import { type EntityManager } from 'typeorm';
import { found } from '../../kernel/outcome.js';
import { type FormDefinition } from './form.rules.js';
import { type RoundSetup } from './readiness.rules.js';
import { allRounds, roundByNumber, type RoundDetail } from './rounds.queries.js';
import { formOf, setupOf } from './terms.rules.js';

/** A round with what is set up of it; a round from before that has none. */
export interface RoundDesign {
  readonly round: RoundDetail;
  readonly setup: RoundSetup;
}

export async function designOf(db: EntityManager, number: string): Promise<RoundDesign> {
  const round = found(await roundByNumber(db, number));
  return { round, setup: found(setupOf(round)) };
}

/** The form of the last call before a round, with its number; null: there was none in the portal. */
export async function formBefore(
  db: EntityManager,
  number: string,
): Promise<{ readonly number: string; readonly form: FormDefinition } | null> {
  const last = (await allRounds(db)).find(
    (one) => one.number < number && one.status !== 'DRAFT' && !one.isLegacy,
  );
  return last === undefined ? null : { number: last.number, form: formOf(last) };
}

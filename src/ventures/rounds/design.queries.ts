import { type EntityManager } from 'typeorm';
import { found } from '../../kernel/outcome.js';
import { type FormDefinition } from './form.rules.js';
import { allRounds } from './rounds.queries.js';
import { type RoundInSetup, workingSetup } from './setup.queries.js';
import { formOf } from './terms.rules.js';

export type RoundDesign = Pick<RoundInSetup, 'round' | 'setup'>;

/** A round with what is set up of it; a call published before there was a set-up has none to show. */
export async function designOf(db: EntityManager, number: string): Promise<RoundDesign> {
  const { round, setup } = await workingSetup(db, number);
  return found(round.status === 'DRAFT' || round.terms !== null ? { round, setup } : null);
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

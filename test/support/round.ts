import { type INestApplicationContext } from '@nestjs/common';
import { type SignedIn } from '../../src/kernel/viewer.js';
import { FORM_BEFORE } from '../../src/ventures/rounds/form-before.rules.js';
import { type RoundSetup } from '../../src/ventures/rounds/readiness.rules.js';
import { RoundsService } from '../../src/ventures/rounds/rounds.service.js';
import { SetupService } from '../../src/ventures/rounds/setup.service.js';

const OFFICE = { zh: '社会组织管理处', en: 'Office for social organizations' };

/**
 * A draft of which nothing is missing, with a form of few questions; `change` says what the test wants otherwise.
 * It opens at nine on its first day and closes at five on a working day, twenty days later at the earliest.
 */
export async function readyRound(
  app: INestApplicationContext,
  officer: SignedIn,
  opensOn: string,
  change: (setup: RoundSetup) => RoundSetup = (setup) => setup,
): Promise<string> {
  const setups = app.get(SetupService);
  const start = { name: { zh: '测试批次', en: 'Test round' }, potFen: 5_000_000, opensOn };
  const made = await setups.create(officer, start);
  if (!made.ok) throw new Error(JSON.stringify(made.findings));
  const done = await setups.change(officer, made.value, 1, (setup) =>
    change({
      ...setup,
      rules: { ...setup.rules, maxGrantFen: 5_000_000 },
      form: FORM_BEFORE,
      objection: { office: OFFICE, replyWorkingDays: 10 },
      contact: { office: OFFICE, phone: '0517-00000000' },
    }),
  );
  if (!done.ok) throw new Error(JSON.stringify(done.findings));
  return made.value;
}

/** A call that is published; see `readyRound`. */
export async function publishedRound(
  app: INestApplicationContext,
  officer: SignedIn,
  opensOn: string,
  change?: (setup: RoundSetup) => RoundSetup,
): Promise<string> {
  const number = await readyRound(app, officer, opensOn, change);
  const published = await app.get(RoundsService).publish(officer, number);
  if (!published.ok) throw new Error(JSON.stringify(published.findings));
  return number;
}

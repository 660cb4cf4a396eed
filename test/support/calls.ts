import { createHash, randomUUID } from 'node:crypto';
import { type UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { Round } from '../../src/ventures/rounds/round.entity.js';
import { type RoundSetup } from '../../src/ventures/rounds/readiness.rules.js';
import { columnsOf } from '../../src/ventures/rounds/setup.rules.js';
import { aSetup } from '../ventures/rounds/setup.js';

/** A timetable around 2026-11-24, the usual day of tests; it ends in a year without announced holidays. */
export const TIMETABLE: RoundSetup['timetable'] = {
  opensOn: '2026-11-16',
  closesOn: '2026-12-11',
  supplementUntil: '2026-12-18',
  reviewedOn: '2026-12-30',
  publicityUntil: '2027-01-15',
  agreementsUntil: '2027-01-29',
  startsOn: '2027-02-01',
};

/** A call that stands in the table as if it had been published, with everything that is set up of it. */
export async function aCall(
  work: UnitOfWork,
  number: string,
  change: Partial<RoundSetup> = {},
  more: Partial<Round> = {},
): Promise<RoundSetup> {
  const setup = aSetup({ timetable: TIMETABLE, ...change });
  const columns = columnsOf(setup);
  await work.write((tx) =>
    tx.insert(Round, {
      id: randomUUID(),
      number,
      ...columns,
      status: 'OPEN',
      awardedFen: 0,
      rulesHash: createHash('sha256').update(columns.rules).digest('hex'),
      drawSeed: '0'.repeat(64),
      publishedAt: '2026-11-13T02:00:00.000Z',
      ledgerSeq: 0,
      isLegacy: 0,
      lastNumber: 0,
      version: 1,
      ...more,
    }),
  );
  return setup;
}

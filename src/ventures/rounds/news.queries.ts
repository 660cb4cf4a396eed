import { type EntityManager } from 'typeorm';
import { row, sql } from '../../platform/database/sql.js';
import { amendmentsSince, type VersionLine } from './amendments.queries.js';
import { type AnswerLine, answersSince } from './questions.queries.js';

/** What came out about a call since an organization last said that it has read it. */
export interface CallNews {
  readonly answers: readonly AnswerLine[];
  readonly amendments: readonly VersionLine[];
}

/** Everything new to an organization that applies; one that has never read anything has all of it before it. */
export async function callNews(
  db: EntityManager,
  roundId: string,
  organizationId: string,
): Promise<CallNews> {
  const reading = await row<{ until: string }>(
    db,
    sql`SELECT read_until AS until FROM call_reading WHERE round_id = ${roundId} AND organization_id = ${organizationId}`,
  );
  const since = reading?.until ?? '';
  return {
    answers: await answersSince(db, roundId, since),
    amendments: await amendmentsSince(db, roundId, since),
  };
}

import { type EntityManager } from 'typeorm';
import { count, row, sql } from '../../platform/database/sql.js';
import { type AppealFacts, APPEAL_DESK, APPLICATION_SUBJECT } from './screening.rules.js';

/** An exclusion as far as an appeal is concerned: its last day, who excluded, and the appeal there is. */
export interface AppealState {
  readonly until: string | null;
  readonly excludedBy: string | null;
  readonly number: string | null;
}

/** The last exclusion of an application and the appeal against it. */
export async function appealStateOf(
  db: EntityManager,
  application: { readonly id: string; readonly number: string | null },
): Promise<AppealState> {
  const excluded = await row<{ until: string; excludedBy: string }>(
    db,
    sql`SELECT appeal_until AS "until", decided_by AS "excludedBy" FROM screening_decision
        WHERE application_id = ${application.id} AND result = 'INELIGIBLE' ORDER BY decided_at DESC, ledger_seq DESC LIMIT 1`,
  );
  const appeal = await row<{ number: string }>(
    db,
    sql`SELECT number FROM objection WHERE subject_type = ${APPLICATION_SUBJECT} AND subject_id = ${application.number} AND desk = ${APPEAL_DESK}
        ORDER BY received_at DESC, number DESC LIMIT 1`,
  );
  return {
    until: excluded?.until ?? null,
    excludedBy: excluded?.excludedBy ?? null,
    number: appeal?.number ?? null,
  };
}

/** What the rules ask of an appeal. */
export function appealFacts(status: AppealFacts['status'], { until, number }: AppealState): AppealFacts {
  return { status, until, before: number === null ? 0 : 1 };
}

/** Appeals of a round that are open, and exclusions against which one may still be made. */
export function pendingAppeals(db: EntityManager, roundId: string, today: string): Promise<number> {
  const appeal = sql`SELECT 1 FROM objection j WHERE j.subject_type = ${APPLICATION_SUBJECT} AND j.subject_id = a.number AND j.desk = ${APPEAL_DESK}`;
  return count(
    db,
    sql`SELECT count(*) AS n FROM application a WHERE a.round_id = ${roundId} AND a.status = 'INELIGIBLE'
        AND (EXISTS (${appeal} AND j.status = 'OPEN')
          OR (NOT EXISTS (${appeal}) AND EXISTS (SELECT 1 FROM screening_decision d WHERE d.application_id = a.id AND d.appeal_until >= ${today})))`,
  );
}

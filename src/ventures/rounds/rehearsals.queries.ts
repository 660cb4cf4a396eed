import { type EntityManager } from 'typeorm';
import { row, sql } from '../../platform/database/sql.js';
import { type RehearsalReport, type RehearsalStatus, type RehearsalStep } from './rehearsal.rules.js';

export interface RehearsalDetail {
  readonly id: string;
  readonly roundNumber: string;
  readonly roundVersion: number;
  readonly status: RehearsalStatus;
  readonly step: RehearsalStep;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly report: RehearsalReport | null;
  readonly version: number;
}

const SELECT = sql`SELECT h.id, r.number AS "roundNumber", h.round_version AS "roundVersion", h.status, h.step, h.started_at AS "startedAt",
  h.finished_at AS "finishedAt", h.report, h.version FROM rehearsal h JOIN grant_round r ON r.id = h.round_id`;

type Raw = Omit<RehearsalDetail, 'report'> & { readonly report: string | null };
const detail = (one: Raw | null): RehearsalDetail | null =>
  one === null
    ? null
    : { ...one, report: one.report === null ? null : (JSON.parse(one.report) as RehearsalReport) };

/** The rehearsal of a round, if there is one. */
export async function rehearsalOf(db: EntityManager, roundId: string): Promise<RehearsalDetail | null> {
  return detail(await row<Raw>(db, sql`${SELECT} WHERE h.round_id = ${roundId}`));
}

export async function rehearsalById(db: EntityManager, id: string): Promise<RehearsalDetail | null> {
  return detail(await row<Raw>(db, sql`${SELECT} WHERE h.id = ${id}`));
}

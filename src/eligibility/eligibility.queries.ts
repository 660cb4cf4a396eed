import { type EntityManager } from 'typeorm';
import { type ListKind } from '../credit/lists/credit-list.rules.js';
import { VOID_EXITS } from '../credit/lists/listing.rules.js';
import { type Conclusion, type RecordFields } from '../credit/records/record-fields.rules.js';
import { EFFECTIVE_STATUSES, type PenaltyKind } from '../credit/records/record.rules.js';
import { type OrganizationStatus } from '../organizations/organization.rules.js';
import { among, row, rows, sql } from '../platform/database/sql.js';
import { type Outcome3, type EligibilityFacts, type Purpose } from './criterion.rules.js';
import { type Moment } from './eligibility.entity.js';

/** A failed conclusion; anything else an inspection says lets it pass. (domain.md 1.5) */
const FAILED: Conclusion = 'UNQUALIFIED';
/** What is on record as missing is no report. */
const MISSING: Conclusion = 'NOT_FILED';

/**
 * What the engine knows of a body: four statements. Only approved records count; a repaired or withdrawn one is as if
 * it had never been, and one whose publication has ended still bars for its years. (R-CR-24, R-CR-25, R-EL-05)
 */
export async function factsOf(db: EntityManager, organizationId: string): Promise<EligibilityFacts | null> {
  const body = await row<{ status: OrganizationStatus; establishedOn: string }>(
    db,
    sql`SELECT status, established_on AS "establishedOn" FROM organization WHERE id = ${organizationId}`,
  );
  if (body === null) return null;
  const stays = await rows<{ id: string; list: ListKind; listedOn: string; removedOn: string | null }>(
    db,
    sql`SELECT id, list, listed_on AS "listedOn", removed_on AS "removedOn" FROM credit_list_entry
        WHERE organization_id = ${organizationId} AND (exit IS NULL OR exit NOT IN ${among(VOID_EXITS)}) ORDER BY listed_on, id`,
  );
  const records = await rows<{ id: string; category: string; formedOn: string; fields: string }>(
    db,
    sql`SELECT id, category, formed_on AS "formedOn", fields FROM credit_record WHERE organization_id = ${organizationId}
        AND status IN ${among(EFFECTIVE_STATUSES)} AND category IN ('PENALTY', 'INSPECTION', 'ANNUAL_REPORT') ORDER BY formed_on, id`,
  );
  const grades = await rows<{ value: string; from: string; to: string | null; ended: string | null }>(
    db,
    sql`SELECT value, valid_from AS "from", valid_to AS "to", ended_on AS ended FROM qualification
        WHERE organization_id = ${organizationId} AND kind = 'GRADE' ORDER BY valid_from, value`,
  );
  const of = (category: string): { id: string; formedOn: string; fields: RecordFields }[] =>
    records
      .filter((one) => one.category === category)
      .map(({ id, formedOn, fields }) => ({ id, formedOn, fields: JSON.parse(fields) as RecordFields }));
  return {
    ...body,
    stays,
    penalties: of('PENALTY').map(({ id, formedOn, fields }) => ({
      id,
      decidedOn: fields.decidedOn ?? formedOn,
      kind: (fields.penaltyKind ?? null) as PenaltyKind | null,
      fineFen: fields.fineFen ?? null,
    })),
    reportYears: of('ANNUAL_REPORT').flatMap(({ fields: { year, conclusion } }) =>
      year === undefined || conclusion === MISSING ? [] : [year],
    ),
    inspections: of('INSPECTION').map(({ id, formedOn, fields }) => ({
      id,
      on: formedOn,
      passed: fields.conclusion !== FAILED,
    })),
    grades: grades.map(({ value, from, to, ended }) => ({
      value,
      from,
      to: ended !== null && (to === null || ended < to) ? ended : to,
    })),
    declared: {},
  };
}

export interface SnapshotLine {
  readonly id: string;
  readonly purpose: Purpose;
  readonly moment: Moment;
  readonly onDay: string;
  readonly outcome: Outcome3;
  readonly body: string;
  readonly sha256: string;
}

/** The frozen verdicts about one subject, oldest first. */
export async function snapshotsOf(
  db: EntityManager,
  subjectType: string,
  subjectId: string,
): Promise<SnapshotLine[]> {
  return rows<SnapshotLine>(
    db,
    sql`SELECT id, purpose, moment, on_day AS "onDay", outcome, body, sha256 FROM eligibility_snapshot
        WHERE subject_type = ${subjectType} AND subject_id = ${subjectId} ORDER BY taken_at, id`,
  );
}

import { type EntityManager } from 'typeorm';
import { type ListKind } from '../credit/lists/credit-list.rules.js';
import { VOID_EXITS } from '../credit/lists/listing.rules.js';
import { type Conclusion, type RecordFields } from '../credit/records/record-fields.rules.js';
import { type CreditClass, EFFECTIVE_STATUSES, type PenaltyKind } from '../credit/records/record.rules.js';
import { publicationWindow } from '../credit/records/repair-terms.rules.js';
import { type OrganizationType } from '../kernel/credit-code.js';
import { type OrganizationStatus } from '../organizations/organization.rules.js';
import { among, rows, type Sql, sql } from '../platform/database/sql.js';
import { type EligibilityFacts, type Outcome3, type Purpose } from './criterion.rules.js';
import { declaredBy, type Statement } from './declaration.rules.js';
import { type Moment } from './eligibility.entity.js';
import { purposesFrom } from './flag.rules.js';

/** A failed conclusion; anything else an inspection says lets it pass. (domain.md 1.5) */
const FAILED: Conclusion = 'UNQUALIFIED';
/** What is on record as missing is no report. */
const MISSING: Conclusion = 'NOT_FILED';

interface Owned {
  readonly organizationId: string;
}

/** What the engine knows of one body, or null where there is none. */
export async function factsOf(db: EntityManager, organizationId: string): Promise<EligibilityFacts | null> {
  return (await factsOfAll(db, [organizationId])).get(organizationId) ?? null;
}

/**
 * What the engine knows of several bodies: six statements, however many they are. Only approved records count; a
 * repaired or withdrawn one is as if it had never been, and one whose publication has ended still bars for its years.
 * A listing whose basis fell, or that was repaired, never held. (R-CR-15, R-CR-24, R-CR-25, R-EL-05)
 */
export async function factsOfAll(
  db: EntityManager,
  organizationIds: readonly string[],
): Promise<ReadonlyMap<string, EligibilityFacts>> {
  const ids = among([...new Set(organizationIds)]);
  const bodies = await rows<{
    id: string;
    status: OrganizationStatus;
    establishedOn: string;
    type: OrganizationType;
  }>(
    db,
    sql`SELECT id, status, established_on AS "establishedOn", type FROM organization WHERE id IN ${ids}`,
  );
  const stays = await rows<
    Owned & { id: string; list: ListKind; listedOn: string; removedOn: string | null }
  >(
    db,
    sql`SELECT organization_id AS "organizationId", id, list, listed_on AS "listedOn", removed_on AS "removedOn" FROM credit_list_entry
        WHERE organization_id IN ${ids} AND (exit IS NULL OR exit NOT IN ${among(VOID_EXITS)}) ORDER BY listed_on, id`,
  );
  const records = await creditFacts(db, ids);
  const grades = await rows<Owned & { value: string; from: string; to: string | null; ended: string | null }>(
    db,
    sql`SELECT organization_id AS "organizationId", value, valid_from AS "from", valid_to AS "to", ended_on AS ended FROM qualification
        WHERE organization_id IN ${ids} AND kind = 'GRADE' ORDER BY valid_from, value`,
  );
  const flags = await rows<
    Owned & { number: string; purposes: string; from: string; until: string; reason: string }
  >(
    db,
    sql`SELECT organization_id AS "organizationId", number, purposes, from_on AS "from", until_on AS "until", reason FROM stop_flag
        WHERE organization_id IN ${ids} AND status = 'ACTIVE' ORDER BY number`,
  );
  const statements = await rows<Owned & { what: Statement; value: number }>(
    db,
    sql`SELECT organization_id AS "organizationId", what, value FROM eligibility_declaration
        WHERE organization_id IN ${ids} AND withdrawn_at IS NULL ORDER BY stated_at, id`,
  );
  return new Map(
    bodies.map(({ id, ...body }): [string, EligibilityFacts] => {
      const own = <T extends Owned>(list: readonly T[]): Omit<T, 'organizationId'>[] =>
        list.filter((one) => one.organizationId === id).map(({ organizationId: _, ...rest }) => rest);
      return [
        id,
        {
          ...body,
          stays: own(stays),
          ...recordFacts(own(records)),
          grades: own(grades).map(({ value, from, to, ended }) => ({
            value,
            from,
            to: ended !== null && (to === null || ended < to) ? ended : to,
          })),
          ...declaredBy(own(statements)),
          flags: own(flags).map(({ purposes, ...flag }) => ({ ...flag, purposes: purposesFrom(purposes) })),
        },
      ];
    }),
  );
}

interface CreditFact {
  readonly id: string;
  readonly category: string;
  readonly formedOn: string;
  readonly fields: string;
  readonly recordClass: CreditClass | null;
  readonly publishedOn: string | null;
  readonly shownUntil: string | null;
  readonly repairBar: string | null;
}

function creditFacts(db: EntityManager, ids: Sql): Promise<(Owned & CreditFact)[]> {
  return rows(
    db,
    sql`SELECT organization_id AS "organizationId", id, category, formed_on AS "formedOn", fields, record_class AS "recordClass",
          published_on AS "publishedOn", unpublish_on AS "shownUntil", repair_bar AS "repairBar"
        FROM credit_record WHERE organization_id IN ${ids} AND status IN ${among(EFFECTIVE_STATUSES)}
        AND category IN ('PENALTY', 'INSPECTION', 'ANNUAL_REPORT') ORDER BY formed_on, id`,
  );
}

function recordFacts(
  records: readonly CreditFact[],
): Pick<EligibilityFacts, 'penalties' | 'reportYears' | 'inspections' | 'annual'> {
  const of = (category: string): (Omit<CreditFact, 'fields'> & { fields: RecordFields })[] =>
    records
      .filter((one) => one.category === category)
      .map(({ fields, ...one }) => ({ ...one, fields: JSON.parse(fields) as RecordFields }));
  const reports = of('ANNUAL_REPORT').flatMap(({ id, fields: { year, conclusion } }) =>
    year === undefined || conclusion === MISSING ? [] : [{ id, year, conclusion }],
  );
  return {
    penalties: of('PENALTY').map(({ fields, ...one }) => ({
      id: one.id,
      decidedOn: fields.decidedOn ?? one.formedOn,
      kind: (fields.penaltyKind ?? null) as PenaltyKind | null,
      fineFen: fields.fineFen ?? null,
      shownUntil: one.shownUntil,
      repairableFrom: repairableFrom(one),
    })),
    reportYears: reports.map(({ year }) => year),
    inspections: of('INSPECTION').map(({ id, formedOn, fields }) => ({
      id,
      on: formedOn,
      passed: fields.conclusion !== FAILED,
    })),
    annual: reports.map(({ id, year, conclusion }) => ({ year, passed: conclusion !== FAILED, record: id })),
  };
}

/** From when a penalty may be repaired; never where a law excludes it or it is not shown at all. (R-CR-24) */
function repairableFrom({ recordClass, publishedOn, repairBar }: Omit<CreditFact, 'fields'>): string | null {
  if (repairBar !== null || publishedOn === null) return null;
  return publicationWindow(recordClass, publishedOn).earliestRepairOn;
}

export interface SnapshotLine {
  readonly id: string;
  readonly organizationId: string;
  readonly creditCode: string;
  readonly organizationName: string;
  readonly purpose: Purpose;
  readonly moment: Moment;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly onDay: string;
  readonly outcome: Outcome3;
  readonly body: string;
  readonly sha256: string;
  readonly takenAt: string;
}

async function snapshots(db: EntityManager, condition: Sql): Promise<SnapshotLine[]> {
  return rows<SnapshotLine>(
    db,
    sql`SELECT s.id, s.organization_id AS "organizationId", o.credit_code AS "creditCode", o.name AS "organizationName", s.purpose, s.moment,
          s.subject_type AS "subjectType", s.subject_id AS "subjectId", s.on_day AS "onDay", s.outcome, s.body, s.sha256, s.taken_at AS "takenAt"
        FROM eligibility_snapshot s JOIN organization o ON o.id = s.organization_id WHERE ${condition} ORDER BY s.taken_at,
          CASE s.moment WHEN 'START' THEN 0 WHEN 'SUBMISSION' THEN 1 WHEN 'AWARD' THEN 2 WHEN 'AGREEMENT' THEN 3 WHEN 'CONTRACT' THEN 4 ELSE 5 END, s.id`,
  );
}

/** The frozen verdicts about one subject, oldest first. */
export function snapshotsOf(
  db: EntityManager,
  subjectType: string,
  subjectId: string,
): Promise<SnapshotLine[]> {
  return snapshotsOfAll(db, subjectType, [subjectId]);
}

/** The frozen verdicts about several subjects of one kind, oldest first; one statement. */
export function snapshotsOfAll(
  db: EntityManager,
  subjectType: string,
  subjectIds: readonly string[],
): Promise<SnapshotLine[]> {
  return snapshots(db, sql`s.subject_type = ${subjectType} AND s.subject_id IN ${among(subjectIds)}`);
}

/** What the bureau may see at an instant: drafts never, an application only once its call is closed. (security.md C12) */
const unsealedAt = (now: string): Sql =>
  sql`s.subject_type <> 'draft' AND (s.sealed_until IS NULL OR s.sealed_until <= ${now})`;

/** The frozen verdicts of a body that the bureau may see, oldest first. */
export function unsealedSnapshotsOf(
  db: EntityManager,
  organizationId: string,
  now: string,
): Promise<SnapshotLine[]> {
  return snapshots(db, sql`s.organization_id = ${organizationId} AND ${unsealedAt(now)}`);
}

/** One frozen verdict for the bureau; null while it is sealed. */
export async function unsealedSnapshot(
  db: EntityManager,
  id: string,
  now: string,
): Promise<SnapshotLine | null> {
  return (await snapshots(db, sql`s.id = ${id} AND ${unsealedAt(now)}`))[0] ?? null;
}

/** The frozen verdicts of one's own body, oldest first. */
export function ownSnapshots(db: EntityManager, organizationId: string): Promise<SnapshotLine[]> {
  return snapshots(db, sql`s.organization_id = ${organizationId}`);
}

/** One frozen verdict of one's own body; somebody else's does not exist. */
export async function ownSnapshot(
  db: EntityManager,
  organizationId: string,
  id: string,
): Promise<SnapshotLine | null> {
  return (await snapshots(db, sql`s.id = ${id} AND s.organization_id = ${organizationId}`))[0] ?? null;
}

export interface Acknowledged {
  readonly subjectId: string;
  readonly sha256: string;
  /** The difference as it was seen, as JSON. */
  readonly difference: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** What was acknowledged ahead of a decision about several subjects of one kind; one statement. */
export async function acknowledgementsOf(
  db: EntityManager,
  subject: { type: string; ids: readonly string[]; moment: Moment },
): Promise<Acknowledged[]> {
  return rows<Acknowledged>(
    db,
    sql`SELECT k.subject_id AS "subjectId", k.sha256, k.difference, k.reason, a.name AS "by", k.acknowledged_at AS "at" FROM eligibility_acknowledgement k
        JOIN account a ON a.id = k.acknowledged_by WHERE k.subject_type = ${subject.type} AND k.subject_id IN ${among(subject.ids)}
        AND k.moment = ${subject.moment} ORDER BY k.acknowledged_at`,
  );
}

import { type EntityManager } from 'typeorm';
import { EFFECTIVE_STATUSES } from '../../credit/records/record.rules.js';
import { among, row, rows, type Sql, sql } from '../../platform/database/sql.js';
import { type Answers, type FormDefinition } from '../rounds/form.rules.js';
import { formOf, type RoundTerms } from '../rounds/terms.rules.js';
import { type ApplicationStatus } from './application.rules.js';
import { OPENED } from './applications.queries.js';
import { type LikenessKind, type MarkedPassage, type RecordedGrant } from './likeness.rules.js';

/** An application of any opened round, with what is compared. */
export interface Comparable {
  readonly number: string;
  readonly roundId: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly title: string;
  readonly status: ApplicationStatus;
  readonly content: Answers;
  readonly form: FormDefinition;
}

async function comparables(db: EntityManager, condition: Sql): Promise<Comparable[]> {
  const list = await rows<Omit<Comparable, 'content' | 'form'> & { content: string; terms: string | null }>(
    db,
    sql`SELECT a.number, a.round_id AS "roundId", a.organization_id AS "organizationId", o.name AS "organizationName", a.title, a.status, a.content, r.terms
        FROM application a JOIN grant_round r ON r.id = a.round_id JOIN organization o ON o.id = a.organization_id
        WHERE ${OPENED} AND ${condition} ORDER BY a.number`,
  );
  return list.map(({ terms, ...one }) => ({
    ...one,
    content: JSON.parse(one.content) as Answers,
    form: formOf({ terms: terms === null ? null : (JSON.parse(terms) as RoundTerms) }),
  }));
}

/** Everything that may be compared: all applications of all opened rounds, of the city and its counties. */
export function allComparable(db: EntityManager): Promise<Comparable[]> {
  return comparables(db, sql`1 = 1`);
}

export async function comparable(db: EntityManager, number: string): Promise<Comparable | null> {
  return (await comparables(db, sql`a.number = ${number}`))[0] ?? null;
}

/** Published grants of bodies that have an application in the round, each with the application that it was given for. */
export async function recordedGrants(db: EntityManager, roundId: string): Promise<RecordedGrant[]> {
  return rows<RecordedGrant>(
    db,
    sql`SELECT c.id, c.organization_id AS "organizationId", c.formed_on AS "formedOn",
          (SELECT min(g.number) FROM application g JOIN award w ON w.application_id = g.id
            WHERE g.organization_id = c.organization_id AND c.fields LIKE '%"reference":"' || w.project_number || '"%') AS "givenFor"
        FROM credit_record c
        WHERE c.category = 'OTHER' AND c.status IN ${among(EFFECTIVE_STATUSES)} AND c.fields LIKE '%"otherKind":"GRANT"%'
          AND c.organization_id IN (SELECT a.organization_id FROM application a WHERE a.round_id = ${roundId}) ORDER BY c.formed_on, c.id`,
  );
}

export interface RunLine {
  readonly state: 'WAITING' | 'DONE';
  readonly percent: number;
  readonly compared: number;
  readonly askedAt: string;
  readonly finishedAt: string | null;
}

export function runOf(db: EntityManager, roundId: string): Promise<RunLine | null> {
  return row<RunLine>(
    db,
    sql`SELECT state, percent, compared, asked_at AS "askedAt", finished_at AS "finishedAt" FROM likeness_run WHERE round_id = ${roundId}`,
  );
}

/** Opened rounds with applications that wait for their first check and were never compared. */
export function openedWithoutRun(db: EntityManager): Promise<{ id: string; number: string }[]> {
  return rows(
    db,
    sql`SELECT r.id, r.number FROM grant_round r WHERE r.opened_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM likeness_run l WHERE l.round_id = r.id)
        AND EXISTS (SELECT 1 FROM application a WHERE a.round_id = r.id AND a.status IN ('SUBMITTED', 'RETURNED_FOR_SUPPLEMENT')) ORDER BY r.number`,
  );
}

export interface LikenessLine {
  readonly id: string;
  readonly kind: LikenessKind;
  readonly roundNumber: string;
  readonly firstNumber: string;
  readonly firstTitle: string;
  readonly firstOrganization: string;
  readonly secondNumber: string;
  /** Null where the other is no application. */
  readonly secondTitle: string | null;
  readonly secondOrganization: string | null;
  readonly score: number;
  readonly passages: readonly MarkedPassage[];
  readonly status: 'OPEN' | 'DISMISSED';
  readonly dismissedByName: string | null;
  readonly dismissedAt: string | null;
  readonly reason: string | null;
  readonly version: number;
}

async function lines(db: EntityManager, condition: Sql): Promise<LikenessLine[]> {
  const list = await rows<Omit<LikenessLine, 'passages'> & { passages: string }>(
    db,
    sql`SELECT f.id, f.kind, r.number AS "roundNumber", f.first_number AS "firstNumber", a.title AS "firstTitle", o.name AS "firstOrganization",
          f.second_number AS "secondNumber", b.title AS "secondTitle", p.name AS "secondOrganization", f.score, f.passages, f.status,
          c.name AS "dismissedByName", f.dismissed_at AS "dismissedAt", f.reason, f.version
        FROM likeness_finding f JOIN grant_round r ON r.id = f.round_id JOIN application a ON a.number = f.first_number JOIN organization o ON o.id = a.organization_id
        LEFT JOIN application b ON b.number = f.second_number LEFT JOIN organization p ON p.id = b.organization_id LEFT JOIN account c ON c.id = f.dismissed_by
        WHERE ${OPENED} AND ${condition} ORDER BY CASE f.status WHEN 'OPEN' THEN 0 ELSE 1 END, f.score DESC, f.first_number, f.second_number, f.kind`,
  );
  return list.map((one) => ({ ...one, passages: JSON.parse(one.passages) as MarkedPassage[] }));
}

/** What was found for a round, the open ones and the nearest first. */
export function likenessOfRound(db: EntityManager, roundNumber: string): Promise<LikenessLine[]> {
  return lines(db, sql`r.number = ${roundNumber}`);
}

/** What was found about one application, from either side. */
export function likenessOf(db: EntityManager, number: string): Promise<LikenessLine[]> {
  return lines(db, sql`(f.first_number = ${number} OR f.second_number = ${number})`);
}

export async function likenessById(db: EntityManager, id: string): Promise<LikenessLine | null> {
  return (await lines(db, sql`f.id = ${id}`))[0] ?? null;
}

import { type EntityManager } from 'typeorm';
import { type SignedIn } from '../../kernel/viewer.js';
import { among, changed, rows, type Sql, sql } from '../../platform/database/sql.js';
import { type Answers, type FormDefinition } from '../rounds/form.rules.js';
import { formOf, type RoundTerms } from '../rounds/terms.rules.js';
import { type ApplicationStatus, type Prefilled } from './application.rules.js';
import { type BudgetEntry } from './budget.rules.js';

export interface ApplicationLine {
  readonly id: string;
  readonly number: string | null;
  readonly roundNumber: string;
  readonly roundNameZh: string;
  readonly roundNameEn: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly creditCode: string;
  readonly status: ApplicationStatus;
  readonly title: string;
  readonly field: string | null;
  readonly askedFen: number;
  readonly submittedAt: string | null;
  readonly changedAt: string;
  readonly version: number;
}

export interface ApplicationDetail extends ApplicationLine {
  /** What was answered, by the codes of the round's form. */
  readonly content: Answers;
  readonly prefilled: Prefilled;
  /** What its round asks. */
  readonly form: FormDefinition;
  readonly contentHash: string | null;
  readonly ledgerSeq: number | null;
  readonly statusReason: string | null;
}

export interface BudgetRow extends BudgetEntry {
  readonly id: string;
  readonly totalFen: number;
}

const LINE = sql`a.id, a.number, r.number AS "roundNumber", r.name_zh AS "roundNameZh", r.name_en AS "roundNameEn", a.organization_id AS "organizationId",
  o.name AS "organizationName", coalesce(o.credit_code, o.local_number) AS "creditCode", a.status, a.title, a.field, a.asked_fen AS "askedFen", a.submitted_at AS "submittedAt", a.changed_at AS "changedAt", a.version`;
const FROM = sql`FROM application a JOIN grant_round r ON r.id = a.round_id JOIN organization o ON o.id = a.organization_id`;

type RawDetail = Omit<ApplicationDetail, 'content' | 'prefilled' | 'form'> & {
  readonly content: string;
  readonly prefilled: string | null;
  readonly terms: string | null;
};

async function details(db: EntityManager, condition: Sql): Promise<ApplicationDetail[]> {
  const list = await rows<RawDetail>(
    db,
    sql`SELECT ${LINE}, a.content, a.prefilled, r.terms, a.content_hash AS "contentHash", a.ledger_seq AS "ledgerSeq", a.status_reason AS "statusReason" ${FROM} WHERE ${condition} ORDER BY a.number, a.id`,
  );
  return list.map(({ terms, ...one }) => ({
    ...one,
    askedFen: Number(one.askedFen),
    form: formOf({ terms: terms === null ? null : (JSON.parse(terms) as RoundTerms) }),
    // Title and field of an older application stand in its columns only.
    content: { title: one.title, field: one.field, ...(JSON.parse(one.content) as Answers) },
    prefilled: JSON.parse(one.prefilled ?? '{}') as Prefilled,
  }));
}

/** One's own application in a round: somebody else's does not exist. (security.md T1) */
export async function ownApplication(
  db: EntityManager,
  viewer: SignedIn,
  roundNumber: string,
): Promise<ApplicationDetail | null> {
  return (
    (await details(db, sql`r.number = ${roundNumber} AND a.organization_id = ${viewer.organizationId}`))[0] ??
    null
  );
}

/** Two requests for one application come one after the other on both engines. */
export async function lockOwn(tx: EntityManager, roundId: string, organizationId: string): Promise<void> {
  await changed(
    tx,
    sql`UPDATE application SET version = version WHERE round_id = ${roundId} AND organization_id = ${organizationId} RETURNING id`,
  );
}

/** The latest application that one's organization handed in to another round; what it says may be used again. (D7) */
export async function lastApplication(
  db: EntityManager,
  viewer: SignedIn,
  roundNumber: string,
): Promise<ApplicationDetail | null> {
  return (
    (
      await details(
        db,
        sql`a.id = (SELECT p.id FROM application p JOIN grant_round q ON q.id = p.round_id WHERE p.organization_id = ${viewer.organizationId}
          AND q.number <> ${roundNumber} AND p.number IS NOT NULL AND p.status NOT IN ('DRAFT', 'WITHDRAWN') ORDER BY q.number DESC LIMIT 1)`,
      )
    )[0] ?? null
  );
}

/** All of one's own applications, newest first. */
export async function ownApplications(db: EntityManager, viewer: SignedIn): Promise<ApplicationLine[]> {
  const list = await rows<ApplicationLine>(
    db,
    sql`SELECT ${LINE} ${FROM} WHERE a.organization_id = ${viewer.organizationId} ORDER BY a.changed_at DESC`,
  );
  return list.map((one) => ({ ...one, askedFen: Number(one.askedFen) }));
}

/**
 * What anybody but its own organization may know of: handed in, of a round that two people have opened, and read back
 * to the byte. Needs `a` for the application and `r` for its round. (security.md C12)
 */
export const OPENED = sql`r.opened_at IS NOT NULL AND a.status NOT IN ('DRAFT', 'WITHDRAWN')
  AND NOT EXISTS (SELECT 1 FROM application_seal s WHERE s.application_id = a.id AND s.opened_at IS NULL)`;

/** The bureau's view of submitted applications, sealed until the round is opened. (security.md C12) */
export async function applicationsOfRound(
  db: EntityManager,
  roundNumber: string,
): Promise<ApplicationLine[]> {
  const list = await rows<ApplicationLine>(
    db,
    sql`SELECT ${LINE} ${FROM} WHERE r.number = ${roundNumber} AND ${OPENED} ORDER BY a.number`,
  );
  return list.map((one) => ({ ...one, askedFen: Number(one.askedFen) }));
}

/** What a body submitted in rounds that are opened: before that the bureau does not know of it. (security.md C12) */
export async function applicationsOfBody(
  db: EntityManager,
  organizationId: string,
): Promise<ApplicationLine[]> {
  const list = await rows<ApplicationLine>(
    db,
    sql`SELECT ${LINE} ${FROM} WHERE a.organization_id = ${organizationId} AND a.number IS NOT NULL
        AND ${OPENED} ORDER BY a.number`,
  );
  return list.map((one) => ({ ...one, askedFen: Number(one.askedFen) }));
}

export async function applicationByNumber(
  db: EntityManager,
  number: string,
): Promise<ApplicationDetail | null> {
  return (await details(db, sql`a.number = ${number} AND ${OPENED}`))[0] ?? null;
}

/** Applications of a round in a status, with their content; for opening the review. */
export function applicationsIn(
  db: EntityManager,
  roundNumber: string,
  status: ApplicationStatus,
): Promise<ApplicationDetail[]> {
  return details(db, sql`r.number = ${roundNumber} AND a.status = ${status}`);
}

export async function budgetOf(db: EntityManager, applicationId: string): Promise<BudgetRow[]> {
  return (await budgetsOf(db, [applicationId])).get(applicationId) ?? [];
}

/** The budgets of several applications; one statement. */
export async function budgetsOf(
  db: EntityManager,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, BudgetRow[]>> {
  const list = await rows<BudgetRow & { applicationId: string }>(
    db,
    sql`SELECT application_id AS "applicationId", id, category, item, unit_price_fen AS "unitPriceFen", quantity, times, people, total_fen AS "totalFen", source, activity, note
        FROM budget_line WHERE application_id IN ${among(applicationIds)} ORDER BY application_id, position`,
  );
  const by = new Map<string, BudgetRow[]>();
  for (const { applicationId, ...line } of list) {
    const one = { ...line, unitPriceFen: Number(line.unitPriceFen), totalFen: Number(line.totalFen) };
    by.set(applicationId, [...(by.get(applicationId) ?? []), one]);
  }
  return by;
}

import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../../kernel/calendar.js';
import { count, row, rows, sql, type Sql } from '../../platform/database/sql.js';
import { type CaseFacts, type Delivery, type ExitStatus, type Letter } from './case.rules.js';
import { type Ground, type ListKind } from './credit-list.rules.js';

export interface CaseLine extends CaseFacts {
  readonly id: string;
  readonly number: string;
  readonly organizationId: string;
  readonly creditCode: string;
  readonly name: string;
  readonly verifyDueOn: CalendarDay | null;
  readonly isProvisional: boolean;
}

export interface CaseDetail extends CaseLine {
  readonly address: string;
  readonly facts: string;
  readonly basis: string;
  readonly foundByName: string | null;
  readonly delivery: Delivery | null;
  readonly notifiedOn: CalendarDay | null;
  readonly servedOn: CalendarDay | null;
  readonly points: readonly string[];
  readonly statementAt: string | null;
  readonly waivedAt: string | null;
  readonly answers: readonly string[];
  readonly verification: string | null;
  readonly verifiedOn: CalendarDay | null;
  readonly verifiedByName: string | null;
  readonly certifiedBy: string | null;
  readonly decision: string | null;
  readonly decidedOn: CalendarDay | null;
  readonly decidedByName: string | null;
  readonly entryId: string | null;
  readonly recordSummary: string | null;
  readonly version: number;
}

const LINE = sql`c.id, c.number, c.organization_id AS "organizationId", o.credit_code AS "creditCode", o.name, c.ground, c.status,
  c.found_on AS "foundOn", c.found_by AS "foundBy", c.record_id AS "recordId", c.statement_due_on AS "statementDueOn",
  c.verify_due_on AS "verifyDueOn", c.verified_by AS "verifiedBy", c.is_provisional AS "isProvisional"`;

async function caseLines(db: EntityManager, where: Sql): Promise<CaseLine[]> {
  const list = await rows<Omit<CaseLine, 'isProvisional'> & { isProvisional: number }>(
    db,
    sql`SELECT ${LINE} FROM listing_case c JOIN organization o ON o.id = c.organization_id WHERE ${where} ORDER BY c.found_on DESC, c.number DESC LIMIT 500`,
  );
  return list.map((one) => ({ ...one, isProvisional: one.isProvisional === 1 }));
}

/** Every case that is not decided yet. */
export async function openCases(db: EntityManager): Promise<CaseLine[]> {
  return caseLines(db, sql`c.status NOT IN ('LISTED', 'NOT_LISTED')`);
}

/** The newest cases of every state, for the bureau's list. */
export async function allCases(db: EntityManager): Promise<CaseLine[]> {
  return caseLines(db, sql`1 = 1`);
}

/** What a body may see of its cases: those it has been told of. A listing by penalty is told by its stay. */
export async function casesOf(db: EntityManager, organizationId: string): Promise<CaseLine[]> {
  return caseLines(db, sql`c.organization_id = ${organizationId} AND c.notified_on IS NOT NULL`);
}

/** Notices that stand on the internet because nobody could be reached, until the case is decided. (R-CR-07) */
export async function internetNotices(
  db: EntityManager,
): Promise<(Pick<CaseLine, 'creditCode' | 'name' | 'ground' | 'isProvisional'> & InternetNotice)[]> {
  const list = await rows<
    InternetNotice & { creditCode: string; name: string; ground: Ground; isProvisional: number }
  >(
    db,
    sql`SELECT o.credit_code AS "creditCode", o.name, c.ground, c.basis, c.notified_on AS "publishedOn", c.served_on AS "servedOn",
               c.statement_due_on AS "statementDueOn", c.is_provisional AS "isProvisional"
        FROM listing_case c JOIN organization o ON o.id = c.organization_id
        WHERE c.delivery = 'INTERNET' AND c.status NOT IN ('LISTED', 'NOT_LISTED') ORDER BY c.notified_on DESC, c.number`,
  );
  return list.map((one) => ({ ...one, isProvisional: one.isProvisional === 1 }));
}

export interface InternetNotice {
  readonly basis: string;
  readonly publishedOn: CalendarDay;
  readonly servedOn: CalendarDay;
  readonly statementDueOn: CalendarDay;
}

type StoredCase = Omit<CaseDetail, 'points' | 'answers' | 'isProvisional'> & {
  readonly points: string;
  readonly answers: string;
  readonly isProvisional: number;
};

export async function caseByNumber(db: EntityManager, number: string): Promise<CaseDetail | null> {
  const one = await row<StoredCase>(
    db,
    sql`SELECT ${LINE}, o.address, c.facts, c.basis, f.name AS "foundByName", c.delivery, c.notified_on AS "notifiedOn", c.served_on AS "servedOn",
               c.points, c.statement_at AS "statementAt", c.waived_at AS "waivedAt", c.answers, c.verification, c.verified_on AS "verifiedOn",
               v.name AS "verifiedByName", c.certified_by AS "certifiedBy", c.decision, c.decided_on AS "decidedOn", d.name AS "decidedByName",
               c.entry_id AS "entryId", r.summary AS "recordSummary", c.version
        FROM listing_case c JOIN organization o ON o.id = c.organization_id LEFT JOIN credit_record r ON r.id = c.record_id
        LEFT JOIN account f ON f.id = c.found_by LEFT JOIN account v ON v.id = c.verified_by LEFT JOIN account d ON d.id = c.decided_by
        WHERE c.number = ${number}`,
  );
  return (
    one && {
      ...one,
      points: JSON.parse(one.points) as string[],
      answers: JSON.parse(one.answers) as string[],
      isProvisional: one.isProvisional === 1,
    }
  );
}

export interface LetterLine extends Letter {
  readonly position: number;
  readonly tracking: string;
  readonly outcomeOn: CalendarDay | null;
}

export async function lettersOf(db: EntityManager, caseId: string): Promise<LetterLine[]> {
  return rows<LetterLine>(
    db,
    sql`SELECT position, sent_on AS "sentOn", tracking, outcome, outcome_on AS "outcomeOn" FROM listing_letter WHERE case_id = ${caseId} ORDER BY position`,
  );
}

export interface EvidenceLine {
  readonly id: string;
  readonly side: 'bureau' | 'body';
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
  readonly addedAt: string;
}

export async function evidenceOf(
  db: EntityManager,
  [subjectType, subjectId]: readonly ['case' | 'exit', string],
): Promise<EvidenceLine[]> {
  return rows<EvidenceLine>(
    db,
    sql`SELECT id, added_by_side AS side, name, sha256, size, type, added_at AS "addedAt" FROM list_evidence
        WHERE subject_type = ${subjectType} AND subject_id = ${subjectId} ORDER BY added_at, id`,
  );
}

export interface ExitLine {
  readonly id: string;
  readonly number: string;
  readonly entryId: string;
  readonly organizationId: string;
  readonly creditCode: string;
  readonly name: string;
  readonly list: ListKind;
  readonly ground: Ground;
  readonly exit: 'DUTIES_DONE' | 'REPAIRED';
  readonly statement: string;
  readonly submittedAt: string;
  readonly status: ExitStatus;
  readonly checkDueOn: CalendarDay;
  readonly isProvisional: boolean;
  readonly finding: string | null;
  readonly checkedOn: CalendarDay | null;
  readonly checkedBy: string | null;
  readonly checkedByName: string | null;
  readonly removalDueOn: CalendarDay | null;
  readonly version: number;
}

async function exitLines(db: EntityManager, where: Sql): Promise<ExitLine[]> {
  const list = await rows<Omit<ExitLine, 'isProvisional'> & { isProvisional: number }>(
    db,
    sql`SELECT x.id, x.number, x.entry_id AS "entryId", e.organization_id AS "organizationId", o.credit_code AS "creditCode", o.name, e.list, e.ground,
               x.exit, x.statement, x.submitted_at AS "submittedAt", x.status, x.check_due_on AS "checkDueOn", x.is_provisional AS "isProvisional",
               x.finding, x.checked_on AS "checkedOn", x.checked_by AS "checkedBy", a.name AS "checkedByName", x.removal_due_on AS "removalDueOn", x.version
        FROM list_exit x JOIN credit_list_entry e ON e.id = x.entry_id JOIN organization o ON o.id = e.organization_id
        LEFT JOIN account a ON a.id = x.checked_by WHERE ${where} ORDER BY x.submitted_at DESC, x.number DESC LIMIT 500`,
  );
  return list.map((one) => ({ ...one, isProvisional: one.isProvisional === 1 }));
}

export async function openExits(db: EntityManager): Promise<ExitLine[]> {
  return exitLines(db, sql`x.status IN ('SUBMITTED', 'VERIFIED')`);
}

export async function exitsOf(db: EntityManager, organizationId: string): Promise<ExitLine[]> {
  return exitLines(db, sql`e.organization_id = ${organizationId}`);
}

export async function exitByNumber(db: EntityManager, number: string): Promise<ExitLine | null> {
  return (await exitLines(db, sql`x.number = ${number}`))[0] ?? null;
}

/** Whether an application about this stay waits already. */
export async function hasOpenExit(db: EntityManager, entryId: string): Promise<boolean> {
  return (
    (await count(
      db,
      sql`SELECT count(*) AS n FROM list_exit WHERE entry_id = ${entryId} AND status IN ('SUBMITTED', 'VERIFIED')`,
    )) > 0
  );
}

/** The next number of a year: LC-2026-001 for cases, TC-2026-001 for exits; unique by constraint. */
export async function nextNumber(tx: EntityManager, kind: 'LC' | 'TC', year: string): Promise<string> {
  const start = `${kind}-${year}-`;
  const like = `${start}%`;
  const taken = await count(
    tx,
    kind === 'LC'
      ? sql`SELECT count(*) AS n FROM listing_case WHERE number LIKE ${like}`
      : sql`SELECT count(*) AS n FROM list_exit WHERE number LIKE ${like}`,
  );
  return `${start}${String(taken + 1).padStart(3, '0')}`;
}

import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../kernel/calendar.js';
import { row, rows, type Sql, sql } from '../platform/database/sql.js';
import { type DepartmentFact, departmentNameOn, departments } from '../reference/reference.queries.js';
import { type AgreementStatus, isTakenOn, type ItemStatus } from './transfer.rules.js';

export interface Responsible {
  readonly kind: 'organization' | 'department';
  readonly creditCode: string | null;
  readonly name: string;
  readonly nameEn: string | null;
  readonly since: string;
  readonly until: string | null;
}

export interface BoardItem {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly departmentCode: string;
  readonly department: { readonly zh: string; readonly en: string };
  readonly competitionClass: string;
  readonly mode: string;
  readonly category: string;
  readonly publishedOn: string;
  readonly stage: ItemStatus;
  readonly stageSince: string;
  readonly takenOn: boolean;
  readonly responsible: Responsible;
}

interface RawItem {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly departmentCode: string;
  readonly competitionClass: string;
  readonly mode: string;
  readonly category: string;
  readonly publishedOn: string;
  readonly stage: ItemStatus;
  readonly stageSince: string;
  readonly since: string;
  readonly until: string | null;
  readonly agreementUntil: string | null;
  readonly creditCode: string | null;
  readonly organizationName: string | null;
}

/** Every item of the batch as it stands on a day: stage, and exactly one responsible party. One statement. (K2, K5) */
export async function boardOn(db: EntityManager, on: CalendarDay): Promise<BoardItem[]> {
  const list = await rows<RawItem>(
    db,
    sql`SELECT i.code, i.name_zh AS "nameZh", i.name_en AS "nameEn", i.department_code AS "departmentCode", i.competition_class AS "competitionClass", i.mode, i.category,
          i.published_on AS "publishedOn", s.status AS stage, s.from_on AS "stageSince", p.from_on AS since,
          (SELECT min(n.from_on) FROM function_responsibility n WHERE n.item_code = i.code AND n.from_on > p.from_on) AS until,
          g.until_on AS "agreementUntil", o.credit_code AS "creditCode", o.name AS "organizationName"
        FROM function_item i
        JOIN function_stage s ON s.item_code = i.code AND s.sequence = (SELECT max(x.sequence) FROM function_stage x WHERE x.item_code = i.code AND x.from_on <= ${on})
        JOIN function_responsibility p ON p.item_code = i.code AND p.from_on = (SELECT max(x.from_on) FROM function_responsibility x WHERE x.item_code = i.code AND x.from_on <= ${on})
        LEFT JOIN undertaking_agreement g ON g.id = p.agreement_id
        LEFT JOIN organization o ON o.id = g.organization_id
        ORDER BY i.code`,
  );
  const names = await departments(db);
  return list.map((raw) => itemOf(raw, names, on));
}

function itemOf(raw: RawItem, names: readonly DepartmentFact[], on: CalendarDay): BoardItem {
  const department = departmentNameOn(names, raw.departmentCode, on);
  const { since, until, agreementUntil, creditCode, organizationName, ...item } = raw;
  const held = creditCode !== null && (agreementUntil === null || agreementUntil > on);
  const responsible: Responsible = held
    ? {
        kind: 'organization',
        creditCode,
        name: organizationName ?? '',
        nameEn: null,
        since,
        until: until ?? agreementUntil,
      }
    : { kind: 'department', creditCode: null, name: department.zh, nameEn: department.en, since, until };
  return { ...item, department, takenOn: isTakenOn(raw.stage, held), responsible };
}

export interface FunctionDetail {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly departmentCode: string;
  readonly category: string;
  readonly mode: string;
  readonly competitionClass: string;
  readonly selectionMethod: string;
  readonly minGrade: string;
  readonly termMonths: number;
  readonly coreMetric: string;
  readonly source: string;
  readonly publishedOn: string;
}

export async function functionByCode(db: EntityManager, code: string): Promise<FunctionDetail | null> {
  return row<FunctionDetail>(
    db,
    sql`SELECT code, name_zh AS "nameZh", name_en AS "nameEn", department_code AS "departmentCode", category, mode, competition_class AS "competitionClass",
               selection_method AS "selectionMethod", min_grade AS "minGrade", term_months AS "termMonths", core_metric AS "coreMetric", source, published_on AS "publishedOn"
        FROM function_item WHERE code = ${code}`,
  );
}

export interface StageLine {
  readonly itemCode: string;
  readonly status: ItemStatus;
  readonly fromOn: string;
  readonly reason: string | null;
}

export async function stagesOf(db: EntityManager, code: string): Promise<StageLine[]> {
  return rows(
    db,
    sql`SELECT item_code AS "itemCode", status, from_on AS "fromOn", reason FROM function_stage WHERE item_code = ${code} ORDER BY sequence DESC`,
  );
}

/** Every stage of every item up to a day, for the matrix; one statement. */
export async function allStages(db: EntityManager, on: CalendarDay): Promise<StageLine[]> {
  return rows(
    db,
    sql`SELECT item_code AS "itemCode", status, from_on AS "fromOn", reason FROM function_stage WHERE from_on <= ${on} ORDER BY item_code, sequence`,
  );
}

export interface AgreementLine {
  readonly id: string;
  readonly number: string;
  readonly itemCode: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly creditCode: string;
  readonly status: AgreementStatus;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly endedOn: string | null;
  readonly documentNumber: string;
  readonly recordedBy: string | null;
  readonly ledgerSeq: number | null;
}

const AGREEMENT = sql`SELECT g.id, g.number, g.item_code AS "itemCode", i.name_zh AS "nameZh", i.name_en AS "nameEn", g.organization_id AS "organizationId", o.name AS "organizationName", o.credit_code AS "creditCode",
  g.status, g.from_on AS "fromOn", g.until_on AS "untilOn", g.ended_on AS "endedOn", g.document_number AS "documentNumber", g.recorded_by AS "recordedBy", g.ledger_seq AS "ledgerSeq"
  FROM undertaking_agreement g JOIN function_item i ON i.code = g.item_code JOIN organization o ON o.id = g.organization_id`;

async function agreements(db: EntityManager, condition: Sql): Promise<AgreementLine[]> {
  return rows(db, sql`${AGREEMENT} WHERE ${condition} ORDER BY g.from_on DESC, g.number DESC`);
}

export const agreementsOf = (db: EntityManager, code: string): Promise<AgreementLine[]> =>
  agreements(db, sql`g.item_code = ${code}`);
export const draftAgreements = (db: EntityManager): Promise<AgreementLine[]> =>
  agreements(db, sql`g.status = 'DRAFT'`);
/** The functions an organization has or had, newest first. */
export const functionsHeldBy = (db: EntityManager, organizationId: string): Promise<AgreementLine[]> =>
  agreements(db, sql`g.organization_id = ${organizationId} AND g.status <> 'DRAFT'`);

export async function agreementByNumber(db: EntityManager, number: string): Promise<AgreementLine | null> {
  return (await agreements(db, sql`g.number = ${number}`))[0] ?? null;
}

/** Agreements of a body whose item was taken back from it, with the day: the breaches of R-EL-10. (domain.md 4.5) */
export async function takenBackFrom(
  db: EntityManager,
  organizationId: string,
): Promise<{ id: string; on: CalendarDay }[]> {
  return rows(
    db,
    sql`SELECT g.number AS id, g.ended_on AS "on" FROM undertaking_agreement g
        JOIN function_stage s ON s.item_code = g.item_code AND s.from_on = g.ended_on AND s.status = 'TAKEN_BACK'
        WHERE g.organization_id = ${organizationId} AND g.status = 'ENDED' ORDER BY g.ended_on, g.number`,
  );
}

/** Whether an item has a holder on any day of a period. */
export async function holderBetween(
  db: EntityManager,
  code: string,
  from: CalendarDay,
  until: CalendarDay,
): Promise<boolean> {
  const found = await row(
    db,
    sql`SELECT 1 AS one FROM undertaking_agreement WHERE item_code = ${code} AND status = 'EFFECTIVE' AND from_on < ${until} AND coalesce(ended_on, until_on) > ${from}`,
  );
  return found !== null;
}

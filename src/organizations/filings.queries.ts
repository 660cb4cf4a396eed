import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../kernel/calendar.js';
import { type OrganizationType } from '../kernel/credit-code.js';
import { count, joined, row, rows, sql, type Sql } from '../platform/database/sql.js';
import {
  dutiesOf,
  type DutyBody,
  type DutyKind,
  dutyLines,
  FILED_HERE_WITH,
  isOverdue,
  lastDayOfYear,
  reportYears,
} from './duty.rules.js';
import { type FilingConclusion, type FilingFigures, type FilingStatus } from './filing.rules.js';
import { type OrganizationStatus } from './organization.rules.js';
import { type ReportedYear } from './qualifications.rules.js';

export interface FilingRow {
  readonly id: string;
  readonly number: string | null;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly code: string;
  readonly year: number;
  readonly kind: DutyKind;
  readonly dueOn: string;
  readonly status: FilingStatus;
  readonly summary: string;
  readonly unitCheckedOn: string | null;
  readonly firstSubmittedAt: string | null;
  readonly submittedAt: string | null;
  readonly contentHash: string | null;
  readonly mendBy: string | null;
  readonly conclusion: FilingConclusion | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  readonly version: number;
}

export interface FilingDetail extends FilingRow {
  readonly figures: FilingFigures;
  readonly supervisingUnit: string | null;
}

const COLUMNS = sql`f.id, f.number, f.organization_id AS "organizationId", o.name AS "organizationName", coalesce(o.credit_code, o.local_number) AS code,
  f.year, f.kind, f.due_on AS "dueOn", f.status, f.summary, f.unit_checked_on AS "unitCheckedOn", f.first_submitted_at AS "firstSubmittedAt",
  f.submitted_at AS "submittedAt", f.content_hash AS "contentHash", f.mend_by AS "mendBy", f.conclusion, f.decided_at AS "decidedAt", f.reason, f.version`;
const FROM = sql`FROM annual_filing f JOIN organization o ON o.id = f.organization_id`;
type Raw = FilingRow & { readonly figures: string; readonly supervisingUnit: string | null };

/** Every filing of a body, the latest year first. */
export async function filingYears(db: EntityManager, organizationId: string): Promise<FilingRow[]> {
  return rows<FilingRow>(
    db,
    sql`SELECT ${COLUMNS} ${FROM} WHERE f.organization_id = ${organizationId} ORDER BY f.year DESC, f.due_on, f.kind`,
  );
}

export async function filingById(db: EntityManager, id: string): Promise<FilingDetail | null> {
  return detail(db, sql`f.id = ${id}`);
}

/** The filing of one duty, scoped to its body. */
export async function filingOf(
  db: EntityManager,
  organizationId: string,
  duty: { readonly year: number; readonly kind: string },
): Promise<FilingDetail | null> {
  return detail(
    db,
    sql`f.organization_id = ${organizationId} AND f.year = ${duty.year} AND f.kind = ${duty.kind}`,
  );
}

async function detail(db: EntityManager, where: Sql): Promise<FilingDetail | null> {
  const raw = await row<Raw>(
    db,
    sql`SELECT ${COLUMNS}, f.figures, o.supervising_unit AS "supervisingUnit" ${FROM} WHERE ${where}`,
  );
  return raw && { ...raw, figures: JSON.parse(raw.figures) as FilingFigures };
}

export interface FilingBody extends DutyBody {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly authorityCode: string;
  readonly status: OrganizationStatus;
}

/** What the duties of a body depend on; two statements. */
export async function filingBody(db: EntityManager, organizationId: string): Promise<FilingBody | null> {
  const body = await row<
    Omit<FilingBody, 'isCharityOn' | 'hasSupervisingUnit'> & { supervisingUnit: string | null }
  >(
    db,
    sql`SELECT id, name, credit_code AS code, type, status, authority_code AS "authorityCode", established_on AS "establishedOn", ended_on AS "endedOn",
          supervising_unit AS "supervisingUnit" FROM organization WHERE id = ${organizationId} AND legal_status = 'REGISTERED'`,
  );
  if (body === null) return null;
  const charity = await rows<{ from: string; to: string | null; ended: string | null }>(
    db,
    sql`SELECT valid_from AS "from", valid_to AS "to", ended_on AS ended FROM qualification WHERE organization_id = ${organizationId} AND kind = 'CHARITY'`,
  );
  const { supervisingUnit, ...facts } = body;
  return {
    ...facts,
    hasSupervisingUnit: supervisingUnit !== null,
    isCharityOn: (day) =>
      charity.some(
        ({ from, to, ended }) => from <= day && (to === null || day < to) && (ended === null || day < ended),
      ),
  };
}

/** The yearly reports already due on a day, the latest first, as grading asks; nothing where they are filed elsewhere. */
export async function reportedYears(
  db: EntityManager,
  organizationId: string,
  on: CalendarDay,
): Promise<ReportedYear[]> {
  const body = await filingBody(db, organizationId);
  if (body?.authorityCode !== FILED_HERE_WITH) return [];
  const filings = await filingYears(db, organizationId);
  return reportYears(on).flatMap((year) => {
    const duty = dutiesOf(body, year).find(({ kind, dueOn }) => kind === 'ANNUAL_REPORT' && dueOn < on);
    if (duty === undefined) return [];
    const filing = filings.find((one) => one.year === year && one.kind === 'ANNUAL_REPORT') ?? null;
    return [{ year, isMissing: isOverdue(filing, duty.dueOn, on), conclusion: filing?.conclusion ?? null }];
  });
}

export interface OwedLine {
  readonly organizationId: string;
  readonly code: string;
  readonly name: string;
  readonly type: OrganizationType;
  readonly year: number;
  readonly kind: DutyKind;
  readonly dueOn: string;
  /** DRAFT or RETURNED where something was begun; null where nothing was. */
  readonly status: FilingStatus | null;
  readonly mendBy: string | null;
}

export interface OwedFilter {
  readonly year?: number;
  readonly kind?: string;
}

/**
 * What is overdue on a day with the bodies that file here: the ground G1 of the abnormal list where the kind is
 * ANNUAL_REPORT. One statement, whatever the number of bodies. (R-ANN-01, R-CR-08)
 */
export async function overdueFilings(
  db: EntityManager,
  on: CalendarDay,
  filter: OwedFilter & { readonly limit?: number; readonly offset?: number } = {},
): Promise<OwedLine[]> {
  const owed = owedOn(on, filter, sql`d.due_on < ${on}`);
  if (owed === null) return [];
  const { limit = 100_000, offset = 0 } = filter;
  return rows<OwedLine>(
    db,
    sql`SELECT o.id AS "organizationId", o.credit_code AS code, o.name, o.type, d.year, d.kind, d.due_on AS "dueOn", f.status, f.mend_by AS "mendBy"
        ${owed} ORDER BY d.due_on, o.name, o.id, d.kind LIMIT ${limit} OFFSET ${offset}`,
  );
}

/** How many are overdue on a day, by year and kind; one statement. */
export async function overdueCounts(
  db: EntityManager,
  on: CalendarDay,
  filter: OwedFilter = {},
): Promise<{ year: number; kind: DutyKind; n: number }[]> {
  const owed = owedOn(on, filter, sql`d.due_on < ${on}`);
  if (owed === null) return [];
  const list = await rows<{ year: number; kind: DutyKind; n: number | string }>(
    db,
    sql`SELECT d.year, d.kind, count(*) AS n ${owed} GROUP BY d.year, d.kind ORDER BY d.year, d.kind`,
  );
  return list.map((one) => ({ ...one, n: Number(one.n) }));
}

/** The lines of the rules as a table, joined to the bodies that owe them and what they have handed in. */
function owedOn(on: CalendarDay, { year, kind }: OwedFilter, when: Sql): Sql | null {
  const lines = reportYears(on)
    .filter((one) => year === undefined || one === year)
    .flatMap((one) => dutyLines(one))
    .filter((line) => kind === undefined || line.kind === kind);
  if (lines.length === 0) return null;
  const duties = lines.map(
    (
      line,
    ) => sql`SELECT CAST(${line.kind} AS varchar) AS kind, CAST(${line.type} AS varchar) AS type, CAST(${line.year} AS integer) AS year,
        CAST(${line.dueOn} AS varchar) AS due_on, CAST(${line.establishedBefore} AS varchar) AS established_before,
        CAST(${line.needsUnit ? 1 : 0} AS integer) AS needs_unit, CAST(${line.needsCharity ? 1 : 0} AS integer) AS needs_charity,
        CAST(${lastDayOfYear(line.year)} AS varchar) AS year_end`,
  );
  const union = duties.reduce((all, one) => sql`${all} UNION ALL ${one}`);
  return sql`FROM (${union}) d
    JOIN organization o ON o.type = d.type AND o.legal_status = 'REGISTERED' AND o.authority_code = ${FILED_HERE_WITH}
      AND o.established_on < d.established_before AND (o.ended_on IS NULL OR o.ended_on > d.due_on)
      AND (d.needs_unit = 0 OR o.supervising_unit IS NOT NULL)
      AND (d.needs_charity = 0 OR EXISTS (SELECT 1 FROM qualification q WHERE q.organization_id = o.id AND q.kind = 'CHARITY' AND q.valid_from <= d.year_end
        AND (q.valid_to IS NULL OR q.valid_to > d.year_end) AND (q.ended_on IS NULL OR q.ended_on > d.year_end)))
    LEFT JOIN annual_filing f ON f.organization_id = o.id AND f.year = d.year AND f.kind = d.kind
    WHERE ${when} AND (f.id IS NULL OR f.status = 'DRAFT' OR (f.status = 'RETURNED' AND (f.mend_by IS NULL OR f.mend_by < ${on})))`;
}

export interface FilingFilter extends OwedFilter {
  readonly status?: string;
  readonly q?: string;
  readonly page: number;
  readonly pageSize: number;
}

/** A page of what has been handed in, what waits first by its last day, then what is decided, the latest first; two statements. */
export async function filingsPage(
  db: EntityManager,
  filter: FilingFilter,
): Promise<{ items: FilingRow[]; total: number; page: number; pageSize: number }> {
  const where = joined(
    [
      sql`f.status <> 'DRAFT'`,
      ...(filter.status === undefined ? [] : [sql`f.status = ${filter.status}`]),
      ...(filter.year === undefined ? [] : [sql`f.year = ${filter.year}`]),
      ...(filter.kind === undefined ? [] : [sql`f.kind = ${filter.kind}`]),
      ...(filter.q === undefined
        ? []
        : [sql`o.name LIKE ${`%${filter.q.replace(/[\\%_]/g, '\\$&')}%`} ESCAPE '\\'`]),
    ],
    ' AND ',
  );
  const total = await count(db, sql`SELECT count(*) AS n ${FROM} WHERE ${where}`);
  const items = await rows<FilingRow>(
    db,
    sql`SELECT ${COLUMNS} ${FROM} WHERE ${where} ORDER BY CASE f.status WHEN 'SUBMITTED' THEN 0 ELSE 1 END, CASE f.status WHEN 'SUBMITTED' THEN f.due_on END, f.due_on DESC, f.submitted_at DESC, f.id
        LIMIT ${filter.pageSize} OFFSET ${(filter.page - 1) * filter.pageSize}`,
  );
  return { items, total, page: filter.page, pageSize: filter.pageSize };
}

/** The last receipt number of a report year. */
export async function lastFilingSequence(db: EntityManager, year: number): Promise<number> {
  const prefix = `NB${year}-`;
  const found = await row<{ last: string | null }>(
    db,
    sql`SELECT max(number) AS last FROM annual_filing WHERE number LIKE ${`${prefix}%`}`,
  );
  return Number(found?.last?.slice(prefix.length) ?? 0);
}

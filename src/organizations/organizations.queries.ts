import { type EntityManager } from 'typeorm';
import { type CalendarDay, addDays } from '../kernel/calendar.js';
import { type OrganizationType } from '../kernel/credit-code.js';
import { among, count, joined, row, rows, sql, type Sql } from '../platform/database/sql.js';
import { prefixRange } from '../platform/search/pinyin.js';
import { isLocalNumber, type LegalStatus, type OrganizationStatus } from './organization.rules.js';
import { type HeldQualification } from './qualifications.rules.js';

export interface OrganizationLine {
  readonly id: string;
  /** The last part of its address: the credit code, or the local number of a body that has none. */
  readonly code: string;
  readonly creditCode: string | null;
  readonly name: string;
  readonly type: OrganizationType;
  readonly status: OrganizationStatus;
  readonly divisionCode: string;
  readonly divisionName: string | null;
  readonly establishedOn: string;
  readonly grade: string | null;
}

export interface OrganizationFilter {
  readonly q?: string;
  readonly type?: string;
  readonly status?: string;
  readonly division?: string;
  readonly grade?: string;
  /** What the public sees: registered bodies, filed ones where asked for by name, number or status, never preparing ones. */
  readonly publicOnly?: boolean;
  readonly on: CalendarDay;
  readonly page: number;
  readonly pageSize: number;
}

export interface OrganizationsPage {
  readonly items: readonly OrganizationLine[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/** A page of the register by name; two statements, whatever the filter. Grades are those valid on the day. */
export async function organizationsPage(
  db: EntityManager,
  filter: OrganizationFilter,
): Promise<OrganizationsPage> {
  const where = joined(conditions(filter), ' AND ');
  const total = await count(db, sql`SELECT count(*) AS n FROM organization o WHERE ${where}`);
  const items = await rows<OrganizationLine>(
    db,
    sql`SELECT o.id, coalesce(o.credit_code, o.local_number) AS code, o.credit_code AS "creditCode", o.name, o.type, o.status, o.division_code AS "divisionCode",
               d.name AS "divisionName", o.established_on AS "establishedOn", ${gradeColumn(filter.on)} AS grade
        FROM organization o LEFT JOIN division d ON d.code = o.division_code
        WHERE ${where} ORDER BY o.name, o.credit_code, o.local_number LIMIT ${filter.pageSize} OFFSET ${(filter.page - 1) * filter.pageSize}`,
  );
  return { items, total, page: filter.page, pageSize: filter.pageSize };
}

function gradeColumn(on: CalendarDay): Sql {
  return sql`(SELECT max(g.value) FROM qualification g WHERE g.organization_id = o.id AND g.kind = 'GRADE' AND g.valid_from <= ${on}
     AND (g.valid_to IS NULL OR g.valid_to > ${on}) AND (g.ended_on IS NULL OR g.ended_on > ${on}))`;
}

function conditions({ q, type, status, division, grade, publicOnly, on }: OrganizationFilter): Sql[] {
  return [
    ...(publicOnly !== true
      ? []
      : [
          q === undefined && status === undefined
            ? sql`o.legal_status = 'REGISTERED'`
            : sql`o.legal_status <> 'PREPARING'`,
        ]),
    ...(q === undefined ? [] : [matching(q)]),
    ...(type === undefined ? [] : [sql`o.type = ${type}`]),
    ...(status === undefined ? [] : [sql`o.status = ${status}`]),
    ...(division === undefined ? [] : [inDivision(division)]),
    ...(grade === undefined ? [] : [sql`${gradeColumn(on)} = ${grade}`]),
  ];
}

/** Divisions nest by their codes: 320803 holds 320803102. */
function inDivision(code: string): Sql {
  const [from, to] = prefixRange(code);
  return sql`(o.division_code >= ${from} AND o.division_code < ${to})`;
}

/** By code from its start, by pinyin initials, or by name and former name anywhere. Wildcards are plain characters. */
function matching(q: string): Sql {
  const text = q.trim();
  if (/^5[123][0-9A-Za-z]{2,16}$/.test(text)) {
    const [from, to] = prefixRange(text.toUpperCase());
    return sql`(o.credit_code >= ${from} AND o.credit_code < ${to})`;
  }
  if (isLocalNumber(text)) {
    const [from, to] = prefixRange(text.toUpperCase());
    return sql`(o.local_number >= ${from} AND o.local_number < ${to})`;
  }
  if (/^[A-Za-z]{2,30}$/.test(text)) {
    const [from, to] = prefixRange(text.toLowerCase());
    return sql`((o.initials >= ${from} AND o.initials < ${to}) OR EXISTS (SELECT 1 FROM organization_name f WHERE f.organization_id = o.id AND f.initials >= ${from} AND f.initials < ${to}))`;
  }
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(o.name LIKE ${pattern} ESCAPE '\\' OR o.id IN (SELECT f.organization_id FROM organization_name f WHERE f.name LIKE ${pattern} ESCAPE '\\'))`;
}

export interface OrganizationDetail {
  readonly id: string;
  /** The last part of its address: the credit code, or the local number of a body that has none. */
  readonly code: string;
  readonly creditCode: string | null;
  readonly localNumber: string | null;
  readonly legalStatus: LegalStatus;
  readonly name: string;
  readonly type: OrganizationType;
  readonly status: OrganizationStatus;
  readonly authorityCode: string;
  readonly authorityName: string | null;
  readonly divisionCode: string;
  readonly divisionName: string | null;
  readonly legalRepresentative: string;
  readonly establishedOn: string;
  readonly endedOn: string | null;
  readonly address: string;
  readonly supervisingUnit: string | null;
  readonly capitalFen: number | null;
  readonly businessScope: string;
  readonly verifiedOn: string | null;
  readonly recordedAt: string;
  readonly version: number;
}

const DETAIL = sql`SELECT o.id, coalesce(o.credit_code, o.local_number) AS code, o.credit_code AS "creditCode", o.local_number AS "localNumber",
  o.legal_status AS "legalStatus", o.name, o.type, o.status, o.authority_code AS "authorityCode",
  a.name AS "authorityName", o.division_code AS "divisionCode", d.name AS "divisionName", o.legal_representative AS "legalRepresentative",
  o.established_on AS "establishedOn", o.ended_on AS "endedOn", o.address, o.supervising_unit AS "supervisingUnit",
  o.capital_fen AS "capitalFen", o.business_scope AS "businessScope", o.verified_on AS "verifiedOn", o.recorded_at AS "recordedAt", o.version
  FROM organization o LEFT JOIN division d ON d.code = o.division_code LEFT JOIN division a ON a.code = o.authority_code`;

/** A body by its credit code or its local number. */
export async function organizationByCode(
  db: EntityManager,
  code: string,
): Promise<OrganizationDetail | null> {
  const column = isLocalNumber(code) ? sql`o.local_number` : sql`o.credit_code`;
  return numbered(await row<OrganizationDetail>(db, sql`${DETAIL} WHERE ${column} = ${code}`));
}

/** The same for the public, to whom a preparing group does not exist. */
export async function publicOrganizationByCode(
  db: EntityManager,
  code: string,
): Promise<OrganizationDetail | null> {
  const one = await organizationByCode(db, code);
  return one?.legalStatus === 'PREPARING' ? null : one;
}

export async function organizationById(db: EntityManager, id: string): Promise<OrganizationDetail | null> {
  return numbered(await row<OrganizationDetail>(db, sql`${DETAIL} WHERE o.id = ${id}`));
}

function numbered(found: OrganizationDetail | null): OrganizationDetail | null {
  return found && { ...found, capitalFen: found.capitalFen === null ? null : Number(found.capitalFen) };
}

/** Names by code of up to some hundred codes; one statement. */
export async function organizationsByCodes(
  db: EntityManager,
  codes: readonly string[],
): Promise<{ id: string; creditCode: string; name: string; status: OrganizationStatus }[]> {
  return rows(
    db,
    sql`SELECT id, credit_code AS "creditCode", name, status FROM organization WHERE credit_code IN ${among(codes)}`,
  );
}

/** Qualifications and grades, the latest first; how each stands is judged by the day asked about. */
export async function qualificationsOf(
  db: EntityManager,
  organizationId: string,
): Promise<HeldQualification[]> {
  return rows<HeldQualification>(
    db,
    sql`SELECT id, kind, value, valid_from AS "validFrom", valid_to AS "validTo", ended_on AS "endedOn", end_kind AS "endKind", reason,
          document_number AS "documentNumber"
        FROM qualification WHERE organization_id = ${organizationId} ORDER BY valid_from DESC, kind, id`,
  );
}

export interface FormerName {
  readonly name: string;
  /** null: from before the portal's history. */
  readonly validFrom: string | null;
  /** The day of the decision that changed it; the new name counts from then. */
  readonly validTo: string;
}

export async function formerNamesOf(db: EntityManager, organizationId: string): Promise<FormerName[]> {
  return rows(
    db,
    sql`SELECT name, valid_from AS "validFrom", valid_to AS "validTo" FROM organization_name
        WHERE organization_id = ${organizationId} ORDER BY valid_to DESC, id`,
  );
}

/** Registered bodies of city and county level on a day: the numerator of organizations per 10,000. (K-01, R-ORG-01) */
export async function registeredCount(db: EntityManager, on: CalendarDay): Promise<number> {
  const next = addDays(on, 1);
  return count(
    db,
    sql`SELECT count(*) AS n FROM organization WHERE established_on < ${next} AND (ended_on IS NULL OR ended_on > ${on})
        AND authority_code >= '3208' AND authority_code < '3209' AND legal_status = 'REGISTERED'`,
  );
}

/** Registered bodies by type and by county, for the figures; one statement. */
export async function registeredBy(
  db: EntityManager,
  column: 'type' | 'county',
): Promise<{ key: string; n: number }[]> {
  const key = column === 'type' ? sql`type` : sql`substr(division_code, 1, 6)`;
  const list = await rows<{ key: string; n: number | string }>(
    db,
    sql`SELECT ${key} AS "key", count(*) AS n FROM organization WHERE status = 'REGISTERED' GROUP BY ${key} ORDER BY ${key}`,
  );
  return list.map((one) => ({ key: one.key, n: Number(one.n) }));
}

import { type EntityManager } from 'typeorm';
import { standingsOf } from '../credit/lists/lists.queries.js';
import { type CalendarDay } from '../kernel/calendar.js';
import { type CreditCodeReading, readCreditCode } from '../kernel/credit-code.js';
import { type OrganizationStatus } from '../organizations/organization.rules.js';
import { among, joined, rows, sql } from '../platform/database/sql.js';
import { isName } from './lookup.rules.js';

export interface FoundBody {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
  readonly status: OrganizationStatus;
  readonly abnormalSince: CalendarDay | null;
  readonly seriousSince: CalendarDay | null;
}

/** One thing that was asked: a code with its reading and at most one body, or a name with those that carry it. */
export interface Answered {
  readonly asked: string;
  /** null for a name. */
  readonly reading: CreditCodeReading | null;
  readonly bodies: readonly FoundBody[];
  /** More bodies carry the name than are listed. */
  readonly more: boolean;
}

const MOST_NAMED = 6;

/** The answers to up to some fifty codes and names; three statements at most, however many are asked. */
export async function answersTo(
  db: EntityManager,
  asked: readonly string[],
  on: CalendarDay,
): Promise<Answered[]> {
  const readings = asked.map((text) => (isName(text) ? null : readCreditCode(text)));
  const codes = readings.flatMap((reading) => (reading?.ok === true ? [reading.code] : []));
  const names = asked.filter(isName);
  const coded = codes.length === 0 ? [] : await bodiesByCode(db, codes);
  const named = names.length === 0 ? [] : await bodiesByName(db, names);
  const ids = [...new Set([...coded, ...named].map(({ id }) => id))];
  const standings = ids.length === 0 ? new Map<string, never>() : await standingsOf(db, ids, on);
  const standing = ({ id, creditCode, name, status }: RawBody): FoundBody => ({
    id,
    creditCode,
    name,
    status,
    abnormalSince: standings.get(id)?.abnormalSince ?? null,
    seriousSince: standings.get(id)?.seriousSince ?? null,
  });
  return asked.map((text, i) => {
    const reading = readings[i] ?? null;
    const found =
      reading === null ? bearers(named, text) : coded.filter(({ creditCode }) => creditCode === reading.code);
    const more = found.length > MOST_NAMED;
    return { asked: text, reading, bodies: found.slice(0, MOST_NAMED).map(standing), more };
  });
}

interface RawBody {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
  readonly status: OrganizationStatus;
  /** The present or former name that matched. */
  readonly carried: string;
}

/** Whoever carries exactly this name comes alone; else everybody whose name holds it, each once. */
function bearers(named: readonly RawBody[], text: string): RawBody[] {
  const wanted = text.replace(/\s+/g, '');
  const exact = named.filter(({ name }) => name === wanted);
  const holding = exact.length > 0 ? exact : named.filter(({ carried }) => carried.includes(wanted));
  return [...new Map(holding.map((one) => [one.id, one])).values()];
}

async function bodiesByCode(db: EntityManager, codes: readonly string[]): Promise<RawBody[]> {
  return rows<RawBody>(
    db,
    sql`SELECT id, credit_code AS "creditCode", name, status, name AS carried FROM organization
        WHERE credit_code IN ${among(codes)} AND status <> 'PREPARING'`,
  );
}

async function bodiesByName(db: EntityManager, names: readonly string[]): Promise<RawBody[]> {
  const patterns = names.map((name) => `%${name.replace(/\s+/g, '').replace(/[\\%_]/g, '\\$&')}%`);
  const now = joined(
    patterns.map((pattern) => sql`o.name LIKE ${pattern} ESCAPE '\\'`),
    ' OR ',
  );
  const before = joined(
    patterns.map((pattern) => sql`f.name LIKE ${pattern} ESCAPE '\\'`),
    ' OR ',
  );
  return rows<RawBody>(
    db,
    sql`SELECT o.id, o.credit_code AS "creditCode", o.name, o.status, o.name AS carried FROM organization o
          WHERE (${now}) AND o.status <> 'PREPARING' AND o.credit_code IS NOT NULL
        UNION ALL
        SELECT o.id, o.credit_code, o.name, o.status, f.name FROM organization_name f JOIN organization o ON o.id = f.organization_id
          WHERE (${before}) AND o.status <> 'PREPARING' AND o.credit_code IS NOT NULL
        ORDER BY 3, 2 LIMIT 1000`,
  );
}

import { type EntityManager } from 'typeorm';
import {
  type CalendarDay,
  type HolidayRow,
  type WorkingDayTable,
  workingDayTable,
} from '../kernel/calendar.js';
import { row, rows, sql } from '../platform/database/sql.js';

export interface DivisionFact {
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly kind: string;
  readonly parentCode: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** The divisions that are valid on a day: from (or before all records) until, exclusive. (R-DIV-01) */
export async function divisionsOn(db: EntityManager, on: CalendarDay): Promise<DivisionFact[]> {
  return rows<DivisionFact>(
    db,
    sql`SELECT code, name, level, kind, parent_code AS "parentCode", valid_from AS "validFrom", valid_to AS "validTo" FROM division
        WHERE (valid_from IS NULL OR valid_from <= ${on}) AND (valid_to IS NULL OR valid_to > ${on}) ORDER BY code`,
  );
}

/** Every division that ever was, for names of old records and for imports. */
export async function allDivisions(db: EntityManager): Promise<DivisionFact[]> {
  return rows<DivisionFact>(
    db,
    sql`SELECT code, name, level, kind, parent_code AS "parentCode", valid_from AS "validFrom", valid_to AS "validTo" FROM division ORDER BY code`,
  );
}

/** The table of holidays and make-up days, for working-day clocks. */
export async function workingDays(db: EntityManager): Promise<WorkingDayTable> {
  return workingDayTable(await rows<HolidayRow>(db, sql`SELECT on_day AS date, kind, name FROM holiday`));
}

export interface DepartmentFact {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly successorCode: string | null;
}

export async function departments(db: EntityManager): Promise<DepartmentFact[]> {
  return rows<DepartmentFact>(
    db,
    sql`SELECT code, name_zh AS "nameZh", name_en AS "nameEn", valid_from AS "validFrom", valid_to AS "validTo", successor_code AS "successorCode"
        FROM department ORDER BY code`,
  );
}

/** The department's name on a day: a predecessor's before the reform. */
export function departmentNameOn(
  list: readonly DepartmentFact[],
  code: string,
  on: CalendarDay,
): { zh: string; en: string } {
  const family = list.filter((one) => one.code === code || one.successorCode === code);
  const then = family.find(
    ({ validFrom, validTo }) => (validFrom === null || validFrom <= on) && (validTo === null || on < validTo),
  );
  const found = then ?? family[0];
  return { zh: found?.nameZh ?? code, en: found?.nameEn ?? code };
}

export interface PopulationFact {
  readonly on: string;
  readonly value: number;
  readonly basis: string;
  readonly source: string;
}

/** The published resident figure nearest to a day; old figures keep their own denominator. (domain.md 7.2) */
export async function populationNear(
  db: EntityManager,
  divisionCode: string,
  on: CalendarDay,
): Promise<PopulationFact | null> {
  const list = await populationSeries(db, divisionCode);
  const days = (one: PopulationFact): number => Math.abs(Date.parse(one.on) - Date.parse(on));
  return list.filter(({ basis }) => basis !== 'hukou').sort((a, b) => days(a) - days(b))[0] ?? null;
}

export async function populationSeries(db: EntityManager, divisionCode: string): Promise<PopulationFact[]> {
  return rows<PopulationFact>(
    db,
    sql`SELECT on_day AS "on", value, basis, source FROM population_figure WHERE division_code = ${divisionCode} ORDER BY on_day, basis`,
  );
}

/** The value of a parameter on a day, or null where none is valid yet. */
export async function parameterOn(db: EntityManager, name: string, on: CalendarDay): Promise<string | null> {
  const found = await row<{ value: string }>(
    db,
    sql`SELECT value FROM parameter WHERE name = ${name} AND valid_from <= ${on} ORDER BY valid_from DESC LIMIT 1`,
  );
  return found?.value ?? null;
}

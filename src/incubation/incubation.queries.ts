import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../kernel/calendar.js';
import { rows, sql } from '../platform/database/sql.js';
import { type CentreLevel } from './centre.rules.js';

export interface CentreLine {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly level: CentreLevel;
  readonly parentCode: string | null;
  readonly operator: string;
  readonly seats: number;
  readonly areaM2: number;
  readonly services: string;
  readonly opening: string;
  readonly openedOn: string;
  readonly version: number;
  readonly divisionCode: string;
  readonly divisionName: string | null;
  readonly address: string;
}

/** The centres that are open on a day, each where it is on that day. (R-DIV-04) */
export async function centresOn(db: EntityManager, on: CalendarDay): Promise<CentreLine[]> {
  return rows<CentreLine>(
    db,
    sql`SELECT c.code, c.name_zh AS "nameZh", c.name_en AS "nameEn", c.level, c.parent_code AS "parentCode", c.operator, c.seats, c.area_m2 AS "areaM2", c.services,
          c.opening, c.opened_on AS "openedOn", c.version, l.division_code AS "divisionCode", d.name AS "divisionName", l.address
        FROM centre c JOIN centre_location l ON l.centre_code = c.code AND l.from_on = (SELECT max(x.from_on) FROM centre_location x WHERE x.centre_code = c.code AND x.from_on <= ${on})
        LEFT JOIN division d ON d.code = l.division_code WHERE c.opened_on <= ${on} ORDER BY CASE c.level WHEN 'CITY' THEN 0 WHEN 'COUNTY' THEN 1 ELSE 2 END, c.code`,
  );
}

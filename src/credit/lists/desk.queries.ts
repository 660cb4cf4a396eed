import { type EntityManager } from 'typeorm';
import { addDays, addMonths, type CalendarDay, shanghaiDayOf } from '../../kernel/calendar.js';
import { overdueFilings } from '../../organizations/filings.queries.js';
import { among, rows, sql, type Sql } from '../../platform/database/sql.js';
import { type RecordFields } from '../records/record-fields.rules.js';
import { type CreditStatus, EFFECTIVE_STATUSES, type PenaltyKind } from '../records/record.rules.js';
import { type Ground, groundsOfPenalties } from './credit-list.rules.js';
import { openCases, openExits } from './cases.queries.js';
import { COUNTS, runningStays } from './lists.queries.js';
import { type CalendarFinding, type DeskFacts, type PenaltyFact } from './proposals.rules.js';

interface PenaltyRow {
  readonly id: string;
  readonly organizationId: string;
  readonly creditCode: string;
  readonly name: string;
  readonly status: CreditStatus;
  readonly formedOn: CalendarDay;
  readonly recordedAt: string;
  readonly fields: string;
  readonly cases: number | string;
  /** The instant of its newest version. */
  readonly changedAt: string | null;
}

/** Penalties that a second person has approved, whatever became of them later. */
async function penalties(db: EntityManager, where: Sql): Promise<PenaltyFact[]> {
  const list = await rows<PenaltyRow>(
    db,
    sql`SELECT r.id, r.organization_id AS "organizationId", o.credit_code AS "creditCode", o.name, r.status, r.formed_on AS "formedOn", r.recorded_at AS "recordedAt", r.fields,
               (SELECT count(*) FROM listing_case c WHERE c.record_id = r.id AND c.status <> 'LISTED') AS cases,
               (SELECT max(v.changed_at) FROM credit_record_version v WHERE v.record_id = r.id) AS "changedAt"
        FROM credit_record r JOIN organization o ON o.id = r.organization_id
        WHERE r.category = 'PENALTY' AND r.approved_by IS NOT NULL AND ${where} ORDER BY r.formed_on, r.id`,
  );
  const held = await rows<{ basisRef: string; entryId: string; ground: Ground; onDay: string }>(
    db,
    sql`SELECT v.basis_ref AS "basisRef", v.entry_id AS "entryId", v.ground, v.on_day AS "onDay"
        FROM credit_list_event v JOIN credit_record r ON r.id = v.basis_ref JOIN credit_list_entry e ON e.id = v.entry_id
        WHERE v.kind IN ('LISTED', 'RESTARTED') AND ${COUNTS} AND ${where}
          AND NOT EXISTS (SELECT 1 FROM credit_list_event f WHERE f.kind = 'GROUND_FELL' AND f.entry_id = v.entry_id AND f.basis_ref = v.basis_ref AND f.ground = v.ground)`,
  );
  return list.map(({ status, formedOn, fields, cases, changedAt, ...one }) => {
    const { penaltyKind, fineFen = null, decidedOn = formedOn } = JSON.parse(fields) as RecordFields;
    return {
      ...one,
      kind: (penaltyKind ?? 'CONFISCATION') as PenaltyKind,
      fineFen,
      decidedOn,
      state: stateOf(status),
      changedOn: changedAt === null ? decidedOn : shanghaiDayOf(changedAt),
      listed: held
        .filter(({ basisRef }) => basisRef === one.id)
        .map(({ entryId, ground, onDay, basisRef }) => ({ entryId, ground, from: onDay, basisRef })),
      hasCase: Number(cases) > 0,
    };
  });
}

function stateOf(status: CreditStatus): PenaltyFact['state'] {
  if ((EFFECTIVE_STATUSES as readonly CreditStatus[]).includes(status)) return 'IN_FORCE';
  return status === 'REPAIRED' ? 'REPAIRED' : 'WITHDRAWN';
}

/** The penalty of a record with the ground it gives among the others of its body; null where it gives none. */
export async function penaltyGround(
  db: EntityManager,
  recordId: string,
): Promise<{ readonly penalty: PenaltyFact; readonly ground: Ground } | null> {
  const own = await penalties(
    db,
    sql`r.organization_id = (SELECT x.organization_id FROM credit_record x WHERE x.id = ${recordId})`,
  );
  const penalty = own.find(({ id }) => id === recordId);
  const ground = groundsOfPenalties(own.filter(({ state }) => state !== 'WITHDRAWN')).get(recordId);
  return penalty?.state === 'IN_FORCE' && ground !== undefined ? { penalty, ground } : null;
}

/**
 * Annual reports on record as not filed, and rectifications ordered after a check whose day has passed, with no case
 * since. (R-CR-08 G1, G3)
 */
async function foundByCalendar(db: EntityManager, today: CalendarDay): Promise<CalendarFinding[]> {
  const list = await rows<{
    creditCode: string;
    name: string;
    category: string;
    formedOn: CalendarDay;
    fields: string;
    lastCase: CalendarDay | null;
  }>(
    db,
    sql`SELECT o.credit_code AS "creditCode", o.name, r.category, r.formed_on AS "formedOn", r.fields,
               (SELECT max(c.found_on) FROM listing_case c WHERE c.organization_id = r.organization_id
                AND c.ground = CASE r.category WHEN 'INSPECTION' THEN 'G3' ELSE 'G1' END) AS "lastCase"
        FROM credit_record r JOIN organization o ON o.id = r.organization_id
        WHERE r.status IN ${among(EFFECTIVE_STATUSES)} AND r.formed_on >= ${addMonths(today, -36)}
          AND ((r.category = 'INSPECTION' AND r.fields LIKE '%"rectifyBy":"2%') OR (r.category = 'ANNUAL_REPORT' AND r.fields LIKE '%"conclusion":"NOT_FILED"%'))
        ORDER BY r.formed_on LIMIT 500`,
  );
  return list.flatMap(({ creditCode, name, category, formedOn, fields, lastCase }) => {
    const { rectifyBy, rectifiedOn } = JSON.parse(fields) as RecordFields;
    const kind = category === 'INSPECTION' ? ('NOT_RECTIFIED' as const) : ('NOT_FILED' as const);
    const dueOn = kind === 'NOT_FILED' ? formedOn : addDays(rectifyBy ?? today, 1);
    const isOpen = dueOn <= today && rectifiedOn === undefined && (lastCase === null || lastCase < dueOn);
    return isOpen ? [{ creditCode, name, kind, dueOn }] : [];
  });
}

/** As many at a time as a desk can work on; the desk of yearly reports has them all. */
const MOST_UNFILED = 50;

/**
 * Bodies whose annual report is overdue with the register, with no case since; the longest overdue first.
 * (R-CR-08 G1, R-ANN-01)
 */
async function foundUnfiled(db: EntityManager, today: CalendarDay): Promise<CalendarFinding[]> {
  const overdue = await overdueFilings(db, today, { kind: 'ANNUAL_REPORT', limit: MOST_UNFILED });
  const cases = await rows<{ organizationId: string; foundOn: CalendarDay }>(
    db,
    sql`SELECT organization_id AS "organizationId", max(found_on) AS "foundOn" FROM listing_case WHERE ground = 'G1'
        AND organization_id IN ${among(overdue.map(({ organizationId }) => organizationId))} GROUP BY organization_id`,
  );
  const last = new Map(cases.map(({ organizationId, foundOn }) => [organizationId, foundOn]));
  return overdue.flatMap(({ organizationId, code: creditCode, name, dueOn }) => {
    const from = addDays(dueOn, 1);
    return (last.get(organizationId) ?? '') < from
      ? [{ creditCode, name, kind: 'NOT_FILED' as const, dueOn: from }]
      : [];
  });
}

/** One case is opened for a body and a ground, whatever the number of years: what was due first stands for all. */
function oncePerBody(found: readonly CalendarFinding[]): readonly CalendarFinding[] {
  const first = new Map<string, CalendarFinding>();
  for (const one of found) {
    const key = `${one.creditCode} ${one.kind}`;
    const known = first.get(key);
    if (known === undefined || one.dueOn < known.dueOn) first.set(key, one);
  }
  return [...first.values()];
}

/** Everything the bureau's desk of the lists reads, in a fixed number of statements. */
export async function deskFacts(db: EntityManager, today: CalendarDay): Promise<DeskFacts> {
  return {
    cases: await openCases(db),
    exits: await openExits(db),
    stays: await runningStays(db),
    penalties: await penalties(db, sql`1 = 1`),
    found: oncePerBody([...(await foundByCalendar(db, today)), ...(await foundUnfiled(db, today))]),
  };
}

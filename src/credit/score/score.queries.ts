import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../../kernel/calendar.js';
import { type DatedQualification } from '../../organizations/organization.rules.js';
import { among, rows, type Sql, sql } from '../../platform/database/sql.js';
import { COUNTS } from '../lists/lists.queries.js';
import { PUBLIC_STATUSES } from '../records/record.rules.js';
import { type ListStay } from '../lists/standing.rules.js';
import { type Score, scoreAsAt, type ScoredRecord, type ScoreFacts } from './score.rules.js';

type Of<T> = T & { readonly organizationId: string };

/** The score of one body as at a day, with every item behind it; three statements. */
export async function scoreOf(
  db: EntityManager,
  organizationId: string,
  on: CalendarDay,
): Promise<Score | null> {
  const facts = await factsWhere(db, sql`organization_id = ${organizationId}`, on);
  return scoreAsAt(facts.get(organizationId) ?? EMPTY, on);
}

export interface ScoreLine {
  readonly organizationId: string;
  readonly creditCode: string;
  readonly name: string;
  readonly score: Score;
}

/**
 * Every registered body whose score differs from the base it begins with, the lowest first; four statements, however
 * many bodies there are. Whoever is missing has the base.
 */
export async function movedScores(db: EntityManager, on: CalendarDay): Promise<ScoreLine[]> {
  const facts = await factsWhere(db, sql`1 = 1`, on);
  const bodies = await rows<{ id: string; creditCode: string; name: string }>(
    db,
    sql`SELECT o.id, o.credit_code AS "creditCode", o.name FROM organization o WHERE o.status = 'REGISTERED' AND o.credit_code IS NOT NULL
        AND (EXISTS (SELECT 1 FROM credit_record r WHERE r.organization_id = o.id)
          OR EXISTS (SELECT 1 FROM credit_list_entry e WHERE e.organization_id = o.id AND ${COUNTS})
          OR EXISTS (SELECT 1 FROM qualification q WHERE q.organization_id = o.id AND q.kind = 'GRADE'))`,
  );
  return bodies
    .flatMap(({ id, creditCode, name }) => {
      const score = scoreAsAt(facts.get(id) ?? EMPTY, on);
      const moved = score !== null && (score.items.length > 0 || score.seriousSince !== null);
      return moved ? [{ organizationId: id, creditCode, name, score }] : [];
    })
    .sort((a, b) => a.score.points - b.score.points || (a.creditCode < b.creditCode ? -1 : 1));
}

const EMPTY: ScoreFacts = { records: [], stays: [], qualifications: [] };

/** What is in force on the day, by body: published records within their time, stays, grades. (R-CR-24, R-CR-25) */
async function factsWhere(
  db: EntityManager,
  condition: Sql,
  on: CalendarDay,
): Promise<ReadonlyMap<string, ScoreFacts>> {
  const records = await rows<Of<Omit<ScoredRecord, 'fields'> & { fields: string }>>(
    db,
    sql`SELECT organization_id AS "organizationId", id, category, record_class AS "recordClass", formed_on AS "formedOn", summary, fields
        FROM credit_record WHERE ${condition} AND status IN ${among(PUBLIC_STATUSES)} AND published_on <= ${on}
        AND (unpublish_on IS NULL OR unpublish_on > ${on}) ORDER BY formed_on, id`,
  );
  const stays = await rows<Of<ListStay>>(
    db,
    sql`SELECT organization_id AS "organizationId", list, ground, listed_on AS "listedOn", removed_on AS "removedOn"
        FROM credit_list_entry e WHERE ${condition} AND ${COUNTS}`,
  );
  const qualifications = await rows<Of<DatedQualification>>(
    db,
    sql`SELECT organization_id AS "organizationId", kind, value, valid_from AS "validFrom", valid_to AS "validTo", ended_on AS "endedOn"
        FROM qualification WHERE ${condition} AND kind = 'GRADE'`,
  );
  const byBody = new Map<string, { [K in keyof ScoreFacts]: ScoreFacts[K][number][] }>();
  const factsFor = (id: string): { [K in keyof ScoreFacts]: ScoreFacts[K][number][] } => {
    const known = byBody.get(id) ?? { records: [], stays: [], qualifications: [] };
    byBody.set(id, known);
    return known;
  };
  for (const { organizationId, fields, ...record } of records)
    factsFor(organizationId).records.push({
      ...record,
      fields: JSON.parse(fields) as ScoredRecord['fields'],
    });
  for (const { organizationId, ...stay } of stays) factsFor(organizationId).stays.push(stay);
  for (const { organizationId, ...one } of qualifications) factsFor(organizationId).qualifications.push(one);
  return byBody;
}

import { type EntityManager } from 'typeorm';
import { row, rows, sql, type Sql } from '../platform/database/sql.js';
import { duplicateGrounds, type DuplicateFacts, type DuplicateGround, likeness } from './duplicates.rules.js';

export interface DuplicateSide {
  readonly id: string;
  readonly address: string;
  readonly name: string;
  readonly status: string;
}

export interface DuplicateCandidate {
  readonly first: DuplicateSide;
  readonly second: DuplicateSide;
  readonly grounds: readonly DuplicateGround[];
  /** In thousandths. */
  readonly likeness: number;
}

interface Pair extends Omit<
  DuplicateFacts,
  'sameName' | 'formerName' | 'sameRepresentative' | 'sameDivision' | 'unregisteredTwin'
> {
  readonly firstId: string;
  readonly firstAddress: string;
  readonly firstStatus: string;
  readonly secondId: string;
  readonly secondAddress: string;
  readonly secondStatus: string;
  readonly sameName: number | string;
  readonly formerName: number | string;
  readonly sameRepresentative: number | string;
  readonly sameDivision: number | string;
  readonly unregisteredTwin: number | string;
}

/** So many candidates are looked at; a desk that has more of them has other things to do first. */
const MOST_PAIRS = 1_000;

/**
 * Pairs that meet in an index by a fact of their names: the whole name; a name the other bore before; or the name but
 * for one character, where they share the representative, or where one is the other with one character more in the
 * same division. Nobody is compared with everybody.
 */
const MEETING = sql`SELECT a.organization_id AS x, b.organization_id AS y, 1 AS same, 0 AS former
    FROM organization_tie a JOIN organization_tie b ON b.kind = 'NAME' AND b.fact = a.fact AND b.organization_id > a.organization_id WHERE a.kind = 'NAME'
  UNION ALL SELECT CASE WHEN f.organization_id < n.organization_id THEN f.organization_id ELSE n.organization_id END,
           CASE WHEN f.organization_id < n.organization_id THEN n.organization_id ELSE f.organization_id END, 0, 1
    FROM organization_name f JOIN organization_tie n ON n.kind = 'NAME' AND n.fact = f.name AND n.organization_id <> f.organization_id
  UNION ALL SELECT f.organization_id, g.organization_id, 0, 1
    FROM organization_name f JOIN organization_name g ON g.name = f.name AND g.organization_id > f.organization_id
  UNION ALL SELECT a.organization_id, b.organization_id, 0, 0
    FROM organization_tie a JOIN organization_tie b ON b.kind = 'NEAR' AND b.fact = a.fact AND b.organization_id > a.organization_id
    JOIN organization p ON p.id = a.organization_id JOIN organization q ON q.id = b.organization_id
    WHERE a.kind = 'NEAR' AND (p.legal_representative = q.legal_representative OR (p.division_code = q.division_code AND length(p.name) <> length(q.name)))`;

function pairs(where: Sql): Sql {
  const bit = (condition: Sql): Sql => sql`CASE WHEN ${condition} THEN 1 ELSE 0 END`;
  return sql`SELECT p.id AS "firstId", coalesce(p.credit_code, p.local_number) AS "firstAddress", p.name AS "firstName", p.status AS "firstStatus",
      q.id AS "secondId", coalesce(q.credit_code, q.local_number) AS "secondAddress", q.name AS "secondName", q.status AS "secondStatus", m.same AS "sameName", m.former AS "formerName",
      ${bit(sql`p.legal_representative = q.legal_representative`)} AS "sameRepresentative", ${bit(sql`p.division_code = q.division_code`)} AS "sameDivision",
      ${bit(sql`(p.legal_status = 'REGISTERED') <> (q.legal_status = 'REGISTERED')`)} AS "unregisteredTwin"
    FROM (SELECT x, y, max(same) AS same, max(former) AS former FROM (${MEETING}) u GROUP BY x, y) m
    JOIN organization p ON p.id = m.x JOIN organization q ON q.id = m.y
    WHERE NOT EXISTS (SELECT 1 FROM link_dismissal d WHERE d.withdrawn_at IS NULL AND d.kind = 'DUPLICATE'
        AND ((d.first_id = m.x AND d.second_id = m.y) OR (d.first_id = m.y AND d.second_id = m.x)))
      AND ${where} ORDER BY m.same DESC, m.former DESC, "sameRepresentative" DESC, p.name, p.id, q.id LIMIT ${MOST_PAIRS}`;
}

/** Candidates for the same body, the clearest first; those a person said are not are left out. One statement. (A4) */
export async function duplicateCandidates(db: EntityManager): Promise<DuplicateCandidate[]> {
  const found = await rows<Pair>(db, pairs(sql`1 = 1`));
  return found.map(candidate).filter(({ grounds }) => grounds.length > 0);
}

/** Whether these two are candidates at this moment: only such a pair can be said to be two. */
export async function areCandidates(db: EntityManager, first: string, second: string): Promise<boolean> {
  const pair = await row<Pair>(
    db,
    pairs(sql`((m.x = ${first} AND m.y = ${second}) OR (m.x = ${second} AND m.y = ${first}))`),
  );
  return pair !== null && candidate(pair).grounds.length > 0;
}

function candidate(pair: Pair): DuplicateCandidate {
  const { firstName, secondName } = pair;
  const grounds = duplicateGrounds({
    firstName,
    secondName,
    sameName: Number(pair.sameName) === 1,
    formerName: Number(pair.formerName) === 1,
    sameRepresentative: Number(pair.sameRepresentative) === 1,
    sameDivision: Number(pair.sameDivision) === 1,
    unregisteredTwin: Number(pair.unregisteredTwin) === 1,
  });
  return {
    first: { id: pair.firstId, address: pair.firstAddress, name: firstName, status: pair.firstStatus },
    second: { id: pair.secondId, address: pair.secondAddress, name: secondName, status: pair.secondStatus },
    grounds,
    likeness: likeness(firstName, secondName),
  };
}

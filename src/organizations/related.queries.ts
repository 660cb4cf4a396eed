import { type EntityManager } from 'typeorm';
import { among, count, joined, row, rows, sql, type Sql } from '../platform/database/sql.js';
import {
  type DismissalKind,
  type LinkFact,
  type LinkKind,
  relatedBodies,
  type RelatedBody,
} from './related.rules.js';

interface FactTable {
  readonly table: Sql;
  readonly fact: Sql;
  readonly holds: (alias: Sql) => Sql;
}

/**
 * Where the facts that link bodies stand: those of the register, kept by triggers, and the fingerprints of contacts
 * that hold. Asked one after the other, because neither engine looks into an index through a union.
 */
const FACT_TABLES: readonly FactTable[] = [
  {
    table: sql`organization_tie`,
    fact: sql`fact`,
    holds: (alias) => sql`${alias}.kind IN ('ADDRESS', 'REPRESENTATIVE')`,
  },
  {
    table: sql`organization_contact`,
    fact: sql`fingerprint`,
    holds: (alias) => sql`${alias}.kind IN ('PHONE', 'ACCOUNT') AND ${alias}.ended_at IS NULL`,
  },
];

/** Every pair of a body with another by a fact they share. */
function pairsOf(organizationId: string, columns: (source: FactTable) => Sql): Sql {
  return joined(
    FACT_TABLES.map(
      (
        one,
      ) => sql`SELECT ${columns(one)} FROM ${one.table} a JOIN ${one.table} b ON b.kind = a.kind AND b.${one.fact} = a.${one.fact}
        AND b.organization_id <> a.organization_id WHERE a.organization_id = ${organizationId} AND ${one.holds(sql`a`)} AND ${one.holds(sql`b`)}`,
    ),
    ' UNION ALL ',
  );
}

/** No person found this link false, whichever way round it was named. */
function standing(kind: Sql, first: Sql, second: Sql): Sql {
  return sql`NOT EXISTS (SELECT 1 FROM link_dismissal d WHERE d.withdrawn_at IS NULL AND d.kind = ${kind} AND d.first_id = ${first} AND d.second_id = ${second})
    AND NOT EXISTS (SELECT 1 FROM link_dismissal d WHERE d.withdrawn_at IS NULL AND d.kind = ${kind} AND d.first_id = ${second} AND d.second_id = ${first})`;
}

/**
 * The bodies related to one, each with its evidence and how much that proves; a link that a person dismissed counts
 * no more. For caps, conflict checks and duplicate-project checks. One statement. (A14)
 */
export async function relatedGroupOf(db: EntityManager, organizationId: string): Promise<RelatedBody[]> {
  const found = await rows<{ organizationId: string; kind: LinkKind; bodies: number | string }>(
    db,
    sql`SELECT DISTINCT p.other AS "organizationId", p.kind, p.bodies FROM (${pairsOf(
      organizationId,
      ({ table, fact, holds }) => sql`b.organization_id AS other, a.organization_id AS own, a.kind,
        (SELECT count(DISTINCT n.organization_id) FROM ${table} n WHERE n.kind = a.kind AND n.${fact} = a.${fact} AND ${holds(sql`n`)}) AS bodies`,
    )}) p WHERE ${standing(sql`p.kind`, sql`p.own`, sql`p.other`)}`,
  );
  return relatedBodies(found.map((one) => ({ ...one, bodies: Number(one.bodies) })));
}

export interface RelatedLine extends RelatedBody {
  readonly address: string;
  readonly name: string;
}

/** The same with names and addresses, the strongest first, at most so many; two statements. */
export async function relatedTo(
  db: EntityManager,
  organizationId: string,
  most: number,
): Promise<{ readonly items: readonly RelatedLine[]; readonly total: number }> {
  const all = await relatedGroupOf(db, organizationId);
  const shown = all.slice(0, most);
  const named = new Map(
    (
      await namedBodies(
        db,
        shown.map((one) => one.organizationId),
      )
    ).map((one) => [one.id, one]),
  );
  const items = shown.map((one) => {
    const { address = '', name = '' } = named.get(one.organizationId) ?? {};
    return { ...one, address, name };
  });
  return { items, total: all.length };
}

export interface NamedBody {
  readonly id: string;
  /** What stands for the body in addresses. */
  readonly address: string;
  readonly name: string;
}

async function namedBodies(db: EntityManager, ids: readonly string[]): Promise<NamedBody[]> {
  return rows<NamedBody>(
    db,
    sql`SELECT id, coalesce(credit_code, local_number) AS address, name FROM organization WHERE id IN ${among(ids)}`,
  );
}

/** A body by its id, with its name. */
export async function bodyById(db: EntityManager, id: string): Promise<NamedBody | null> {
  return (await namedBodies(db, [id]))[0] ?? null;
}

export interface LinkGroup {
  readonly kind: LinkKind;
  /** The shared fact as it may be shown: persons, phones and accounts masked. */
  readonly shown: string;
  readonly bodies: number;
  readonly members: readonly NamedBody[];
}

export interface LinkGroups {
  readonly items: readonly LinkGroup[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

const MOST_MEMBERS = 12;

/**
 * Groups of bodies that share a fact of one kind, the largest first; a group whose every link was dismissed is none.
 * Three statements whatever the size of the register: it is grouped along an index. (A14)
 */
export async function linkGroups(
  db: EntityManager,
  kind: LinkKind,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<LinkGroups> {
  const contact = kind === 'PHONE' || kind === 'ACCOUNT';
  const source = contact
    ? sql`(SELECT DISTINCT organization_id, fingerprint AS fact FROM organization_contact WHERE ended_at IS NULL AND kind = ${kind})`
    : sql`(SELECT organization_id, fact FROM organization_tie WHERE kind = ${kind})`;
  const gone = sql`(SELECT a.fact, count(*) AS pairs FROM (SELECT DISTINCT CASE WHEN first_id < second_id THEN first_id ELSE second_id END AS low,
        CASE WHEN first_id < second_id THEN second_id ELSE first_id END AS high FROM link_dismissal WHERE withdrawn_at IS NULL AND kind = ${kind}) d
      JOIN ${source} a ON a.organization_id = d.low JOIN ${source} b ON b.organization_id = d.high AND b.fact = a.fact GROUP BY a.fact)`;
  const groups = sql`SELECT g.fact, g.bodies FROM (SELECT fact, count(*) AS bodies FROM ${source} s GROUP BY fact HAVING count(*) > 1) g
      LEFT JOIN ${gone} x ON x.fact = g.fact WHERE g.bodies * (g.bodies - 1) / 2 > coalesce(x.pairs, 0)`;
  const total = await count(db, sql`SELECT count(*) AS n FROM (${groups}) q`);
  const found = await rows<{ fact: string; bodies: number | string }>(
    db,
    sql`${groups} ORDER BY g.bodies DESC, g.fact LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
  );
  const facts = found.map(({ fact }) => fact);
  const masked = contact
    ? sql`(SELECT min(c.masked) FROM organization_contact c WHERE c.kind = ${kind} AND c.fingerprint = m.fact AND c.organization_id = m.organization_id)`
    : sql`m.fact`;
  const members = await rows<NamedBody & { fact: string; shown: string }>(
    db,
    sql`SELECT * FROM (SELECT m.fact, ${masked} AS shown, o.id, coalesce(o.credit_code, o.local_number) AS address, o.name, row_number() OVER (PARTITION BY m.fact ORDER BY o.name, o.id) AS place
        FROM ${source} m JOIN organization o ON o.id = m.organization_id WHERE m.fact IN ${among(facts)}) q WHERE q.place <= ${MOST_MEMBERS} ORDER BY q.place`,
  );
  const items = found.map(({ fact, bodies }) => {
    const own = members.filter((one) => one.fact === fact);
    const named = own.map(({ id, address, name }) => ({ id, address, name }));
    return { kind, shown: own[0]?.shown ?? '', bodies: Number(bodies), members: named };
  });
  return { items, total, page, pageSize };
}

/** Whether the two share this fact at this moment: only such a link can be dismissed. */
export async function linkedBy(
  db: EntityManager,
  kind: LinkFact['kind'],
  first: string,
  second: string,
): Promise<boolean> {
  const one = await row(
    db,
    sql`SELECT p.kind FROM (${pairsOf(first, () => sql`b.organization_id AS other, a.kind`)}) p WHERE p.kind = ${kind} AND p.other = ${second} LIMIT 1`,
  );
  return one !== null;
}

export interface DismissalLine {
  readonly id: string;
  readonly kind: DismissalKind;
  readonly firstAddress: string;
  readonly firstName: string;
  readonly secondAddress: string;
  readonly secondName: string;
  readonly reason: string;
  readonly dismissedAt: string;
}

const DISMISSALS = sql`SELECT d.id, d.kind, coalesce(a.credit_code, a.local_number) AS "firstAddress", a.name AS "firstName", coalesce(b.credit_code, b.local_number) AS "secondAddress",
  b.name AS "secondName", d.reason, d.dismissed_at AS "dismissedAt"
  FROM link_dismissal d JOIN organization a ON a.id = d.first_id JOIN organization b ON b.id = d.second_id WHERE d.withdrawn_at IS NULL`;

/** The dismissals that hold, newest first. */
export async function dismissals(db: EntityManager): Promise<DismissalLine[]> {
  return rows<DismissalLine>(db, sql`${DISMISSALS} ORDER BY d.dismissed_at DESC, d.id LIMIT 200`);
}

/** A dismissal of this pair and kind that holds, if any. */
export async function dismissalOf(
  db: EntityManager,
  kind: DismissalKind,
  first: string,
  second: string,
): Promise<{ readonly id: string } | null> {
  return row<{ id: string }>(
    db,
    sql`SELECT id FROM link_dismissal WHERE withdrawn_at IS NULL AND kind = ${kind}
        AND ((first_id = ${first} AND second_id = ${second}) OR (first_id = ${second} AND second_id = ${first}))`,
  );
}

import { type EntityManager } from 'typeorm';
import { Problem } from '../../kernel/outcome.js';
import { count, row, rows, sql } from '../database/sql.js';
import { consistencyPath, inclusionPath, type NodeReader, rootOf } from './merkle.js';

export interface LedgerEntry {
  readonly seq: number;
  readonly at: string;
  readonly body: string;
}

export interface InclusionProof {
  readonly index: number;
  readonly size: number;
  readonly leaf: string;
  readonly root: string;
  readonly path: readonly string[];
}

export interface ConsistencyProof {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: string;
  readonly toRoot: string;
  readonly path: readonly string[];
}

/** At most so many lines in one answer. */
export const MOST_ENTRIES = 1_000;

export function ledgerSize(db: EntityManager): Promise<number> {
  return count(db, sql`SELECT coalesce(max(seq) + 1, 0) AS n FROM ledger_entry`);
}

/** The lines from `start` to `end` (exclusive); 400 outside 0 ≤ start < end ≤ size and above 1,000 lines. */
export async function ledgerEntries(db: EntityManager, start: number, end: number): Promise<LedgerEntry[]> {
  if (!between(0, start, end - 1) || end - start > MOST_ENTRIES || end > (await ledgerSize(db)))
    throw outOfRange();
  const list = await rows<{ seq: number | string; at: string; body: string }>(
    db,
    sql`SELECT seq, at, body FROM ledger_entry WHERE seq >= ${start} AND seq < ${end} ORDER BY seq`,
  );
  return list.map(({ seq, at, body }) => ({ seq: Number(seq), at, body }));
}

/** The newest lines, newest first, for the public page. */
export async function newestEntries(db: EntityManager, most: number): Promise<LedgerEntry[]> {
  const list = await rows<{ seq: number | string; at: string; body: string }>(
    db,
    sql`SELECT seq, at, body FROM ledger_entry ORDER BY seq DESC LIMIT ${most}`,
  );
  return list.map(({ seq, at, body }) => ({ seq: Number(seq), at, body }));
}

/** The proof that a line is in the tree of `size`; 400 outside 0 ≤ index < size ≤ current. */
export async function inclusionProof(
  db: EntityManager,
  index: number,
  size: number,
): Promise<InclusionProof> {
  if (!between(0, index, size - 1) || size > (await ledgerSize(db))) throw outOfRange();
  const read = nodeReader(db);
  const path = await inclusionPath(index, size, read);
  const [leaf, root] = [await read(0, index), await rootOf(size, read)];
  return {
    index,
    size,
    leaf: leaf.toString('hex'),
    root: root.toString('hex'),
    path: path.map((one) => one.toString('hex')),
  };
}

/** The proof that the tree of `to` extends the tree of `from`; 400 outside 0 < from ≤ to ≤ current. */
export async function consistencyProof(
  db: EntityManager,
  from: number,
  to: number,
): Promise<ConsistencyProof> {
  if (!between(1, from, to) || to > (await ledgerSize(db))) throw outOfRange();
  const read = nodeReader(db);
  const path = await consistencyPath(from, to, read);
  const [fromRoot, toRoot] = [await rootOf(from, read), await rootOf(to, read)];
  return {
    from,
    to,
    fromRoot: fromRoot.toString('hex'),
    toRoot: toRoot.toString('hex'),
    path: path.map((one) => one.toString('hex')),
  };
}

/** Stored subtree hashes, one short read each: a proof takes about 2·log2(size) of them. */
export function nodeReader(db: EntityManager): NodeReader {
  return async (level, index) => {
    const stored = await row<{ hash: Buffer }>(
      db,
      sql`SELECT hash FROM ledger_node WHERE level = ${level} AND idx = ${index}`,
    );
    if (stored === null) throw new Error(`the ledger lacks node ${level}/${index}`);
    return Buffer.from(stored.hash);
  };
}

function between(least: number, value: number, most: number): boolean {
  return Number.isSafeInteger(value) && Number.isSafeInteger(most) && least <= value && value <= most;
}

function outOfRange(): Problem {
  return new Problem('bad-request', 'numbers out of range');
}

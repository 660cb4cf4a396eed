import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { follow } from '../kernel/transitions.js';
import { actorOf, type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { codeOf } from '../platform/database/connections.js';
import { count, joined, row, run, type Sql, sql, verbatim } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Ledger } from '../platform/ledger/ledger.js';
import {
  belongsTo,
  type BodyKey,
  type Holding,
  holdings,
  keyOf,
  mergeConflicts,
  movedRows,
  passedOn,
} from './holdings.queries.js';
import { OrganizationMerge } from './merge.entity.js';
import {
  findingsAgainstMerge,
  findingsAgainstSecond,
  MERGE_LIFE,
  type MergeAction,
  registerMerged,
  registerUnmerged,
} from './merge.rules.js';
import { mergeByNumber, type MergeLine, waitingMerge } from './merges.queries.js';
import { organizationByCode } from './organizations.queries.js';

export interface MergeEntry {
  readonly survivor: string;
  readonly absorbed: string;
  readonly reason: string;
}

/** Thrown inside the part that moves rows, so that all of it is rolled back; the findings become the answer. */
class Stopped extends Error {
  constructor(readonly findings: readonly Finding[]) {
    super('stopped');
  }
}

/**
 * Merging two entries of one body, and taking it back to the byte. The absorbed body leaves the register as a row kept
 * whole in the event; every row that belonged to it points to the survivor and stands listed by key. (A4)
 *
 * What is not rewritten: ledger and audit lines (they say what was said then, by the code of then), the text and hash
 * of a frozen verdict (its row moves, its words do not), and the merge events themselves.
 */
@Injectable()
export class MergesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
  ) {}

  /** Proposes a merge; nothing moves until a second person confirms. Answers its number. */
  propose(viewer: SignedIn, { survivor, absorbed, reason }: MergeEntry): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const [kept, gone] = [await organizationByCode(tx, survivor), await organizationByCode(tx, absorbed)];
      if (kept === null || gone === null)
        return refused<string>([
          { code: 'merge-unknown-body', field: kept === null ? 'survivor' : 'absorbed' },
        ]);
      const findings = findingsAgainstMerge({
        sameBody: kept.id === gone.id,
        waiting: await waitingMerge(tx, [kept.id, gone.id]),
        conflicts: (
          await mergeConflicts(tx, { id: kept.id, address: survivor }, { id: gone.id, address: absorbed })
        ).length,
      });
      if (findings.length > 0) return refused<string>(findings);
      const number = await this.nextNumber(tx);
      await tx.insert(OrganizationMerge, {
        id: randomUUID(),
        number,
        survivorId: kept.id,
        survivorAddress: survivor,
        survivorName: kept.name,
        absorbedId: gone.id,
        absorbedAddress: absorbed,
        absorbedName: gone.name,
        status: 'PROPOSED',
        reason,
        proposedBy: viewer.accountId,
        proposedAt: this.clock.now(),
        version: 1,
      });
      await this.record(tx, viewer, 'merge-proposed', number, { survivor, absorbed, reason });
      return accepted(number);
    });
  }

  /** Confirms or refuses a proposed merge; the second person is another one than the first. */
  decide(
    viewer: SignedIn,
    number: string,
    action: 'merge' | 'refuse',
    { note, version }: { note?: string; version: number },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = found(await mergeByNumber(tx, number));
      const findings = findingsAgainstStep(one, action, note);
      const second = findingsAgainstSecond(one.proposedBy, viewer.accountId);
      if (findings.length + second.length > 0) return refused<null>([...findings, ...second]);
      const moved = action === 'merge' ? await this.absorb(one) : accepted({ rows: 0, row: null });
      if (!moved.ok) return moved;
      await this.advance(tx, one, version, {
        status: action === 'merge' ? 'MERGED' : 'REFUSED',
        decidedBy: viewer.accountId,
        decidedAt: this.clock.now(),
        decisionNote: note ?? null,
        absorbedRow: moved.value.row,
      });
      if (action === 'merge')
        await this.ledger.append(tx, registerMerged(actorOf(viewer), one, moved.value.rows));
      await this.record(tx, viewer, action === 'merge' ? 'merge-confirmed' : 'merge-refused', number, {
        note,
      });
      return accepted(null);
    });
  }

  /** Asks to take a merge back. */
  askBack(
    viewer: SignedIn,
    number: string,
    { reason, version }: { reason: string; version: number },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = found(await mergeByNumber(tx, number));
      const findings = findingsAgainstStep(one, 'ask-back', reason);
      if (findings.length > 0) return refused<null>(findings);
      await this.advance(tx, one, version, {
        status: 'UNDO_PROPOSED',
        undoReason: reason,
        undoProposedBy: viewer.accountId,
        undoProposedAt: this.clock.now(),
        undoDecidedBy: null,
        undoDecidedAt: null,
      });
      await this.record(tx, viewer, 'unmerge-proposed', number, { reason });
      return accepted(null);
    });
  }

  /** Takes a merge back, or keeps it; again a second person. */
  decideBack(
    viewer: SignedIn,
    number: string,
    action: 'undo' | 'keep',
    { note, version }: { note?: string; version: number },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = found(await mergeByNumber(tx, number));
      const findings = findingsAgainstStep(one, action, note);
      const second = findingsAgainstSecond(one.undoProposedBy ?? '', viewer.accountId);
      if (findings.length + second.length > 0) return refused<null>([...findings, ...second]);
      const moved = action === 'undo' ? await this.release(one) : accepted(0);
      if (!moved.ok) return moved;
      await this.advance(tx, one, version, {
        status: action === 'undo' ? 'UNDONE' : 'MERGED',
        undoDecidedBy: viewer.accountId,
        undoDecidedAt: this.clock.now(),
        ...(action === 'undo' ? { absorbedRow: null } : {}),
      });
      if (action === 'undo')
        await this.ledger.append(tx, registerUnmerged(actorOf(viewer), one, moved.value));
      await this.record(tx, viewer, action === 'undo' ? 'unmerge-confirmed' : 'unmerge-refused', number, {
        note,
      });
      return accepted(null);
    });
  }

  /** Points every row of the absorbed body to the survivor and takes it out of the register; all of it, or nothing. */
  private absorb(one: MergeLine): Promise<Outcome<{ rows: number; row: string | null }>> {
    return this.wholly(async (tx) => {
      const [survivor, absorbed] = bodiesOf(one);
      if ((await bodyRow(tx, survivor.id)) === null) throw new Stopped([{ code: 'merge-survivor-gone' }]);
      const own = await bodyRow(tx, absorbed.id);
      if (own === null) throw new Stopped([{ code: 'merge-absorbed-gone' }]);
      const conflicts = await mergeConflicts(tx, survivor, absorbed);
      if (conflicts.length > 0)
        throw new Stopped([{ code: 'merge-conflicts', args: { conflicts: conflicts.length } }]);
      for (const held of holdings(tx)) {
        const table = verbatim(`"${held.table}"`);
        await run(
          tx,
          sql`INSERT INTO organization_merge_row (merge_id, table_name, column_name, row_key)
              SELECT ${one.id}, ${held.table}, ${held.column}, ${keyOf(held)} FROM ${table} WHERE ${belongsTo(held, absorbed)}`,
        );
        await pointed(tx, held, { from: absorbed, to: survivor, where: sql`1 = 1` });
      }
      await run(tx, sql`DELETE FROM organization WHERE id = ${absorbed.id}`);
      return { rows: await movedRows(tx, one.id), row: JSON.stringify(own) };
    });
  }

  /** Puts the absorbed body and every row that moved back; what came to the survivor since stays with it. */
  private release(one: MergeLine): Promise<Outcome<number>> {
    return this.wholly(async (tx) => {
      const [survivor, absorbed] = bodiesOf(one);
      if ((await bodyRow(tx, survivor.id)) === null) throw new Stopped([{ code: 'unmerge-survivor-gone' }]);
      const kept = await row<{ text: string }>(
        tx,
        sql`SELECT absorbed_row AS text FROM organization_merge WHERE id = ${one.id}`,
      );
      const columns = Object.entries(JSON.parse(found(kept).text) as Record<string, unknown>);
      const names = joined(
        columns.map(([name]) => verbatim(`"${name}"`)),
        ', ',
      );
      const values = joined(
        columns.map(([, value]) => sql`${value}`),
        ', ',
      );
      await run(tx, sql`INSERT INTO organization (${names}) VALUES (${values})`);
      const moved = await movedRows(tx, one.id);
      for (const held of holdings(tx))
        await pointed(tx, held, {
          from: survivor,
          to: absorbed,
          where: sql`${keyOf(held)} IN (SELECT r.row_key FROM organization_merge_row r
            WHERE r.merge_id = ${one.id} AND r.table_name = ${held.table} AND r.column_name = ${held.column})`,
        });
      await run(tx, sql`DELETE FROM organization_merge_row WHERE merge_id = ${one.id}`);
      return moved;
    });
  }

  /** A part that is done wholly or not at all: what stops it comes back as findings, and no row has moved. */
  private async wholly<T>(part: (tx: EntityManager) => Promise<T>): Promise<Outcome<T>> {
    try {
      return accepted(await this.work.savepoint(part));
    } catch (error) {
      if (error instanceof Stopped) return refused<T>(error.findings);
      throw error;
    }
  }

  private async advance(
    tx: EntityManager,
    { id, version }: MergeLine,
    seen: number,
    step: Partial<OrganizationMerge>,
  ): Promise<void> {
    const done = await tx.update(OrganizationMerge, { id, version: seen }, { ...step, version: version + 1 });
    if (done.affected === 0) throw new Problem('changed-meanwhile');
  }

  private async nextNumber(tx: EntityManager): Promise<string> {
    const start = `HB-${this.clock.today().slice(0, 4)}-`;
    const taken = await count(
      tx,
      sql`SELECT count(*) AS n FROM organization_merge WHERE number LIKE ${`${start}%`}`,
    );
    return `${start}${String(taken + 1).padStart(3, '0')}`;
  }

  private record(
    tx: EntityManager,
    viewer: SignedIn,
    action: string,
    number: string,
    after: object,
  ): Promise<void> {
    return this.audit.record(tx, { viewer, action, subject: ['merge', number], after });
  }
}

function findingsAgainstStep(
  one: MergeLine,
  action: MergeAction,
  note: string | undefined,
): readonly Finding[] {
  const next = follow(MERGE_LIFE, one.status, action);
  if (!next.ok) return next.findings;
  const needsReason = MERGE_LIFE[one.status][action]?.needs === 'reason';
  return needsReason && note === undefined ? [{ code: 'merge-note-needed', field: 'note' }] : [];
}

function bodiesOf(one: MergeLine): readonly [survivor: BodyKey, absorbed: BodyKey] {
  return [
    { id: one.survivorId, address: one.survivorAddress },
    { id: one.absorbedId, address: one.absorbedAddress },
  ];
}

function bodyRow(tx: EntityManager, id: string): Promise<Record<string, unknown> | null> {
  return row(tx, sql`SELECT * FROM organization WHERE id = ${id}`);
}

/** Classes of refusal by the database itself: a key, a check, or a guard such as the standstill. */
const GUARDED = /^(?:23|SQLITE_CONSTRAINT)/;

async function pointed(
  tx: EntityManager,
  held: Holding,
  { from, to, where }: { from: BodyKey; to: BodyKey; where: Sql },
): Promise<void> {
  try {
    await run(
      tx,
      sql`UPDATE ${verbatim(`"${held.table}"`)} SET ${verbatim(`"${held.column}"`)} = ${passedOn(held, from, to)} WHERE ${belongsTo(held, from)} AND ${where}`,
    );
  } catch (error) {
    if (GUARDED.test(codeOf(error)))
      throw new Stopped([{ code: 'merge-guarded', args: { table: held.table } }]);
    throw error;
  }
}

import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type ActType, type PublicAct } from '../../kernel/public-act.js';
import { Clock } from '../clock.js';
import { CONFIG, type Config } from '../config.js';
import { changed, row, rows, run, sql } from '../database/sql.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { PortalLogger } from '../logger.js';
import { signedNote, SignerMemory } from './checkpoint.js';
import { type LedgerKey, readKeyFile, verifierKey } from './keys.js';
import {
  consistencyProof,
  inclusionProof,
  type InclusionProof,
  ledgerEntries,
  ledgerSize,
  nodeReader,
} from './ledger-reader.js';
import { completedBy, leafHash, rootOf, type Tree } from './merkle.js';

/** Acts after which a checkpoint is signed at once; the others wait for the hour. */
const DECISIVE: ReadonlySet<ActType> = new Set<ActType>([
  'round.opened',
  'application.received',
  'application.reinstated',
  'supplement.received',
  'panel.closed',
  'award.confirmed',
  'notice.published',
  'notice.replaced',
  'objection.received',
  'objection.decided',
  'function.transferred',
  'function.returned',
]);

export interface Receipt {
  readonly line: string;
  readonly proof: InclusionProof;
  readonly checkpoint: string | null;
}

export interface LedgerHealth {
  readonly ok: boolean;
  readonly reason: string | null;
}

/**
 * All public acts, in order, unchanged since recorded. `append` stands inside the transaction that changes the
 * domain row, so neither exists without the other. (architecture 4.7, security.md 6)
 */
@Injectable()
export class Ledger {
  readonly origin: string;
  private readonly memory: SignerMemory;
  private readonly loadKey: () => LedgerKey;
  private key: LedgerKey | null = null;
  private problem: string | null = null;
  private signing: Promise<unknown> = Promise.resolve();
  private waitingToSign: Promise<void> | null = null;
  private deferred = false;

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly logger: PortalLogger,
    @Inject(CONFIG) config: Config,
  ) {
    this.origin = `${new URL(config.publicOrigin).host}/ledger`;
    this.memory = new SignerMemory(join(config.dataDir, 'ledger', 'checkpoints.log'));
    this.loadKey = () => readKeyFile(config.ledgerKeyFile);
  }

  /** Writes the act as one line and returns its place. Only inside `write()`; ledger before audit, both last. */
  async append(tx: EntityManager, act: PublicAct): Promise<{ readonly seq: number }> {
    const head = await lastLine(tx);
    const now = this.clock.now();
    if (head !== null && now < head.at) return this.appendAfterSkew(tx, act, head);
    const seq = await this.write(tx, act, { seq: head === null ? 0 : head.seq + 1, at: now });
    if (DECISIVE.has(act.type) && !this.deferred) this.work.afterCommit(() => this.sign());
    return { seq };
  }

  /**
   * Destroys salt and value of the commitments under this name that hold the text: the lines and their proofs stay,
   * and nobody can tell or show any more what they were about. Answers how many there were. (R-CR-25)
   */
  async forget(tx: EntityManager, name: string, holding: string): Promise<number> {
    const pattern = `%${holding.replace(/[\\%_]/g, '\\$&')}%`;
    const gone = await changed<{ seq: number }>(
      tx,
      sql`DELETE FROM ledger_secret WHERE name = ${name} AND value LIKE ${pattern} ESCAPE '\\' RETURNING seq`,
    );
    return gone.length;
  }

  /** Signs a checkpoint of the newest tree, if it extends the last one signed. Failure never stops business. */
  sign(): Promise<void> {
    // One that waits and has not begun will cover what was appended meanwhile as well: a thousand receipts in a
    // minute do not queue for a thousand signatures.
    if (this.waitingToSign !== null) return this.waitingToSign;
    const next = this.signing.then(() => {
      this.waitingToSign = null;
      return this.signNewest();
    });
    this.signing = next.catch(() => undefined);
    this.waitingToSign = next.catch((error: unknown) => {
      this.problem = error instanceof Error ? error.message : String(error);
      this.logger.error(`ledger: ${this.problem}`, undefined, 'Ledger');
    });
    return this.waitingToSign;
  }

  /** While a long seeding runs, one checkpoint at its end is enough. */
  async withoutCheckpoints<T>(run: () => Promise<T>): Promise<T> {
    this.deferred = true;
    try {
      return await run();
    } finally {
      this.deferred = false;
      await this.sign();
    }
  }

  /** The newest signed note, or null before the first. */
  async checkpoint(db: EntityManager): Promise<{ readonly size: number; readonly note: string } | null> {
    const newest = await row<{ size: number | string; note: string }>(
      db,
      sql`SELECT size, note FROM ledger_checkpoint ORDER BY size DESC LIMIT 1`,
    );
    return newest === null ? null : { size: Number(newest.size), note: newest.note };
  }

  /** The line of an act with the proof that the newest signed tree holds it: verifiable without this server. */
  async receipt(db: EntityManager, seq: number): Promise<Receipt> {
    const [entry] = await ledgerEntries(db, seq, seq + 1);
    const signed = await this.checkpoint(db);
    const covered = signed !== null && signed.size > seq;
    const size = covered ? signed.size : await ledgerSize(db);
    return {
      line: entry?.body ?? '',
      proof: await inclusionProof(db, seq, size),
      checkpoint: covered ? signed.note : null,
    };
  }

  /** Salt and value behind the commitments of a line, by name; only for those whom the values belong to. */
  async commitments(
    db: EntityManager,
    seq: number,
  ): Promise<Readonly<Record<string, { readonly salt: string; readonly value: string }>>> {
    const list = await rows<{ name: string; salt: Buffer; value: string }>(
      db,
      sql`SELECT name, salt, value FROM ledger_secret WHERE seq = ${seq} ORDER BY name`,
    );
    return Object.fromEntries(
      list.map(({ name, salt, value }) => [name, { salt: salt.toString('hex'), value }]),
    );
  }

  /** The public key as C2SP writes it. */
  publicKey(): string {
    this.key ??= this.loadKey();
    return verifierKey(this.origin, this.key.publicKey);
  }

  health(): LedgerHealth {
    return { ok: this.problem === null, reason: this.problem };
  }

  private async appendAfterSkew(tx: EntityManager, act: PublicAct, head: Head): Promise<{ seq: number }> {
    // The machine's clock went back: time in the ledger never falls, and the page says why. (security.md R17)
    const skew: PublicAct = {
      type: 'clock.skew',
      by: 'system',
      ref: 'clock',
      data: { clock: this.clock.now() },
    };
    await this.write(tx, skew, { seq: head.seq + 1, at: head.at });
    return { seq: await this.write(tx, act, { seq: head.seq + 2, at: head.at }) };
  }

  private async write(tx: EntityManager, act: PublicAct, { seq, at }: Head): Promise<number> {
    const hidden = Object.entries(act.hidden ?? {}).map(([name, value]) => ({
      name,
      value,
      salt: randomBytes(32),
    }));
    const commitments = hidden.map(({ name, value, salt }) => [
      name,
      createHmac('sha256', salt).update(value, 'utf8').digest('hex'),
    ]);
    const { type, by, ref, data } = act;
    const line = {
      v: 1,
      seq,
      at,
      type,
      by,
      ref,
      data,
      ...(hidden.length > 0 ? { c: Object.fromEntries(commitments) as object } : {}),
    };
    const body = JSON.stringify(line);
    const leaf = leafHash(body);
    await run(
      tx,
      sql`INSERT INTO ledger_entry (seq, at, body, leaf) VALUES (${seq}, ${at}, ${body}, ${leaf})`,
    );
    for (const { level, index, hash } of await completedBy(seq, leaf, nodeReader(tx)))
      await run(tx, sql`INSERT INTO ledger_node (level, idx, hash) VALUES (${level}, ${index}, ${hash})`);
    for (const { name, value, salt } of hidden)
      await run(
        tx,
        sql`INSERT INTO ledger_secret (seq, name, salt, value) VALUES (${seq}, ${name}, ${salt}, ${value})`,
      );
    if (tx.dataSource.options.type === 'postgres')
      await changed(tx, sql`UPDATE ledger_head SET seq = ${seq}, at = ${at} WHERE one = 1 RETURNING one`);
    return seq;
  }

  private async signNewest(): Promise<void> {
    const db = this.work.reader;
    const size = await ledgerSize(db);
    const last = this.memory.last();
    if (size === 0 && last === null) return;
    const tree: Tree = { size, root: await rootOf(size, nodeReader(db)) };
    if (last !== null) await refuseFork(db, last, tree);
    if (last?.size === size) {
      this.problem = null;
      return;
    }
    this.key ??= this.loadKey();
    this.memory.remember(tree);
    const note = signedNote(this.origin, tree, this.key);
    await this.work.write((tx) =>
      run(
        tx,
        sql`INSERT INTO ledger_checkpoint (size, note) VALUES (${size}, ${note}) ON CONFLICT (size) DO NOTHING`,
      ),
    );
    this.problem = null;
  }
}

interface Head {
  readonly seq: number;
  readonly at: string;
}

/** SQLite: the newest line, under the writer's lock. PostgreSQL: the one row of `ledger_head`, locked. */
async function lastLine(tx: EntityManager): Promise<Head | null> {
  const postgres = tx.dataSource.options.type === 'postgres';
  const head = await row<{ seq: number | string; at: string }>(
    tx,
    postgres
      ? sql`SELECT seq, at FROM ledger_head WHERE one = 1 FOR UPDATE`
      : sql`SELECT seq, at FROM ledger_entry ORDER BY seq DESC LIMIT 1`,
  );
  return head === null || Number(head.seq) < 0 ? null : { seq: Number(head.seq), at: head.at };
}

async function refuseFork(db: EntityManager, last: Tree, tree: Tree): Promise<void> {
  if (tree.size < last.size)
    throw new Error(`the database holds ${tree.size} entries, but ${last.size} were signed: an old copy?`);
  const { fromRoot } = await consistencyProof(db, last.size, tree.size);
  if (fromRoot !== last.root.toString('hex'))
    throw new Error(`the first ${last.size} entries are not those that were signed`);
}

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../clock.js';
import { joined, row, rows, run, sql } from '../database/sql.js';
import { currentRequest } from '../web/request-context.js';

/** One line of the private trail: who did what to which thing, old and new (changed fields only), with which result. */
export interface AuditEntry {
  /** null for the system, the command line, or somebody who could not sign in. */
  readonly viewer: SignedIn | null;
  /** kebab-case, past tense: `scorecard-submitted`. */
  readonly action: string;
  readonly subject: readonly [type: string, id: string];
  readonly before?: object;
  readonly after?: object;
  readonly result?: 'done' | 'refused';
}

export interface AuditLine {
  readonly seq: number;
  readonly at: string;
  readonly actor: string | null;
  readonly actorName: string | null;
  readonly roles: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly address: string | null;
  readonly result: string;
  readonly previousHash: string;
  readonly hash: string;
}

const SECRET_NAME = /password|secret|token|salt|hash$|idnumber|id_number|phone|mobile|account_no|bank/i;
const ID_NUMBER = /\b(\d{6})(?:19|20)\d{8}([\dXx]{4})\b/g;
const MOBILE = /(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g;

/**
 * The private, append-only trail, chained by SHA-256(previous hash ‖ line). The line stands in the transaction of
 * the change it tells about, after the ledger. (architecture 4.8)
 */
@Injectable()
export class Audit {
  constructor(private readonly clock: Clock) {}

  async record(tx: EntityManager, entry: AuditEntry): Promise<void> {
    const head = await lastOf(tx);
    const seq = head === null ? 0 : head.seq + 1;
    const previousHash = head?.hash ?? '';
    const { viewer } = entry;
    const content = {
      seq,
      at: this.clock.now(),
      actor: viewer?.accountId ?? null,
      actorName: viewer?.name ?? null,
      roles: viewer?.roles.join(' ') ?? '',
      action: entry.action,
      subjectType: entry.subject[0],
      subjectId: entry.subject[1],
      before: entry.before ? masked(entry.before) : null,
      after: entry.after ? masked(entry.after) : null,
      address: currentRequest()?.address ?? null,
      result: entry.result ?? 'done',
    };
    const hash = chained(previousHash, content);
    const c = content;
    await run(
      tx,
      sql`INSERT INTO audit_line (seq, at, actor, actor_name, roles, action, subject_type, subject_id, "before", "after", address, result, previous_hash, hash)
          VALUES (${seq}, ${c.at}, ${c.actor}, ${c.actorName}, ${c.roles}, ${c.action}, ${c.subjectType}, ${c.subjectId},
                  ${c.before}, ${c.after}, ${c.address}, ${c.result}, ${previousHash}, ${hash})`,
    );
    if (tx.dataSource.options.type === 'postgres')
      await run(tx, sql`UPDATE audit_head SET seq = ${seq}, hash = ${hash} WHERE one = 1`);
  }
}

const COLUMNS = sql`seq, at, actor, actor_name AS "actorName", roles, action, subject_type AS "subjectType", subject_id AS "subjectId",
  "before" AS "before", "after" AS "after", address, result, previous_hash AS "previousHash", hash`;

/** The lines about one thing, newest first: its history for whoever may see it. */
export async function linesAbout(db: EntityManager, type: string, id: string): Promise<AuditLine[]> {
  return numbered(
    await rows<AuditLine>(
      db,
      sql`SELECT ${COLUMNS} FROM audit_line WHERE subject_type = ${type} AND subject_id = ${id} ORDER BY seq DESC LIMIT 200`,
    ),
  );
}

/**
 * The trail below a line (keyset), newest first, optionally of one action; without the acts on matters whose number
 * begins with one of `sealed`, while nobody may know who acted. (security.md C12)
 */
export async function auditPage(
  db: EntityManager,
  filter: {
    below?: number;
    action?: string;
    most: number;
    sealed?: { readonly acts: string; readonly numbers: readonly string[] };
  },
): Promise<AuditLine[]> {
  const below = filter.below === undefined ? sql`1 = 1` : sql`seq < ${filter.below}`;
  const action = filter.action === undefined ? sql`1 = 1` : sql`action = ${filter.action}`;
  const { acts = '', numbers = [] } = filter.sealed ?? {};
  const sealed = joined(
    numbers.map((number) => sql`subject_id = ${number} OR subject_id LIKE ${`${number}-%`}`),
    ' OR ',
    '1 = 0',
  );
  return numbered(
    await rows<AuditLine>(
      db,
      sql`SELECT ${COLUMNS} FROM audit_line WHERE ${below} AND ${action} AND NOT (action LIKE ${`${acts}%`} AND (${sealed}))
          ORDER BY seq DESC LIMIT ${filter.most}`,
    ),
  );
}

/** The first line that breaks the chain, or null when it is whole. Reads in portions. */
export async function brokenLink(db: EntityManager): Promise<number | null> {
  let previous = '';
  for (let from = 0; ;) {
    const part = numbered(
      await rows<AuditLine>(
        db,
        sql`SELECT ${COLUMNS} FROM audit_line WHERE seq >= ${from} ORDER BY seq LIMIT 1000`,
      ),
    );
    for (const { previousHash, hash, ...content } of part) {
      if (previousHash !== previous || chained(previousHash, content) !== hash || content.seq !== from)
        return from;
      previous = hash;
      from += 1;
    }
    if (part.length < 1000) return null;
  }
}

function numbered(lines: AuditLine[]): AuditLine[] {
  return lines.map((line) => ({ ...line, seq: Number(line.seq) }));
}

async function lastOf(tx: EntityManager): Promise<{ seq: number; hash: string } | null> {
  const postgres = tx.dataSource.options.type === 'postgres';
  const head = await row<{ seq: number | string; hash: string }>(
    tx,
    postgres
      ? sql`SELECT seq, hash FROM audit_head WHERE one = 1 FOR UPDATE`
      : sql`SELECT seq, hash FROM audit_line ORDER BY seq DESC LIMIT 1`,
  );
  return head === null || Number(head.seq) < 0 ? null : { seq: Number(head.seq), hash: head.hash };
}

function chained(previousHash: string, content: Omit<AuditLine, 'previousHash' | 'hash'>): string {
  const { seq, at, actor, actorName, roles, action, subjectType, subjectId, before, after, address, result } =
    content;
  const line = JSON.stringify([
    seq,
    at,
    actor,
    actorName,
    roles,
    action,
    subjectType,
    subjectId,
    before,
    after,
    address,
    result,
  ]);
  return createHash('sha256').update(previousHash).update(line).digest('hex');
}

/** The values as JSON, secrets gone and personal numbers masked before they are written anywhere. */
function masked(values: object): string {
  const text = JSON.stringify(values, (name, value: unknown) => (SECRET_NAME.test(name) ? '***' : value));
  return text.replace(ID_NUMBER, '$1********$2').replace(MOBILE, '$1****$2');
}

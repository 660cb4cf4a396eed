import { createHash } from 'node:crypto';
import { type SessionStore } from '@fastify/session';
import { type Session } from 'fastify';
import { type EntityManager } from 'typeorm';
import { type Clock } from '../clock.js';
import { row, rows, run, sql } from '../database/sql.js';
import { type UnitOfWork } from '../database/unit-of-work.js';
import { currentRequest } from './request-context.js';

declare module 'fastify' {
  interface Session {
    accountId?: string;
    /** When the password was typed; sensitive acts ask for a fresh one. */
    signedInAt?: string;
    staff?: boolean;
  }
}

const MINUTE = 60_000;
/** Idle limits and the longest life of a session (security.md C28). */
export const IDLE_MINUTES = { staff: 15, others: 30 } as const;
export const LONGEST_HOURS = 12;
/** A session is touched at most this often, so that reading pages does not write. */
const TOUCH_AFTER = 5 * MINUTE;

interface Stored {
  readonly data: string;
  readonly created_at: string;
  readonly touched_at: string;
  readonly expires_at: string;
}

/** Server-side sessions: the id is kept only as a hash, and a row that is gone or old is no session. */
export class DatabaseSessionStore implements SessionStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly report: (error: unknown) => void,
  ) {}

  get(sessionId: string, callback: (error: unknown, session?: Session | null) => void): void {
    this.read(sessionId).then(
      (session) => callback(null, session),
      (error: unknown) => callback(error),
    );
  }

  set(sessionId: string, session: Session, callback: (error?: unknown) => void): void {
    this.write(sessionId, session).then(() => callback(), callback);
  }

  destroy(sessionId: string, callback: (error?: unknown) => void): void {
    this.work
      .write((tx) => run(tx, sql`DELETE FROM session WHERE id_hash = ${hashed(sessionId)}`))
      .then(() => callback(), callback);
  }

  private async read(sessionId: string): Promise<Session | null> {
    const now = this.clock.now();
    const stored = await row<Stored>(
      this.work.reader,
      sql`SELECT data, created_at, touched_at, expires_at FROM session WHERE id_hash = ${hashed(sessionId)}`,
    );
    if (!stored || stored.expires_at <= now) return null;
    const session = JSON.parse(stored.data) as Session;
    const idle = IDLE_MINUTES[session.staff === true ? 'staff' : 'others'] * MINUTE;
    const sinceTouch = Date.parse(now) - Date.parse(stored.touched_at);
    if (sinceTouch > idle) return null;
    if (sinceTouch > TOUCH_AFTER) await this.touch(sessionId, now).catch(this.report);
    return session;
  }

  private async touch(sessionId: string, now: string): Promise<void> {
    await this.work.write((tx) =>
      run(tx, sql`UPDATE session SET touched_at = ${now} WHERE id_hash = ${hashed(sessionId)}`),
    );
  }

  private async write(sessionId: string, session: Session): Promise<void> {
    const now = this.clock.now();
    const expires = new Date(Date.parse(now) + LONGEST_HOURS * 60 * MINUTE).toISOString();
    const { cookie: _, ...data } = JSON.parse(JSON.stringify(session)) as Session;
    const address = currentRequest()?.address ?? '';
    await this.work.write((tx) =>
      run(
        tx,
        sql`INSERT INTO session (id_hash, account_id, data, created_at, touched_at, expires_at, address)
            VALUES (${hashed(sessionId)}, ${data.accountId ?? null}, ${JSON.stringify({ ...data, cookie: { originalMaxAge: null } })},
                    ${now}, ${now}, ${expires}, ${address})
            ON CONFLICT (id_hash) DO UPDATE SET data = excluded.data, account_id = excluded.account_id, touched_at = excluded.touched_at`,
      ),
    );
  }
}

/** One open session, as its owner and the security administration may see it. */
export interface OpenSession {
  readonly idHash: string;
  readonly createdAt: string;
  readonly touchedAt: string;
  readonly address: string;
}

export async function sessionsOf(db: EntityManager, accountId: string, now: string): Promise<OpenSession[]> {
  return rows<OpenSession>(
    db,
    sql`SELECT id_hash AS "idHash", created_at AS "createdAt", touched_at AS "touchedAt", address
        FROM session WHERE account_id = ${accountId} AND expires_at > ${now} ORDER BY touched_at DESC`,
  );
}

/** Ends every session of an account, or all but one (`keep` is a session id as the cookie has it). */
export async function endSessions(tx: EntityManager, accountId: string, keep?: string): Promise<void> {
  const kept = keep === undefined ? '' : hashed(keep);
  await run(tx, sql`DELETE FROM session WHERE account_id = ${accountId} AND id_hash <> ${kept}`);
}

/** Rows of sessions that have run out; a nightly job. */
export async function removeExpiredSessions(tx: EntityManager, now: string): Promise<void> {
  await run(tx, sql`DELETE FROM session WHERE expires_at <= ${now}`);
}

function hashed(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex');
}

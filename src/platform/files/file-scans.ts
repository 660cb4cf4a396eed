import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Problem } from '../../kernel/outcome.js';
import { Audit } from '../audit/audit.js';
import { Clock } from '../clock.js';
import { among, row, rows, run, sql } from '../database/sql.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Jobs } from '../jobs/jobs.js';
import { FileFolder } from './file-folder.js';
import { Scanner } from './scanner.js';

/** What the scanner said of a content; WAITING: it has not answered yet. A content without a row was never scanned. */
export type ScanState = 'CLEAN' | 'FOUND' | 'WAITING';

/** What pages say of a file; without a scanner nobody looked. */
export type ShownScan = ScanState | 'NOT_SCANNED';

/** Told inside the transaction that puts a file into quarantine. */
export type FoundListener = (tx: EntityManager, sha256: string) => Promise<void>;

const JOB = 'scan-file';
const RESCAN_AFTER_DAYS = 30;
const MOST_A_NIGHT = 2_000;

/**
 * The verdicts of the virus scanner, by content. With a scanner configured nothing leaves the store without "clean":
 * what it could not look at waits, and what it objects to stays in quarantine, also when it learns of it later. (C63)
 */
@Injectable()
export class FileScans {
  private readonly listeners: FoundListener[] = [];

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
    private readonly folder: FileFolder,
    private readonly scanner: Scanner,
  ) {
    jobs.define(JOB, (input) => this.again((input as { sha256: string }).sha256));
  }

  /** Who uses files says here what is to happen when one of them turns out bad. */
  onFound(listener: FoundListener): void {
    this.listeners.push(listener);
  }

  /** Looks at a file that has arrived and writes down what the scanner said; null without a scanner. */
  async look(sha256: string, path: string): Promise<ScanState | null> {
    if (!this.scanner.isConfigured) return null;
    const answer = await this.scanner.scan(path);
    const state = answer.state === 'NO_ANSWER' ? 'WAITING' : answer.state;
    const signature = answer.state === 'FOUND' ? answer.signature : null;
    return this.work.write((tx) => this.record(tx, { sha256, state, signature }));
  }

  /** Refuses what must not leave the store. A file that nobody has looked at is looked at now. */
  async admit(sha256: string): Promise<void> {
    const known = (await scanStates(this.work.reader, [sha256])).get(sha256) ?? null;
    if (known === 'FOUND') throw new Problem('file-quarantined');
    if (!this.scanner.isConfigured || known === 'CLEAN') return;
    const state = await this.look(sha256, this.folder.pathOf(sha256));
    if (state === 'FOUND') throw new Problem('file-quarantined');
    if (state !== 'CLEAN') throw new Problem('file-held');
  }

  /**
   * The nightly look: what waits, what was never looked at, and what was found clean so long ago that the scanner may
   * know more today. Answers how many were looked at.
   */
  async nightly(): Promise<number> {
    if (!this.scanner.isConfigured) return 0;
    const kept = await this.folder.hashes();
    const due = (await this.due(kept)).slice(0, MOST_A_NIGHT);
    for (const sha256 of due) await this.look(sha256, this.folder.pathOf(sha256));
    return due.length;
  }

  private async due(kept: readonly string[]): Promise<string[]> {
    const before = new Date(Date.parse(this.clock.now()) - RESCAN_AFTER_DAYS * 86_400_000).toISOString();
    const settled = await rows<{ sha256: string }>(
      this.work.reader,
      sql`SELECT sha256 FROM file_scan WHERE state = 'FOUND' OR (state = 'CLEAN' AND scanned_at >= ${before})`,
    );
    const skip = new Set(settled.map(({ sha256 }) => sha256));
    return kept.filter((sha256) => !skip.has(sha256));
  }

  /** Tried again by the job until the scanner answers. */
  private async again(sha256: string): Promise<void> {
    const state = await this.look(sha256, this.folder.pathOf(sha256));
    if (state === 'WAITING') throw new Error('the scanner does not answer');
  }

  /** Writes the verdict down and answers what holds now. */
  private async record(
    tx: EntityManager,
    verdict: { sha256: string; state: ScanState; signature: string | null },
  ): Promise<ScanState> {
    const { sha256, state, signature } = verdict;
    const now = this.clock.now();
    const before = await row<{ state: ScanState }>(
      tx,
      sql`SELECT state FROM file_scan WHERE sha256 = ${sha256}`,
    );
    // A silent scanner takes nothing back that it has said.
    if (before !== null && state === 'WAITING') return before.state;
    const scannedAt = state === 'WAITING' ? null : now;
    await run(
      tx,
      sql`INSERT INTO file_scan (sha256, state, signature, scanned_at) VALUES (${sha256}, ${state}, ${signature}, ${scannedAt})
          ON CONFLICT (sha256) DO UPDATE SET state = excluded.state, signature = excluded.signature, scanned_at = excluded.scanned_at`,
    );
    if (state === 'WAITING')
      await this.jobs.enqueue(tx, { key: `scan:${sha256}:${now}`, name: JOB, input: { sha256 } });
    if (state !== 'FOUND' || before?.state === 'FOUND') return state;
    for (const listener of this.listeners) await listener(tx, sha256);
    await this.audit.record(tx, {
      viewer: null,
      action: 'file-quarantined',
      subject: ['file', sha256],
      after: { signature },
    });
    return state;
  }
}

/** The verdicts on several contents; one statement. */
export async function scanStates(
  db: EntityManager,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, ScanState>> {
  if (hashes.length === 0) return new Map();
  const list = await rows<{ sha256: string; state: ScanState }>(
    db,
    sql`SELECT sha256, state FROM file_scan WHERE sha256 IN ${among([...new Set(hashes)])}`,
  );
  return new Map(list.map(({ sha256, state }) => [sha256, state]));
}

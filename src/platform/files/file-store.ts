import { createReadStream, type ReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { among, rows, sql, verbatim } from '../database/sql.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { PortalLogger } from '../logger.js';
import { FileFolder, hashOf } from './file-folder.js';
import { type FileLimits, judgeFile, MOST_BYTES } from './file-judge.js';
import { FileScans } from './file-scans.js';

export { MOST_BYTES };

/** A file by its content; the name somebody gave it is kept beside it, never as a path. */
export interface StoredFile {
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
}

const PORTION = 400;

/** Files by the hash of their content, below `DATA_DIR/files`. The same file is stored once. */
@Injectable()
export class FileStore {
  constructor(
    private readonly folder: FileFolder,
    private readonly scans: FileScans,
    private readonly work: UnitOfWork,
    private readonly logger: PortalLogger,
  ) {}

  /** Judges an arrived file by its content and keeps it; refused with the reason. Before `write()`, never inside. */
  async keep(
    incoming: { readonly path: string; readonly name: string },
    field = 'file',
    limits: FileLimits = {},
  ): Promise<Outcome<StoredFile>> {
    const judged = await judgeFile(incoming, limits);
    if (!judged.ok) return refused(judged.findings.map((finding) => ({ ...finding, field })));
    const sha256 = await hashOf(incoming.path);
    if ((await this.scans.look(sha256, incoming.path)) === 'FOUND')
      return refused([{ code: 'file-virus', field }]);
    await this.folder.take(incoming.path, sha256);
    return accepted({ sha256, ...judged.value });
  }

  /**
   * The content as a stream; the caller has asked who may have it. What the scanner has not passed, and what is no
   * longer what was stored, does not leave. (C63; R7)
   */
  async read(sha256: string): Promise<ReadStream> {
    await this.scans.admit(sha256);
    const path = this.folder.pathOf(sha256);
    const is = await hashOf(path).catch(() => 'missing');
    if (is !== sha256) {
      this.logger.error(`stored file ${sha256} is ${is}`, undefined, 'FileStore');
      throw new Problem('file-broken');
    }
    return createReadStream(path);
  }

  /** Whether a content that was kept before is still there. */
  holds(sha256: string): Promise<boolean> {
    return this.folder.holds(sha256);
  }

  /** Takes files away that no row names and that have been there since before the instant. Answers how many. */
  async collect(before: string): Promise<number> {
    const kept = await this.folder.hashes();
    let gone = await this.folder.sweepIncoming(before);
    for (let from = 0; from < kept.length; from += PORTION) {
      const part = kept.slice(from, from + PORTION);
      const named = await namedAmong(this.work.reader, part);
      gone += await this.folder.discard(
        part.filter((sha256) => !named.has(sha256)),
        before,
      );
    }
    return gone;
  }
}

/** The tables and columns that name stored files: every column called `sha256`. Whoever adds a table adds it here. */
export function fileColumns(db: EntityManager): readonly (readonly [table: string, column: string])[] {
  return db.dataSource.entityMetadatas.flatMap(({ tableName, columns }) =>
    columns
      .map(({ databaseName }) => databaseName)
      .filter((name) => name === 'sha256' || name.endsWith('_sha256'))
      .map((name) => [tableName, name] as const),
  );
}

async function namedAmong(db: EntityManager, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const columns = fileColumns(db);
  if (columns.length === 0) throw new Error('no table names a file');
  const named = new Set<string>();
  for (const [table, column] of columns) {
    const name = verbatim(`"${column}"`);
    const list = await rows<{ sha256: string }>(
      db,
      sql`SELECT DISTINCT ${name} AS "sha256" FROM ${verbatim(`"${table}"`)} WHERE ${name} IN ${among(hashes)}`,
    );
    for (const { sha256 } of list) named.add(sha256);
  }
  return named;
}

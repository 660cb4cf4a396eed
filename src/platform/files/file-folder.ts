import { createHash } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { CONFIG, type Config } from '../config.js';

const HASH = /^[0-9a-f]{64}$/;

/** `DATA_DIR/files`: contents by their hash, two levels deep. Paths come from hashes alone, never from names. (C53) */
@Injectable()
export class FileFolder {
  private readonly root: string;
  private readonly incoming: string;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly clock: Clock,
  ) {
    this.root = join(config.dataDir, 'files');
    this.incoming = join(config.dataDir, 'incoming');
  }

  pathOf(sha256: string): string {
    if (!HASH.test(sha256)) throw new RangeError('not a file hash');
    return join(this.root, sha256.slice(0, 2), sha256);
  }

  /** Moves a content to its place; the same content twice is one file. */
  async take(path: string, sha256: string): Promise<void> {
    await mkdir(join(this.root, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
    await rename(path, this.pathOf(sha256));
  }

  /** Whether the content is there; asking for it keeps it from being collected for another day. */
  async holds(sha256: string): Promise<boolean> {
    if (!HASH.test(sha256)) return false;
    const now = Date.parse(this.clock.now()) / 1_000;
    return utimes(this.pathOf(sha256), now, now).then(
      () => true,
      () => false,
    );
  }

  async hashes(): Promise<string[]> {
    const folders = await entriesOf(this.root);
    const lists = await Promise.all(
      folders
        .filter((one) => one.isDirectory() && one.name.length === 2)
        .map(({ name }) => entriesOf(join(this.root, name))),
    );
    return lists
      .flat()
      .map(({ name }) => name)
      .filter((name) => HASH.test(name));
  }

  /**
   * Takes contents away that nobody names and that are older than the instant. Each is moved aside first and looked at
   * again there: one that arrived anew in between goes back. Answers how many are gone.
   */
  async discard(hashes: readonly string[], before: string): Promise<number> {
    const limit = Date.parse(before);
    let gone = 0;
    for (const sha256 of hashes) {
      if (!(await isOlder(this.pathOf(sha256), limit))) continue;
      const aside = join(this.root, `${sha256}.leaving`);
      await rename(this.pathOf(sha256), aside);
      if (await isOlder(aside, limit)) {
        await rm(aside);
        gone += 1;
      } else await rename(aside, this.pathOf(sha256));
    }
    return gone;
  }

  /** Removes what uploads that broke off have left behind. */
  async sweepIncoming(before: string): Promise<number> {
    const left = (await entriesOf(this.incoming)).filter((one) => one.isFile());
    let gone = 0;
    for (const { name } of left) {
      const path = join(this.incoming, name);
      if (!(await isOlder(path, Date.parse(before)))) continue;
      await rm(path, { force: true });
      gone += 1;
    }
    return gone;
  }
}

/** The SHA-256 of a file's content. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

async function isOlder(path: string, limit: number): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.mtimeMs < limit;
}

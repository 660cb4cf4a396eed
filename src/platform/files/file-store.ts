import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { accepted, type Outcome, refused } from '../../kernel/outcome.js';
import { CONFIG, type Config } from '../config.js';
import { zipFinding } from '../documents/zip.js';

/** A file by its content; the name somebody gave it is kept beside it, never as a path. */
export interface StoredFile {
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
}

export const MOST_BYTES = 20 * 1024 * 1024;

const OFFICE: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/** Files by the hash of their content, below `DATA_DIR/files`. The same file is stored once. */
@Injectable()
export class FileStore {
  private readonly folder: string;

  constructor(@Inject(CONFIG) config: Config) {
    this.folder = join(config.dataDir, 'files');
  }

  /** Judges an arrived file by its content and keeps it; refused with the reason. Before `write()`, never inside. */
  async keep(
    incoming: { readonly path: string; readonly name: string },
    field = 'file',
  ): Promise<Outcome<StoredFile>> {
    const { size } = await stat(incoming.path);
    if (size === 0) return refused([{ code: 'file-empty', field }]);
    if (size > MOST_BYTES)
      return refused([{ code: 'file-too-large', field, args: { max: MOST_BYTES / 1024 / 1024 } }]);
    const type = await typeByContent(incoming.path, extensionOf(incoming.name));
    if (type === null)
      return refused([{ code: 'file-type', field, args: { name: incoming.name.slice(0, 80) } }]);
    if (Object.values(OFFICE).includes(type)) {
      const finding = await zipFinding(incoming.path);
      if (finding) return refused([{ ...finding, field }]);
    }
    const sha256 = await hashOf(incoming.path);
    await mkdir(join(this.folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
    await rename(incoming.path, this.pathOf(sha256));
    return accepted({ sha256, size, type });
  }

  /** The content as a stream; the caller has asked who may have it. */
  read(sha256: string): ReadStream {
    return createReadStream(this.pathOf(sha256));
  }

  private pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a file hash');
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function extensionOf(name: string): string {
  return /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The type when extension and content agree, else null: scripts, SVG, HTML and programs never pass. (C57, C59) */
async function typeByContent(path: string, extension: string): Promise<string | null> {
  const handle = await open(path);
  try {
    const head = Buffer.alloc(4_096);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    const start = head.subarray(0, bytesRead);
    if (extension === 'pdf')
      return start.subarray(0, 5).toString('latin1') === '%PDF-' ? 'application/pdf' : null;
    if (extension === 'png')
      return start.subarray(0, 8).toString('hex') === '89504e470d0a1a0a' ? 'image/png' : null;
    if (extension === 'jpg' || extension === 'jpeg')
      return start.subarray(0, 3).toString('hex') === 'ffd8ff' ? 'image/jpeg' : null;
    if (extension in OFFICE)
      return start.subarray(0, 4).toString('hex') === '504b0304' ? (OFFICE[extension] ?? null) : null;
    if (extension === 'txt' || extension === 'csv')
      return looksLikeText(start) ? 'text/plain; charset=utf-8' : null;
    return null;
  } finally {
    await handle.close();
  }
}

function looksLikeText(start: Buffer): boolean {
  const text = start.toString('utf8');
  return !start.includes(0) && !/^\s*(?:<|#!)/.test(text);
}

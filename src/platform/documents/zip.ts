import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { type Finding } from '../../kernel/outcome.js';

const MOST_ENTRIES = 2_000;
const MOST_UNPACKED = 60 * 1024 * 1024;
const MOST_RATIO = 100;
const OPTIONS = { lazyEntries: true, validateEntrySizes: true, strictFileNames: true };

/** One entry of an archive whose directory has been found sound; `read` inflates it, never more than it said. */
export interface ZipEntry {
  readonly name: string;
  readonly read: () => Promise<Buffer>;
}

/**
 * Reads the directory of a zip before its content and says what stands against opening it: too many entries, too much
 * unpacked, a ratio only a bomb has, a path out of the archive, a link, two entries of one name. `look` then judges
 * what is inside, entry by entry. (security.md C58)
 */
export async function zipFinding(
  source: string | Buffer,
  look?: (entries: readonly ZipEntry[]) => Promise<Finding | null>,
): Promise<Finding | null> {
  let zip: yauzl.ZipFile | null = null;
  try {
    zip =
      typeof source === 'string'
        ? await yauzl.openPromise(source, { ...OPTIONS, autoClose: false })
        : await yauzl.fromBufferPromise(source, OPTIONS);
    const entries: yauzl.Entry[] = [];
    const weight = { unpacked: 0, packed: 0 };
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      const finding = entryFinding(entry, weight) ?? (entries.length > MOST_ENTRIES ? tooLarge() : null);
      if (finding) return finding;
    }
    const names = new Set(entries.map(({ fileName }) => fileName.toLowerCase()));
    if (names.size < entries.length) return { code: 'file-damaged' };
    return look ? await look(entries.map((entry) => readable(zip, entry))) : null;
  } catch {
    return { code: 'file-damaged' };
  } finally {
    if (zip?.isOpen) zip.close();
  }
}

function entryFinding(entry: yauzl.Entry, weight: { unpacked: number; packed: number }): Finding | null {
  weight.unpacked += entry.uncompressedSize;
  weight.packed += entry.compressedSize;
  const isLink = ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
  const { unpacked, packed } = weight;
  const tooBig =
    unpacked > MOST_UNPACKED || (unpacked > 1_000_000 && unpacked / Math.max(1, packed) > MOST_RATIO);
  if (tooBig || isLink) return tooLarge();
  return entry.isEncrypted() ? { code: 'file-locked' } : null;
}

function tooLarge(): Finding {
  return { code: 'file-unpacks-too-large', args: { megabytes: Math.round(MOST_UNPACKED / 1024 / 1024) } };
}

function readable(zip: yauzl.ZipFile | null, entry: yauzl.Entry): ZipEntry {
  return {
    name: entry.fileName,
    read: async () => {
      if (zip === null) throw new Error('a closed archive');
      return buffer(await zip.openReadStreamPromise(entry));
    },
  };
}

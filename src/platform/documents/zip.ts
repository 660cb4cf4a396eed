import yauzl from 'yauzl';
import { type Finding } from '../../kernel/outcome.js';

const MOST_ENTRIES = 2_000;
const MOST_UNPACKED = 60 * 1024 * 1024;
const MOST_RATIO = 100;

/**
 * Reads the directory of a zip (never its content) and says what stands against opening it: too many entries, too
 * much unpacked, a ratio only a bomb has, a path out of the archive, a link. (security.md C58)
 */
export function zipFinding(path: string): Promise<Finding | null> {
  return new Promise((resolve) => {
    yauzl.open(path, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error !== null) {
        resolve({ code: 'file-damaged' });
        return;
      }
      let [unpacked, packed, entries] = [0, 0, 0];
      const answer = (finding: Finding | null): void => {
        zip.close();
        resolve(finding);
      };
      zip.on('error', () => answer({ code: 'file-damaged' }));
      zip.on('end', () => answer(null));
      zip.on('entry', (entry: yauzl.Entry) => {
        entries += 1;
        unpacked += entry.uncompressedSize;
        packed += entry.compressedSize;
        const isLink = ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
        const tooBig =
          unpacked > MOST_UNPACKED || (unpacked > 1_000_000 && unpacked / Math.max(1, packed) > MOST_RATIO);
        if (entries > MOST_ENTRIES || tooBig || isLink) {
          answer({
            code: 'file-unpacks-too-large',
            args: { megabytes: Math.round(MOST_UNPACKED / 1024 / 1024) },
          });
          return;
        }
        zip.readEntry();
      });
      zip.readEntry();
    });
  });
}

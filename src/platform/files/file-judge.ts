import { open, readFile, stat } from 'node:fs/promises';
import { accepted, type Finding, type Outcome, refused } from '../../kernel/outcome.js';
import {
  FILE_KINDS,
  type FileKind,
  kindNamed,
  OFFICE_KINDS,
  PICTURE_KINDS,
  startsAs,
  TYPE_OF,
} from './file-kinds.js';
import { officeFinding } from './office-content.js';
import { pdfFinding } from './pdf-content.js';
import { pictureSize } from './picture-size.js';

export const MOST_BYTES = 20 * 1024 * 1024;
const MOST_PIXELS = 64_000_000;
const MOST_SIDE = 20_000;
/** The end of an archive stands within this much of the end of the file. */
const TAIL = 66_000;
const HEAD = 65_536;
const OLD_OFFICE = 'd0cf11e0a1b11ae1';

/** What a place takes; it may take less than the portal, never more. */
export interface FileLimits {
  readonly kinds?: readonly FileKind[];
  readonly maxBytes?: number;
}

/**
 * Judges an arrived file by its content: its type and size, or the reason why it is refused. Nothing of it is ever
 * run or drawn. (security.md C57, C58, C59, C62)
 */
export async function judgeFile(
  { path, name }: { readonly path: string; readonly name: string },
  { kinds = FILE_KINDS, maxBytes = MOST_BYTES }: FileLimits = {},
): Promise<Outcome<{ readonly size: number; readonly type: string }>> {
  const { size } = await stat(path);
  const most = Math.min(maxBytes, MOST_BYTES);
  if (size === 0) return refused([{ code: 'file-empty' }]);
  if (size > most) return refused([{ code: 'file-too-large', args: { max: most / 1024 / 1024 } }]);
  const kind = kindNamed(name);
  const edges = await edgesOf(path, size);
  const finding =
    kind === null || !kinds.includes(kind)
      ? wrongKind(name, kinds)
      : (edgeFinding(kind, edges, name, kinds) ?? (await contentFinding(kind, path, edges.head)));
  return finding || kind === null
    ? refused(finding ? [finding] : [])
    : accepted({ size, type: TYPE_OF[kind] });
}

interface Edges {
  readonly head: Buffer;
  readonly tail: Buffer;
}

async function edgesOf(path: string, size: number): Promise<Edges> {
  const handle = await open(path);
  try {
    const part = async (length: number, position: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    return {
      head: await part(Math.min(HEAD, size), 0),
      tail: await part(Math.min(TAIL, size), Math.max(0, size - TAIL)),
    };
  } finally {
    await handle.close();
  }
}

function wrongKind(name: string, kinds: readonly FileKind[]): Finding {
  const accepts = kinds.map((kind) => kind.toUpperCase()).join(', ');
  return { code: 'file-type', args: { name: [...name].slice(0, 80).join(''), accepts } };
}

/** By the first and the last bytes: another kind than the name says, or two kinds in one file. */
function edgeFinding(
  kind: FileKind,
  { head, tail }: Edges,
  name: string,
  kinds: readonly FileKind[],
): Finding | null {
  const isOffice = OFFICE_KINDS.some((one) => one === kind);
  if (isOffice && head.toString('hex', 0, 8) === OLD_OFFICE) return { code: 'file-locked' };
  if (!startsAs(kind, head)) return wrongKind(name, kinds);
  if (isOffice) return null;
  if (kind === 'txt' || kind === 'csv') return isText(head, tail) ? null : wrongKind(name, kinds);
  const hidesArchive = tail.includes('PK\x05\x06');
  const hidesPage = /<(?:script|html|svg|\?php)\b/i.test(head.toString('latin1', 0, 4_096));
  return hidesArchive || hidesPage ? { code: 'file-two-kinds' } : null;
}

async function contentFinding(kind: FileKind, path: string, head: Buffer): Promise<Finding | null> {
  const office = OFFICE_KINDS.find((one) => one === kind);
  if (office !== undefined) return officeFinding(path, office);
  if (kind === 'pdf') return pdfFinding(await readFile(path));
  const picture = PICTURE_KINDS.find((one) => one === kind);
  if (picture === undefined) return null;
  const size = pictureSize(picture, picture === 'jpg' ? await readFile(path) : head);
  if (size === null) return { code: 'file-damaged' };
  const { width, height } = size;
  const floods = width > MOST_SIDE || height > MOST_SIDE || width * height > MOST_PIXELS;
  return floods ? { code: 'file-pixels', args: { width, height } } : null;
}

function isText(...parts: readonly Buffer[]): boolean {
  // Tab, line ends, form feed and escape occur in texts; other control characters do not.
  return parts.every((part) => !/[\x00-\x08\x0E-\x1A\x1C-\x1F]/.test(part.toString('latin1')));
}

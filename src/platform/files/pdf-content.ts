import { promisify } from 'node:util';
import { constants, inflate } from 'node:zlib';
import { type Finding } from '../../kernel/outcome.js';

const inflated = promisify(inflate);
const MOST_OBJECTS = 40 * 1024 * 1024;
const ACTIVE = /\/(?:JavaScript|Launch|RichMedia|Rendition|SubmitForm|ImportData|XFA)(?![A-Za-z0-9])/;
const EMBEDDED = /\/EmbeddedFiles?(?![A-Za-z0-9])/;
const LOCKED = /\/Encrypt(?![A-Za-z0-9])/;

/**
 * What stands against a PDF: scripts and actions that start programs, send forms or play media, other files inside,
 * or a lock that keeps anybody from looking. Names written with escapes and objects packed in streams are read too.
 */
export async function pdfFinding(bytes: Buffer): Promise<Finding | null> {
  const text = unescaped(bytes.toString('latin1'));
  if (LOCKED.test(text)) return { code: 'file-locked' };
  const packed = await packedObjects(bytes);
  // A stream of objects whose head was not seen where heads stand hides something.
  const announced = text.match(/\/ObjStm(?![A-Za-z0-9])/g)?.length ?? 0;
  if (packed === null || packed.length < announced) return { code: 'file-damaged' };
  for (const part of [text, ...packed]) {
    if (ACTIVE.test(part)) return { code: 'file-active' };
    if (EMBEDDED.test(part)) return { code: 'file-embedded' };
  }
  return null;
}

/** Names with their `#4A` written out, so that no spelling hides one. */
function unescaped(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** The texts of all object streams; null when one cannot be read, which is no reason to trust it. */
async function packedObjects(bytes: Buffer): Promise<readonly string[] | null> {
  const texts: string[] = [];
  let room = MOST_OBJECTS;
  for (let at = bytes.indexOf('stream'); at !== -1; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.toString('latin1', Math.max(0, at - 3), at) === 'end') continue;
    const dictionary = dictionaryBefore(bytes, at);
    if (!/\/ObjStm(?![A-Za-z0-9])/.test(dictionary)) continue;
    const text = await unpacked(bytes, at, dictionary, room);
    if (text === null) return null;
    room -= text.length;
    texts.push(unescaped(text));
  }
  return texts;
}

/** What stands between the beginning of the object and its stream. */
function dictionaryBefore(bytes: Buffer, at: number): string {
  const near = bytes.toString('latin1', Math.max(0, at - 4_096), at);
  return unescaped(near.slice(Math.max(0, near.lastIndexOf('obj'))));
}

async function unpacked(bytes: Buffer, at: number, dictionary: string, most: number): Promise<string | null> {
  const lineEnd = bytes[at + 6] === 0x0d ? 2 : 1;
  const start = at + 6 + lineEnd;
  const filters = /\/Filter\s*(\[[^\]]*\]|\/[A-Za-z0-9]+)/.exec(dictionary)?.[1] ?? '';
  const names = filters.match(/[A-Za-z0-9]+/g) ?? [];
  if (names.length === 0) return '';
  if (names.length > 1 || (names[0] !== 'FlateDecode' && names[0] !== 'Fl')) return null;
  if (/\/Predictor\s+(?!1\b)\d+/.test(dictionary)) return null;
  try {
    // To the end that the packing itself has: the word "endstream" may stand inside.
    const text = await inflated(bytes.subarray(start), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: Math.max(1, most),
    });
    return text.toString('latin1');
  } catch {
    return null;
  }
}

import { type Finding } from '../../kernel/outcome.js';
import { type ZipEntry, zipFinding } from '../documents/zip.js';
import { OFFICE_KINDS, type OfficeKind } from './file-kinds.js';

const MACROS = /(?:^|\/)(?:vbaProject\.bin|vbaData\.xml|macrosheets\/.+|activeX\/.+|customUI\/.+)$/i;
const EMBEDDED_OFFICE = /\/embeddings\/[^/]+\.(docx|xlsx|pptx)$/i;
const EMBEDDED_OBJECT = /\/embeddings\/[^/]+$/i;
const ARCHIVES = [/^PK\x03\x04/, /^Rar!/, /^7z\xBC\xAF/, /^\x1F\x8B/, /^BZh/, /^\xFD7zXZ/];
/** Pictures of Office that are gzip by nature. */
const PACKED_PICTURE = /\.(?:emz|wmz)$/i;
const PROGRAM = /^(?:MZ|\x7FELF|#!)/;
const MARKUP = /\.(?:xml|rels|vml)$/i;
const MAIN_PART: Readonly<Record<OfficeKind, RegExp>> = {
  docx: /wordprocessingml\.document\.main\+xml/,
  xlsx: /spreadsheetml\.sheet\.main\+xml/,
  pptx: /presentationml\.(?:presentation|slideshow)\.main\+xml/,
};
/** Things that the reader's program would fetch or run by itself when it opens the document. */
const FETCHED = /\/(?:attachedTemplate|oleObject|frame|subDocument|externalLinkPath)$/;

/**
 * What stands against a document of Office by what is inside: it is what its name says, without macros, programs,
 * other archives, objects that run, definitions of entities, or parts fetched from elsewhere. A chart's own workbook
 * inside a document is judged by the same rule, one level deep. (security.md C58, C64)
 */
export function officeFinding(source: string | Buffer, kind: OfficeKind, depth = 0): Promise<Finding | null> {
  return zipFinding(source, async (entries) => {
    const macro = entries.some(({ name }) => MACROS.test(name));
    if (macro) return { code: 'file-macros' };
    const types = entries.find(({ name }) => name === '[Content_Types].xml');
    const declared = types === undefined ? '' : plainText(await types.read());
    if (/macroEnabled|vbaProject/i.test(declared)) return { code: 'file-macros' };
    if (!MAIN_PART[kind].test(declared)) return { code: 'file-not-what-it-says' };
    for (const entry of entries) {
      const finding = await partFinding(entry, depth);
      if (finding) return finding;
    }
    return null;
  });
}

async function partFinding({ name, read }: ZipEntry, depth: number): Promise<Finding | null> {
  if (name.endsWith('/')) return null;
  const content = await read();
  const inner = EMBEDDED_OFFICE.exec(name)?.[1]?.toLowerCase();
  if (inner !== undefined && depth === 0)
    return officeFinding(content, OFFICE_KINDS.find((one) => one === inner) ?? 'docx', depth + 1);
  const start = content.subarray(0, 8).toString('latin1');
  if (PROGRAM.test(start)) return { code: 'file-active' };
  if (ARCHIVES.some((one) => one.test(start)) && !PACKED_PICTURE.test(name))
    return { code: 'file-nested-archive' };
  if (EMBEDDED_OBJECT.test(name)) return { code: 'file-embedded' };
  return MARKUP.test(name) ? markupFinding(plainText(content), name) : null;
}

function markupFinding(text: string, name: string): Finding | null {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return { code: 'file-entities' };
  if (!name.endsWith('.rels')) return null;
  const fetched = (text.match(/<Relationship\b[^>]*>/g) ?? []).some(
    (tag) =>
      /TargetMode\s*=\s*["']External/.test(tag) &&
      FETCHED.test(/Type\s*=\s*["']([^"']*)/.exec(tag)?.[1] ?? ''),
  );
  return fetched ? { code: 'file-active' } : null;
}

/** Markup of one or two bytes a character, as text that can be searched. */
function plainText(content: Buffer): string {
  return content.toString('latin1').replaceAll('\u0000', '');
}

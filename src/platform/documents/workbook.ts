import { accepted, type Finding, type Outcome, refused } from '../../kernel/outcome.js';
import { type ZipEntry, zipFinding } from './zip.js';

/** What stands in a sheet beside its values: which cells are reckoned, and which are joined. */
export interface SheetMarks {
  readonly name: string;
  /** Addresses of cells with a formula: `C7`. */
  readonly formulas: readonly string[];
  /** Ranges of merged cells: `A7:A9`. */
  readonly merged: readonly string[];
}

const MOST_UNPACKED = 8 * 1024 * 1024;
const damaged: Finding = { code: 'file-damaged' };

/**
 * Finds the sheet of one of these names, or the only one, and reads its marks. A workbook that unpacks to more than
 * some megabytes is no form that people fill in, and XML with declarations of its own (entities) is refused, whoever
 * wrote it. (security.md C58, C64)
 */
export async function sheetMarks(path: string, names: readonly string[]): Promise<Outcome<SheetMarks>> {
  const found: SheetMarks[] = [];
  const finding = await zipFinding(path, async (entries) => {
    const texts = await xmlOf(entries);
    if (texts === null)
      return { code: 'file-unpacks-too-large', args: { megabytes: MOST_UNPACKED / 1024 / 1024 } };
    if ([...texts.values()].some((text) => /<!(?:DOCTYPE|ENTITY)/i.test(text))) return damaged;
    const sheets = sheetsIn(texts);
    if (sheets.length === 0) return damaged;
    const sheet = sheets.find(({ name }) => names.includes(name)) ?? (sheets.length === 1 ? sheets[0] : null);
    if (!sheet) return { code: 'sheet-name-missing', args: { name: names[0] ?? '' } };
    found.push(marksIn(sheet.name, texts.get(sheet.file) ?? ''));
    return null;
  });
  const [marks] = found;
  if (finding || marks === undefined) return refused([{ ...(finding ?? damaged), field: 'file' }]);
  return accepted(marks);
}

async function xmlOf(entries: readonly ZipEntry[]): Promise<ReadonlyMap<string, string> | null> {
  const texts = new Map<string, string>();
  let size = 0;
  for (const { name, read } of entries) {
    if (!/\.(?:xml|rels)$/i.test(name)) continue;
    const bytes = await read();
    size += bytes.length;
    if (size > MOST_UNPACKED) return null;
    texts.set(name, bytes.toString('utf8'));
  }
  return texts;
}

function marksIn(name: string, xml: string): SheetMarks {
  return {
    name,
    formulas: matches(xml, /<c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*?>\s*<f\b/g),
    merged: matches(xml, /<mergeCell\b[^>]*?\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"/g),
  };
}

function sheetsIn(texts: ReadonlyMap<string, string>): { readonly name: string; readonly file: string }[] {
  const files = new Map(
    tags(texts.get('xl/_rels/workbook.xml.rels') ?? '', 'Relationship').map((tag) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  );
  return tags(texts.get('xl/workbook.xml') ?? '', 'sheet').flatMap((tag) => {
    const target = files.get(attribute(tag, 'r:id')) ?? '';
    const file = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    return texts.has(file) ? [{ name: attribute(tag, 'name'), file }] : [];
  });
}

function tags(xml: string, name: string): string[] {
  return matches(xml, new RegExp(`<${name}\\b([^>]*)>`, 'g'));
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return value
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found]) => found ?? '');
}

import { accepted, type Finding, type Outcome, refused } from '../kernel/outcome.js';
import { type NoticeBody, type NoticeTable } from './publicity.rules.js';

/** A notice's body as an officer edits it: paragraphs parted by empty lines, table rows as lines of cells. */
export interface BodyText {
  readonly textZh: string;
  readonly textEn: string;
  /** One row a line, cells parted by `|`, the two languages of a cell by `//`. */
  readonly rows: string;
}

const PARAGRAPH = '\n\n';

export function bodyAsText({ paragraphs, table }: NoticeBody): BodyText {
  const cells = (table?.rows ?? []).map((row) =>
    row.map((one) => (typeof one === 'string' ? one : `${one.zh} // ${one.en}`)).join(' | '),
  );
  return {
    textZh: paragraphs.map(({ zh }) => zh).join(PARAGRAPH),
    textEn: paragraphs.map(({ en }) => en).join(PARAGRAPH),
    rows: cells.join('\n'),
  };
}

/** The edited text as a body again: as many paragraphs in both languages, as many cells as the table has columns. */
export function bodyFrom(before: NoticeBody, text: BodyText): Outcome<NoticeBody> {
  const [zh, en] = [paragraphsIn(text.textZh), paragraphsIn(text.textEn)];
  const findings: Finding[] = [];
  if (zh.length !== en.length)
    findings.push({
      code: 'notice-paragraphs-differ',
      field: 'textEn',
      args: { zh: zh.length, en: en.length },
    });
  const lines = text.rows
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const rows = lines.map((line) => line.split('|').map((one) => cellFrom(one.trim())));
  const columns = before.table?.columns.length ?? 0;
  const wrong = rows.findIndex((row) => row.length !== columns);
  if (before.table !== null && wrong >= 0)
    findings.push({
      code: 'notice-row-columns',
      field: 'rows',
      args: { row: wrong + 1, columns, found: rows[wrong]?.length ?? 0 },
    });
  if (findings.length > 0) return refused<NoticeBody>(findings);
  const paragraphs = zh.map((one, i) => ({ zh: one, en: en[i] ?? '' }));
  return accepted({ ...before, paragraphs, table: before.table === null ? null : { ...before.table, rows } });
}

function paragraphsIn(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function cellFrom(text: string): NoticeTable['rows'][number][number] {
  const [zh = '', en] = text.split(' // ');
  return en === undefined ? zh : { zh: zh.trim(), en: en.trim() };
}

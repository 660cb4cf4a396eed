import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { type Locale } from '../i18n/locale.js';
import { readable } from '../i18n/translator.js';
import { ROOT } from '../views/assets.js';
import { formatters } from '../views/formats.js';
import { type Cell, type SummaryRow, type Table, type Text } from '../views/page.js';
import { type QrPicture } from './qr.js';

/** A page model on paper: what a template shows as summary lists and tables, without anything to click. */
export interface Paper {
  readonly title: Text;
  readonly lines: readonly Text[];
  readonly sections: readonly {
    readonly title: Text;
    readonly source: Text;
    readonly facts: readonly SummaryRow[] | null;
    readonly table: Table | null;
  }[];
  readonly header: Text;
  readonly footer: Text;
  readonly qr: { readonly picture: QrPicture; readonly caption: Text };
  /** The instant it was made. */
  readonly at: string;
}

const MARGIN = 52;
const BODY = 9.5;
const QR_SIDE = 92;
const GREY = '#4e5969';
const RULE = '#c3c9d2';

/** The paper as an A4 PDF with its own letters (Noto Sans SC as a subset), heads of tables repeated on each page. */
export function pdfBytes(paper: Paper, locale: Locale): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN + 18, bottom: MARGIN + 10, left: MARGIN, right: MARGIN },
    bufferPages: true,
    lang: locale,
    info: { Title: readable(locale, paper.title), CreationDate: new Date(paper.at) },
  });
  doc.registerFont('regular', join(ROOT, 'assets', 'fonts', 'NotoSansSC-Regular.ttf'));
  doc.registerFont('bold', join(ROOT, 'assets', 'fonts', 'NotoSansSC-Bold.ttf'));
  const pieces: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (piece: Buffer) => pieces.push(piece));
    doc.on('end', () => resolve(Buffer.concat(pieces)));
    doc.on('error', reject);
  });
  const sheet = new Sheet(doc, locale);
  sheet.head(paper);
  for (const { title, source, facts, table } of paper.sections) {
    sheet.sectionHead(title, source);
    if (facts !== null) sheet.facts(facts);
    if (table !== null) sheet.table(table);
  }
  sheet.edges(paper);
  doc.end();
  return done;
}

class Sheet {
  private readonly width: number;

  constructor(
    private readonly doc: PDFKit.PDFDocument,
    private readonly locale: Locale,
  ) {
    this.width = doc.page.width - 2 * MARGIN;
  }

  head({ title, lines, qr }: Paper): void {
    const { doc } = this;
    const top = doc.y;
    const room = this.width - QR_SIDE - 16;
    doc.font('bold').fontSize(17).text(this.read(title), MARGIN, top, { width: room });
    doc.font('regular').fontSize(BODY).fillColor('#000').moveDown(0.4);
    for (const line of lines) doc.text(this.read(line), MARGIN, doc.y, { width: room, lineGap: 2 });
    const scale = QR_SIDE / qr.picture.size;
    const left = doc.page.width - MARGIN - QR_SIDE;
    doc.save().translate(left, top).scale(scale).path(qr.picture.path).fill('#000').restore();
    doc
      .fontSize(7.5)
      .fillColor(GREY)
      .text(this.read(qr.caption), left - 10, top + QR_SIDE, { width: QR_SIDE + 20, align: 'center' });
    doc.fillColor('#000').fontSize(BODY);
    doc.y = Math.max(doc.y, top + QR_SIDE + 26);
  }

  /** A heading never stands alone at the foot of a page. */
  sectionHead(title: Text, source: Text): void {
    const { doc } = this;
    this.room(64);
    doc.moveDown(0.9);
    doc.font('bold').fontSize(12).text(this.read(title), MARGIN, doc.y, { width: this.width });
    doc.font('regular').fontSize(7.5).fillColor(GREY).text(this.read(source), { width: this.width });
    doc.fontSize(BODY).fillColor('#000').moveDown(0.3);
  }

  facts(rows: readonly SummaryRow[]): void {
    const widths = [this.width * 0.26, this.width * 0.74];
    for (const { label, value } of rows)
      this.row([this.read(label), this.cell(value)], widths, { strong: 0 });
  }

  table({ columns, rows, empty }: Table): void {
    if (rows.length === 0) {
      this.doc
        .fillColor(GREY)
        .text(this.read(empty), MARGIN, this.doc.y, { width: this.width })
        .fillColor('#000');
      return;
    }
    const texts = rows.map(({ cells }) => cells.map((one) => this.cell(one)));
    const heads = columns.map(({ label }) => this.read(label));
    const widths = this.widthsOf([heads, ...texts]);
    const head = (): void => this.row(heads, widths, { strong: 'all' });
    head();
    for (const cells of texts) this.row(cells, widths, { onNewPage: head });
  }

  /** Header, footer and page number on every page, once their number is known. */
  edges({ header, footer }: Paper): void {
    const { doc } = this;
    const { count } = doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      doc.switchToPage(page);
      // NB: text below the bottom margin would make a page of its own.
      const { bottom } = doc.page.margins;
      doc.page.margins.bottom = 0;
      doc.font('regular').fontSize(7.5).fillColor(GREY);
      doc.text(this.read(header), MARGIN, 34, { width: this.width, lineBreak: false });
      const at = doc.page.height - 40;
      doc.text(this.read(footer), MARGIN, at, { width: this.width - 60, lineBreak: false });
      doc.text(`${page + 1} / ${count}`, doc.page.width - MARGIN - 60, at, { width: 60, align: 'right' });
      doc.page.margins.bottom = bottom;
      const line = (y: number): unknown =>
        doc
          .moveTo(MARGIN, y)
          .lineTo(doc.page.width - MARGIN, y)
          .lineWidth(0.5)
          .stroke(RULE);
      line(48);
      line(at - 6);
    }
  }

  private row(
    cells: readonly string[],
    widths: readonly number[],
    { strong, onNewPage }: { strong?: number | 'all'; onNewPage?: () => void },
  ): void {
    const { doc } = this;
    const pad = 4;
    const font = (i: number): string => (strong === 'all' || strong === i ? 'bold' : 'regular');
    const heights = cells.map((text, i) =>
      doc.font(font(i)).heightOfString(text, { width: (widths[i] ?? 0) - 2 * pad, lineGap: 1.5 }),
    );
    const height = Math.max(...heights) + 2 * pad;
    if (this.room(height) && onNewPage !== undefined) onNewPage();
    const top = doc.y;
    let left = MARGIN;
    for (const [i, text] of cells.entries()) {
      const width = widths[i] ?? 0;
      doc.font(font(i)).text(text, left + pad, top + pad, { width: width - 2 * pad, lineGap: 1.5 });
      left += width;
    }
    doc
      .moveTo(MARGIN, top + height)
      .lineTo(MARGIN + this.width, top + height)
      .lineWidth(strong === 'all' ? 0.9 : 0.4)
      .stroke(RULE);
    doc.x = MARGIN;
    doc.y = top + height;
  }

  /** Begins a new page when so much does not fit on this one; says whether it did. */
  private room(height: number): boolean {
    const { doc } = this;
    if (doc.y + height <= doc.page.height - doc.page.margins.bottom) return false;
    doc.addPage();
    return true;
  }

  /** Columns by their longest text, none narrower than a date. */
  private widthsOf(rows: readonly (readonly string[])[]): number[] {
    const wishes = (rows[0] ?? []).map((_, i) => {
      const longest = Math.max(...rows.map((cells) => this.doc.widthOfString(cells[i] ?? '')));
      return Math.min(Math.max(longest + 12, 62), 210);
    });
    const all = wishes.reduce((sum, wish) => sum + wish, 0);
    return wishes.map((wish) => (wish / all) * this.width);
  }

  private cell({ text, sub, tag, day, instant, money, number }: Cell): string {
    const { locale } = this;
    const main =
      tag !== null
        ? this.read(tag.label)
        : text !== null
          ? this.read(text)
          : day !== null
            ? formatters.day(locale, day)
            : instant !== null
              ? formatters.instant(locale, instant)
              : money !== null
                ? formatters.money(locale, money)
                : formatters.number(locale, number);
    return sub === null ? main : `${main}\n${this.read(sub)}`;
  }

  private read(text: Text): string {
    return readable(this.locale, text);
  }
}

import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { type INestApplicationContext } from '@nestjs/common';
import PDFDocument from 'pdfkit';
import { addDays, addYears, type CalendarDay } from '../kernel/calendar.js';
import { type Outcome } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { type DocumentEntry, DocumentsService } from '../organizations/documents.service.js';
import { ownDocuments } from '../organizations/documents.queries.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type NamedFile } from '../platform/files/evidence.js';
import { FileStore } from '../platform/files/file-store.js';
import { ROOT } from '../platform/views/assets.js';
import { AttachmentsService } from '../ventures/applications/attachments.service.js';
import { filePlaces, takesType } from '../ventures/applications/attachment.rules.js';
import { ownApplication } from '../ventures/applications/applications.queries.js';

type Keep = (name: string, content: Buffer) => Promise<NamedFile>;

/** Documents that an organization keeps: one that runs out soon, one renewed, one without an end. */
export async function seedDocuments(
  app: INestApplicationContext,
  viewer: SignedIn,
  { today, dataDir }: { readonly today: CalendarDay; readonly dataDir: string },
): Promise<void> {
  const keep = keeper(app.get(FileStore), dataDir);
  const documents = app.get(DocumentsService);
  const entries: readonly DocumentEntry[] = [
    {
      kind: 'CERTIFICATE',
      title: '登记证书副本（虚构）',
      validFrom: addYears(addDays(today, 40), -4),
      validUntil: addDays(today, 40),
    },
    { kind: 'CHARTER', title: '章程（虚构）', validFrom: null, validUntil: null },
    {
      kind: 'TAXES',
      title: '纳税和社会保险证明（虚构）',
      validFrom: addDays(today, -400),
      validUntil: addDays(today, -35),
    },
  ];
  for (const entry of entries)
    done(await documents.add(viewer, entry, await keep(`${entry.title}.pdf`, await paper(entry.title))));
  const renewed = (await ownDocuments(app.get(UnitOfWork).reader, viewer)).find(
    ({ kind }) => kind === 'TAXES',
  );
  if (renewed === undefined) throw new Error('the store is empty');
  const term = { validFrom: addDays(today, -20), validUntil: addDays(today, 345) };
  const file = await keep('纳税和社会保险证明（新）.pdf', await paper('纳税和社会保险证明（第二版）'));
  done(await documents.renew(viewer, { id: renewed.documentId, version: 1 }, term, file));
}

/** Files along with a draft: what its call asks for, or a letter and a picture where it asks for nothing by name. */
export async function attachSamples(
  app: INestApplicationContext,
  viewer: SignedIn,
  { round, dataDir }: { readonly round: string; readonly dataDir: string },
): Promise<void> {
  const keep = keeper(app.get(FileStore), dataDir);
  const mine = await ownApplication(app.get(UnitOfWork).reader, viewer, round);
  if (mine === null) throw new Error(`no draft in ${round}`);
  const samples = [
    await keep('合作意向书（虚构）.pdf', await paper('合作意向书')),
    await keep('活动场地照片（虚构）.png', drawing(320, 200)),
  ];
  for (const place of filePlaces(mine.form, mine.content)) {
    const files = samples.filter((one) => takesType(place, one)).slice(0, place.most);
    done(await app.get(AttachmentsService).attach(viewer, round, place.question, files));
  }
}

function keeper(files: FileStore, folder: string): Keep {
  return async (name, content) => {
    const path = join(folder, `incoming-${randomUUID()}`);
    await writeFile(path, content);
    return { ...done(await files.keep({ path, name })), name };
  };
}

/** A sheet with one line, as a scan would be. */
function paper(title: string): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4', info: { Title: title, CreationDate: new Date(0) } });
  const pieces: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (piece: Buffer) => pieces.push(piece));
    doc.on('end', () => resolve(Buffer.concat(pieces)));
    doc.on('error', reject);
  });
  doc.registerFont('regular', join(ROOT, 'assets', 'fonts', 'NotoSansSC-Regular.ttf'));
  doc.font('regular').fontSize(22).text(title, { align: 'center' });
  doc.moveDown().fontSize(11).text('演示文件，内容为虚构。', { align: 'center' });
  doc.end();
  return whole;
}

/** A picture of sky and ground, drawn by the line. */
function drawing(width: number, height: number): Buffer {
  const lines = Array.from({ length: height }, (_, y) => {
    const [red, green, blue] = y < height * 0.6 ? [150, 190 + (y % 60), 235] : [120, 160, 90];
    const line = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x += 1) line.set([red, green, blue], 1 + x * 3);
    return line;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (name: string, content: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
    const edges = Buffer.alloc(8);
    edges.writeUInt32BE(content.length, 0);
    edges.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([edges.subarray(0, 4), body, edges.subarray(4)]);
  };
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
  return outcome.value;
}

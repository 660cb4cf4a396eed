import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomFillSync } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { ImportRunsService } from '../../src/organizations/import-runs.service.js';
import { COLUMNS } from '../../src/organizations/register-import.rules.js';
import { count, rows, run, sql } from '../../src/platform/database/sql.js';
import { csvText, xlsxBytes } from '../../src/platform/documents/sheet.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { type Portal, startPortal } from '../support/app.js';
import { type Reply } from '../support/web.js';

let portal: Portal;
const HOME = '/bureau/register-import';
const HEADINGS = COLUMNS.map(({ zh }) => zh);

beforeAll(async () => {
  portal = await startPortal();
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  await portal.account('registrar', ['registry-officer']);
  await portal.account('other', ['registry-officer']);
  await portal.account('officer', ['programme-officer']);
});
afterAll(() => portal.close());

function line(n: number, more: { name?: string; address?: string } = {}): string[] {
  const code = makeCreditCode('ASSOCIATION', '320800', `MJ${String(100_000 + n)}`);
  const { name = `淮安市第${n}协会`, address = '示例路1号' } = more;
  return [code, name, '社会团体', '张三', '2018-05-01', '320812', address, '', '正常', '', ''];
}

async function upload(name: string, content: Buffer | string): Promise<Reply> {
  const type = name.endsWith('.csv') ? 'text/csv' : 'application/octet-stream';
  return portal.web
    .as('registrar')
    .upload(HOME, { field: 'file', name, type, content: Buffer.from(content) });
}

/** The page of a run once its stage is over. */
async function settled(reply: Reply): Promise<Reply> {
  expect(reply.statusCode).toBe(303);
  const address = String(reply.headers.location);
  for (;;) {
    const page = await portal.web.as('registrar').get(address);
    if (!page.body.includes('data-poll')) return page;
    await pause(20);
  }
}

async function confirm(report: Reply): Promise<Reply> {
  const plan = report.page.value('plan') ?? '';
  return portal.web.as('registrar').post(`${HOME}/confirmation`, { plan }, HOME);
}
const known = (): Promise<number> =>
  count(portal.work.reader, sql`SELECT count(*) AS count FROM organization`);

test('the good rows of a file are stored, the bad are reported row by row, and the same file changes nothing', async () => {
  const bad = line(3);
  bad[3] = '=1+1';
  const file = csvText([HEADINGS, line(1), line(2), bad, line(1)]).replace("'=1+1", '=1+1');
  const report = await settled(await upload('登记.csv', file));
  expect(report.page.text()).toContain('共 4 行：新增 2，更新 0，无变化 0，不能导入 2。');
  expect(report.page.text()).toContain('4 法定代表人 =1+1 内容像公式，请改为文字');
  expect(report.page.text()).toContain('与本文件第 2 行代码重复');
  expect(await known()).toBe(0);

  const download = await portal.web
    .as('registrar')
    .get(report.page.links().find((href) => href.endsWith('/report')) ?? '');
  expect(download.headers['content-disposition']).toContain('import-report.csv');
  expect(download.body).toContain("4,法定代表人,'=1+1,内容像公式，请改为文字");
  // Somebody else's run does not exist for a colleague.
  const address = report.page.links().find((href) => href.endsWith('/report')) ?? '';
  expect((await portal.web.as('other').get(address)).statusCode).toBe(404);

  const done = await confirm(report);
  expect(done.headers.location).toBe('/bureau/organizations');
  expect((await portal.web.as('registrar').get('/bureau/organizations')).page.text()).toContain('新增 2');
  expect(await known()).toBe(2);

  const entries = await count(portal.work.reader, sql`SELECT count(*) AS count FROM ledger_entry`);
  const again = await settled(await upload('登记.csv', file));
  expect(again.page.text()).toContain('新增 0，更新 0，无变化 2，不能导入 2。');
  expect(again.page.value('plan')).toBeNull();
  expect(await count(portal.work.reader, sql`SELECT count(*) AS count FROM ledger_entry`)).toBe(entries);
});

test('a workbook with a new name updates the record and keeps the former name', async () => {
  const content = await xlsxBytes([HEADINGS, line(1, { name: '淮安市改名协会' })], '登记信息');
  const report = await settled(await upload('登记.xlsx', content));
  expect(report.page.text()).toContain('共 1 行：新增 0，更新 1');
  expect((await confirm(report)).headers.location).toBe('/bureau/organizations');
  const former = await rows<{ name: string }>(portal.work.reader, sql`SELECT name FROM organization_name`);
  expect(former).toEqual([{ name: '淮安市第1协会' }]);
});

test('a register that changed after the check takes nothing of the file', async () => {
  const report = await settled(
    await upload('登记.csv', csvText([HEADINGS, line(4), line(2, { address: '新路2号' })])),
  );
  expect(report.page.text()).toContain('新增 1，更新 1');
  await portal.work.write((tx) => run(tx, sql`UPDATE organization SET version = version + 1`));
  const before = await known();
  const refused = await confirm(report);
  expect(refused.statusCode).toBe(422);
  expect(refused.page.error('file')).toContain('检查之后登记信息有变动');
  expect(await known()).toBe(before);
});

const text = csvText([HEADINGS, line(7)]);
test.each([
  ['nothing', 'leer.csv', Buffer.alloc(0), '文件是空的'],
  ['blank lines', 'leer.csv', Buffer.from('\n\n'), '文件是空的'],
  ['a heading row alone', 'kopf.csv', Buffer.from(csvText([HEADINGS])), '只有表头'],
  ['no heading row', 'ohne.csv', Buffer.from(csvText([line(7)])), '缺少列'],
  [
    'two encodings in one file',
    'gemischt.csv',
    Buffer.concat([Buffer.from(text), Buffer.from([0xbb, 0xb4, 0xb0, 0xb2, 0xff, 0xfe, 0x0a])]),
    '混用了不同的文字编码',
  ],
  ['quotes that never close', 'quote.csv', Buffer.from(`${text}"a`), '不是可识别的表格'],
  ['no workbook', 'falsch.xlsx', Buffer.from('PK no zip'), '文件已损坏'],
  ['more rows than the limit', 'lang.csv', Buffer.from(`a\n${'b\n'.repeat(50_001)}`), '超过 50000 行'],
])('a file with %s is refused as a whole', async (_name, name, content, message) => {
  const refused = await upload(name, content);
  expect([refused.statusCode, refused.page.error('file')]).toEqual([422, expect.stringContaining(message)]);
});

test('a long file shows where it is while it is checked and while it is stored', async () => {
  const runs = portal.app.get(ImportRunsService);
  runs.patienceMs = 0;
  try {
    const rows = Array.from({ length: 20_000 }, (_, i) => line(1_000 + i));
    const reply = await upload('lang.csv', csvText([HEADINGS, ...rows]));
    const address = String(reply.headers.location);
    const first = await portal.web.as('registrar').get(address);
    expect(first.page.text()).toContain('正在检查');
    expect(first.body).toContain(`data-poll="${address}"`);
    const report = await settled(reply);
    expect(report.page.text()).toContain('共 20000 行：新增 20000');
    const storing = await confirm(report);
    expect(storing.headers.location).toBe(address);
    expect((await portal.web.as('registrar').get(address)).page.text()).toMatch(
      /正在写入：已写入 \d+ \/ 20000 行/,
    );
    // A second word for the same run waits with the first one, and changes nothing.
    expect((await confirm(report)).headers.location).toBe(address);
    expect((await settled(storing)).headers.location).toBe('/bureau/organizations');
  } finally {
    runs.patienceMs = 700;
  }
});

test('GB18030 is read as such', async () => {
  const cells = line(8, { name: 'NAME' }).map((cell) => cell.replace(/^[^\x00-\x7F]+.*$/, 'x'));
  cells[2] = 'social association';
  cells[8] = 'registered';
  const file = csvText([COLUMNS.map(({ en }) => en), cells]).replace('\uFEFF', '');
  const [before = '', after = ''] = file.split('NAME');
  const association = Buffer.from([0xd0, 0xad, 0xbb, 0xe1]); // 协会
  const content = Buffer.concat([Buffer.from(before), association, Buffer.from(after)]);
  const report = await settled(await upload('gb.csv', content));
  expect(report.page.text()).toContain('新增 1');
  await confirm(report);
  expect((await portal.web.visitor.get(`/organizations/${cells[0] ?? ''}`)).page.heading()).toContain('协会');
});

test('a workbook that unpacks to 289 MB is refused by its directory, unopened', async () => {
  const bomb = zipOf(
    'xl/worksheets/sheet1.xml',
    deflateRawSync(Buffer.alloc(289 * 1024 * 1024, 0x20)),
    289 * 1024 * 1024,
  );
  const memory = process.memoryUsage().arrayBuffers;
  const refused = await upload('bombe.xlsx', bomb);
  expect([refused.statusCode, refused.page.error('file')]).toEqual([
    422,
    expect.stringContaining('解压后超过'),
  ]);
  expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(100 * 1024 * 1024);
});

test('a file above 30 MB is cut off', async () => {
  expect((await upload('gross.csv', randomFillSync(Buffer.alloc(31 * 1024 * 1024)))).statusCode).toBe(413);
});

test('only those who keep the register import', async () => {
  expect((await portal.web.as('officer').get(HOME)).statusCode).toBe(403);
  const template = await portal.web.as('registrar').get(`${HOME}/template`);
  const report = await settled(await upload('vorlage.xlsx', template.rawPayload));
  expect(report.page.text()).toContain('新增 1');
});

/** A zip with one deflated entry. */
function zipOf(name: string, packed: Buffer, size: number): Buffer {
  const crc = crc32(Buffer.alloc(size, 0x20));
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed]);
  const central = Buffer.concat([
    Buffer.from('PK\u0001\u0002'),
    Buffer.from([20, 0]),
    fields,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

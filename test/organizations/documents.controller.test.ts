import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DocumentsService } from '../../src/organizations/documents.service.js';
import { ownDocuments } from '../../src/organizations/documents.queries.js';
import { viewerNamed } from '../../src/accounts/accounts.queries.js';
import { found } from '../../src/kernel/outcome.js';
import { DOCUMENT_BYTES } from '../../src/organizations/document.rules.js';
import { sql } from '../../src/platform/database/sql.js';
import { type Portal } from '../support/app.js';
import { as, bySql, get, on, openListDesk } from '../support/list-desk.js';
import { noFile, type UploadedFile } from '../support/web.js';

let portal: Portal;
beforeAll(async () => {
  portal = await openListDesk();
});
afterAll(() => portal.close());

const STORE = '/org/documents';
const textFile = (name: string, content: string): UploadedFile => ({
  field: 'file',
  name,
  type: 'text/plain',
  content: Buffer.from(content),
});
const entry = {
  kind: 'CERTIFICATE',
  title: '登记证书副本',
  validFrom: '2022-06-01',
  validUntil: '2026-06-20',
};
let path = '';

test('a document is kept with its days; a bad file or a bad day loses nothing of the rest', async () => {
  on('2026-05-06');
  const body = await as('body-1');
  expect((await body.get(STORE)).page.text()).toContain('还没有材料');
  const none = await body.upload(STORE, noFile('file'), entry);
  expect([none.statusCode, none.page.value('title'), none.page.error('file') !== null]).toEqual([
    422,
    '登记证书副本',
    true,
  ]);
  const active = await body.upload(STORE, textFile('证书.txt', '<html>'), entry);
  expect([active.statusCode, active.page.error('file')]).toEqual([
    422,
    expect.stringContaining('“证书.txt”不能上传'),
  ]);
  const backwards = await body.upload(STORE, textFile('证书.txt', '证书一'), {
    ...entry,
    validUntil: '2020-01-01',
  });
  expect([backwards.statusCode, backwards.page.error('validUntil') !== null]).toEqual([422, true]);
  // The good file of the refused try travels on; it is not chosen again.
  const token = backwards.page.value('kept[0][token]') ?? '';
  const saved = await body.upload(STORE, noFile('file'), { ...entry, 'kept[0][token]': token });
  expect(saved.statusCode).toBe(303);
  const listed = await body.get(STORE);
  expect(listed.page.text()).toContain('“登记证书副本”将于 2026-06-20 到期');
  path = listed.page.links().find((href) => /^\/org\/documents\/[0-9a-f-]{36}$/.test(href)) ?? '';
  const file = (await body.get(path)).page.links().find((href) => href.includes('/files/')) ?? '';
  const got = await body.get(file);
  expect([got.body, got.headers['content-disposition'], got.headers['content-security-policy']]).toEqual([
    '证书一',
    expect.stringContaining('attachment'),
    "sandbox; default-src 'none'",
  ]);
  expect(got.headers['x-content-type-options']).toBe('nosniff');
});

test('nobody else has it: not the other body, not the bureau, by no address', async () => {
  const file = (await get('body-1', path)).page.links().find((href) => href.includes('/files/')) ?? '';
  for (const address of [path, file]) {
    expect((await get('body-2', address)).statusCode).toBe(404);
    expect((await get('registrar', address)).statusCode).toBe(403);
  }
  const other = await as('body-2');
  expect(
    (await other.upload(`${path}/versions`, textFile('a.txt', 'a'), { version: 1 }, STORE)).statusCode,
  ).toBe(404);
  expect((await other.post(`${path}/end`, { version: 1 }, STORE)).statusCode).toBe(404);
});

test('a newer version stands beside the old one, which nothing changes, by SQL neither', async () => {
  on('2026-06-21');
  const body = await as('body-1');
  expect((await body.get(STORE)).page.text()).toContain('已于 2026-06-20 过期');
  const version = (await body.get(path)).page.value('version') ?? '';
  const term = { validFrom: '2026-06-21', validUntil: '2030-06-20', version };
  const renewed = await body.upload(`${path}/versions`, textFile('证书.txt', '证书二'), term, path);
  expect(renewed.statusCode).toBe(303);
  const stale = await body.upload(`${path}/versions`, textFile('证书.txt', '证书三'), term, path);
  expect(stale.statusCode).toBe(409);
  const shown = await body.get(path);
  const files = shown.page.links().filter((href) => href.includes('/files/'));
  expect(await Promise.all(files.map(async (href) => (await body.get(href)).body))).toEqual([
    '证书二',
    '证书一',
  ]);
  expect((await body.get(STORE)).page.text()).not.toContain('过期，请');
  expect(await bySql(sql`UPDATE organization_document_version SET name = 'x'`)).not.toBe('done');
  expect(await bySql(sql`DELETE FROM organization_document_version`)).not.toBe('done');
});

test('a document leaves the store and comes back; where it is used is told by those who use it', async () => {
  const { app, work } = portal;
  const body = await as('body-1');
  const version = (await body.get(path)).page.value('version') ?? '';
  expect((await body.post(`${path}/end`, { version }, path)).statusCode).toBe(303);
  expect((await body.get(STORE)).page.hasLink(path)).toBe(false);
  expect((await body.get(path)).page.text()).toContain('放回材料库');
  expect((await body.post(`${path}/end`, { version: Number(version) + 1 }, path)).statusCode).toBe(409);
  expect((await body.post(`${path}/return`, { version: Number(version) + 1 }, path)).statusCode).toBe(303);
  const viewer = found(await viewerNamed(work.reader, 'body-1'));
  const [newest] = await ownDocuments(work.reader, viewer);
  app.get(DocumentsService).usedBy((_, ids) =>
    Promise.resolve(
      ids
        .filter((id) => id === newest?.id)
        .map((versionId) => ({
          versionId,
          where: '示例申报',
          href: '/org',
          usedAt: '2026-06-22T01:00:00.000Z',
        })),
    ),
  );
  expect((await body.get(path)).page.text()).toMatch(/示例申报\s*第 2 版/);
});

test('the room of the store ends with a number and a way on (C61)', async () => {
  const filled = sql`INSERT INTO organization_document_version (id, document_id, number, name, sha256, size, type, added_at, added_by)
    SELECT 'big', d.id, 99, 'big.pdf', 'big', ${DOCUMENT_BYTES - 30}, 'application/pdf', d.added_at, 'x' FROM organization_document d`;
  expect(await bySql(filled)).toBe('done');
  const body = await as('body-1');
  const full = await body.upload(STORE, textFile('大.txt', 'a'.repeat(40)), { ...entry, title: '又一份' });
  expect([full.statusCode, full.page.error('file')]).toEqual([
    422,
    expect.stringContaining('已用 200 MB，共 200 MB'),
  ]);
});

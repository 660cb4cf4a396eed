import { request as httpRequest } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type SignedIn } from '../../../src/kernel/viewer.js';
import { DocumentsService } from '../../../src/organizations/documents.service.js';
import { count, row, rows, run, sql } from '../../../src/platform/database/sql.js';
import { FileScans } from '../../../src/platform/files/file-scans.js';
import { ROOT } from '../../../src/platform/views/assets.js';
import { ReferenceService } from '../../../src/reference/reference.service.js';
import { ApplicationsService } from '../../../src/ventures/applications/applications.service.js';
import { APPLICATION_BYTES } from '../../../src/ventures/applications/attachment.rules.js';
import { PASSWORD, type Portal, startPortal } from '../../support/app.js';
import { aCall } from '../../support/calls.js';
import { EICAR, fakeClamd, type FakeClamd } from '../../support/fake-clamd.js';
import { picture } from '../../support/pictures.js';
import { Browser, noFile, type Reply, type UploadedFile } from '../../support/web.js';
import { officeOf } from '../../support/zip.js';
import { registeredBody } from '../../support/body.js';

const BASE = '/org/rounds/2026-09/application';
const FILES = `${BASE}/attachments`;
let portal: Portal;
let clamd: FakeClamd;
let viewer: SignedIn;

beforeAll(async () => {
  clamd = await fakeClamd();
  portal = await startPortal('2026-11-24T01:00:00.000Z', 'test', { SCANNER_URL: clamd.url });
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  await portal.account('officer', ['programme-officer']);
  const [body, rival] = [await registered(registrar, 'MJ990001'), await registered(registrar, 'MJ990002')];
  viewer = await portal.account('ngo-a', ['applicant'], { organizationId: body });
  const other = await portal.account('ngo-b', ['applicant'], { organizationId: rival });
  await aCall(portal.work, '2026-09');
  await portal.app.listen(0, '127.0.0.1');
  for (const one of [viewer, other]) {
    const started = await portal.app.get(ApplicationsService).start(one, '2026-09');
    if (!started.ok) throw new Error(JSON.stringify(started.findings));
  }
});
afterAll(async () => {
  await portal.close();
  await clamd.close();
});

async function registered(registrar: SignedIn, code: string): Promise<string> {
  return await registeredBody(portal, registrar, code, `淮安市附件${code}服务中心`);
}
/** Sessions end with the hours that pass; whoever comes signs in. */
async function as(username: string): Promise<Browser> {
  const browser = new Browser(portal.app);
  expect((await browser.post('/sign-in', { username, password: PASSWORD })).statusCode).toBe(303);
  return browser;
}
const png = (name: string, side: number): UploadedFile => ({
  field: 'file',
  name,
  type: 'image/png',
  content: picture.png(side, side),
});
const pdf = (name: string, content: string): UploadedFile => ({
  field: 'file',
  name,
  type: 'application/pdf',
  content: Buffer.from(`%PDF-1.7 ${content}`),
});
const names = async (question = 'certificate'): Promise<string[]> =>
  (
    await rows<{ name: string }>(
      portal.work.reader,
      sql`SELECT f.name FROM application_attachment f JOIN application a ON a.id = f.application_id
          WHERE a.organization_id = ${viewer.organizationId} AND f.question = ${question} AND f.ended_at IS NULL ORDER BY f.position`,
    )
  ).map(({ name }) => name);
const answer = async (question: string): Promise<unknown> => {
  const one = await row<{ content: string }>(
    portal.work.reader,
    sql`SELECT content FROM application WHERE organization_id = ${viewer.organizationId}`,
  );
  return (JSON.parse(one?.content ?? '{}') as Record<string, unknown>)[question];
};
const idOf = async (name: string): Promise<string> =>
  (
    await row<{ id: string }>(
      portal.work.reader,
      sql`SELECT id FROM application_attachment WHERE name = ${name} ORDER BY added_at DESC LIMIT 1`,
    )
  )?.id ?? '';
const clearUp = (): Promise<void> =>
  portal.work.write((tx) =>
    run(
      tx,
      sql`DELETE FROM application_attachment WHERE application_id IN (SELECT id FROM application WHERE organization_id = ${viewer.organizationId})`,
    ),
  );
const summary = (reply: Reply): string => reply.page.error('file-certificate') ?? '';

test('the page says of each place what it takes; one bad file of several costs none of the others', async () => {
  const web = await as('ngo-a');
  expect((await web.get(BASE)).page.hasLink(FILES)).toBe(true);
  const empty = await web.get(FILES);
  expect(empty.page.text()).toContain('副本扫描件或照片，用于核对登记信息');
  expect(empty.page.text()).toContain('最多 2 个，每个不超过 20 MB');
  // The letter of cooperation is asked for only where there is a partner.
  expect(empty.page.text()).not.toContain('合作意向书');
  const bad = { ...png('病毒.png', 20), content: Buffer.concat([picture.png(20, 20), Buffer.from(EICAR)]) };
  const office = { ...png('章程.docx', 1), content: officeOf('docx') };
  const mixed = await web.upload(FILES, [png('证书一.png', 21), bad, office, png('证书二.png', 22)], {
    question: 'certificate',
  });
  expect(mixed.statusCode).toBe(422);
  expect(mixed.page.text()).toContain('病毒扫描认为“病毒.png”有危险');
  expect(mixed.page.text()).toContain('“章程.docx”不能上传：这里只接受 PDF, PNG, JPG, GIF, WEBP');
  expect(await names()).toEqual(['证书一.png', '证书二.png']);
  expect(mixed.page.text()).toContain('已上传 2 个，最多 2 个');
  // The answer to the question is the list of its files, so the check of the application sees them.
  expect(await answer('certificate')).toHaveLength(2);
  expect((await web.get(BASE)).page.text()).not.toContain('登记证书 请');
  const none = await web.upload(FILES, noFile('file'), { question: 'report' });
  expect([none.statusCode, none.page.error('file-report')]).toEqual([
    422,
    expect.stringContaining('请选择文件'),
  ]);
  const more = await web.upload(FILES, png('证书三.png', 23), { question: 'certificate' });
  expect([more.statusCode, await names()]).toEqual([422, ['证书一.png', '证书二.png']]);
  expect((await web.upload(FILES, png('a.png', 9), { question: 'cooperationLetter' })).statusCode).toBe(404);
});

test('a file is replaced with its history, moved up, removed after a question, brought back, and let go', async () => {
  const web = await as('ngo-a');
  const first = await idOf('证书一.png');
  const replaced = await web.upload(`${FILES}/${first}/replacement`, png('证书新.png', 24), {}, FILES);
  expect(replaced.statusCode).toBe(303);
  expect(await names()).toEqual(['证书新.png', '证书二.png']);
  const shown = await web.get(FILES);
  expect(shown.page.hasLink(`/org/attachments/${first}`)).toBe(true);
  // A bad file leaves what stood there in its place.
  const newest = await idOf('证书新.png');
  const worse = await web.upload(`${FILES}/${newest}/replacement`, pdf('x.pdf', '/JavaScript '), {}, FILES);
  expect([worse.statusCode, summary(worse)]).toEqual([422, expect.stringContaining('“x.pdf”含有脚本')]);
  expect(await names()).toEqual(['证书新.png', '证书二.png']);
  const second = await idOf('证书二.png');
  expect((await web.post(`${FILES}/${second}/rise`, {}, FILES)).statusCode).toBe(303);
  expect(await names()).toEqual(['证书二.png', '证书新.png']);
  const confirm = await web.get(`${FILES}/${second}/removal`);
  expect(confirm.page.text()).toContain('证书二.png');
  expect(await names()).toHaveLength(2);
  expect((await web.post(`${FILES}/${second}/removal`)).statusCode).toBe(303);
  expect([await names(), await answer('certificate')]).toEqual([['证书新.png'], [newest]]);
  expect((await web.get(FILES)).page.text()).toContain('已删除的文件');
  expect((await web.post(`${FILES}/${second}/return`, {}, FILES)).statusCode).toBe(303);
  expect(await names()).toEqual(['证书新.png', '证书二.png']);
  expect((await web.post(`${FILES}/${second}/discarding`, {}, FILES)).statusCode).toBe(404);
  await web.post(`${FILES}/${second}/removal`);
  expect((await web.post(`${FILES}/${second}/discarding`, {}, FILES)).statusCode).toBe(303);
  expect((await web.get(`/org/attachments/${second}`)).statusCode).toBe(404);
  expect((await web.get(`/org/attachments/${first}`)).statusCode).toBe(200);
});

test('a document of the store is used without uploading it again, and stays as it was', async () => {
  const web = await as('ngo-a');
  const store = await web.upload('/org/documents', png('登记证书.png', 31), {
    kind: 'CERTIFICATE',
    title: '登记证书',
  });
  expect(store.statusCode).toBe(303);
  const version = await row<{ id: string; documentId: string; sha256: string }>(
    portal.work.reader,
    sql`SELECT id, document_id AS "documentId", sha256 FROM organization_document_version`,
  );
  const versionId = version?.id ?? '';
  const page = await web.get(FILES);
  expect(page.body).toContain(versionId);
  const picked = await web.post(
    `${FILES}/documents`,
    { question: 'certificate', document: versionId },
    FILES,
  );
  expect(picked.statusCode).toBe(303);
  expect(await names()).toEqual(['证书新.png', '登记证书.png']);
  const document = `/org/documents/${version?.documentId ?? ''}`;
  expect((await web.get(document)).page.hasLink(BASE)).toBe(true);
  const again = await web.post(`${FILES}/documents`, { question: 'certificate', document: versionId }, FILES);
  expect(again.statusCode).toBe(422);
  const wrong = await web.post(`${FILES}/documents`, { question: 'report', document: versionId }, FILES);
  expect([wrong.statusCode, wrong.page.text().includes('不符合此处要求')]).toEqual([422, true]);
  // A newer version of the document changes nothing of what was used; another's document does not exist.
  const renewed = await portal.app.get(DocumentsService).renew(
    viewer,
    { id: version?.documentId ?? '', version: 1 },
    { validFrom: null, validUntil: null },
    {
      name: '登记证书.png',
      sha256: 'f'.repeat(64),
      size: 1,
      type: 'image/png',
    },
  );
  expect(renewed.ok).toBe(true);
  const used = await row<{ sha256: string }>(
    portal.work.reader,
    sql`SELECT sha256 FROM application_attachment WHERE document_version_id = ${versionId}`,
  );
  expect(used?.sha256).toBe(version?.sha256);
  const rival = await as('ngo-b');
  const stolen = await rival.post(
    `${FILES}/documents`,
    { question: 'certificate', document: versionId },
    FILES,
  );
  expect([stolen.statusCode, stolen.page.text().includes('没有这份材料')]).toEqual([422, true]);
});

test('files leave as sandboxed attachments, for their organization alone while the call is sealed (C13, C59)', async () => {
  const id = await idOf('证书新.png');
  const got = await (await as('ngo-a')).get(`/org/attachments/${id}`);
  expect([got.statusCode, got.rawPayload]).toEqual([200, picture.png(24, 24)]);
  expect(got.headers).toMatchObject({
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'content-type': 'image/png',
  });
  expect(got.headers['content-disposition']).toMatch(
    /^attachment; filename="___.png"; filename\*=UTF-8''%E8/,
  );
  const rival = await as('ngo-b');
  for (const address of [`/org/attachments/${id}`, `${FILES}/${id}/removal`])
    expect((await rival.get(address)).statusCode).toBe(404);
  for (const deed of ['removal', 'return', 'discarding', 'rise'])
    expect((await rival.post(`${FILES}/${id}/${deed}`, {}, FILES)).statusCode).toBe(404);
  expect((await (await as('officer')).get(`/bureau/attachments/${id}`)).statusCode).toBe(404);
  expect(await names()).toHaveLength(2);
});

test('the room of an organization ends with figures, and what fits is taken all the same (C61)', async () => {
  const web = await as('ngo-b');
  await portal.work.write((tx) =>
    run(
      tx,
      sql`INSERT INTO application_attachment (id, application_id, name, sha256, size, type, added_at, question, position)
          SELECT 'big', a.id, 'big.pdf', 'big', ${APPLICATION_BYTES - 60}, 'application/pdf', a.changed_at, 'report', 0
          FROM application a JOIN organization o ON o.id = a.organization_id WHERE o.name LIKE '%MJ990002%'`,
    ),
  );
  const full = await web.upload(FILES, [pdf('大.pdf', 'a'.repeat(60)), pdf('小.pdf', 'b')], {
    question: 'certificate',
  });
  expect([full.statusCode, summary(full)]).toEqual([422, expect.stringContaining('已用 300 MB，共 300 MB')]);
  const held = await count(
    portal.work.reader,
    sql`SELECT count(*) AS n FROM application_attachment WHERE name = '小.pdf'`,
  );
  expect(held).toBe(1);
});

test('an upload on its way across the deadline counts when it is saved, not when it began (C72)', async () => {
  await clearUp();
  const call = await row<{ closesAt: string }>(
    portal.work.reader,
    sql`SELECT closes_at AS "closesAt" FROM grant_round`,
  );
  const closes = Date.parse(call?.closesAt ?? '');
  const before = await sentSlowly('及时.pdf', closes - 1);
  expect([before, await names()]).toEqual([303, ['及时.pdf']]);
  const after = await sentSlowly('迟到.pdf', closes);
  expect([after, await names()]).toEqual([422, ['及时.pdf']]);
});

/** Begins an upload in time, lets the clock come to an instant while half is on its way, and sends the rest. */
async function sentSlowly(name: string, until: number): Promise<number> {
  portal.clock.set(new Date(until - 600_000).toISOString());
  const web = await as('ngo-a');
  const token = await web.token(FILES);
  const part = (head: string, content: string): string =>
    `--slow\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
  const body = Buffer.from(
    part('name="_csrf"', token) +
      part('name="question"', 'certificate') +
      part(`name="file"; filename="${name}"`, `%PDF-1.7 ${name}`) +
      '--slow--\r\n',
  );
  const { port } = portal.app.getHttpServer().address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sending = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path: FILES,
        method: 'POST',
        headers: {
          'content-type': 'multipart/form-data; boundary=slow',
          'content-length': body.length,
          cookie: web.cookie(),
        },
      },
      (reply) => {
        reply.resume();
        reply.on('end', () => resolve(reply.statusCode ?? 0));
      },
    );
    sending.on('error', reject);
    const half = Math.floor(body.length / 2);
    sending.write(body.subarray(0, half), () =>
      setTimeout(() => {
        portal.clock.set(new Date(until).toISOString());
        sending.end(body.subarray(half));
      }, 150),
    );
  });
}

test('what turns out dangerous later leaves the draft, and its organization reads why (C63)', async () => {
  const before = await names();
  expect(before).toEqual(['及时.pdf']);
  clamd.viruses.push('及时.pdf');
  portal.clock.set('2027-01-20T01:00:00.000Z');
  await portal.app.get(FileScans).nightly();
  expect([await names(), await answer('certificate')]).toEqual([[], undefined]);
  const shown = await (await as('ngo-a')).get(FILES);
  expect(shown.page.text()).toContain('病毒扫描认为这个文件有危险，已从申报中取出');
  const id = await idOf('及时.pdf');
  expect((await (await as('ngo-a')).get(`/org/attachments/${id}`)).statusCode).toBe(410);
});

test('the bureau gets what was handed in after the opening, and each reading stands in the audit trail', async () => {
  const id = await idOf('小.pdf');
  await portal.work.write(async (tx) => {
    await run(tx, sql`UPDATE grant_round SET status = 'CLOSED', opened_at = closes_at`);
    await run(
      tx,
      sql`UPDATE application SET status = 'SUBMITTED', number = '2026-09-0001', content_hash = 'x', submitted_at = changed_at WHERE id = (SELECT application_id FROM application_attachment WHERE id = ${id})`,
    );
  });
  const desk = await as('officer');
  const read = sql`SELECT count(*) AS n FROM audit_line WHERE action = 'attachment-read' AND subject_id = ${id}`;
  expect((await desk.get(`/bureau/attachments/${id}`)).body).toBe('%PDF-1.7 b');
  expect(await count(portal.work.reader, read)).toBe(1);
  expect((await desk.get('/bureau/applications/2026-09-0001')).page.text()).toMatch(
    /小\.pdf.*病毒扫描已通过/,
  );
  // What was removed before is nobody's but its organization's.
  await portal.work.write((tx) =>
    run(tx, sql`UPDATE application_attachment SET ended_at = added_at WHERE id = ${id}`),
  );
  expect((await desk.get(`/bureau/attachments/${id}`)).statusCode).toBe(404);
});

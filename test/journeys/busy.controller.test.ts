import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Portal, startPortal } from '../support/app.js';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
  await portal.account('officer', ['programme-officer']);
});
afterAll(() => portal.close());

test('a writer who comes when 200 are waiting is told to come back, and can still read', async () => {
  const officer = portal.web.as('officer');
  await officer.get('/account');
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const held = Array.from({ length: 200 }, () => portal.work.write(() => gate));
  try {
    const notice = { titleZh: '公告', titleEn: 'Notice', textZh: '正文', textEn: 'Text' };
    const reply = await officer.post('/bureau/notices', notice);
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '5']);
    expect(reply.page.heading()).not.toBe('');
    expect((await portal.web.visitor.get('/notices')).statusCode).toBe(200);
  } finally {
    open();
    await Promise.all(held);
  }
  expect(
    (
      await officer.post('/bureau/notices', {
        titleZh: '公告',
        titleEn: 'Notice',
        textZh: '正文',
        textEn: 'Text',
      })
    ).statusCode,
  ).toBe(303);
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Portal, startPortal } from '../support/app.js';
import { Browser } from '../support/web.js';

let portal: Portal;

beforeAll(async () => {
  portal = await startPortal();
  await portal.account('officer', ['programme-officer']);
  await portal.account('reviewer-1', ['reviewer']);
  await portal.account('admin-system', ['admin-system']);
  await portal.account('admin-security', ['admin-security']);
});
afterAll(() => portal.close());

describe('signing in', () => {
  test('a wrong password and an unknown name get the same answer, and the name is kept', async () => {
    const browser = new Browser(portal.app);
    const wrong = await browser.post('/sign-in', { username: 'officer', password: 'not it' });
    const unknown = await browser.post('/sign-in', { username: 'nobody-here', password: 'not it' });
    expect([wrong.statusCode, unknown.statusCode]).toEqual([422, 422]);
    expect(wrong.page.text()).toContain('用户名或密码不正确');
    expect(unknown.page.text()).toContain('用户名或密码不正确');
    expect(wrong.page.value('username')).toBe('officer');
    expect(wrong.body).not.toContain('not it');
  });

  test('the session id planted before is not the one after', async () => {
    const reply = await portal.web.as('officer').get('/account');
    expect(reply.statusCode).toBe(200);
    expect(reply.page.text()).toContain('创投项目主管');
    expect(reply.headers['cache-control']).toBe('no-store');
  });

  test('eleven guesses from one address are not evaluated any more', async () => {
    const browser = new Browser(portal.app);
    for (let i = 0; i < 10; i += 1)
      await browser.post('/sign-in', { username: 'reviewer-1', password: `guess ${i}` });
    const reply = await browser.post('/sign-in', {
      username: 'reviewer-1',
      password: 'a long test sentence',
    });
    expect(reply.statusCode).toBe(422);
    expect(reply.page.text()).toContain('尝试次数过多');
    portal.clock.advance(16 * 60_000);
  });

  test('next= leads only inside', async () => {
    const browser = new Browser(portal.app);
    const outside = await browser.post('/sign-in', {
      username: 'officer',
      password: 'a long test sentence',
      next: '//evil.example',
    });
    expect(outside.headers.location).toBe('/bureau');
    const inside = await browser.post(
      '/sign-in',
      { username: 'officer', password: 'a long test sentence', next: '/account' },
      '/account',
    );
    expect(inside.headers.location).toBe('/account');
  });

  test('a session that was signed out is dead', async () => {
    const browser = new Browser(portal.app);
    await browser.post('/sign-in', { username: 'officer', password: 'a long test sentence' });
    const out = await browser.post('/sign-out', {}, '/account');
    expect(out.statusCode).toBe(303);
    expect((await browser.get('/account')).headers.location).toBe('/sign-in?next=%2Faccount');
  });

  test('an idle session of staff ends after 15 minutes', async () => {
    const browser = new Browser(portal.app);
    await browser.post('/sign-in', { username: 'officer', password: 'a long test sentence' });
    portal.clock.advance(14 * 60_000);
    expect((await browser.get('/account')).statusCode).toBe(200);
    portal.clock.advance(16 * 60_000);
    expect((await browser.get('/account')).statusCode).toBe(302);
  });
});

describe('administration', () => {
  test('a role granted and revoked counts at the next request; two administrations are refused', async () => {
    const security = portal.web.as('admin-security');
    const target = new Browser(portal.app);
    await target.post('/sign-in', { username: 'officer', password: 'a long test sentence' });
    expect((await target.get('/admin')).statusCode).toBe(403);
    const refused = await security.post('/admin/accounts/officer/roles', { role: 'admin-audit' });
    expect(refused.statusCode).toBe(422);
    expect(refused.page.text()).toContain('三员分立');
    const granted = await security.post('/admin/accounts/officer/roles', { role: 'panel-secretary' });
    expect(granted.statusCode).toBe(303);
    expect((await target.get('/account')).page.text()).toContain('评审秘书');
  });

  test('a disabled account loses its sessions at once', async () => {
    await portal.account('leaver', ['reviewer']);
    const leaver = new Browser(portal.app);
    await leaver.post('/sign-in', { username: 'leaver', password: 'a long test sentence' });
    expect((await leaver.get('/account')).statusCode).toBe(200);
    await portal.web
      .as('admin-system')
      .post('/admin/accounts/leaver/disabling', {}, '/admin/accounts/leaver');
    expect((await leaver.get('/account')).statusCode).toBe(302);
  });

  test('a short password is refused beside its field and never sent back', async () => {
    const reply = await portal.web
      .as('reviewer-1')
      .post(
        '/account/password',
        { old: 'a long test sentence', password: 'short', again: 'short' },
        '/account',
      );
    expect(reply.statusCode).toBe(422);
    expect(reply.page.error('password')).toContain('密码至少 12 个字符');
    expect(reply.body).not.toContain('value="short"');
  });
});

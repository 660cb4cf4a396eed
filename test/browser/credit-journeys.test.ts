import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser } from 'playwright-core';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { OrganizationsService } from '../../src/organizations/organizations.service.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { PASSWORD, type Portal, startPortal } from '../support/app.js';
import { launch, type Look, Person } from './person.js';

let portal: Portal;
let browser: Browser;
let base = '';
let folder = '';
let evidence = '';
const code = (n: number): string => makeCreditCode('ASSOCIATION', '320800', `MJ99001${n}`);
const BODIES = 6;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portal-evidence-'));
  evidence = join(folder, '缴款书.pdf');
  writeFileSync(evidence, '%PDF-1.7 e');
  portal = await startPortal('2026-05-06T02:00:00.000Z', 'demo');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  await portal.account('district', ['district-officer']);
  await portal.account('chair', ['chair']);
  for (let n = 1; n <= BODIES; n += 1) {
    const body = await portal.app.get(OrganizationsService).register(registrar, {
      creditCode: code(n),
      name: `淮安市浏览测试${'甲乙丙丁戊己'[n - 1] ?? ''}协会`,
      type: 'ASSOCIATION',
      divisionCode: '320812',
      legalRepresentative: `张${n}`,
      establishedOn: '2015-01-01',
      address: `示例路${n}号`,
    });
    if (!body.ok) throw new Error(JSON.stringify(body.findings));
    await portal.account(`body-${n}`, ['applicant'], { organizationId: body.value });
  }
  await portal.app.listen(0, '127.0.0.1');
  base = await portal.app.getUrl();
  browser = await launch();
}, 240_000);
afterAll(async () => {
  await browser.close();
  await portal.close();
  rmSync(folder, { recursive: true, force: true });
});

const LOOKS: readonly (readonly [string, Look])[] = [
  ['Chinese, desktop', { lang: 'zh-CN', javaScript: true, width: 1280 }],
  ['English without JavaScript, phone', { lang: 'en', javaScript: false, width: 360 }],
];
const on = (day: string): void => portal.clock.set(`${day}T02:00:00.000Z`);

/** Lets persons act one after another in one look, and gathers what was wrong with any page they saw. */
function stage(look: Look): {
  as: (username: string, act: (person: Person) => Promise<void>) => Promise<void>;
  visitor: (act: (person: Person) => Promise<void>) => Promise<void>;
  complaints: string[];
} {
  const complaints: string[] = [];
  const play = async (name: string | null, act: (person: Person) => Promise<void>): Promise<void> => {
    const person = await Person.at(browser, base, look);
    if (name !== null) await person.signIn(name, PASSWORD);
    await act(person);
    complaints.push(...person.complaints.map((one) => `${name ?? 'visitor'} ${one}`));
    await person.leave();
  };
  return { as: play, visitor: (act) => play(null, act), complaints };
}

test.each(LOOKS.map(([name, look], i) => [name, look, i + 1] as const))(
  'enter, approve, publish, object, correct: %s',
  async (_name, look, n) => {
    on('2026-05-06');
    const { as, visitor, complaints } = stage(look);
    const page = `/organizations/${code(n)}`;
    let record = '';
    await as('district', async (district) => {
      const form = '/bureau/credit/records/new/penalty';
      await district.open('/bureau/credit/records/new');
      await district.open(form);
      const fields = {
        creditCode: code(n),
        formedOn: '2026-05-06',
        summary: `罚款：逾期年报${n}`,
        recordClass: 'GENERAL',
        penaltyKind: 'FINE',
        fineFen: '六千',
        documentNumber: '淮民罚〔虚构〕1号',
        decidedOn: '2026-05-06',
        department: '市民政局',
        facts: '未报送年报',
        basis: '条例第三十条',
      };
      await district.send(form, fields, 422, 'button[value=record]');
      expect(await district.page.inputValue('[name=fineFen]')).toBe('六千');
      expect(await district.page.inputValue('[name=summary]')).toBe(fields.summary);
      await district.send(form, { fineFen: '6000' }, 200, 'button[value=record]');
      record = district.path();
    });
    await visitor(async (visitor) => {
      await visitor.open(page);
      expect(await visitor.text()).not.toContain('逾期年报');
    });
    await as('registrar', async (registrar) => {
      await registrar.open('/bureau/credit');
      await registrar.open(record);
      await registrar.send(`${record}/publish`, {}, 200, 'button[formaction$="/publish"]');
    });

    const own = record.replace('/bureau/credit', '/org/credit/records');
    let number = '';
    await as(`body-${n}`, async (body) => {
      await body.open('/org/credit');
      expect(await body.links()).toContain(own);
      await body.open(own);
      await body.open(`${own}/objection`);
      const claim = { ground: 'FACTS', 'points[0][claim]': '罚款是600元，不是6000元', evidence };
      await body.send(`${own}/objection`, claim, 422);
      expect(await body.page.inputValue('[name="points[0][claim]"]')).toBe('罚款是600元，不是6000元');
      await body.send(`${own}/objection`, { remedy: '更正金额', evidence });
      number = body.path().split('/').at(-1) ?? '';
      expect(number).toMatch(/^YY-2026-\d{3}$/);
      // Twenty working days after 6 May; Saturday 9 May is worked.
      expect(await body.text()).toContain('2026-06-02');
    });

    const desk = `/bureau/credit/objections/${number}`;
    await as('registrar', async (registrar) => {
      await registrar.open(desk);
      const propose = `${record}/correction?objection=${number}`;
      expect(await registrar.links()).toContain(propose);
      await registrar.open(propose);
      await registrar.send(`${record}/correction`, { fineFen: '600', reason: '以缴款书为准' });
    });
    await as('chair', async (chair) => {
      await chair.open(desk);
      // The effect is seen before it is signed.
      expect(await chair.text()).toContain('6,000.00');
      expect(await chair.text()).toContain('600.00');
      await chair.send(`${desk}/decision`, {
        to: 'UPHELD',
        'points[0][agreed]': 'yes',
        'points[0][reply]': '经核对缴款书，金额应为600元',
        reply: '异议成立，已更正',
      });
    });
    await as(`body-${n}`, async (body) => {
      await body.open(`/org/objections/${number}`);
      expect(await body.text()).toContain('异议成立，已更正');
    });
    await visitor(async (visitor) => {
      await visitor.open(page);
      const text = await visitor.text();
      expect([text.includes('逾期年报'), text.includes('6,000.00'), text.includes('600.00')]).toEqual([
        true,
        true,
        true,
      ]);
    });
    expect(complaints).toEqual([]);
  },
  360_000,
);

test.each(LOOKS.map(([name, look], i) => [name, look, i + 3] as const))(
  'notice, statement, list, exit, repair: %s',
  async (_name, look, n) => {
    on('2026-05-06');
    const { as, visitor, complaints } = stage(look);
    const listed = async (): Promise<boolean> => {
      let found = false;
      await visitor(async (person) => {
        await person.open('/credit/abnormal');
        found = (await person.text()).includes(code(n));
      });
      return found;
    };
    let path = '';
    await as('registrar', async (registrar) => {
      await registrar.open('/bureau/credit-lists');
      await registrar.open('/bureau/credit-cases/new');
      const fields = {
        creditCode: code(n),
        ground: 'G1',
        foundOn: '2026-05-06',
        facts: '经催报仍未报送年报（测试）',
        basis: '第十一条第一项',
      };
      await registrar.send('/bureau/credit-cases', { ...fields, basis: '' }, 422);
      await registrar.send('/bureau/credit-cases', { basis: fields.basis });
      path = registrar.path();
      await registrar.send(`${path}/notice`, { delivery: 'HANDED', servedOn: '2026-05-06' });
    });
    const number = path.split('/').at(-1) ?? '';
    const own = `/org/credit/cases/${number}`;
    await as('chair', async (chair) => {
      await chair.open(path);
      // While the period runs there is no button to list with.
      expect(await chair.page.locator(`form[action="${path}/decision"]`).count()).toBe(0);
    });
    await as(`body-${n}`, async (body) => {
      await body.open('/org/credit');
      await body.open(own);
      expect(await body.text()).toContain('2026-05-19');
      await body.open(`${own}/letter`);
      await body.open(own);
      await body.send(`${own}/statement`, { 'points[0][text]': '报告已于4月寄出', file: evidence });
      expect(await body.text()).toContain('报告已于4月寄出');
    });
    await as('registrar', async (registrar) => {
      await registrar.open(path);
      await registrar.send(`${path}/verification`, { answer1: '未收到', verification: '未收到报告' });
    });
    expect(await listed()).toBe(false);
    await as('chair', async (chair) => {
      await chair.open(path);
      await chair.send(`${path}/decision`, { action: 'list', reason: '予以列入' });
    });
    expect(await listed()).toBe(true);

    on('2026-06-01');
    let stay = '';
    let exit = '';
    await as(`body-${n}`, async (body) => {
      await body.open('/org/credit');
      stay = (await body.links()).find((href) => href.startsWith('/org/credit/stays/')) ?? '';
      await body.open(stay);
      await body.send(`${stay}/applications`, { way: 'DUTIES_DONE', statement: '已补报', file: evidence });
      exit = body.path().split('/').at(-1) ?? '';
    });
    const leave = async (): Promise<void> => {
      const desk = `/bureau/list-exits/${exit}`;
      await as('registrar', async (registrar) => {
        await registrar.open(desk);
        await registrar.send(`${desk}/check`, { action: 'verify', finding: '已核实' });
      });
      await as('chair', async (chair) => {
        await chair.open(desk);
        await chair.send(`${desk}/removal`);
      });
    };
    await leave();
    // Off the list, and its time in and out can still be seen, until it is repaired.
    await visitor(async (visitor) => {
      await visitor.open(`/organizations/${code(n)}`);
      expect(await visitor.text()).toContain('2026-06-01');
    });

    on('2026-08-20');
    await as(`body-${n}`, async (body) => {
      await body.open(stay);
      await body.send(`${stay}/applications`, { way: 'REPAIRED', statement: '请予修复', file: evidence });
      exit = body.path().split('/').at(-1) ?? '';
    });
    await leave();
    expect(await listed()).toBe(false);
    await visitor(async (visitor) => {
      await visitor.open(`/organizations/${code(n)}`);
      expect(await visitor.text()).not.toContain('2026-06-01');
    });
    expect(complaints).toEqual([]);
  },
  360_000,
);

test.each(LOOKS)(
  'merge and un-merge give the same bytes: %s',
  async (_name, look) => {
    on('2026-09-01');
    const { as, visitor, complaints } = stage(look);
    const [survivor, absorbed] = [code(5), code(6)];
    const files = [survivor, absorbed].map((one) => `/bureau/organizations/${one}/export.json`);
    let path = '';
    const before: string[] = [];
    await as('registrar', async (registrar) => {
      for (const file of files) before.push(await registrar.download(file));
      expect(before[1]).toContain(absorbed);
      await registrar.open('/bureau/merges/new');
      const fields = { survivor, absorbed, reason: '同一组织两条登记（测试）' };
      await registrar.send('/bureau/merges', { ...fields, absorbed: survivor }, 422);
      expect(await registrar.page.inputValue('[name=reason]')).toBe(fields.reason);
      await registrar.send('/bureau/merges', { absorbed });
      path = registrar.path();
    });
    await as('chair', async (chair) => {
      await chair.open(path);
      await chair.send(`${path}/decision`, { decision: 'merge' });
    });
    await visitor(async (visitor) => {
      await visitor.open(`/organizations/${absorbed}`);
      expect(visitor.path()).toBe(`/organizations/${survivor}`);
    });
    await as('registrar', async (registrar) => {
      await registrar.open(path);
      await registrar.send(`${path}/reversal`, { reason: '核实后不是同一组织（测试）' });
    });
    await as('chair', async (chair) => {
      await chair.open(path);
      await chair.send(`${path}/reversal-decision`, { decision: 'undo' });
    });
    await as('registrar', async (registrar) => {
      for (const [i, file] of files.entries()) expect(await registrar.download(file)).toBe(before[i]);
    });
    expect(complaints).toEqual([]);
  },
  360_000,
);

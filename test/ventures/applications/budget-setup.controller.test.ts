import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Portal, startPortal } from '../../support/app.js';
import { type Fields, type Reply, type SignedInBrowser } from '../../support/web.js';
import { found } from '../../../src/kernel/outcome.js';
import { outlineOf } from '../../../src/ventures/rounds/form-editor.rules.js';
import { roundByNumber, type RoundDetail } from '../../../src/ventures/rounds/rounds.queries.js';
import { SetupService } from '../../../src/ventures/rounds/setup.service.js';
import { formOf } from '../../../src/ventures/rounds/terms.rules.js';

let portal: Portal;
let officer: SignedInBrowser;
let number: string;
let base: string;

beforeAll(async () => {
  portal = await startPortal('2026-06-01T01:00:00.000Z');
  const viewer = await portal.account('programme', ['programme-officer']);
  officer = portal.web.as('programme');
  const created = await portal.app.get(SetupService).create(viewer, {
    name: { zh: '第十届公益创投', en: 'Tenth round' },
    potFen: 2_000_000_00,
    opensOn: '2026-08-03',
  });
  if (!created.ok) throw new Error(JSON.stringify(created.findings));
  number = created.value;
  base = `/bureau/rounds/${number}/setup/budget`;
});
afterAll(() => portal.close());

const round = async (): Promise<RoundDetail> => found(await roundByNumber(portal.work.reader, number));

/** Posts the form as the page shows it, with some fields changed; a tick that is '' is left out. */
async function save(change: Fields, then = 'save'): Promise<Reply> {
  const { page } = await officer.get(base);
  const form = found(page.forms().find(({ action }) => action === base));
  const shown = form.fields
    .filter(
      ({ kind, name }) => kind !== 'tick' || new RegExp(`name="${name}" value="yes" checked`).test(page.html),
    )
    .map(({ name }) => [name, page.value(name) ?? ''] as const);
  const fields = Object.entries({ ...Object.fromEntries(shown), ...change, then });
  return officer.post(base, Object.fromEntries(fields.filter(([, value]) => value !== 'off')), base);
}
const verdicts = (reply: Reply): string =>
  /id="examples"[\s\S]*/
    .exec(reply.page.html)?.[0]
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ') ?? '';

describe('the budget rules of a round, through their page (R-BU-01 to R-BU-15)', () => {
  test('the boundary of the domain stands on the page: 62.5% refused, 55.6% accepted, 600,000 over the ceiling', async () => {
    const reply = await officer.get(base);
    expect(verdicts(reply)).toContain(
      '总预算 800,000.00 元，申请资助 500,000.00 元 R-BU-01 申请资助占预算 62.5%，超过上限 60%',
    );
    expect(verdicts(reply)).toContain('总预算 900,000.00 元，申请资助 500,000.00 元 R-BU-01 通过');
    expect(verdicts(reply)).toContain('申请资助 600,000.00 元，超过上限 500,000.00 元');
  });

  test('figures can be tried without being saved, and follow what is typed', async () => {
    const before = await round();
    const reply = await save({ maxGrantFen: '100000', maxGrantPercent: 50, limitRule: 'R-BU-02' }, 'compute');
    expect(reply.statusCode).toBe(200);
    expect(verdicts(reply)).toContain(
      '总预算 180,000.00 元，申请资助 100,000.00 元 R-BU-02 申请资助占预算 55.6%，超过上限 50%（R-BU-02）',
    );
    expect(reply.page.value('maxGrantFen')).toBe('100000');
    expect(await round()).toEqual(before);
    const wrong = await save({ maxGrantFen: '2000000.01' }, 'compute');
    expect([wrong.statusCode, wrong.page.error('maxGrantFen') !== null]).toEqual([200, true]);
  });

  test('what is shown is what is saved: saving it again changes nothing', async () => {
    const before = await round();
    expect((await save({})).statusCode).toBe(303);
    expect((await round()).rules).toEqual(before.rules);
  });

  test('the rules that no page offered are switched on: R-BU-02, 07, 12, own money, other public money, shares', async () => {
    const preset = await officer.get(`${base}?preset=R-BU-02`);
    expect([preset.page.value('maxGrantFen'), preset.page.value('maxGrantPercent')]).toEqual([
      '100000.00',
      '50',
    ]);
    expect(preset.page.text()).toContain('还没有保存');
    const reply = await save({
      limitRule: 'R-BU-02',
      maxGrantFen: '100000',
      maxGrantPercent: 50,
      minSelfRaisedPercent: 20,
      otherPublicMoneyAllowed: 'off',
      lotteryMoney: 'yes',
      peopleOnServiceLines: 'yes',
      'shares[0][category]': 'ACTIVITY',
      'shares[0][other]': 'MATERIAL',
      'shares[0][leastPercent]': 10,
      'shares[0][mostPercent]': 15,
      'unitCaps[0][remove]': 'yes',
    });
    expect(reply.statusCode).toBe(303);
    const { rules, terms } = await round();
    expect(rules).toMatchObject({
      limitRule: 'R-BU-02',
      maxGrantFen: 100_000_00,
      maxGrantPercent: 50,
      minSelfRaisedPercent: 20,
      otherPublicMoneyAllowed: false,
      lotteryMoney: true,
      peopleOnServiceLines: true,
      shares: [{ rule: 'R-BU-15', categories: ['ACTIVITY', 'MATERIAL'], leastPercent: 10, mostPercent: 15 }],
    });
    expect(rules.unitCaps).toHaveLength(3);
    const form = formOf({ terms });
    expect(outlineOf(form).some(({ question }) => question.code === 'lottery-mark')).toBe(true);
    const outline = await officer.get(`/bureau/rounds/${number}/setup/form`);
    expect(outline.page.hasLink(`/bureau/rounds/${number}/setup/form/questions/lottery-mark/remove`)).toBe(
      false,
    );
    const service = await officer.get(`${base}?preset=R-BU-15`);
    expect([service.page.value('maxLabourPercent'), service.page.value('shares[3][mostPercent]')]).toEqual([
      '100',
      '15',
    ]);
    await save({ otherPublicMoneyAllowed: 'yes', lotteryMoney: 'off' });
    expect(outlineOf(formOf(await round())).some(({ question }) => question.code === 'lottery-mark')).toBe(
      false,
    );
  });

  test.each<[string, Fields, string, string]>([
    ['a ceiling above the pot', { maxGrantFen: '2000000.01' }, 'maxGrantFen', ''],
    ['101 per cent', { maxGrantPercent: 101 }, 'maxGrantPercent', ''],
    ['half a per cent', { maxLabourPercent: '50.5' }, 'maxLabourPercent', ''],
    ['a cap without a sum', { 'unitCaps[0][dayFen]': '' }, 'unitCaps[0][dayFen]', ''],
    [
      'a later rate above the first',
      { 'unitCaps[0][laterFromDay]': 3, 'unitCaps[0][laterFen]': '9999' },
      'unitCaps[0][dayFen]',
      '后段标准',
    ],
    [
      'a word of one character',
      { 'forbiddenItems[0][words]': '车' },
      'forbiddenItems[0][words]',
      '两个字以上',
    ],
    [
      'a share upside down',
      { 'shares[0][category]': 'ACTIVITY', 'shares[0][leastPercent]': 16, 'shares[0][mostPercent]': 15 },
      'shares[0][leastPercent]',
      '下限不高于上限',
    ],
    [
      'shares that need more than everything',
      {
        'shares[0][category]': 'ACTIVITY',
        'shares[0][leastPercent]': 60,
        'shares[0][mostPercent]': 70,
        'shares[1][category]': 'MATERIAL',
        'shares[1][leastPercent]': 41,
        'shares[1][mostPercent]': 50,
      },
      'shares',
      '矛盾',
    ],
  ])('%s is refused at its field with everything kept', async (_, change, field, sentence) => {
    const before = await round();
    const reply = await save({ ...change, minSelfRaisedPercent: 33 });
    expect(reply.statusCode).toBe(422);
    expect(reply.page.error(field) ?? '').toContain(sentence);
    expect(reply.page.error(field)).not.toBeNull();
    expect(reply.page.value('minSelfRaisedPercent')).toBe('33');
    for (const [name, value] of Object.entries(change)) expect(reply.page.value(name)).toBe(String(value));
    expect(await round()).toEqual(before);
  });
});

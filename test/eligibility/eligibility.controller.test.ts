import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { snapshotsOf } from '../../src/eligibility/eligibility.queries.js';
import { rerun } from '../../src/eligibility/verdict.rules.js';
import { row, rows, run, sql } from '../../src/platform/database/sql.js';
import { type DemoPortal, demoPortal } from '../support/demo.js';
import { listBySql } from '../support/listing.js';

let portal: DemoPortal;
let organizationId = '';
beforeAll(async () => {
  portal = await demoPortal('awards');
  const mine = await row<{ id: string }>(
    portal.work.reader,
    sql`SELECT organization_id AS id FROM account WHERE username = 'ngo-a'`,
  );
  organizationId = mine?.id ?? '';
}, 120_000);
afterAll(() => portal.close());

async function list(kind: 'ABNORMAL' | 'SERIOUS', of: string): Promise<void> {
  const ground = kind === 'ABNORMAL' ? 'G1' : 'B4';
  await portal.work.write((tx) =>
    listBySql(tx, { id: `stay-${kind}-${of.slice(0, 8)}`, body: of, ground, on: '2026-11-01' }),
  );
}

test('an organization sees for each purpose whether, why, and the least that would mend it', async () => {
  const before = (await portal.web.as('ngo-a').get('/org/eligibility')).page.text();
  // What nobody has stated yet a person has to look at.
  expect(before).toContain('申报公益创投 需人工核实');
  await list('ABNORMAL', organizationId);
  const { page } = await portal.web.as('ngo-a').get('/org/eligibility');
  expect(page.text()).toContain('申报公益创投 不符合');
  expect(page.text()).toContain('缺一不可： 移出活动异常名录');
  expect(page.text()).toContain('等到 2027-11-24');
  expect(page.text()).toContain('以上各项都办妥，最早 2027-11-24 符合');
  expect(page.text()).toContain('自 2026-11-01 起列入，近 1 年内不能列入（R-EL-05）');
  expect(page.text()).toContain('公益创投申报通用条件第5条 · R-EL-05 · 2026-11-01 列入名录');
  expect(page.text()).toContain('承接政府职能 不符合');
  const english = await portal.web.as('ngo-a').get('/org/eligibility?lang=en');
  expect(english.page.text()).toContain('Leave the abnormal list');
  // Looking left nothing behind; the bureau has no page of somebody's own.
  expect((await portal.web.as('officer').get('/org/eligibility')).statusCode).toBe(403);
});

test('every submission of the city keeps its verdict, and it judges again to the same bytes today', async () => {
  const { reader } = portal.work;
  const kept = await rows<{ subjectId: string; moment: string }>(
    reader,
    sql`SELECT subject_id AS "subjectId", moment FROM eligibility_snapshot`,
  );
  const submitted = await rows<{ number: string }>(
    reader,
    sql`SELECT number FROM application WHERE submitted_at IS NOT NULL AND content_hash IS NOT NULL`,
  );
  expect(submitted.length).toBeGreaterThan(100);
  const subjects = new Set(
    kept.filter(({ moment }) => moment === 'SUBMISSION').map(({ subjectId }) => subjectId),
  );
  expect(submitted.filter(({ number }) => !subjects.has(number))).toEqual([]);
  for (const { number } of submitted)
    for (const { body, outcome } of await snapshotsOf(reader, 'application', number)) {
      expect(outcome).not.toBe('FAIL');
      expect(rerun(body)).toBe(body);
    }
});

test('an agreement is not confirmed while the law bars the body, even if it did not when it was drawn up', async () => {
  const { reader } = portal.work;
  const body = await row<{ id: string; creditCode: string }>(
    reader,
    sql`SELECT id, credit_code AS "creditCode" FROM organization o WHERE status = 'REGISTERED' AND established_on < '2016-01-01'
        AND NOT EXISTS (SELECT 1 FROM credit_record r WHERE r.organization_id = o.id)
        AND NOT EXISTS (SELECT 1 FROM credit_list_entry l WHERE l.organization_id = o.id) ORDER BY credit_code LIMIT 1`,
  );
  const own = (await portal.web.as('department').get('/department')).page.links();
  const path = own.find((href) => href.startsWith('/department/functions/')) ?? '';
  const drawnUp = await portal.web.as('department').post(
    `${path}/agreements`,
    {
      creditCode: body?.creditCode ?? '',
      fromOn: '2027-03-01',
      untilOn: '2028-03-01',
      documentNumber: '虚构〔2026〕1号',
    },
    path,
  );
  expect(drawnUp.statusCode).toBe(303);
  const agreement = (): Promise<{ number: string; status: string } | null> =>
    row(
      reader,
      sql`SELECT number, status FROM undertaking_agreement WHERE document_number = '虚构〔2026〕1号'`,
    );
  const number = (await agreement())?.number ?? '';
  const confirm = async (): Promise<string> => {
    await portal.web
      .as('officer')
      .post(`/bureau/agreements/${number}/confirmation`, {}, path.replace('department', 'bureau'));
    return (await agreement())?.status ?? '';
  };
  await list('SERIOUS', body?.id ?? '');
  expect(await confirm()).toBe('DRAFT');
  const moments = async (): Promise<string[]> =>
    (await snapshotsOf(reader, 'agreement', number)).map(({ moment, outcome }) => `${moment} ${outcome}`);
  expect(await moments()).toEqual(['START NEEDS_REVIEW']);
  await portal.work.write((tx) =>
    run(tx, sql`DELETE FROM credit_list_entry WHERE organization_id = ${body?.id ?? ''}`),
  );
  expect(await confirm()).toBe('EFFECTIVE');
  expect(await moments()).toEqual(['START NEEDS_REVIEW', 'AGREEMENT NEEDS_REVIEW']);
});

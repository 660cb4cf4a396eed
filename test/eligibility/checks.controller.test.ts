import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { viewerNamed } from '../../src/accounts/accounts.queries.js';
import { FlagsService } from '../../src/eligibility/flags.service.js';
import { snapshotsOf } from '../../src/eligibility/eligibility.queries.js';
import { type Purpose } from '../../src/eligibility/criterion.rules.js';
import { type SignedIn } from '../../src/kernel/viewer.js';
import { count, row, rows, run, sql } from '../../src/platform/database/sql.js';
import { assignmentsFor } from '../../src/review/review.queries.js';
import { ScoringService } from '../../src/review/scoring.service.js';
import { DEFAULT_CRITERIA } from '../../src/ventures/rounds/round.rules.js';
import { AwardChecks } from '../../src/ventures/awards/checks.service.js';
import { awardsOfRound } from '../../src/ventures/awards/awards.queries.js';
import { DEFAULT_PARAMETERS } from '../../src/eligibility/criteria.rules.js';
import { roundByNumber } from '../../src/ventures/rounds/rounds.queries.js';
import { type DemoPortal, demoPortal } from '../support/demo.js';
import { publishedRound } from '../support/round.js';
import { type Reply } from '../support/web.js';

const ROUND = '2026-01';
const AWARDS = `/bureau/rounds/${ROUND}/awards`;

let portal: DemoPortal;
beforeAll(async () => {
  portal = await demoPortal('review');
  await finishScoring();
  const closed = await portal.web
    .as('officer')
    .post(`/bureau/rounds/${ROUND}/panel-closing`, {}, `/bureau/rounds/${ROUND}/applications`);
  if (closed.headers.location !== AWARDS) throw new Error(`no awards: ${closed.headers.location ?? ''}`);
}, 180_000);
afterAll(() => portal.close());

const as = async (username: string): Promise<SignedIn> => {
  const viewer = await viewerNamed(portal.work.reader, username);
  if (viewer === null) throw new Error(username);
  return viewer;
};

async function finishScoring(): Promise<void> {
  const scoring = portal.app.get(ScoringService);
  for (const n of [1, 2, 3, 4, 5]) {
    const viewer = await as(`reviewer-${n}`);
    for (const one of await assignmentsFor(portal.work.reader, viewer))
      await scoring.submit(viewer, one.id, {
        marks: DEFAULT_CRITERIA.map(({ code, points }) => ({ criterion: code, tenths: points * 8 })),
        comment: '总体可行。',
      });
  }
}

interface Candidate {
  readonly number: string;
  readonly organizationId: string;
  readonly creditCode: string;
  readonly name: string;
}

/** The first candidate that is proposed, the demo's own two organizations aside. */
async function candidate(): Promise<Candidate> {
  const found = await row<Candidate>(
    portal.work.reader,
    sql`SELECT a.number, a.organization_id AS "organizationId", o.credit_code AS "creditCode", o.name FROM award w JOIN application a ON a.id = w.application_id
        JOIN grant_round r ON r.id = w.round_id JOIN organization o ON o.id = a.organization_id WHERE r.number = ${ROUND} AND w.status = 'PROPOSED'
        AND a.organization_id NOT IN (SELECT organization_id FROM account WHERE organization_id IS NOT NULL) ORDER BY w.rank LIMIT 1`,
  );
  if (found === null) throw new Error('nobody is proposed');
  return found;
}

/** A stop flag in force; answers its number. */
async function flagged(creditCode: string, purposes: readonly Purpose[]): Promise<string> {
  const flags = portal.app.get(FlagsService);
  const made = await flags.propose(await as('officer'), {
    creditCode,
    purposes,
    reason: '核查中（虚构）',
    basis: '协议第八条（虚构）',
    fromOn: '2026-11-24',
    untilOn: '2027-01-31',
  });
  if (!made.ok) throw new Error(JSON.stringify(made.findings));
  await flags.decide(await as('officer-2'), made.value, 'confirm', { version: 1 });
  return made.value;
}

const lift = async (number: string): Promise<unknown> =>
  portal.app.get(FlagsService).decide(await as('chair'), number, 'lift', { reason: '已查清', version: 2 });
const confirm = (): Promise<Reply> => portal.web.as('chair').post(`${AWARDS}/confirmation`, {}, AWARDS);

test('judging ten candidates again takes as many statements as judging one', async () => {
  const { reader } = portal.work;
  const round = await roundByNumber(reader, ROUND);
  const awards = (await awardsOfRound(reader, ROUND)).filter(({ status }) => status === 'PROPOSED');
  if (round === null || awards.length < 5) throw new Error('too few candidates');
  const statements = async (some: typeof awards): Promise<number> => {
    let asked = 0;
    const counting = new Proxy(reader, {
      get: (target, name, receiver): unknown => {
        if (name === 'query') asked += 1;
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
    expect(await portal.app.get(AwardChecks).of(counting, round, some)).toHaveLength(some.length);
    return asked;
  };
  const one = await statements(awards.slice(0, 1));
  expect(one).toBe(11);
  expect(await statements(awards)).toBe(one);
});

test('start and submission are refused by a stop flag that is named', async () => {
  const { reader } = portal.work;
  const number = await publishedRound(portal.app, await as('officer'), '2026-11-24', (setup) => ({
    ...setup,
    hours: { ...setup.hours, opens: '08:00' },
    rules: { ...setup.rules, eligibility: { ...DEFAULT_PARAMETERS, abnormalYears: 0 } },
  }));
  const code =
    (
      await row<{ code: string }>(
        reader,
        sql`SELECT o.credit_code AS code FROM organization o JOIN account a ON a.organization_id = o.id WHERE a.username = 'ngo-b'`,
      )
    )?.code ?? '';
  const application = `/org/rounds/${number}/application`;
  const drafts = (): Promise<number> =>
    count(reader, sql`SELECT count(*) AS n FROM eligibility_snapshot WHERE subject_type = 'draft'`);
  const before = await drafts();
  const first = await flagged(code, ['GRANT']);
  await portal.web.as('ngo-b').post(application, {}, '/org');
  expect((await portal.web.as('ngo-b').get('/org')).page.text()).toContain(`暂停办理 ${first}`);
  expect(await drafts()).toBe(before);
  const why = await portal.web.as('ngo-b').get(`/org/rounds/${number}/eligibility`);
  expect(why.page.text()).toContain(`暂停办理 ${first}`);
  // The look-back of this very call: on the abnormal list on the day itself only.
  expect(why.page.text()).toContain('当前未列入活动异常名录');
  await lift(first);
  // A flag for other matters stops nothing here; the start keeps its check.
  await flagged(code, ['FUNCTION']);
  expect((await portal.web.as('ngo-b').post(application, {}, '/org')).headers.location).toBe(application);
  expect(await drafts()).toBe(before + 1);
  const second = await flagged(code, ['GRANT', 'INCUBATION']);
  const refused = await portal.web
    .as('ngo-b')
    .post(`${application}/submission`, { declared: 'yes', version: 1 }, application);
  expect(refused.statusCode).toBe(422);
  expect(refused.page.text()).toContain(`暂停办理 ${second}（2026-11-24 至 2027-01-31）：核查中（虚构）`);
  // Who applied is sealed while the call is open: no page of the bureau shows the check.
  const draft = await row<{ id: string }>(
    reader,
    sql`SELECT id FROM eligibility_snapshot WHERE subject_type = 'draft' ORDER BY taken_at DESC LIMIT 1`,
  );
  expect((await portal.web.as('officer').get(`/bureau/eligibility/${draft?.id ?? ''}`)).statusCode).toBe(404);
  await lift(second);
});

test('an award waits until every change since submission is acknowledged with a reason', async () => {
  const { reader } = portal.work;
  const one = await candidate();
  const page = `/bureau/applications/${one.number}/difference`;
  const unchanged = await portal.web.as('chair').get(AWARDS);
  expect(unchanged.page.links()).not.toContain(page);
  // Meanwhile the body said of itself that it has no rules for its finances.
  await portal.work.write((tx) =>
    run(
      tx,
      sql`INSERT INTO eligibility_declaration (id, organization_id, what, value, proof, stated_by, stated_at)
          SELECT 'd-1', ${one.organizationId}, 'ownFunds', 1, '决议', a.id, '2026-11-20T01:00:00.000Z' FROM account a WHERE a.username = 'ngo-a'`,
    ),
  );
  const changed = await portal.web.as('chair').get(AWARDS);
  expect(changed.page.links()).toContain(page);
  expect(changed.page.text()).toContain('1 处变化 待确认知悉');
  const stopped = await confirm();
  expect(stopped.statusCode).toBe(422);
  expect(stopped.page.text()).toContain(`自提交以来有变化还没有人确认知悉：${one.name}`);
  const shown = await portal.web.as('chair').get(page);
  expect(shown.page.text()).toContain('本组织还没有声明，由承办人员核实');
  expect(shown.page.text()).toContain('本组织已声明具备');
  const sha256 = shown.page.value('sha256') ?? '';
  const empty = await portal.web.as('chair').post(page, { sha256, reason: '' }, page);
  expect(empty.statusCode).toBe(422);
  expect(empty.page.error('reason')).not.toBeNull();
  // Another difference than the one that was seen is not acknowledged with it.
  expect(
    (await portal.web.as('chair').post(page, { sha256: '0'.repeat(64), reason: '可以' }, page)).statusCode,
  ).toBe(409);
  expect((await portal.web.as('auditor').post(page, { sha256, reason: '可以' }, page)).statusCode).toBe(403);
  expect(
    (await portal.web.as('chair').post(page, { sha256, reason: '声明有决议佐证' }, page)).statusCode,
  ).toBe(303);
  expect((await portal.web.as('chair').get(AWARDS)).page.text()).toContain('1 处变化 已确认知悉');
  const kept = await rows<{ reason: string; moment: string }>(
    reader,
    sql`SELECT reason, moment FROM eligibility_acknowledgement WHERE subject_id = ${one.number}`,
  );
  expect(kept).toEqual([{ reason: '声明有决议佐证', moment: 'AWARD' }]);
});

test('an award is refused by a stop flag that is named, and by nothing once it is lifted and seen', async () => {
  const one = await candidate();
  const number = await flagged(one.creditCode, ['GRANT']);
  const refused = await confirm();
  expect(refused.statusCode).toBe(422);
  expect(refused.page.text()).toContain(`暂停办理 ${number}`);
  expect(refused.page.text()).toContain(one.name);
  await lift(number);
  // What the demonstration's bodies have stated since they submitted is acknowledged first.
  for (const href of (await portal.web.as('chair').get(AWARDS)).page.links()) {
    if (!href.endsWith('/difference')) continue;
    const sha256 = (await portal.web.as('chair').get(href)).page.value('sha256');
    if (sha256 !== null) await portal.web.as('chair').post(href, { sha256, reason: '已核对' }, href);
  }
  expect((await confirm()).statusCode).toBe(303);
  const frozen = await snapshotsOf(portal.work.reader, 'application', one.number);
  expect(frozen.map(({ moment }) => moment)).toEqual(['SUBMISSION', 'AWARD']);
  const award = await portal.web.as('auditor').get(`/bureau/eligibility/${frozen.at(-1)?.id ?? ''}`);
  expect(award.page.text()).toContain('已确认知悉的变化');
  expect(award.page.text()).toContain('声明有决议佐证');
  expect(award.page.text()).toContain('结果与当时逐字节相同');
});

test('an agreement is refused by a stop flag that is named, and by a change nobody has acknowledged', async () => {
  const { reader } = portal.work;
  const body = await row<{ id: string; code: string }>(
    reader,
    sql`SELECT o.id, o.credit_code AS code FROM organization o WHERE o.status = 'REGISTERED' AND o.established_on < '2016-01-01'
        AND NOT EXISTS (SELECT 1 FROM credit_record r WHERE r.organization_id = o.id)
        AND NOT EXISTS (SELECT 1 FROM credit_list_entry l WHERE l.organization_id = o.id) ORDER BY o.credit_code DESC LIMIT 1`,
  );
  const desk = (await portal.web.as('department').get('/department')).page.links();
  const path = desk.find((href) => href.startsWith('/department/functions/')) ?? '';
  const item = path.replace('department', 'bureau');
  await portal.web.as('department').post(
    `${path}/agreements`,
    {
      creditCode: body?.code ?? '',
      fromOn: '2027-03-01',
      untilOn: '2028-03-01',
      documentNumber: '虚构〔2026〕7号',
    },
    path,
  );
  const drawn = await row<{ number: string }>(
    reader,
    sql`SELECT number FROM undertaking_agreement WHERE document_number = '虚构〔2026〕7号'`,
  );
  const number = drawn?.number ?? '';
  const decide = (): Promise<Reply> =>
    portal.web.as('officer').post(`/bureau/agreements/${number}/confirmation`, {}, item);
  const flag = await flagged(body?.code ?? '', ['FUNCTION']);
  expect((await decide()).page.text()).toContain(`暂停办理 ${flag}`);
  await lift(flag);
  await portal.work.write((tx) =>
    run(
      tx,
      sql`INSERT INTO eligibility_declaration (id, organization_id, what, value, proof, stated_by, stated_at)
          SELECT 'd-2', ${body?.id ?? ''}, 'office', 1, '租约', a.id, '2026-11-24T03:00:00.000Z' FROM account a WHERE a.username = 'ngo-a'`,
    ),
  );
  expect((await decide()).page.text()).toContain('自拟订协议以来有变化还没有人确认知悉');
  const page = `/bureau/agreements/${number}/difference`;
  expect((await portal.web.as('officer').get(item)).page.links()).toContain(page);
  const sha256 = (await portal.web.as('officer').get(page)).page.value('sha256') ?? '';
  expect((await portal.web.as('officer').post(page, { sha256, reason: '租约已核对' }, page)).statusCode).toBe(
    303,
  );
  expect((await decide()).statusCode).toBe(303);
  expect((await portal.web.as('officer').get(page)).statusCode).toBe(404);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { viewerNamed } from '../../../src/accounts/accounts.queries.js';
import { found } from '../../../src/kernel/outcome.js';
import { run, sql } from '../../../src/platform/database/sql.js';
import { SubmissionService } from '../../../src/ventures/applications/submission.service.js';
import { type Portal, startPortal } from '../../support/app.js';
import { type Body, castOf, LINES, plantDraft } from '../../support/call.js';
import { publishedRound } from '../../support/round.js';

const ROUND = '2026-01';
let portal: Portal;
let body: Body;

beforeAll(async () => {
  portal = await startPortal('2026-11-02T01:00:00.000Z');
  body = found((await castOf(portal, 1))[0]);
  await publishedRound(portal.app, found(await viewerNamed(portal.work.reader, 'officer')), '2026-11-02');
  portal.clock.set('2026-11-03T01:00:00.000Z');
}, 60_000);
afterAll(() => portal.close());

/** Mostly what is wanted, sometimes nothing or too much. */
const often = <T>(right: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(right) },
    ...others.map((one) => ({ weight: 1, arbitrary: fc.constant(one) })),
  );
const draft = fc.record({
  title: often('敲门关爱', ''),
  field: often<string | null>('ELDERLY', null),
  content: fc.record({
    startOn: often<string | null>('2027-01-01', null, '2027-12-31'),
    endOn: often<string | null>('2027-12-31', null, '2026-12-31', '2029-06-01'),
    place: often('某社区', ''),
    beneficiaries: often<number | null>(100, null),
    summary: often('摘要', '', '长'.repeat(501)),
    need: often('需求', ''),
    goals: often('目标', ''),
    activities: often('活动', ''),
    team: often<readonly object[]>([{ id: 'a', name: '李四', role: '负责人' }], []),
    contact: often('李四', ''),
  }),
  lines: often<readonly (typeof LINES)[number][]>(LINES, [], [LINES[0]], [LINES[1]]),
});

test('no gaps on the check page if and only if it is accepted (D8)', async () => {
  const submissions = portal.app.get(SubmissionService);
  const seen = { accepted: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(draft, async (one) => {
      await portal.work.write(async (tx) => {
        await run(tx, sql`DELETE FROM application_seal`);
        await run(tx, sql`DELETE FROM budget_line`);
        await run(tx, sql`DELETE FROM application`);
      });
      await plantDraft(portal, ROUND, body, one);
      const checked = found(await submissions.draft(portal.work.reader, body.viewer, ROUND));
      const outcome = await submissions.submit(body.viewer, ROUND, checked.application.version);
      const gaps = [...checked.applicant, ...checked.gaps];
      seen[outcome.ok ? 'accepted' : 'refused'] += 1;
      expect(outcome.ok).toBe(gaps.length === 0);
      if (!outcome.ok) expect(outcome.findings.map(({ code }) => code)).toEqual(gaps.map(({ code }) => code));
    }),
    { numRuns: 60, seed: 20261120 },
  );
  // Both sides of the "if and only if" were tried.
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(5);
}, 120_000);

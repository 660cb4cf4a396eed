import { addDays, type CalendarDay, startOfShanghaiDay } from '../kernel/calendar.js';
import { type Outcome } from '../kernel/outcome.js';
import { row, sql } from '../platform/database/sql.js';
import { type ExtensionsService } from '../ventures/rounds/extensions.service.js';
import { roundByNumber } from '../ventures/rounds/rounds.queries.js';
import { member } from './demo-accounts.js';
import { at, type DemoBody, type Stagehands } from './demo-ventures.js';

/** In an open call one body was given more time by two people, and another waits for the second one. */
export async function seedExtensions(
  { work, clock, cast }: Stagehands,
  extensions: ExtensionsService,
  { bodies, today }: { readonly bodies: readonly DemoBody[]; readonly today: CalendarDay },
): Promise<void> {
  const open = await row<{ number: string }>(
    work.reader,
    sql`SELECT number FROM grant_round WHERE status = 'OPEN' ORDER BY opens_at DESC LIMIT 1`,
  );
  if (open === null) return;
  const round = await roundByNumber(work.reader, open.number);
  if (round === null) return;
  at(clock, addDays(today, -1), 14);
  const until = startOfShanghaiDay(addDays(round.closesAt.slice(0, 10), 3));
  const reasons = [
    '服务器所在机房停电，该单位两小时无法登录（虚构）',
    '台风导致该单位办公场所断网两天（虚构）',
  ];
  for (const [i, reason] of reasons.entries()) {
    const organization = bodies[i]?.creditCode ?? '';
    worked(await extensions.propose(member(cast, 'officer'), open.number, { organization, until, reason }));
    const asked = await row<{ id: string }>(
      work.reader,
      sql`SELECT e.id FROM application_extension e JOIN organization o ON o.id = e.organization_id WHERE o.credit_code = ${organization}`,
    );
    if (i === 0 && asked !== null) worked(await extensions.confirm(member(cast, 'chair'), asked.id));
  }
}

function worked(outcome: Outcome<unknown>): void {
  if (!outcome.ok) throw new Error(`demo extensions: ${JSON.stringify(outcome.findings)}`);
}

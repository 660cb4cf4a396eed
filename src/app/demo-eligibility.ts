import { type INestApplicationContext } from '@nestjs/common';
import { type Declaration } from '../eligibility/criterion.rules.js';
import { DeclarationsService } from '../eligibility/declarations.service.js';
import { type FlagEntry } from '../eligibility/flag.rules.js';
import { FlagsService } from '../eligibility/flags.service.js';
import { addDays, addMonths, type CalendarDay, shanghaiDayOf } from '../kernel/calendar.js';
import { type Outcome } from '../kernel/outcome.js';
import { type ScriptedClock } from '../platform/clock.js';
import { type Cast, member } from './demo-accounts.js';
import { type DemoBody } from './demo-ventures.js';

const STATED: readonly (readonly [what: Declaration, answer: 'yes' | 'no', proof: string])[] = [
  ['separateAccounts', 'yes', '基本存款账户信息（虚构，2025年3月）'],
  ['financialRules', 'yes', '财务管理制度第三版（虚构）'],
  ['ownFunds', 'yes', '理事会关于配套资金的决议（虚构）'],
  ['fewPartyMembers', 'yes', '党员情况说明（虚构）'],
  ['office', 'no', '租约已到期，正在续签（虚构）'],
];

/** What two bodies state of themselves, and stop flags in each state. */
export async function seedEligibility(
  app: INestApplicationContext,
  cast: Cast,
  bodies: readonly DemoBody[],
  { clock, today }: { clock: ScriptedClock; today: CalendarDay },
): Promise<void> {
  const declarations = app.get(DeclarationsService);
  const own = member(cast, 'ngo-a');
  for (const [what, answer, proof] of STATED) value(await declarations.state(own, { what, answer, proof }));
  value(await declarations.state(own, { what: 'staff', staff: 4, proof: '社会保险缴费证明（虚构）' }));
  value(
    await declarations.state(member(cast, 'ngo-b'), {
      what: 'taxesPaid',
      answer: 'yes',
      proof: '完税证明、社保缴费证明（虚构）',
    }),
  );
  await flags(
    app.get(FlagsService),
    cast,
    bodies,
    shanghaiDayOf(clock.now()) < today ? today : shanghaiDayOf(clock.now()),
  );
}

async function flags(
  service: FlagsService,
  cast: Cast,
  bodies: readonly DemoBody[],
  from: CalendarDay,
): Promise<void> {
  const [officer, second] = [member(cast, 'officer'), member(cast, 'officer-2')];
  const propose = async (i: number, more: Partial<FlagEntry>): Promise<string> =>
    value(
      await service.propose(officer, {
        creditCode: bodies[i]?.creditCode ?? '',
        purposes: ['GRANT'],
        reason: '上一项目结项报告逾期未交（虚构）',
        basis: '资助协议第八条（虚构）',
        fromOn: from,
        untilOn: addMonths(from, 6),
        ...more,
      }),
    );
  const active = await propose(0, {});
  value(await service.decide(second, active, 'confirm', { version: 1 }));
  await propose(1, {
    purposes: ['GRANT', 'FUNCTION'],
    reason: '举报正在核查（虚构）',
    untilOn: addDays(from, 60),
  });
  const refused = await propose(2, { purposes: ['FUNCTION'], reason: '收费投诉尚未核实（虚构）' });
  value(await service.decide(second, refused, 'refuse', { version: 1, reason: '事实尚未查清（虚构）' }));
  const lifted = await propose(3, { purposes: ['INCUBATION'] });
  value(await service.decide(second, lifted, 'confirm', { version: 1 }));
  value(await service.decide(second, lifted, 'lift', { version: 2, reason: '报告已补交并通过（虚构）' }));
}

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`demo eligibility: ${JSON.stringify(outcome.findings)}`);
  return outcome.value;
}

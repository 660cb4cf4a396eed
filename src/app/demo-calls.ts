import { type INestApplicationContext } from '@nestjs/common';
import { addDays, type CalendarDay } from '../kernel/calendar.js';
import { found } from '../kernel/outcome.js';
import { VISITOR } from '../kernel/viewer.js';
import { type ScriptedClock } from '../platform/clock.js';
import { row, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AmendmentsService } from '../ventures/rounds/amendments.service.js';
import { questionsOf } from '../ventures/rounds/questions.queries.js';
import { type AnswerEntry } from '../ventures/rounds/questions.rules.js';
import { QuestionsService } from '../ventures/rounds/questions.service.js';
import { SetupService } from '../ventures/rounds/setup.service.js';
import { type Cast, member } from './demo-accounts.js';
import { value } from './demo-rounds.js';
import { at } from './demo-ventures.js';

const INSURANCE = '为参加活动的老人购买意外保险，可以列入资助资金的预算吗？';
const STAFF = '我单位只有两名专职人员，可以由理事担任项目负责人吗？';
const WAITING = '项目实施地点可以跨两个县区吗？两个县区的民政部门都要出具意见吗？';
const REASON = '第一次答复漏写了对票据的要求';

interface OpenCall {
  readonly id: string;
  readonly number: string;
}
interface Hands {
  readonly clock: ScriptedClock;
  readonly cast: Cast;
  readonly today: CalendarDay;
}

/** The open call was asked three things: one is answered, one answer is corrected, one waits; and it was amended once. */
export async function seedCalls(app: INestApplicationContext, hands: Hands): Promise<void> {
  const round = await row<OpenCall>(
    app.get(UnitOfWork).reader,
    sql`SELECT id, number FROM grant_round WHERE status = 'OPEN' ORDER BY opens_at DESC LIMIT 1`,
  );
  if (round === null) return;
  const { clock, cast, today } = hands;
  const questions = app.get(QuestionsService);
  at(clock, addDays(today, -1), 9, 10);
  value(await questions.ask(VISITOR, round.number, { text: INSURANCE }));
  clock.advance(15 * 60_000);
  value(await questions.ask(member(cast, 'ngo-b'), round.number, { text: STAFF }));
  at(clock, addDays(today, -1), 10);
  await answer(app, cast, round, [
    { question: INSURANCE, answer: '可以，列入“活动”类，按参加人数和保费单价测算。' },
    { question: STAFF, answer: '可以。项目负责人须在项目期内实际负责项目，并在申报书中写明分工和投入时间。' },
  ]);
  at(clock, addDays(today, -1), 11, 20);
  await answer(app, cast, round, [
    {
      question: INSURANCE,
      answer: '可以，列入“活动”类，按参加人数和保费单价测算；结项时凭保单和发票核销，收据不能作为凭证。',
      reason: REASON,
    },
  ]);
  clock.advance(30 * 60_000);
  value(await questions.ask(VISITOR, round.number, { text: WAITING, email: 'visitor@example.org' }));
  await amend(app, hands, round.number);
}

/** Answers what was asked in these words, all at the same instant. */
async function answer(
  app: INestApplicationContext,
  cast: Cast,
  round: OpenCall,
  entries: readonly AnswerEntry[],
): Promise<void> {
  const questions = app.get(QuestionsService);
  const officer = member(cast, 'officer');
  const asked = await questionsOf(app.get(UnitOfWork).reader, round.id);
  const chosen = entries.map((entry) => ({
    entry,
    one: found(asked.find(({ text }) => text === entry.question)),
  }));
  for (const { entry, one } of chosen)
    value(await questions.draft(officer, { round: round.number, id: one.id }, entry, one.version));
  value(
    await questions.publish(
      officer,
      round.number,
      chosen.map(({ one }) => one.id),
    ),
  );
}

/** The office has another line and decides objections sooner: prepared by one officer, published by the other. */
async function amend(
  app: INestApplicationContext,
  { clock, cast, today }: Hands,
  number: string,
): Promise<void> {
  const [amendments, setups] = [app.get(AmendmentsService), app.get(SetupService)];
  const [officer, second] = [member(cast, 'officer'), member(cast, 'officer-2')];
  at(clock, addDays(today, -1), 12);
  value(await amendments.prepare(officer, number));
  value(
    await setups.change(officer, number, 1, (setup) => ({
      ...setup,
      contact: setup.contact && { ...setup.contact, phone: '0517-00000001' },
      objection: setup.objection && { ...setup.objection, replyWorkingDays: 7 },
    })),
  );
  value(await amendments.propose(officer, number, '咨询电话变更，并缩短异议答复期限，方便申报单位', 2));
  clock.advance(75 * 60_000);
  value(await amendments.publish(second, number, 3));
}

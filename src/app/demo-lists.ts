import { type CasesService } from '../credit/lists/cases.service.js';
import { type Ground } from '../credit/lists/credit-list.rules.js';
import { type ExitsService } from '../credit/lists/exits.service.js';
import { type LettersService } from '../credit/lists/letters.service.js';
import { listEntry } from '../credit/lists/lists.queries.js';
import { type ListsService } from '../credit/lists/lists.service.js';
import { type RecordsService } from '../credit/records/records.service.js';
import { addDays, type CalendarDay } from '../kernel/calendar.js';
import { type Outcome } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { type ScriptedClock } from '../platform/clock.js';
import { row, sql } from '../platform/database/sql.js';
import { type UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Cast, member } from './demo-accounts.js';
import { at, type DemoBody } from './demo-ventures.js';

export interface ListHands {
  readonly work: UnitOfWork;
  readonly clock: ScriptedClock;
  readonly cast: Cast;
  readonly records: RecordsService;
  readonly lists: ListsService;
  readonly cases: CasesService;
  readonly letters: LettersService;
  readonly exits: ExitsService;
}

const REPORT = '《社会组织信用信息管理办法》第十一条第一项；催报通知（虚构）';

/** Years before the newest round: who left, who moved on, who was fined again, and whose penalty was taken back. */
export async function seedListHistory(hands: ListHands, bodies: readonly DemoBody[]): Promise<void> {
  const [left, unreachable, repeated, restarted, corrected] = bodies;
  if (!left || !unreachable || !repeated || !restarted || !corrected) throw new Error('too few bodies');
  const { clock, lists, exits } = hands;
  const [registrar, chair] = [member(hands.cast, 'registrar'), member(hands.cast, 'chair')];

  at(clock, '2021-06-10', 9);
  const first = await heardAndListed(hands, left, 'G1', '2021-06-10');
  at(clock, '2021-08-10', 9);
  const exit = done(await exits.apply(registrar, first, application('已补报2020年度工作报告（虚构）')));
  at(clock, '2021-08-16', 9);
  done(await exits.check(registrar, exit, { action: 'verify', finding: '报告已收到，内容齐全', version: 1 }));
  at(clock, '2021-08-18', 9);
  done(await exits.remove(chair, exit, { version: 2 }));

  at(clock, '2022-03-01', 9);
  const lost = await twoLetters(hands, unreachable, ['2022-03-01', '2022-03-25', '2022-04-02']);
  at(clock, '2022-05-20', 9);
  const stay = await verifiedAndListed(hands, lost, '公告期满，无人陈述申辩');

  at(clock, '2023-03-10', 9);
  const warned = await penaltyListed(hands, repeated, { kind: 'WARNING', ground: 'G5', n: 11 });
  at(clock, '2023-09-15', 9);
  done(await lists.leave(chair, warned, { exit: 'TERM_FULL', reason: '满6个月', version: 1 }));

  at(clock, '2024-02-01', 9);
  const fined = await penaltyListed(hands, corrected, {
    kind: 'FINE',
    fineFen: 8_000_000,
    ground: 'B4',
    n: 12,
  });
  at(clock, '2024-04-10', 9);
  await correct(hands, fined);

  at(clock, '2024-05-20', 9);
  done(
    await lists.leave(chair, stay, {
      exit: 'MOVED',
      reason: '满2年仍无法取得联系',
      version: (await listEntry(hands.work.reader, stay))?.version ?? 0,
    }),
  );

  at(clock, '2024-06-12', 9);
  await heardAndListed(hands, restarted, 'G1', '2024-06-12');
  at(clock, '2025-01-10', 9);
  await penaltyListed(hands, repeated, { kind: 'FINE', fineFen: 2_000_000, ground: 'B5', n: 13 });
  at(clock, '2025-03-03', 9);
  await heardAndListed(hands, restarted, 'G3', '2025-03-03');
}

/** Cases in every state around the day of seeding, two applications to leave, and one public notice. */
export async function seedListCases(
  hands: ListHands,
  bodies: readonly DemoBody[],
  today: CalendarDay,
): Promise<void> {
  const [ngoA, ngoB, found, waiting, silent, lost, certified, leaving, verified] = bodies;
  if (!ngoA || !ngoB || !found || !waiting || !silent || !lost || !certified || !leaving || !verified)
    throw new Error('too few bodies');
  const { cases, exits, clock, cast } = hands;
  const [registrar, chair, applicant] = ['registrar', 'chair', 'ngo-a'].map((name) => member(cast, name)) as [
    SignedIn,
    SignedIn,
    SignedIn,
  ];
  const early = addDays(today, -45);
  const long = await heardAndListed(hands, leaving, 'G1', early);
  const other = await heardAndListed(hands, verified, 'G2', early);
  await told(hands, silent, 'G1', addDays(today, -30));
  const spared = await told(hands, certified, 'G3', early);
  done(
    await cases.verify(
      registrar,
      { number: spared, version: 2 },
      { answers: [], verification: '整改系政府统一搬迁延误（虚构）' },
    ),
  );
  done(
    await cases.decide(
      chair,
      { number: spared, version: 3 },
      { action: 'decline', reason: '有书面证明，不予列入', certifiedBy: '某区民政局证明〔虚构〕3号' },
    ),
  );
  await twoLetters(hands, lost, [addDays(today, -40), addDays(today, -15), addDays(today, -6)]);
  at(clock, addDays(today, -6), 9);
  const own = await told(hands, ngoA, 'G3', addDays(today, -8));
  const points = ['整改材料已于期限内寄出，邮件单见附件（虚构）', '现场设施已更换，请求现场复核（虚构）'];
  done(await cases.state(applicant, { number: own, version: 2 }, { points, files: [] }));
  at(clock, addDays(today, -3), 9);
  await told(hands, ngoB, 'G1', addDays(today, -3));
  await told(hands, waiting, 'G2', addDays(today, -4));
  const first = done(await exits.apply(registrar, other, application('已按要求设置（虚构）')));
  done(await exits.check(registrar, first, { action: 'verify', finding: '已核实', version: 1 }));
  done(await exits.apply(registrar, long, application('已补报年度工作报告（虚构）')));
  await opened(hands, found, { ground: 'G2', foundOn: addDays(today, -4) });
}

const application = (statement: string): { exit: 'DUTIES_DONE'; statement: string; files: readonly [] } => ({
  exit: 'DUTIES_DONE',
  statement,
  files: [],
});

async function opened(
  { cases, cast }: ListHands,
  { creditCode }: DemoBody,
  { ground, foundOn, recordId }: { ground: Ground; foundOn: CalendarDay; recordId?: string },
): Promise<string> {
  const facts = '经核查，存在下列情形（虚构示例），相关材料附后。';
  const entry = { creditCode, ground, foundOn, facts, basis: REPORT };
  return done(
    await cases.open(member(cast, 'registrar'), recordId === undefined ? entry : { ...entry, recordId }),
  );
}

/** Found and told on a day. */
async function told(hands: ListHands, body: DemoBody, ground: Ground, on: CalendarDay): Promise<string> {
  const number = await opened(hands, body, { ground, foundOn: on });
  const notice = { delivery: 'HANDED', servedOn: on } as const;
  done(await hands.cases.notify(member(hands.cast, 'registrar'), { number, version: 1 }, notice));
  return number;
}

/** The whole procedure without a statement; the clock moves past the period. Answers the stay. */
async function heardAndListed(
  hands: ListHands,
  body: DemoBody,
  ground: Ground,
  on: CalendarDay,
): Promise<string> {
  const number = await told(hands, body, ground, on);
  at(hands.clock, addDays(on, 22), 10);
  return verifiedAndListed(hands, number, '期限内未陈述申辩');
}

async function verifiedAndListed(
  { cases, cast, work }: ListHands,
  number: string,
  verification: string,
): Promise<string> {
  done(await cases.verify(member(cast, 'registrar'), { number, version: 2 }, { answers: [], verification }));
  const decision = { action: 'list', reason: '事实清楚，予以列入' } as const;
  done(await cases.decide(member(cast, 'chair'), { number, version: 3 }, decision));
  return entryOf(work, number);
}

/** Two letters that nobody signed for, then the notice on the internet. */
async function twoLetters(
  hands: ListHands,
  body: DemoBody,
  [first, second, published]: readonly [CalendarDay, CalendarDay, CalendarDay],
): Promise<string> {
  const { cases, letters, clock } = hands;
  const registrar = member(hands.cast, 'registrar');
  const number = await opened(hands, body, { ground: 'G6', foundOn: first });
  for (const [i, sentOn] of [first, second].entries()) {
    at(clock, addDays(sentOn, 6), 9);
    done(await letters.sendLetter(registrar, number, { sentOn, tracking: `XA${100_000 + i}（虚构）` }));
    const back = { outcome: 'UNSIGNED', outcomeOn: addDays(sentOn, 6) } as const;
    done(await letters.letterCameBack(registrar, number, i + 1, back));
  }
  at(clock, published, 9);
  const notice = { delivery: 'INTERNET', servedOn: clock.today() } as const;
  done(await cases.notify(registrar, { number, version: 1 }, notice));
  return number;
}

/** A penalty entered, approved, and listed by a second person. */
async function penaltyListed(
  hands: ListHands,
  body: DemoBody,
  penalty: { kind: 'WARNING' | 'FINE'; fineFen?: number; ground: Ground; n: number },
): Promise<string> {
  const { records, cases, cast, clock, work } = hands;
  const { kind, ground, n, ...fine } = penalty;
  const entry = {
    creditCode: body.creditCode,
    category: 'PENALTY',
    recordClass: 'GENERAL',
    penaltyKind: kind,
    documentNumber: `淮民罚〔虚构〕${n}号`,
    department: '市民政局',
    summary: kind === 'WARNING' ? '警告：未按章程活动（虚构）' : '罚款：违规使用资金（虚构）',
    facts: '虚构的违法事实',
    basis: '虚构的处罚依据',
    decidedOn: addDays(clock.today(), -2),
    formedOn: addDays(clock.today(), -2),
    ...fine,
  };
  const recordId = done(await records.enter(member(cast, 'district'), entry));
  done(await records.decide(member(cast, 'registrar'), recordId, 'publish', { version: 1 }));
  const number = await opened(hands, body, { ground, foundOn: clock.today(), recordId });
  const decision = { action: 'list', reason: '行政处罚已生效' } as const;
  done(await cases.decide(member(cast, 'chair'), { number, version: 1 }, decision));
  return entryOf(work, number);
}

/** The penalty behind a stay is withdrawn, and the stay with it. */
async function correct({ work, lists, records, cast }: ListHands, entryId: string): Promise<void> {
  const chair = member(cast, 'chair');
  const one = await row<{ id: string; version: number; stay: number }>(
    work.reader,
    sql`SELECT r.id, r.version, e.version AS stay FROM credit_list_entry e JOIN credit_record r ON r.id = e.record_id WHERE e.id = ${entryId}`,
  );
  if (one === null) throw new Error('no record behind the stay');
  const reason = '复议撤销（虚构）';
  done(await records.decide(chair, one.id, 'withdraw', { version: one.version, reason }));
  done(await lists.correct(chair, entryId, { basisRef: one.id, reason, version: one.stay }));
}

async function entryOf(work: UnitOfWork, number: string): Promise<string> {
  const one = await row<{ id: string }>(
    work.reader,
    sql`SELECT entry_id AS id FROM listing_case WHERE number = ${number}`,
  );
  return one?.id ?? '';
}

function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`demo lists: ${JSON.stringify(outcome.findings)}`);
  return outcome.value;
}

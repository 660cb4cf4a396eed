import { addDays, type CalendarDay, startOfShanghaiDay } from '../kernel/calendar.js';
import { found } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { type ScriptedClock } from '../platform/clock.js';
import { type UnitOfWork } from '../platform/database/unit-of-work.js';
import { type PanelsService } from '../review/panels.service.js';
import { assignmentsFor, contestOf, expertPool } from '../review/review.queries.js';
import { type ScoringService } from '../review/scoring.service.js';
import { type AnswersService } from '../ventures/applications/answers.service.js';
import { type WorkspaceService } from '../ventures/applications/workspace.service.js';
import { type ApplicationsService } from '../ventures/applications/applications.service.js';
import { type BudgetService } from '../ventures/applications/budget.service.js';
import { type ScreeningService } from '../ventures/applications/screening.service.js';
import { type OpeningsService } from '../ventures/applications/openings.service.js';
import { type SubmissionService } from '../ventures/applications/submission.service.js';
import { ownApplication } from '../ventures/applications/applications.queries.js';
import { type AwardsService } from '../ventures/awards/awards.service.js';
import { ROUND_SUBJECT } from '../ventures/rounds/round.rules.js';
import { type LegacyRoundsService } from '../ventures/awards/legacy.service.js';
import {
  DEFAULT_CRITERIA,
  FIELDS,
  type RoundEntry,
  type VentureField,
} from '../ventures/rounds/round.rules.js';
import { roundByNumber } from '../ventures/rounds/rounds.queries.js';
import { type RoundsService } from '../ventures/rounds/rounds.service.js';
import { type SetupService } from '../ventures/rounds/setup.service.js';
import { announce, CALL_DAYS, demoRound, GRANT_FEN, value } from './demo-rounds.js';
import { type SupplementsService } from '../ventures/applications/supplements.service.js';
import { type AppealsService } from '../ventures/applications/appeals.service.js';
import { type Cast, member } from './demo-accounts.js';
import { screenRound } from './demo-screening.js';
import { invented } from './demo-answers.js';
import { type SeededRandom } from './demo-random.js';
import { reworkDraft } from './demo-workspace.js';

export const STAGES = ['call', 'review', 'awards'] as const;
export type Stage = (typeof STAGES)[number];

export interface DemoBody {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
}

export interface Stagehands {
  readonly work: UnitOfWork;
  readonly clock: ScriptedClock;
  readonly random: SeededRandom;
  readonly cast: Cast;
  readonly rounds: RoundsService;
  readonly setups: SetupService;
  readonly applications: ApplicationsService;
  readonly budgets: BudgetService;
  readonly answers: AnswersService;
  readonly workspace: WorkspaceService;
  readonly screening: ScreeningService;
  readonly supplements: SupplementsService;
  readonly appeals: AppealsService;
  readonly submissions: SubmissionService;
  /** Sends invented files along with a draft. */
  readonly samples: (viewer: SignedIn, round: string) => Promise<void>;
  readonly openings: OpeningsService;
  readonly awards: AwardsService;
  readonly panels: PanelsService;
  readonly scoring: ScoringService;
  readonly legacy: LegacyRoundsService;
}

const LEGACY: readonly (readonly [year: number, projects: number])[] = [
  [2014, 32],
  [2015, 41],
  [2016, 52],
  [2017, 58],
];
const TITLES: Readonly<Record<VentureField, readonly string[]>> = {
  ELDERLY: ['独居老人“敲门”关爱', '社区助餐送餐', '银龄智能手机课堂', '失能老人家庭照护支持'],
  DISABILITY: ['残障青年就业陪伴', '听障儿童家庭支持', '无障碍出行伙伴', '辅具借用驿站'],
  CHILD_YOUTH: ['留守儿童四点半课堂', '青少年防溺水行动', '乡村阅读角', '困境儿童成长陪伴'],
  RELIEF: ['困难家庭节能改造', '大病家庭心理支持', '低收入妇女手工技能', '临时困难应急互助'],
  COMMUNITY: ['楼道议事会', '老旧小区微更新', '垃圾分类邻里行动', '新居民融入计划'],
  CAPACITY: ['社区社会组织骨干培训', '初创组织财务陪跑', '志愿者管理能力提升', '社工督导成长营'],
  OTHER: ['非遗进社区', '河湖守护志愿行动', '红色故事讲解队', '公益法律流动站'],
};

/** Six earlier rounds with 295 projects in all, and the newest one at a chosen stage. */
export async function seedVentures(
  hands: Stagehands,
  bodies: readonly DemoBody[],
  choice: { stage: Stage; today: CalendarDay; meanwhile: () => Promise<void> },
): Promise<void> {
  for (const [year, count] of LEGACY) await legacyRound(hands, bodies, year, count);
  await playRound(hands, bodies, {
    name: '第五届',
    english: 'Fifth',
    opensOn: '2018-03-01',
    awards: 60,
    applications: 73,
    until: 'awards',
  });
  await playRound(hands, bodies, {
    name: '第六届',
    english: 'Sixth',
    opensOn: '2019-03-01',
    awards: 52,
    applications: 64,
    until: 'awards',
  });
  // Years pass between the sixth round and the newest one.
  await choice.meanwhile();
  const ago: Readonly<Record<Stage, number>> = { call: 10, review: 60, awards: 75 };
  await playRound(hands, bodies, {
    name: '第七届',
    english: 'Seventh',
    opensOn: addDays(choice.today, -ago[choice.stage]),
    awards: 10,
    applications: 14,
    until: choice.stage,
  });
}

interface Play {
  readonly name: string;
  readonly english: string;
  readonly opensOn: CalendarDay;
  readonly awards: number;
  readonly applications: number;
  readonly until: Stage;
}

async function playRound(hands: Stagehands, bodies: readonly DemoBody[], play: Play): Promise<void> {
  const { rounds, clock, cast } = hands;
  const officer = member(cast, 'officer');
  at(clock, addDays(play.opensOn, -3), 10);
  const number = await announce(hands, demoRound(play));
  const applicants = chosen(hands, bodies, play.applications);
  for (const [i, body] of applicants.entries()) {
    at(clock, addDays(play.opensOn, 1 + (i % 8)), 9, i);
    await apply(hands, number, body, play.opensOn);
  }
  if (play.until === 'call') return reworkDraft(hands, number, play.opensOn);
  at(clock, addDays(play.opensOn, CALL_DAYS + 1), 9);
  value(await rounds.close(officer, number));
  value(await hands.openings.propose(officer, number));
  value(await hands.openings.confirm(member(cast, 'officer-2'), number));
  await screenRound(hands, number, {
    closedOn: addDays(play.opensOn, CALL_DAYS + 1),
    at: (day, hour) => at(clock, day, hour),
  });
  const scored = await review(hands, number, play);
  if (!scored) return;
  at(clock, addDays(play.opensOn, CALL_DAYS + 28), 15);
  value(await hands.awards.closePanel(officer, number));
  at(clock, addDays(play.opensOn, CALL_DAYS + 30), 10);
  value(await hands.awards.confirm(member(cast, 'chair'), number));
}

/** The two demo organizations first, then others, each once. */
function chosen({ random }: Stagehands, bodies: readonly DemoBody[], count: number): readonly DemoBody[] {
  const list = bodies.slice(0, 2);
  const taken = new Set(list.map(({ id }) => id));
  while (list.length < count) {
    const one = random.pick(bodies);
    if (taken.has(one.id)) continue;
    taken.add(one.id);
    list.push(one);
  }
  return list;
}

/** An applicant acting for a body; the demo's history has no account for each of them. */
function actingFor(cast: Cast, body: DemoBody): SignedIn {
  return { ...member(cast, 'ngo-a'), organizationId: body.id };
}

async function apply(
  { work, applications, answers, budgets, submissions, random, cast, samples }: Stagehands,
  number: string,
  body: DemoBody,
  opensOn: CalendarDay,
): Promise<void> {
  const viewer = actingFor(cast, body);
  const field = random.pick(FIELDS);
  const title = `${random.pick(TITLES[field])}项目`;
  value(await applications.start(viewer, number));
  const said = {
    title,
    field,
    startOn: addDays(opensOn, 90),
    endOn: addDays(opensOn, 420),
    beneficiaries: random.integer(60, 600),
    summary: `${body.name}拟实施“${title}”，服务社区居民（虚构内容）。`,
  };
  const { form } = found(await ownApplication(work.reader, viewer, number));
  value(await answers.save(viewer, number, { answers: invented(form, said), version: 1 }));
  const lines = [
    {
      category: 'ACTIVITY',
      item: '主题活动',
      unitPriceFen: 200_000,
      quantity: 1,
      times: 15,
      source: 'GRANT',
    },
    {
      category: 'LABOUR',
      item: '志愿者补贴',
      unitPriceFen: 10_000,
      quantity: 10,
      times: 20,
      source: 'GRANT',
    },
    {
      category: 'MATERIAL',
      item: '活动物资',
      unitPriceFen: 100_000,
      quantity: random.integer(36, 48),
      times: 1,
      source: 'SELF_RAISED',
    },
  ];
  value(await budgets.save(viewer, number, { base: [], lines }));
  if (body.id === member(cast, 'ngo-a').organizationId) await samples(viewer, number);
  const { version } = found(await ownApplication(work.reader, viewer, number));
  value(await submissions.submit(viewer, number, version));
}

/** Panel of five, the conflict question, sealed sheets; in stage `review` only half of them. */
async function review(hands: Stagehands, number: string, play: Play): Promise<boolean> {
  const { work, clock, cast, awards, panels, scoring, random } = hands;
  const officer = member(cast, 'officer');
  at(clock, addDays(play.opensOn, CALL_DAYS + 7), 9);
  const contestId = value(await awards.startReview(officer, number));
  const pool = (await expertPool(work.reader)).filter(({ accountId }) => accountId !== null);
  value(
    await panels.appoint(
      officer,
      contestId,
      pool.map(({ id }) => id),
    ),
  );
  value(await panels.assignAll(officer, contestId));
  const talent = new Map<string, number>();
  for (const n of [1, 2, 3, 4, 5]) {
    const viewer = member(cast, `reviewer-${n}`);
    at(clock, addDays(play.opensOn, CALL_DAYS + 10), 9 + n);
    const mine = (await assignmentsFor(work.reader, viewer)).filter((one) => one.contestId === contestId);
    value(
      await scoring.declare(
        viewer,
        contestId,
        new Map(mine.map((one, i) => [one.id, n === 3 && i === 4 ? 'CONFLICT' : 'NONE'])),
      ),
    );
    const open = (await assignmentsFor(work.reader, viewer)).filter((one) => one.contestId === contestId);
    const toScore = play.until === 'review' ? open.slice(0, Math.floor(open.length / 2)) : open;
    for (const one of toScore) {
      const base = talent.get(one.number) ?? random.integer(66, 88);
      talent.set(one.number, base);
      value(
        await scoring.submit(viewer, one.id, {
          marks: marksAround(base + random.integer(-6, 6), random),
          comment: '总体可行，建议细化成效指标。',
        }),
      );
    }
  }
  const round = await roundByNumber(work.reader, number);
  return (
    play.until === 'awards' &&
    round !== null &&
    (await contestOf(work.reader, ROUND_SUBJECT, round.id)) !== null
  );
}

function marksAround(total: number, random: SeededRandom): { criterion: string; tenths: number }[] {
  return DEFAULT_CRITERIA.map(({ code, points }) => {
    const half = Math.round((points * total) / 50) + random.integer(-1, 1);
    return { criterion: code, tenths: Math.min(points * 10, Math.max(0, half * 5)) };
  });
}

async function legacyRound(
  { legacy, random }: Stagehands,
  bodies: readonly DemoBody[],
  year: number,
  count: number,
): Promise<void> {
  const opensOn = `${year}-03-01`;
  const projects = Array.from({ length: count }, () => {
    const field = random.pick(FIELDS);
    return {
      organizationId: '',
      title: `${random.pick(TITLES[field])}项目`,
      field,
      amountFen: random.integer(2, 8) * 1_000_000,
      place: '淮安市虚构社区',
    };
  });
  const taken = new Set<string>();
  const filled = projects.map((project) => {
    let body = random.pick(bodies);
    while (taken.has(body.id)) body = random.pick(bodies);
    taken.add(body.id);
    return { ...project, organizationId: body.id };
  });
  const potFen = filled.reduce((all, { amountFen }) => all + amountFen, 0);
  const entry: RoundEntry = {
    nameZh: `第${'一二三四'[year - 2014] ?? ''}届公益创投（演示）`,
    nameEn: `Round ${year - 2013} of the venture grants (demo)`,
    potFen,
    opensAt: startOfShanghaiDay(opensOn),
    closesAt: startOfShanghaiDay(addDays(opensOn, CALL_DAYS)),
    graceMinutes: 0,
    maxGrantFen: GRANT_FEN,
    maxGrantPercent: 60,
    maxLabourPercent: 50,
    panelSize: 5,
    passLine: 50,
    publicityWorkingDays: 7,
    criteria: DEFAULT_CRITERIA.map(({ code, points }) => ({ code, points })),
  };
  await legacy.record(`${year}-01`, entry, `${year}-06-01T02:00:00.000Z`, filled);
}

/** Sets the stage's clock; never backwards, since the ledger would say so. */
export function at(clock: ScriptedClock, day: CalendarDay, hour: number, minutes = 0): void {
  const instant = new Date(
    Date.parse(startOfShanghaiDay(day)) + (hour * 60 + minutes) * 60_000,
  ).toISOString();
  if (instant > clock.now()) clock.set(instant);
  else clock.advance(60_000);
}

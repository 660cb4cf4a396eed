import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type INestApplicationContext } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { CasesService } from '../credit/lists/cases.service.js';
import { ExitsService } from '../credit/lists/exits.service.js';
import { LettersService } from '../credit/lists/letters.service.js';
import { ListsService } from '../credit/lists/lists.service.js';
import { CorrectionsService } from '../credit/records/corrections.service.js';
import { RecordObjectionsService } from '../credit/records/record-objections.service.js';
import { RecordsService } from '../credit/records/records.service.js';
import { RepairsService } from '../credit/records/repairs.service.js';
import { FunctionsService } from '../functions/functions.service.js';
import { IncubationService } from '../incubation/incubation.service.js';
import { addDays, type CalendarDay, shanghaiDayOf, startOfShanghaiDay } from '../kernel/calendar.js';
import { type SignedIn } from '../kernel/viewer.js';
import { NoticesService } from '../notices/notices.service.js';
import { ObjectionsService } from '../notices/objections.service.js';
import { RegisterImportService } from '../organizations/register-import.service.js';
import { type ScriptedClock } from '../platform/clock.js';
import { rows, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { csvText } from '../platform/documents/sheet.js';
import { FileStore } from '../platform/files/file-store.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { ROOT } from '../platform/views/assets.js';
import { departments, divisionsOn } from '../reference/reference.queries.js';
import { ReferenceService } from '../reference/reference.service.js';
import { PanelsService } from '../review/panels.service.js';
import { ScoringService } from '../review/scoring.service.js';
import { AnswersService } from '../ventures/applications/answers.service.js';
import { WorkspaceService } from '../ventures/applications/workspace.service.js';
import { ApplicationsService } from '../ventures/applications/applications.service.js';
import { BudgetService } from '../ventures/applications/budget.service.js';
import { AppealsService } from '../ventures/applications/appeals.service.js';
import { SupplementsService } from '../ventures/applications/supplements.service.js';
import { ScreeningService } from '../ventures/applications/screening.service.js';
import { OpeningsService } from '../ventures/applications/openings.service.js';
import { ExtensionsService } from '../ventures/rounds/extensions.service.js';
import { SubmissionService } from '../ventures/applications/submission.service.js';
import { AwardsService } from '../ventures/awards/awards.service.js';
import { LegacyRoundsService } from '../ventures/awards/legacy.service.js';
import { RoundsService } from '../ventures/rounds/rounds.service.js';
import { SetupService } from '../ventures/rounds/setup.service.js';
import { type Cast, createDemoAccounts, member } from './demo-accounts.js';
import { seedLikeness } from './demo-budget.js';
import { seedCalls } from './demo-calls.js';
import { inventedCentres } from './demo-centres.js';
import { attachSamples, seedDocuments } from './demo-documents.js';
import { seedDesign } from './demo-formed.js';
import { seedEligibility } from './demo-eligibility.js';
import { seedFunctions } from './demo-functions.js';
import { seedListCases, seedListHistory } from './demo-lists.js';
import { SeededRandom } from './demo-random.js';
import { seedNoticeHistory, seedRunningNotice } from './demo-notices.js';
import { approveWaiting, keeper, seedRecordHistory, seedRecordStories } from './demo-records.js';
import { seedPeople } from './demo-people.js';
import { inventedRegister } from './demo-register.js';
import { seedRelations } from './demo-relations.js';
import { seedDraftRound } from './demo-rounds.js';
import { seedExtensions } from './demo-submit.js';
import { type DemoBody, seedVentures, type Stage } from './demo-ventures.js';

export interface DemoChoice {
  readonly stage: Stage;
  readonly random: number;
  /** The day of seeding. */
  readonly today: CalendarDay;
  readonly dataDir: string;
  readonly say: (line: string) => void;
}

/** Builds the demonstration city through the services that the pages use, on a scripted clock. */
export async function buildDemoCity(
  app: INestApplicationContext,
  clock: ScriptedClock,
  choice: DemoChoice,
): Promise<void> {
  const random = new SeededRandom(choice.random);
  const work = app.get(UnitOfWork);
  await app.get(Ledger).withoutCheckpoints(async () => {
    // The register opens on a day when all its divisions were valid and nobody had applied yet.
    clock.set('2017-11-01T01:00:00.000Z');
    choice.say('reference data …');
    await app.get(ReferenceService).importFrom(join(ROOT, 'seeds', 'reference'));
    choice.say('register of 6,215 organizations …');
    const bodies = await seedRegister(app, clock, choice, random);
    const [first, second] = bodies;
    if (first === undefined || second === undefined) throw new Error('the register is empty');
    const cast = await createDemoAccounts(app.get(AccountsService), work, { a: first.id, b: second.id });
    await app
      .get(IncubationService)
      .importCentres(inventedCentres(await divisionsOn(work.reader, '2019-10-31')));
    choice.say('experts, functions …');
    await seedExperts(app.get(PanelsService), cast);
    const undertakers = bodies.slice(20, 60).map(({ creditCode }) => creditCode);
    await seedFunctions(app.get(FunctionsService), {
      departments: await departments(work.reader),
      undertakers,
      random,
      today: choice.today,
    });
    choice.say('venture rounds …');
    const hands = {
      work,
      clock,
      random,
      cast,
      rounds: app.get(RoundsService),
      setups: app.get(SetupService),
      applications: app.get(ApplicationsService),
      budgets: app.get(BudgetService),
      answers: app.get(AnswersService),
      workspace: app.get(WorkspaceService),
      screening: app.get(ScreeningService),
      supplements: app.get(SupplementsService),
      appeals: app.get(AppealsService),
      submissions: app.get(SubmissionService),
      samples: (viewer: SignedIn, round: string) =>
        attachSamples(app, viewer, { round, dataDir: choice.dataDir }),
      openings: app.get(OpeningsService),
      awards: app.get(AwardsService),
      panels: app.get(PanelsService),
      scoring: app.get(ScoringService),
      legacy: app.get(LegacyRoundsService),
    };
    const listHands = {
      work,
      clock,
      cast,
      records: app.get(RecordsService),
      lists: app.get(ListsService),
      cases: app.get(CasesService),
      letters: app.get(LettersService),
      exits: app.get(ExitsService),
    };
    const noticeHands = {
      ...hands,
      notices: app.get(NoticesService),
      objections: app.get(ObjectionsService),
      files: app.get(FileStore),
      dataDir: choice.dataDir,
    };
    const recordHands = {
      clock,
      cast,
      records: app.get(RecordsService),
      corrections: app.get(CorrectionsService),
      repairs: app.get(RepairsService),
      objections: app.get(RecordObjectionsService),
      keep: keeper(app.get(FileStore), choice.dataDir),
    };
    const [archived] = bodies.slice(447, 448);
    const meanwhile = async (): Promise<void> => {
      await approveWaiting(recordHands, work.reader);
      await seedListHistory(listHands, bodies.slice(470, 475));
      await seedNoticeHistory(noticeHands);
      if (archived !== undefined) await seedRecordHistory(recordHands, archived, choice.today);
    };
    await seedVentures(hands, bodies.slice(0, 400), { ...choice, meanwhile });
    await seedCalls(app, { clock, cast, today: choice.today });
    await seedExtensions(hands, app.get(ExtensionsService), {
      bodies: bodies.slice(486, 488),
      today: choice.today,
    });
    await seedCredit(app.get(RecordsService), cast, bodies.slice(400, 420), { clock, today: choice.today });
    await seedListCases(listHands, [first, second, ...bodies.slice(475, 482)], choice.today);
    await seedEligibility(app, cast, bodies.slice(482, 486), { clock, today: choice.today });
    await seedRecordStories(recordHands, [first, second, ...bodies.slice(440, 447)], choice.today);
    await seedRelations(app, cast, bodies);
    await seedPeople({ app, cast, bodies, today: choice.today });
    await seedDocuments(app, member(cast, 'ngo-a'), choice);
    await seedRunningNotice(noticeHands, choice.today);
    await seedDraftRound(hands, choice.today);
    await seedLikeness(app, cast);
    await seedDesign(app, cast);
  });
}

/** Writes the invented register as a file and imports it, as an officer would. */
async function seedRegister(
  app: INestApplicationContext,
  clock: ScriptedClock,
  choice: DemoChoice,
  random: SeededRandom,
): Promise<readonly DemoBody[]> {
  const file = join(choice.dataDir, 'organizations.csv');
  mkdirSync(choice.dataDir, { recursive: true });
  writeFileSync(file, csvText(inventedRegister(random)));
  const imports = app.get(RegisterImportService);
  // The import judges by the day, and the youngest of these bodies were founded in 2019.
  const opening = clock.now();
  clock.set('2019-07-11T01:00:00.000Z');
  const plan = await imports.plan(file, 'organizations.csv');
  if (!plan.ok || plan.value.refusedRows > 0)
    throw new Error(
      `demo register: ${JSON.stringify(plan.ok ? plan.value.findings.slice(0, 3) : plan.findings)}`,
    );
  clock.set(opening);
  await imports.carryOut(null, plan.value);
  return rows<DemoBody>(
    app.get(UnitOfWork).reader,
    sql`SELECT id, credit_code AS "creditCode", name FROM organization WHERE established_on < '2017-01-01' ORDER BY credit_code LIMIT 500`,
  );
}

async function seedExperts(panels: PanelsService, cast: Cast): Promise<void> {
  for (const n of [1, 2, 3, 4, 5]) {
    const { name, accountId } = member(cast, `reviewer-${n}`);
    await panels.registerExpert(null, {
      name,
      employer: `虚构大学社会工作系${n}`,
      fields: '为老服务、社区治理',
      accountId,
    });
  }
  for (let n = 1; n <= 12; n += 1)
    await panels.registerExpert(null, {
      name: `备选专家${n}（演示）`,
      employer: `虚构单位${n}`,
      fields: '财务、助残、儿童',
      accountId: null,
    });
}

/** Some records of every category. */
async function seedCredit(
  records: RecordsService,
  cast: Cast,
  bodies: readonly DemoBody[],
  { clock, today }: { clock: ScriptedClock; today: CalendarDay },
): Promise<void> {
  const opening = new Date(Date.parse(startOfShanghaiDay(addDays(today, -40))) + 32_400_000).toISOString();
  if (opening > clock.now()) clock.set(opening);
  const day = shanghaiDayOf(clock.now());
  const [registrar, district] = [member(cast, 'registrar'), member(cast, 'district')];
  for (const [i, { creditCode }] of bodies.entries()) {
    // Most are entered in time; a late entry stays visible as one. (R-CR-05)
    const formedOn = addDays(day, i % 7 === 6 ? -30 : -3);
    const entry =
      i % 4 === 0
        ? {
            category: 'PENALTY',
            recordClass: 'GENERAL',
            penaltyKind: 'WARNING',
            documentNumber: `淮民罚〔虚构〕${i + 1}号`,
            decidedOn: formedOn,
            department: '市民政局',
            facts: '未按规定办理变更登记（虚构）',
            basis: '《社会团体登记管理条例》第三十条（示例）',
            summary: '警告：未按规定办理变更登记（虚构）',
          }
        : i % 4 === 1
          ? {
              category: 'INSPECTION',
              inspectionType: 'SPOT_CHECK',
              conclusion: 'BASICALLY_QUALIFIED',
              summary: '抽查结论：基本合格（虚构）',
            }
          : i % 4 === 2
            ? {
                category: 'ANNUAL_REPORT',
                year: Number(today.slice(0, 4)) - 1,
                submittedOn: formedOn,
                conclusion: 'QUALIFIED',
                summary: '年度工作报告已报送（虚构）',
              }
            : { category: 'OTHER', otherKind: 'COMMENDATION', summary: '获得部门表彰（虚构）' };
    const recorded = await records.enter(district, { creditCode, formedOn, ...entry });
    if (!recorded.ok) throw new Error(`demo credit: ${JSON.stringify(recorded.findings)}`);
    if (i % 5 !== 4) await records.decide(registrar, recorded.value, 'publish', { version: 1 });
  }
}

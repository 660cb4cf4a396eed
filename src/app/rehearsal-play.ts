import { type INestApplicationContext } from '@nestjs/common';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { viewerNamed } from '../accounts/accounts.queries.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { addDays, type CalendarDay, shanghaiDayOf, startOfShanghaiDay } from '../kernel/calendar.js';
import { makeCreditCode } from '../kernel/credit-code.js';
import { type Finding, found, type Outcome } from '../kernel/outcome.js';
import { type Role, type SignedIn } from '../kernel/viewer.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import { type ScriptedClock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ROOT } from '../platform/views/assets.js';
import { ReferenceService } from '../reference/reference.service.js';
import { PanelsService } from '../review/panels.service.js';
import { assignmentsFor, expertPool } from '../review/review.queries.js';
import { ScoringService } from '../review/scoring.service.js';
import { AnswersService } from '../ventures/applications/answers.service.js';
import { applicationsOfRound, ownApplication } from '../ventures/applications/applications.queries.js';
import { ApplicationsService } from '../ventures/applications/applications.service.js';
import { BudgetService } from '../ventures/applications/budget.service.js';
import { OpeningsService } from '../ventures/applications/openings.service.js';
import { ScreeningService } from '../ventures/applications/screening.service.js';
import { SubmissionService } from '../ventures/applications/submission.service.js';
import { AwardsService } from '../ventures/awards/awards.service.js';
import { Round } from '../ventures/rounds/round.entity.js';
import { type Answers, type FormDefinition } from '../ventures/rounds/form.rules.js';
import { FIELDS } from '../ventures/rounds/round.rules.js';
import { type RehearsalStep } from '../ventures/rounds/rehearsal.rules.js';
import { type RoundDetail } from '../ventures/rounds/rounds.queries.js';
import { RoundsService } from '../ventures/rounds/rounds.service.js';
import { columnsOf } from '../ventures/rounds/setup.rules.js';
import { setupOf } from '../ventures/rounds/terms.rules.js';
import { invented } from './demo-answers.js';
import { SeededRandom } from './demo-random.js';

/** The round refused something, as it would refuse it to anybody: the rehearsal ends here and tells why. */
export class RehearsalStopped extends Error {
  constructor(readonly findings: readonly Finding[]) {
    super(JSON.stringify(findings));
  }
}

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new RehearsalStopped(outcome.findings);
  return outcome.value;
}

const BODIES = 8;

/** Files that are asked for stand there by name; there is nothing to read in an invented one. */
function inventedFiles({ sections }: FormDefinition): Answers {
  const asked = sections.flatMap(({ questions }) => questions).filter(({ kind }) => kind === 'FILE');
  return Object.fromEntries(
    asked
      .filter(({ required, when = [] }) => required && when.length === 0)
      .map(({ code }) => [code, ['rehearsal']]),
  );
}

interface Company {
  readonly officer: SignedIn;
  readonly second: SignedIn;
  readonly chair: SignedIn;
  readonly applicants: readonly SignedIn[];
  readonly reviewers: readonly SignedIn[];
}

/** Plays one round in a world of its own, on a clock that only moves forward along the round's timetable. */
export class RehearsalPlay {
  private readonly random = new SeededRandom(2018);
  private readonly work: UnitOfWork;
  readonly steps: { readonly step: RehearsalStep; readonly on: CalendarDay }[] = [];

  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: ScriptedClock,
    private readonly round: RoundDetail,
    private readonly onStep: (step: RehearsalStep) => Promise<void>,
  ) {
    this.work = app.get(UnitOfWork);
  }

  /** All the way to the awards. @throws RehearsalStopped where the round refuses. */
  async run(): Promise<void> {
    const { timetable } = found(this.round.terms);
    const { number, opensAt, closesAt, graceMinutes } = this.round;
    const opensOn = shanghaiDayOf(opensAt);
    await this.enter('PREPARE');
    const company = await this.prepare();
    await this.at(addDays(opensOn, -3), 'PUBLISH');
    value(await this.app.get(RoundsService).publish(company.officer, number));
    this.moveTo(new Date(Date.parse(opensAt) + 3_600_000).toISOString());
    await this.enter('APPLY');
    for (const viewer of company.applicants) await this.apply(viewer, opensOn);
    this.moveTo(new Date(Date.parse(closesAt) + (graceMinutes + 1) * 60_000).toISOString());
    await this.enter('CLOSE');
    value(await this.app.get(RoundsService).close(company.officer, number));
    value(await this.app.get(OpeningsService).propose(company.officer, number));
    value(await this.app.get(OpeningsService).confirm(company.second, number));
    await this.at(timetable.supplementUntil ?? addDays(timetable.closesOn, 1), 'SCREEN');
    await this.screen(company.officer);
    await this.at(addDays(timetable.reviewedOn, -3), 'REVIEW');
    await this.review(company);
    await this.at(timetable.reviewedOn, 'RANK');
    value(await this.app.get(AwardsService).closePanel(company.officer, number));
    await this.at(addDays(timetable.reviewedOn, 1), 'AWARD');
    value(await this.app.get(AwardsService).confirm(company.chair, number));
  }

  /** Reference data, a register of invented bodies, people for every role, and the round as a draft. */
  private async prepare(): Promise<Company> {
    await this.app.get(ReferenceService).importFrom(join(ROOT, 'seeds', 'reference'));
    const registrar = await this.person('registrar', 'registry-officer');
    const applicant = await this.person('applicant', 'applicant');
    const applicants: SignedIn[] = [];
    for (let n = 1; n <= BODIES; n += 1)
      applicants.push({ ...applicant, organizationId: await this.body(registrar, n) });
    const setup = found(setupOf(this.round));
    await this.work.write((tx) =>
      tx.insert(Round, {
        id: randomUUID(),
        number: this.round.number,
        ...columnsOf(setup),
        status: 'DRAFT',
        awardedFen: 0,
        rulesHash: null,
        drawSeed: null,
        publishedAt: null,
        ledgerSeq: null,
        isLegacy: 0,
        lastNumber: 0,
        version: 1,
      }),
    );
    const reviewers: SignedIn[] = [];
    for (let n = 1; n <= this.round.rules.method.panelSize; n += 1) {
      const reviewer = await this.person(`reviewer-${n}`, 'reviewer');
      await this.app.get(PanelsService).registerExpert(null, {
        name: reviewer.name,
        employer: `演练单位${n}（虚构）`,
        fields: '演练',
        accountId: reviewer.accountId,
      });
      reviewers.push(reviewer);
    }
    return {
      officer: await this.person('officer', 'programme-officer'),
      second: await this.person('officer-2', 'programme-officer'),
      chair: await this.person('chair', 'chair'),
      applicants,
      reviewers,
    };
  }

  private async person(username: string, role: Role): Promise<SignedIn> {
    const account = {
      username,
      name: `演练${username}（虚构）`,
      roles: [role],
      // Nobody signs in here: no server listens to this world.
      passwordHash: '',
      isDemo: true,
      organizationId: null,
    };
    value(await this.app.get(AccountsService).create(null, account));
    return found(await viewerNamed(this.work.reader, username));
  }

  private async body(registrar: SignedIn, n: number): Promise<string> {
    return value(
      await this.app.get(OrganizationsService).register(registrar, {
        creditCode: makeCreditCode('SERVICE_INSTITUTION', '320800', `MJ98${String(n).padStart(4, '0')}`),
        name: `演练社会工作服务中心${n}（虚构）`,
        type: 'SERVICE_INSTITUTION',
        divisionCode: '320812',
        legalRepresentative: `演练${n}`,
        establishedOn: '2015-01-01',
        address: `演练路${n}号（虚构）`,
      }),
    );
  }

  private async apply(viewer: SignedIn, opensOn: CalendarDay): Promise<void> {
    const { number } = this.round;
    this.clock.advance(600_000);
    value(await this.app.get(ApplicationsService).start(viewer, number));
    const { form } = found(await ownApplication(this.work.reader, viewer, number));
    const said = {
      title: `演练项目${this.random.integer(100, 999)}（虚构）`,
      field: this.random.pick(FIELDS),
      startOn: addDays(opensOn, 90),
      endOn: addDays(opensOn, 420),
      beneficiaries: this.random.integer(60, 600),
    };
    const answers = { ...invented(form, said), ...inventedFiles(form) };
    value(await this.app.get(AnswersService).save(viewer, number, { answers, version: 1 }));
    value(await this.app.get(BudgetService).save(viewer, number, { base: [], lines: this.budget() }));
    const { version } = found(await ownApplication(this.work.reader, viewer, number));
    value(await this.app.get(SubmissionService).submit(viewer, number, version));
  }

  /** A budget that keeps the round's ceiling and share, with something of one's own on top. */
  private budget(): {
    category: string;
    item: string;
    unitPriceFen: number;
    quantity: number;
    times: number;
    source: string;
  }[] {
    const { maxGrantFen, maxGrantPercent } = this.round.rules;
    const most = Math.min(maxGrantFen, Math.floor(this.round.potFen / (BODIES / 2)));
    const grant = Math.max(10, Math.floor((most * this.random.integer(60, 100)) / 1_000_00) * 10);
    const percent = Math.min(maxGrantPercent, 90);
    const own = Math.ceil((grant * (100 - percent)) / percent / 10) + 1;
    const line = { quantity: 1, times: 10 };
    return [
      { category: 'ACTIVITY', item: '演练活动', unitPriceFen: grant * 10, source: 'GRANT', ...line },
      { category: 'MATERIAL', item: '演练物资', unitPriceFen: own * 100, source: 'SELF_RAISED', ...line },
    ];
  }

  private async screen(officer: SignedIn): Promise<void> {
    const screening = this.app.get(ScreeningService);
    const db = this.work.reader;
    const list = await screening.screened(db, this.round, await applicationsOfRound(db, this.round.number));
    for (const { application, standings } of list) {
      const number = found(application.number);
      const entries = standings.map(({ unit: { key, engine } }) => ({
        key,
        engine,
        officer: 'PASS' as const,
        reason: null,
      }));
      value(await screening.judge(officer, number, entries));
      value(await screening.decide(officer, number, { eligible: true, rule: null, reason: null }));
    }
  }

  private async review({ officer, reviewers }: Company): Promise<void> {
    const contestId = value(await this.app.get(AwardsService).startReview(officer, this.round.number));
    const panels = this.app.get(PanelsService);
    const pool = await expertPool(this.work.reader);
    value(
      await panels.appoint(
        officer,
        contestId,
        pool.map(({ id }) => id),
      ),
    );
    value(await panels.assignAll(officer, contestId));
    const scoring = this.app.get(ScoringService);
    for (const viewer of reviewers) {
      const mine = await assignmentsFor(this.work.reader, viewer);
      value(await scoring.declare(viewer, contestId, new Map(mine.map(({ id }) => [id, 'NONE']))));
      for (const { id } of mine)
        value(await scoring.submit(viewer, id, { marks: this.marks(), comment: '演练评分（虚构）' }));
    }
  }

  /** Marks around four fifths of each criterion, in half points. */
  private marks(): { criterion: string; tenths: number }[] {
    return this.round.rules.criteria.map(({ code, points }) => ({
      criterion: code,
      tenths: Math.round((points * this.random.integer(65, 95)) / 50) * 5,
    }));
  }

  private async at(day: CalendarDay, step: RehearsalStep): Promise<void> {
    this.moveTo(new Date(Date.parse(startOfShanghaiDay(day)) + 10 * 3_600_000).toISOString());
    await this.enter(step);
  }

  private moveTo(instant: string): void {
    if (instant > this.clock.now()) this.clock.set(instant);
    else this.clock.advance(60_000);
  }

  private async enter(step: RehearsalStep): Promise<void> {
    this.steps.push({ step, on: shanghaiDayOf(this.clock.now()) });
    await this.onStep(step);
  }
}

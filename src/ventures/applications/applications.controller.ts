import { Controller, Get, Param, Post } from '@nestjs/common';
import { callPage } from '../../eligibility/eligibility.pages.js';
import { findingsIn as refusalsOf } from '../../eligibility/verdict.rules.js';
import { type Finding, found, Problem } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { organizationById } from '../../organizations/organizations.queries.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, seeOther } from '../../platform/web/answer.js';
import { callNews } from '../rounds/news.queries.js';
import { ownDeadlines } from '../rounds/extensions.queries.js';
import { workingDays } from '../../reference/reference.queries.js';
import { allRounds, roundByNumber } from '../rounds/rounds.queries.js';
import { applicationPage, type ApplicationPage, orgPage } from './applications.pages.js';
import { dutyTasks } from './own-screening.pages.js';
import { Seals } from './seals.service.js';
import { firstCheckDuties } from './supplements.queries.js';
import { ApplicationsService } from './applications.service.js';
import { sectionWorkOf } from './workspace.queries.js';

const ADDRESS = 'rounds/:number/application';

/** The organization's desk: its calls and its application, section by section. */
@Controller('org')
export class ApplicationsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly applications: ApplicationsService,
    private readonly clock: Clock,
    private readonly seals: Seals,
  ) {}

  @Allow('application.own.see')
  @Get()
  async start(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const organization = found(await organizationById(db, found(viewer.organizationId)));
    const own = await ownDeadlines(db, organization.id);
    const rounds = (await allRounds(db)).map((round) => ({
      ...round,
      closesAt: own.get(round.number) ?? round.closesAt,
    }));
    const today = this.clock.today();
    const duties = await firstCheckDuties(db, organization.id, today);
    return page('ventures/org', {
      ...orgPage(organization.name, rounds, await this.seals.ownLines(db, viewer), this.clock.now()),
      duties: dutyTasks(duties, { workdays: await workingDays(db), today }),
    });
  }

  @Allow('application.own.edit')
  @Post(ADDRESS)
  async begin(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.applications.start(viewer, number);
    if (outcome.ok) return seeOther(`/org/rounds/${number}/application`);
    const [first] = outcome.findings;
    return seeOther('/org', { tone: 'danger', message: { finding: first ?? { code: 'round-not-open' } } });
  }

  @Allow('application.own.see')
  @Get(ADDRESS)
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/application', await this.shown(viewer, number));
  }

  /** Why or why not for this very call; before there is an application as well. Looking stores nothing. */
  @Allow('application.own.see')
  @Get('rounds/:number/eligibility')
  async eligible(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const organizationId = found(viewer.organizationId);
    const round = found(await roundByNumber(db, number));
    if (round.status === 'DRAFT') throw new Problem('not-found');
    const application = (await this.seals.own(db, viewer, round))?.application ?? null;
    const answer = await this.applications.applicantAnswer(db, round, { organizationId, application });
    const back = application === null ? '/org' : `/org/rounds/${number}/application`;
    const name = { zh: round.nameZh, en: round.nameEn };
    return page('eligibility/call', callPage(answer, { name, back }));
  }

  private async shown(
    viewer: SignedIn,
    number: string,
    findings: readonly Finding[] = [],
  ): Promise<ApplicationPage> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    const { application, budget, files } = found(await this.seals.own(db, viewer, round));
    const { organizationId } = application;
    const view = {
      application,
      round,
      budget,
      attachments: files,
      applicant: refusalsOf(
        (await this.applications.applicantAnswer(db, round, { organizationId, application })).verdict,
      ),
      news: await callNews(db, round.id, organizationId),
      now: this.clock.now(),
      maySubmit: may(viewer, 'application.submit'),
      work: await sectionWorkOf(db, application.id),
    };
    return applicationPage(view, findings);
  }
}

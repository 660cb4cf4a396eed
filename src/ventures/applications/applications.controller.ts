import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { callPage } from '../../eligibility/eligibility.pages.js';
import { findingsIn as refusalsOf } from '../../eligibility/verdict.rules.js';
import { type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { organizationById } from '../../organizations/organizations.queries.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { callNews } from '../rounds/news.queries.js';
import { ownDeadlines } from '../rounds/extensions.queries.js';
import { allRounds, roundByNumber } from '../rounds/rounds.queries.js';
import { SECTIONS, type Section } from './application.rules.js';
import { PlanForm, ProjectForm, TeamForm } from './applications.forms.js';
import { applicationPage, type ApplicationPage, orgPage } from './applications.pages.js';
import { sectionPage, type SectionPage } from './sections.pages.js';
import { ownApplication } from './applications.queries.js';
import { Seals } from './seals.service.js';
import { ApplicationsService, type SectionEntry } from './applications.service.js';

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
    return page(
      'ventures/org',
      orgPage(organization.name, rounds, await this.seals.ownLines(db, viewer), this.clock.now()),
    );
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

  @Allow('application.own.edit')
  @Get(`${ADDRESS}/:section`)
  async section(
    @Param('number') number: string,
    @Param('section') section: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    return page('ventures/section', await this.sectionShown(viewer, number, known(section)));
  }

  @Allow('application.own.edit')
  @Post(`${ADDRESS}/project`)
  async project(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ProjectForm)) form: Form<ProjectForm>,
  ): Promise<Answer> {
    const entry = ({
      title = '',
      field = null,
      startOn = null,
      endOn = null,
      place = '',
      beneficiaries = null,
      summary = '',
    }: { [K in keyof ProjectForm]?: ProjectForm[K] | null }): SectionEntry => ({
      title: title ?? '',
      field,
      content: { startOn, endOn, place: place ?? '', beneficiaries, summary: summary ?? '' },
    });
    return this.saved(viewer, number, 'project', form, entry);
  }

  @Allow('application.own.edit')
  @Post(`${ADDRESS}/plan`)
  async plan(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(PlanForm)) form: Form<PlanForm>,
  ): Promise<Answer> {
    return this.saved(
      viewer,
      number,
      'plan',
      form,
      ({ need = '', goals = '', activities = '', risks = '', sustainability = '' }) => ({
        content: { need, goals, activities, risks, sustainability },
      }),
    );
  }

  @Allow('application.own.edit')
  @Post(`${ADDRESS}/team`)
  async team(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(TeamForm)) form: Form<TeamForm>,
  ): Promise<Answer> {
    return this.saved(viewer, number, 'team', form, ({ team, contact = '' }) => ({
      content: {
        contact,
        team: team.map(({ name, role, qualification }) => ({
          name,
          role,
          ...(qualification === undefined ? {} : { qualification }),
        })),
      },
    }));
  }

  private async saved<T extends { version: number }>(
    viewer: SignedIn,
    number: string,
    section: Section,
    form: Form<T>,
    ...[entry]: [(value: T) => SectionEntry]
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.applications.save(viewer, number, entry(form.value), form.value.version)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/org/rounds/${number}/application`, 'ventures.saved');
    return refusedPage(
      'ventures/section',
      await this.sectionShown(viewer, number, section, { values: form.values, findings: outcome.findings }),
    );
  }

  private async sectionShown(
    viewer: SignedIn,
    number: string,
    section: Section,
    entered?: Entered,
  ): Promise<SectionPage> {
    const db = this.work.reader;
    const application = found(await ownApplication(db, viewer, number));
    const round = found(await roundByNumber(db, number));
    if (application.status !== 'DRAFT') throw new Problem('not-found');
    return sectionPage(section, { application, round }, entered);
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
    };
    return applicationPage(view, findings);
  }
}

function known(section: string): Section {
  return found(SECTIONS.find((one) => one === section && one !== 'budget'));
}

import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { accountsOfOrganization } from '../../accounts/accounts.queries.js';
import { found, Problem } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { organizationById } from '../../organizations/organizations.queries.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FieldKeys } from '../../platform/field-keys.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { EnteredPipe, type FormValues } from '../../platform/web/form.js';
import { roundByNumber, type RoundDetail } from '../rounds/rounds.queries.js';
import { AnswersService } from './answers.service.js';
import { type ApplicationDetail, budgetOf, ownApplication } from './applications.queries.js';
import { revisionsSince } from './revision.queries.js';
import { draftPage, historyPage, workPage } from './workspace.pages.js';
import { sectionWorkOf } from './workspace.queries.js';
import { planIn } from './workspace.rules.js';
import { WorkspaceService } from './workspace.service.js';

const ADDRESS = 'rounds/:number/application';

/** What stands around the sections of a draft: who does what, its history, and the whole of it on paper. */
@Controller('org')
export class WorkspaceController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly workspace: WorkspaceService,
    private readonly answers: AnswersService,
    private readonly keys: FieldKeys,
  ) {}

  @Allow('application.own.edit')
  @Get(`${ADDRESS}/work`)
  async shares(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/work', await this.workShown(viewer, number));
  }

  @Allow('application.own.edit')
  @Post(`${ADDRESS}/work`)
  async share(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(EnteredPipe) values: FormValues,
  ): Promise<Answer> {
    const { application } = await this.draft(viewer, number);
    const outcome = await this.workspace.share(viewer, number, planIn(values, application.form));
    if (outcome.ok) return seeOther(`/org/rounds/${number}/application`, 'workspace.work.saved');
    const entered = { values, findings: outcome.findings };
    return refusedPage('ventures/work', await this.workShown(viewer, number, entered));
  }

  @Allow('application.own.edit')
  @Get(`${ADDRESS}/history`)
  async history(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const draft = await this.draft(viewer, number);
    const of = { applicationId: draft.application.id, version: 0 };
    const revisions = await revisionsSince(this.work.reader, this.keys, of);
    return page('ventures/history', historyPage({ ...draft, revisions }));
  }

  @Allow('application.own.edit')
  @Post(`${ADDRESS}/history/:id/restoration`)
  async restore(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const outcome = await this.answers.restore(viewer, number, id);
    const here = `/org/rounds/${number}/application/history`;
    if (outcome.ok) return seeOther(here, 'workspace.history.restored');
    const [first] = outcome.findings;
    return seeOther(here, { tone: 'danger', message: { finding: first ?? { code: 'round-not-open' } } });
  }

  @Allow('application.own.edit')
  @Get(`${ADDRESS}/draft`)
  async paper(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const draft = await this.draft(viewer, number);
    const organization = found(await organizationById(db, draft.application.organizationId));
    const budget = await budgetOf(db, draft.application.id);
    return page('ventures/draft', draftPage({ ...draft, budget, organization }));
  }

  private async workShown(
    viewer: SignedIn,
    number: string,
    entered?: Entered,
  ): Promise<ReturnType<typeof workPage>> {
    const db = this.work.reader;
    const draft = await this.draft(viewer, number);
    const people = await accountsOfOrganization(db, draft.application.organizationId);
    return workPage({ ...draft, people, work: await sectionWorkOf(db, draft.application.id) }, entered);
  }

  private async draft(
    viewer: SignedIn,
    number: string,
  ): Promise<{ readonly round: RoundDetail; readonly application: ApplicationDetail }> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    const application = found(await ownApplication(db, viewer, number));
    if (application.status !== 'DRAFT') throw new Problem('not-found');
    return { round, application };
  }
}

import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FileStore } from '../../platform/files/file-store.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { contestOf } from '../../review/review.queries.js';
import { ScreeningForm } from '../applications/applications.forms.js';
import { screeningListPage, screeningPage, type ScreeningPage } from '../applications/screening.pages.js';
import {
  applicationByNumber,
  applicationsOfRound,
  attachmentFor,
  attachmentsOf,
  budgetOf,
} from '../applications/applications.queries.js';
import { ApplicationsService } from '../applications/applications.service.js';
import { roundByNumber } from '../rounds/rounds.queries.js';
import { awardsPage } from './awards.pages.js';
import { awardsOfRound } from './awards.queries.js';
import { AwardsService, ROUND_SUBJECT } from './awards.service.js';

/** The bureau's desk from the closed call to the notice. */
@Controller('bureau')
export class AwardsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly applications: ApplicationsService,
    private readonly awards: AwardsService,
    private readonly files: FileStore,
  ) {}

  @Allow('application.see')
  @Get('rounds/:number/applications')
  async list(@Param('number') number: string): Promise<Answer> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    const contest = await contestOf(db, ROUND_SUBJECT, round.id);
    return page(
      'ventures/screening-list',
      screeningListPage(round, await applicationsOfRound(db, number), contest?.id ?? null),
    );
  }

  @Allow('application.see')
  @Get('applications/:number')
  async show(@Param('number') number: string): Promise<Answer> {
    return page('ventures/screening', await this.screened(number));
  }

  @Allow('application.see')
  @Get('attachments/:id')
  async download(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const one = found(await attachmentFor(this.work.reader, viewer, id, true));
    return file(one.name, one.type, this.files.read(one.sha256));
  }

  @Allow('application.screen')
  @Post('applications/:number/screening')
  async screen(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ScreeningForm)) form: Form<ScreeningForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.applications.screen(viewer, number, decisionOf(form.value))
      : refused(findingsIn(form));
    if (outcome.ok)
      return seeOther(`/bureau/rounds/${number.slice(0, 7)}/applications`, 'ventures.screening.decided');
    return refusedPage(
      'ventures/screening',
      await this.screened(number, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('application.screen')
  @Post('rounds/:number/review')
  async review(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.awards.startReview(viewer, number);
    return outcome.ok
      ? seeOther(`/bureau/contests/${outcome.value}`, 'ventures.screening.started')
      : this.refusedAt(`/bureau/rounds/${number}/applications`, outcome);
  }

  @Allow('panel.close')
  @Post('rounds/:number/panel-closing')
  async closePanel(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.awards.closePanel(viewer, number);
    if (outcome.ok) return seeOther(`/bureau/rounds/${number}/awards`, 'ventures.awards.proposed');
    const round = found(await roundByNumber(this.work.reader, number));
    const contest = found(await contestOf(this.work.reader, ROUND_SUBJECT, round.id));
    return this.refusedAt(`/bureau/contests/${contest.id}`, outcome);
  }

  @Allow('award.see')
  @Get('rounds/:number/awards')
  async proposals(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const round = found(await roundByNumber(this.work.reader, number));
    return page('ventures/awards', awardsPage(round, await awardsOfRound(this.work.reader, number), viewer));
  }

  @Allow('award.confirm')
  @Post('rounds/:number/awards/confirmation')
  async confirm(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.awards.confirm(viewer, number);
    if (outcome.ok) return seeOther(`/notices/${outcome.value}`, 'ventures.awards.confirmed');
    const round = found(await roundByNumber(this.work.reader, number));
    return refusedPage(
      'ventures/awards',
      awardsPage(round, await awardsOfRound(this.work.reader, number), viewer, outcome.findings),
    );
  }

  /** A button that was refused: back to its page with the first reason on top. */
  private refusedAt(path: string, outcome: Outcome<unknown>): Answer {
    const [first] = outcome.ok ? [] : outcome.findings;
    return seeOther(path, {
      tone: 'danger',
      message: {
        finding: { code: first?.code ?? 'action-not-possible', ...(first?.args ? { args: first.args } : {}) },
      },
    });
  }

  private async screened(number: string, entered?: Entered): Promise<ScreeningPage> {
    const db = this.work.reader;
    const one = found(await applicationByNumber(db, number));
    const checks = await this.applications.applicantFindings(db, one.organizationId);
    return screeningPage(
      one,
      { budget: await budgetOf(db, one.id), attachments: await attachmentsOf(db, one.id), checks },
      entered,
    );
  }
}

function decisionOf({ eligible, reason }: ScreeningForm): { eligible: boolean; reason?: string } {
  return { eligible: eligible === 'yes', ...(reason === undefined ? {} : { reason }) };
}

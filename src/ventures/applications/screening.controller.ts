import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { snapshotsOf } from '../../eligibility/eligibility.queries.js';
import { found, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { contestOf } from '../../review/review.queries.js';
import { ROUND_SUBJECT } from '../rounds/round.rules.js';
import { roundByNumber } from '../rounds/rounds.queries.js';
import { applicationByNumber, applicationsOfRound, budgetOf } from './applications.queries.js';
import { attachmentsOf } from './attachments.queries.js';
import { ScreeningForm } from './screening.forms.js';
import { screeningListPage, screeningPage, type ScreeningPage } from './screening.pages.js';
import { ScreeningService } from './screening.service.js';

/** The desk of the first check: a round's applications, each judged with its evidence. */
@Controller('bureau')
export class ScreeningController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly screening: ScreeningService,
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

  @Allow('application.screen')
  @Post('applications/:number/screening')
  async screen(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ScreeningForm)) form: Form<ScreeningForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.screening.screen(viewer, number, decisionOf(form.value))
      : refused(findingsIn(form));
    if (outcome.ok)
      return seeOther(`/bureau/rounds/${number.slice(0, 7)}/applications`, 'ventures.screening.decided');
    return refusedPage(
      'ventures/screening',
      await this.screened(number, { values: form.values, findings: outcome.findings }),
    );
  }

  private async screened(number: string, entered?: Entered): Promise<ScreeningPage> {
    const db = this.work.reader;
    const one = found(await applicationByNumber(db, number));
    const round = found(await roundByNumber(db, one.roundNumber));
    const answer = await this.screening.answer(db, round, one);
    const frozen = [
      ...(await snapshotsOf(db, 'draft', one.id)),
      ...(await snapshotsOf(db, 'application', number)),
    ];
    return screeningPage(
      one,
      { budget: await budgetOf(db, one.id), attachments: await attachmentsOf(db, one.id), answer, frozen },
      entered,
    );
  }
}

function decisionOf({ eligible, reason }: ScreeningForm): { eligible: boolean; reason?: string } {
  return { eligible: eligible === 'yes', ...(reason === undefined ? {} : { reason }) };
}

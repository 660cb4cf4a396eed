import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { amended, findingsAgainstAmendment } from './amendment.rules.js';
import { AmendmentReasonForm, AmendmentStepForm } from './amendments.forms.js';
import { type AmendmentPage, amendmentPage } from './amendments.pages.js';
import { openAmendment, versionsOfRound } from './amendments.queries.js';
import { AmendmentsService } from './amendments.service.js';
import { roundInSetup } from './setup.queries.js';

/** The amendment of a call, from the working copy to its publication by a second person. (B10) */
@Controller('bureau/rounds/:number/amendment')
export class AmendmentsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly amendments: AmendmentsService,
  ) {}

  @Allow('round.see')
  @Get()
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/amendment', await this.shown(number, viewer));
  }

  @Allow('round.edit')
  @Post()
  async prepare(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.amendments.prepare(viewer, number);
    return this.after(number, viewer, outcome, ['amendments.prepared-flash', { values: {}, findings: [] }]);
  }

  @Allow('round.edit')
  @Post('proposal')
  async propose(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(AmendmentReasonForm)) form: Form<AmendmentReasonForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.amendments.propose(viewer, number, form.value.reason, form.value.version)
      : refused<null>(findingsIn(form));
    return this.after(number, viewer, outcome, [
      'amendments.proposed-flash',
      { values: form.values, findings: [] },
    ]);
  }

  @Allow('round.edit')
  @Post('return')
  takeBack(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(AmendmentStepForm)) form: Form<AmendmentStepForm>,
  ): Promise<Answer> {
    return this.turned(number, viewer, form, 'takeBack');
  }

  @Allow('round.edit')
  @Post('removal')
  discard(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(AmendmentStepForm)) form: Form<AmendmentStepForm>,
  ): Promise<Answer> {
    return this.turned(number, viewer, form, 'discard');
  }

  @Allow('round.publish')
  @Post('publication')
  async publish(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(AmendmentStepForm)) form: Form<AmendmentStepForm>,
  ): Promise<Answer> {
    if (!form.ok) throw new Problem('bad-request');
    const outcome = await this.amendments.publish(viewer, number, form.value.version);
    return this.after(number, viewer, outcome, [
      'amendments.published-flash',
      { values: form.values, findings: [] },
    ]);
  }

  private async turned(
    number: string,
    viewer: SignedIn,
    form: Form<AmendmentStepForm>,
    action: 'takeBack' | 'discard',
  ): Promise<Answer> {
    if (!form.ok) throw new Problem('bad-request');
    const outcome = await this.amendments.turn(viewer, number, form.value.version, action);
    return this.after(number, viewer, outcome, [
      `amendments.turned.${action}`,
      { values: form.values, findings: [] },
    ]);
  }

  private async after(
    number: string,
    viewer: SignedIn,
    outcome: Outcome<null>,
    [flash, entered]: readonly [flash: string, entered: Entered],
  ): Promise<Answer> {
    if (outcome.ok) return seeOther(`/bureau/rounds/${number}/amendment`, flash);
    return refusedPage(
      'ventures/amendment',
      await this.shown(number, viewer, { ...entered, findings: outcome.findings }),
    );
  }

  private async shown(number: string, viewer: SignedIn, entered?: Entered): Promise<AmendmentPage> {
    const db = this.work.reader;
    const { round, setup, calendar } = await roundInSetup(db, number);
    if (round.status === 'DRAFT' || round.terms === null) throw new Problem('not-found');
    const one = await openAmendment(db, round.id);
    const at = { now: this.clock.now(), today: this.clock.today(), calendar };
    const view = {
      round,
      one,
      outcome: one === null ? null : amended(setup, one.setup, at),
      gaps: one === null ? [] : findingsAgainstAmendment(round, [setup, one.setup], at),
      versions: await versionsOfRound(db, round.id),
      viewer,
    };
    return amendmentPage(view, entered);
  }
}

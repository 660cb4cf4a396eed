import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, refused } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { RoundChangeForm, RoundForm } from './rounds.forms.js';
import { roundFormPage, roundShowPage, roundsPage } from './rounds.pages.js';
import { allRounds, roundByNumber } from './rounds.queries.js';
import { RoundsService } from './rounds.service.js';

@Controller('bureau/rounds')
export class RoundsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rounds: RoundsService,
  ) {}

  @Allow('round.see')
  @Get()
  async list(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/rounds', roundsPage(await allRounds(this.work.reader), may(viewer, 'round.edit')));
  }

  @Allow('round.edit')
  @Get('new')
  blank(): Answer {
    return page('ventures/round-form', roundFormPage(null));
  }

  @Allow('round.edit')
  @Post()
  async create(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(RoundForm)) form: Form<RoundForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.rounds.create(viewer, form.value)
      : refused<string>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/rounds/${outcome.value}`, 'ventures.rounds.saved');
    return refusedPage(
      'ventures/round-form',
      roundFormPage(null, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('round.see')
  @Get(':number')
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page(
      'ventures/round',
      roundShowPage(found(await roundByNumber(this.work.reader, number)), viewer),
    );
  }

  @Allow('round.edit')
  @Get(':number/edit')
  async edit(@Param('number') number: string): Promise<Answer> {
    return page('ventures/round-form', roundFormPage(found(await roundByNumber(this.work.reader, number))));
  }

  @Allow('round.edit')
  @Post(':number')
  async change(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(RoundChangeForm)) form: Form<RoundChangeForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.rounds.change(viewer, number, form.value, form.value.version)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/rounds/${number}`, 'ventures.rounds.saved');
    const round = found(await roundByNumber(this.work.reader, number));
    return refusedPage(
      'ventures/round-form',
      roundFormPage(round, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('round.publish')
  @Post(':number/publish')
  async publish(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return this.after(number, viewer, await this.rounds.publish(viewer, number), 'ventures.rounds.published');
  }

  @Allow('round.close')
  @Post(':number/close')
  async close(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return this.after(number, viewer, await this.rounds.close(viewer, number), 'ventures.rounds.closed');
  }

  private async after(
    number: string,
    viewer: SignedIn,
    outcome: Outcome<null>,
    flash: string,
  ): Promise<Answer> {
    if (outcome.ok) return seeOther(`/bureau/rounds/${number}`, flash);
    const round = found(await roundByNumber(this.work.reader, number));
    return refusedPage(
      'ventures/round',
      roundShowPage(round, viewer, { values: {}, findings: outcome.findings }),
    );
  }
}

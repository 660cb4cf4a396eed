import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { PurgeForm } from './rehearsals.forms.js';
import { type RehearsalPage, rehearsalPage } from './rehearsals.pages.js';
import { rehearsalOf } from './rehearsals.queries.js';
import { RehearsalsService } from './rehearsals.service.js';
import { roundByNumber } from './rounds.queries.js';

/** The rehearsal of a round: begun, watched, looked at, purged. (B12) */
@Controller('bureau/rounds/:number/rehearsal')
export class RehearsalsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rehearsals: RehearsalsService,
  ) {}

  @Allow('round.see')
  @Get()
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/rehearsal', await this.shown(number, viewer));
  }

  @Allow('round.see')
  @Get('export.json')
  async report(@Param('number') number: string): Promise<Answer> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    const { report } = found(await rehearsalOf(db, round.id));
    return file(`rehearsal-${number}.json`, 'application/json; charset=utf-8', JSON.stringify(found(report)));
  }

  @Allow('round.edit')
  @Post()
  async begin(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.rehearsals.begin(viewer, number);
    return this.after([number, viewer], outcome, 'rehearsals.begun', {});
  }

  @Allow('round.edit')
  @Post('removal')
  async purge(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(PurgeForm)) form: Form<PurgeForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.rehearsals.purge(viewer, number, form.value.version)
      : refused<null>(findingsIn(form));
    return this.after([number, viewer], outcome, 'rehearsals.purged', form.values);
  }

  private async after(
    [number, viewer]: readonly [string, SignedIn],
    outcome: Outcome<null>,
    flash: string,
    values: Entered['values'],
  ): Promise<Answer> {
    if (outcome.ok) return seeOther(`/bureau/rounds/${number}/rehearsal`, flash);
    return refusedPage(
      'ventures/rehearsal',
      await this.shown(number, viewer, { values, findings: outcome.findings }),
    );
  }

  private async shown(number: string, viewer: SignedIn, entered?: Entered): Promise<RehearsalPage> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    return rehearsalPage(round, await rehearsalOf(db, round.id), viewer, entered);
  }
}

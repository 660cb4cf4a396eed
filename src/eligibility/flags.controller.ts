import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, type Outcome, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe, type FormValues } from '../platform/web/form.js';
import { FlagConfirmationForm, FlagEndForm, FlagForm } from './eligibility.forms.js';
import { flagFormPage, flagPage, flagsPage } from './flags.pages.js';
import { allFlags, flagByNumber } from './flags.queries.js';
import { FlagsService } from './flags.service.js';

/** The bureau's desk of stop flags. (A9) */
@Controller('bureau/stop-flags')
export class FlagsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly flags: FlagsService,
  ) {}

  @Allow('stop-flag.see')
  @Get()
  async list(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('eligibility/flags', flagsPage(await allFlags(this.work.reader), viewer));
  }

  @Allow('stop-flag.propose')
  @Get('new')
  blank(@Query('code') code: unknown): Answer {
    return page('eligibility/flag-form', flagFormPage(typeof code === 'string' ? code : ''));
  }

  @Allow('stop-flag.propose')
  @Post()
  async propose(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(FlagForm)) form: Form<FlagForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.flags.propose(viewer, form.value)
      : refused<string>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/stop-flags/${outcome.value}`, 'eligibility.flag.saved');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('eligibility/flag-form', flagFormPage('', entered));
  }

  @Allow('stop-flag.see')
  @Get(':number')
  async show(@CurrentUser() viewer: SignedIn, @Param('number') number: string): Promise<Answer> {
    const flag = found(await flagByNumber(this.work.reader, number));
    return page('eligibility/flag', flagPage(flag, viewer));
  }

  @Allow('stop-flag.confirm')
  @Post(':number/confirmation')
  async confirm(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(FlagConfirmationForm)) form: Form<FlagConfirmationForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.flags.decide(viewer, number, 'confirm', form.value)
      : refused<null>(findingsIn(form));
    return this.after(viewer, number, { outcome, values: form.values });
  }

  @Allow('stop-flag.confirm')
  @Post(':number/refuse')
  refuse(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(FlagEndForm)) form: Form<FlagEndForm>,
  ): Promise<Answer> {
    return this.ended(viewer, number, { action: 'refuse', form });
  }

  @Allow('stop-flag.confirm')
  @Post(':number/lift')
  lift(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(FlagEndForm)) form: Form<FlagEndForm>,
  ): Promise<Answer> {
    return this.ended(viewer, number, { action: 'lift', form });
  }

  private async ended(
    viewer: SignedIn,
    number: string,
    { action, form }: { action: 'refuse' | 'lift'; form: Form<FlagEndForm> },
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.flags.decide(viewer, number, action, form.value)
      : refused<null>(findingsIn(form));
    return this.after(viewer, number, { outcome, values: form.values });
  }

  private async after(
    viewer: SignedIn,
    number: string,
    { outcome, values }: { outcome: Outcome<null>; values: FormValues },
  ): Promise<Answer> {
    if (outcome.ok) return seeOther(`/bureau/stop-flags/${number}`, 'eligibility.flag.decided');
    const flag = found(await flagByNumber(this.work.reader, number));
    return refusedPage('eligibility/flag', flagPage(flag, viewer, { values, findings: outcome.findings }));
  }
}

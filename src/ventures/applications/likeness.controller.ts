import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type Finding, found, refused } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { roundByNumber } from '../rounds/rounds.queries.js';
import { applicationByNumber } from './applications.queries.js';
import { LikenessDismissalForm, LikenessQuery } from './likeness.forms.js';
import {
  applicationLikenessPage,
  likenessPage,
  type LikenessPage,
  likenessShowPage,
  type LikenessShowPage,
} from './likeness.pages.js';
import { comparable, likenessById, likenessOf, likenessOfRound, runOf } from './likeness.queries.js';
import { LikenessService } from './likeness.service.js';

/** The desk of double funding: what the comparison found, side by side, for an officer to judge. */
@Controller('bureau')
export class LikenessController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly likeness: LikenessService,
  ) {}

  @Allow('application.see')
  @Get('rounds/:number/likeness')
  async list(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Query(FormPipe(LikenessQuery)) query: Form<LikenessQuery>,
  ): Promise<Answer> {
    return page('ventures/likeness', await this.listed(viewer, number, { page: query.value?.page ?? 1 }));
  }

  @Allow('application.screen')
  @Post('rounds/:number/likeness')
  async compare(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.likeness.ask(viewer, number);
    if (outcome.ok) return seeOther(`/bureau/rounds/${number}/likeness`, 'likeness.asked');
    return refusedPage(
      'ventures/likeness',
      await this.listed(viewer, number, { findings: outcome.findings }),
    );
  }

  @Allow('application.see')
  @Get('applications/:number/likeness')
  async ofOne(@Param('number') number: string): Promise<Answer> {
    const db = this.work.reader;
    const { roundNumber } = found(await applicationByNumber(db, number));
    const one = { ...found(await comparable(db, number)), roundNumber };
    return page('ventures/likeness', applicationLikenessPage(one, await likenessOf(db, number)));
  }

  @Allow('application.see')
  @Get('likeness/:id')
  async show(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/likeness-show', await this.shown(viewer, id));
  }

  @Allow('application.screen')
  @Post('likeness/:id/dismissal')
  async dismiss(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(LikenessDismissalForm)) form: Form<LikenessDismissalForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.likeness.dismiss(viewer, id, form.value)
      : refused<string>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/rounds/${outcome.value}/likeness`, 'likeness.dismissed-flash');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('ventures/likeness-show', await this.shown(viewer, id, entered));
  }

  private async listed(
    viewer: SignedIn,
    number: string,
    more: { readonly page?: number; readonly findings?: readonly Finding[] } = {},
  ): Promise<LikenessPage> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    const view = {
      list: await likenessOfRound(db, number),
      mayAsk: may(viewer, 'application.screen'),
      ...more,
    };
    return likenessPage(round, await runOf(db, round.id), view);
  }

  private async shown(viewer: SignedIn, id: string, entered?: Entered): Promise<LikenessShowPage> {
    const db = this.work.reader;
    const one = found(await likenessById(db, id));
    const sides = [await comparable(db, one.firstNumber), await comparable(db, one.secondNumber)];
    const mayDismiss = may(viewer, 'application.screen');
    return likenessShowPage(one, sides, entered === undefined ? { mayDismiss } : { mayDismiss, entered });
  }
}

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, refused } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Entered } from '../platform/views/page.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { correctionPage, correctionsPage, profilePage } from './corrections.pages.js';
import {
  correctionByNumber,
  correctionsBy,
  correctionsPage as pageOfCorrections,
} from './corrections.queries.js';
import { CorrectionsService } from './corrections.service.js';
import { historyOf } from './history.queries.js';
import { CorrectionForm, CorrectionReplyForm, PageQuery } from './register.forms.js';
import { organizationById } from './organizations.queries.js';

const PAGE_SIZE = 50;

/** What the register says about a body, seen by the body itself; requests to correct it, and their answers. */
@Controller()
export class CorrectionsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly corrections: CorrectionsService,
    private readonly clock: Clock,
  ) {}

  @Allow('organization.own.see')
  @Get('org/profile')
  async profile(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('organizations/profile', await this.own(viewer));
  }

  @Allow('correction.ask')
  @Post('org/profile/corrections')
  async ask(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(CorrectionForm)) form: Form<CorrectionForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.corrections.ask(viewer, form.value)
      : refused<string>(findingsIn(form));
    if (outcome.ok)
      return seeOther('/org/profile', {
        tone: 'ok',
        message: { key: 'organizations.corrections.received', args: { number: outcome.value } },
      });
    return refusedPage(
      'organizations/profile',
      await this.own(viewer, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('organization.see')
  @Get('bureau/corrections')
  async queue(@Query(FormPipe(PageQuery)) query: Form<PageQuery>): Promise<Answer> {
    const list = await pageOfCorrections(this.work.reader, query.value?.page ?? 1, PAGE_SIZE);
    return page('organizations/corrections', correctionsPage(list));
  }

  @Allow('organization.see')
  @Get('bureau/corrections/:number')
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const one = found(await correctionByNumber(this.work.reader, number));
    return page('organizations/correction', correctionPage(one, may(viewer, 'correction.decide')));
  }

  @Allow('correction.decide')
  @Post('bureau/corrections/:number')
  async answer(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(CorrectionReplyForm)) form: Form<CorrectionReplyForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.corrections.answer(viewer, number, form.value.action, form.value)
      : refused<string>(findingsIn(form));
    if (outcome.ok)
      return form.value?.action === 'accept'
        ? seeOther(`/bureau/organizations/${outcome.value}/edit`, 'organizations.corrections.now-edit')
        : seeOther('/bureau/corrections', 'organizations.corrections.answered');
    const one = found(await correctionByNumber(this.work.reader, number));
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('organizations/correction', correctionPage(one, true, entered));
  }

  private async own(viewer: SignedIn, entered?: Entered) {
    const db = this.work.reader;
    const one = found(await organizationById(db, found(viewer.organizationId)));
    const more = { ...(await historyOf(db, one.id)), requests: await correctionsBy(db, one.id) };
    return profilePage(one, more, this.clock.today(), entered);
  }
}

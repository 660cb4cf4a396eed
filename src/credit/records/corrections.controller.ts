import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe, readForm } from '../../platform/web/form.js';
import { correctionFormPage, correctionPage, type CorrectionPage } from './corrections.pages.js';
import { CorrectionsService } from './corrections.service.js';
import { effectOfCorrection } from './effect.pages.js';
import { CORRECTION_FORMS, CorrectionQuery, VerdictForm } from './records.forms.js';
import { correctionById, publicCorrectionsOf, publicRecordsOf, recordById } from './records.queries.js';

/** Corrections: one person proposes with a reason, another sees the effect and signs. */
@Controller('bureau/credit')
export class CorrectionsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly corrections: CorrectionsService,
    private readonly clock: Clock,
  ) {}

  @Allow('credit.enter')
  @Get(':id/correction')
  async blank(
    @Param('id') id: string,
    @Query(FormPipe(CorrectionQuery)) query: Form<CorrectionQuery>,
  ): Promise<Answer> {
    const record = found(await recordById(this.work.reader, id));
    return page('credit/correction-form', correctionFormPage(record, query.value?.objection ?? ''));
  }

  @Allow('credit.enter')
  @Post(':id/correction')
  async propose(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body() body: unknown,
  ): Promise<Answer> {
    const record = found(await recordById(this.work.reader, id));
    const form = readForm(CORRECTION_FORMS[record.category], body);
    const content = form.value;
    const outcome =
      content === null
        ? refused<string>(findingsIn(form))
        : await this.corrections.propose(viewer, id, {
            content,
            reason: content.reason,
            objection: content.objection,
          });
    if (outcome.ok)
      return seeOther(`/bureau/credit/corrections/${outcome.value}`, 'records.correction.proposed-done');
    return refusedPage(
      'credit/correction-form',
      correctionFormPage(record, content?.objection ?? '', {
        values: form.values,
        findings: outcome.findings,
      }),
    );
  }

  @Allow('credit.see')
  @Get('corrections/:id')
  async show(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/correction', await this.shown(id, viewer));
  }

  @Allow('credit.approve')
  @Post('corrections/:id')
  async decide(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(VerdictForm)) form: Form<VerdictForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.corrections.decide(viewer, id, form.value)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/credit/corrections/${id}`, 'credit.decided');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('credit/correction', await this.shown(id, viewer, entered));
  }

  private async shown(id: string, viewer: SignedIn, entered?: Entered): Promise<CorrectionPage> {
    const db = this.work.reader;
    const one = found(await correctionById(db, id));
    const { organizationId } = found(await recordById(db, one.recordId));
    const today = this.clock.today();
    const view = {
      records: await publicRecordsOf(db, organizationId, today),
      corrections: await publicCorrectionsOf(db, organizationId, today),
    };
    return correctionPage(one, effectOfCorrection(view, { ...one, at: this.clock.now() }), viewer, entered);
  }
}

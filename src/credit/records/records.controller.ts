import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { NoticesQuery as PageQuery } from '../../notices/notices.forms.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { type CreditAction } from './record.rules.js';
import { CreditRecordForm, DecisionForm } from './records.forms.js';
import { entryPage, queuePage, recordPage } from './records.pages.js';
import { recordById, recordsPage } from './records.queries.js';
import { RecordsService } from './records.service.js';

const ACTIONS: readonly string[] = ['publish', 'repair', 'withdraw'] satisfies CreditAction[];

/** The bureau's desk of credit records. */
@Controller()
export class RecordsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly records: RecordsService,
  ) {}

  @Allow('credit.see')
  @Get('bureau/credit')
  async queue(
    @Query(FormPipe(PageQuery)) query: Form<PageQuery>,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const list = await recordsPage(this.work.reader, query.value?.page ?? 1, 30);
    return page('credit/queue', queuePage(list, may(viewer, 'credit.enter')));
  }

  @Allow('credit.enter')
  @Get('bureau/credit/records/new')
  blank(): Answer {
    return page('credit/enter', entryPage());
  }

  @Allow('credit.enter')
  @Post('bureau/credit/records')
  async enter(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(CreditRecordForm)) form: Form<CreditRecordForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.records.enter(viewer, form.value)
      : refused<string>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/credit/${outcome.value}`, 'credit.enter.saved');
    return refusedPage('credit/enter', entryPage({ values: form.values, findings: outcome.findings }));
  }

  @Allow('credit.see')
  @Get('bureau/credit/:id')
  async show(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/record', recordPage(found(await recordById(this.work.reader, id)), viewer));
  }

  @Allow('credit.approve')
  @Post('bureau/credit/:id/:action')
  async decide(
    @Param('id') id: string,
    @Param('action') action: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(DecisionForm)) form: Form<DecisionForm>,
  ): Promise<Answer> {
    if (!ACTIONS.includes(action)) throw new Problem('not-found');
    const outcome: Outcome<null> = form.ok
      ? await this.records.decide(viewer, id, action as CreditAction, form.value)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/credit/${id}`, 'credit.decided');
    const record = found(await recordById(this.work.reader, id));
    return refusedPage(
      'credit/record',
      recordPage(record, viewer, { values: form.values, findings: outcome.findings }),
    );
  }
}

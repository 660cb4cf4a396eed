import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { viewerNamed } from '../accounts/accounts.queries.js';
import { found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { NoticesQuery as PageQuery } from '../notices/notices.forms.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { type CreditAction } from './credit.rules.js';
import { CreditRecordForm, DecisionForm, LeaveForm, ListingForm } from './credit.forms.js';
import { entryPage, listingPage, ownCreditPage, queuePage, recordPage, stayPage } from './credit.pages.js';
import { listedOn, listEntry, recordById, recordsOf, recordsPage, staysOf } from './credit.queries.js';
import { CreditService } from './credit.service.js';
import { standingAsAt } from './standing.rules.js';

const ACTIONS: readonly string[] = ['publish', 'repair', 'withdraw'] satisfies CreditAction[];

@Controller()
export class CreditController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly credit: CreditService,
    private readonly clock: Clock,
  ) {}

  @Allow('credit.see')
  @Get('bureau/credit')
  async queue(
    @Query(FormPipe(PageQuery)) query: Form<PageQuery>,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const db = this.work.reader;
    const today = this.clock.today();
    const list = await recordsPage(db, query.value?.page ?? 1, 30);
    const [abnormal, serious] = [await listedOn(db, 'ABNORMAL', today), await listedOn(db, 'SERIOUS', today)];
    return page(
      'credit/queue',
      queuePage(list, {
        abnormal,
        serious,
        today,
        mayEnter: may(viewer, 'credit.enter'),
        mayList: may(viewer, 'credit.list'),
      }),
    );
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
    const outcome = form.ok ? await this.credit.enter(viewer, form.value) : refused<string>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/credit/${outcome.value}`, 'credit.enter.saved');
    return refusedPage('credit/enter', entryPage({ values: form.values, findings: outcome.findings }));
  }

  @Allow('credit.list')
  @Get('bureau/list-entries/new')
  blankListing(): Answer {
    return page('credit/listing', listingPage());
  }

  @Allow('credit.list.confirm')
  @Post('bureau/list-entries')
  async list(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ListingForm)) form: Form<ListingForm>,
  ): Promise<Answer> {
    const outcome = form.ok ? await this.listing(viewer, form.value) : refused<string>(findingsIn(form));
    if (outcome.ok) return seeOther('/bureau/credit', 'credit.list.saved');
    return refusedPage('credit/listing', listingPage({ values: form.values, findings: outcome.findings }));
  }

  @Allow('credit.see')
  @Get('bureau/list-entries/:id')
  async stay(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const entry = found(await listEntry(this.work.reader, id));
    return page('credit/stay', stayPage(entry, { viewer, today: this.clock.today() }));
  }

  @Allow('credit.list.confirm')
  @Post('bureau/list-entries/:id/exits')
  async leave(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(LeaveForm)) form: Form<LeaveForm>,
  ): Promise<Answer> {
    const entry = found(await listEntry(this.work.reader, id));
    const outcome: Outcome<null> = form.ok
      ? await this.credit.leave(viewer, id, form.value)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/list-entries/${id}`, 'credit.stay.left');
    return refusedPage(
      'credit/stay',
      stayPage(
        entry,
        { viewer, today: this.clock.today() },
        { values: form.values, findings: outcome.findings },
      ),
    );
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
      ? await this.credit.decide(viewer, id, action as CreditAction, form.value)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/credit/${id}`, 'credit.decided');
    const record = found(await recordById(this.work.reader, id));
    return refusedPage(
      'credit/record',
      recordPage(record, viewer, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('organization.own.see')
  @Get('org/credit')
  async own(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const id = found(viewer.organizationId);
    const stays = await staysOf(db, id);
    return page(
      'credit/own',
      ownCreditPage(standingAsAt(stays, this.clock.today()), await recordsOf(db, id), stays),
    );
  }

  private async listing(viewer: SignedIn, form: ListingForm): Promise<Outcome<string>> {
    const proposer = await viewerNamed(this.work.reader, form.proposedBy);
    if (proposer === null || !may(proposer, 'credit.list'))
      return refused([{ code: 'credit-proposer-unknown', field: 'proposedBy' }]);
    const { creditCode, ground, listedOn: day } = form;
    return this.credit.list(viewer, { creditCode, ground, listedOn: day, proposedBy: proposer.accountId });
  }
}

import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { viewerNamed } from '../../accounts/accounts.queries.js';
import { found, type Outcome, refused } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { recordsOf } from '../records/records.queries.js';
import { LeaveForm, ListingForm } from './lists.forms.js';
import { listingPage, listsPage, ownCreditPage, stayPage } from './lists.pages.js';
import { listedOn, listEntry, staysOf } from './lists.queries.js';
import { ListsService } from './lists.service.js';
import { standingAsAt } from './standing.rules.js';

/** The bureau's desk of the two lists with their clocks, and a body's own credit page. */
@Controller()
export class ListsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly lists: ListsService,
    private readonly clock: Clock,
  ) {}

  @Allow('credit.see')
  @Get('bureau/credit-lists')
  async both(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const today = this.clock.today();
    const lists = {
      abnormal: await listedOn(db, 'ABNORMAL', today),
      serious: await listedOn(db, 'SERIOUS', today),
      today,
      mayList: may(viewer, 'credit.list'),
    };
    return page('credit/lists', listsPage(lists));
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
    if (outcome.ok) return seeOther('/bureau/credit-lists', 'credit.list.saved');
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
      ? await this.lists.leave(viewer, id, form.value)
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
    return this.lists.list(viewer, { creditCode, ground, listedOn: day, proposedBy: proposer.accountId });
  }
}

import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { workingDays } from '../../reference/reference.queries.js';
import { deskFacts } from './desk.queries.js';
import { replay } from './events.rules.js';
import { ExitsService } from './exits.service.js';
import { CorrectionForm, ExitApplicationForm, LeaveForm } from './lists.forms.js';
import { deskPage, type StayPage, stayPage } from './lists.pages.js';
import { eventsOf, listEntry } from './lists.queries.js';
import { ListsService } from './lists.service.js';
import { proposals } from './proposals.rules.js';

/** The bureau's desk of the two lists: what the clocks propose, and each stay with its ways out. */
@Controller('bureau')
export class ListsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly lists: ListsService,
    private readonly exits: ExitsService,
    private readonly clock: Clock,
  ) {}

  @Allow('credit.see')
  @Get('credit-lists')
  async desk(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const today = this.clock.today();
    const facts = await deskFacts(db, today);
    const on = (list: string): number => facts.stays.filter((stay) => stay.list === list).length;
    const running = { ABNORMAL: on('ABNORMAL'), SERIOUS: on('SERIOUS') };
    const steps = proposals(facts, await workingDays(db), today);
    return page('credit/lists', deskPage(steps, { viewer, today, running }));
  }

  @Allow('credit.see')
  @Get('list-entries/:id')
  async stay(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/stay', await this.shown(viewer, id));
  }

  @Allow('credit.list.confirm')
  @Post('list-entries/:id/exits')
  async leave(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(LeaveForm)) form: Form<LeaveForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.lists.leave(viewer, id, form.value)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/list-entries/${id}`, 'lists.stay.left');
    const { findings } = outcome;
    return refusedPage('credit/stay', await this.shown(viewer, id, { values: form.values, findings }));
  }

  @Allow('credit.list.confirm')
  @Post('list-entries/:id/corrections')
  async correct(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(CorrectionForm)) form: Form<CorrectionForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.lists.correct(viewer, id, correctionOf(form.value))
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/list-entries/${id}`, 'lists.stay.corrected');
    const { findings } = outcome;
    return refusedPage('credit/stay', await this.shown(viewer, id, { values: form.values, findings }));
  }

  /** An application that came on paper. */
  @Allow('credit.list')
  @Post('list-entries/:id/applications')
  async apply(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ExitApplicationForm)) form: Form<ExitApplicationForm>,
  ): Promise<Answer> {
    const outcome: Outcome<string> = form.ok
      ? await this.exits.apply(viewer, id, {
          exit: form.value.way,
          statement: form.value.statement,
          files: [],
        })
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/list-exits/${outcome.value}`, 'lists.exit.submitted');
    const { findings } = outcome;
    return refusedPage('credit/stay', await this.shown(viewer, id, { values: form.values, findings }));
  }

  private async shown(viewer: SignedIn, id: string, entered?: Entered): Promise<StayPage> {
    const db = this.work.reader;
    const entry = found(await listEntry(db, id));
    const all = await eventsOf(db, entry.organizationId);
    const grounds = replay(all).find((stay) => stay.id === id)?.grounds ?? [];
    const events = all.filter(({ entryId }) => entryId === id);
    return stayPage({ entry, grounds, events, viewer, today: this.clock.today() }, entered);
  }
}

function correctionOf({ basisRef, correctionReason, version }: CorrectionForm): {
  basisRef: string;
  reason: string;
  version: number;
} {
  return { basisRef, reason: correctionReason, version };
}

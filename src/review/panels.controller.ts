import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Finding, found, type Outcome, refused } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { PanelsService } from './panels.service.js';
import { PairForm, PanelForm } from './review.forms.js';
import { panelPage, type PanelPage } from './review.pages.js';
import { assignmentsOf, candidatesOf, contestById, expertPool, panelOf } from './review.queries.js';

/** The bureau's desk for a panel. */
@Controller('bureau/contests/:id')
export class PanelsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly panels: PanelsService,
  ) {}

  @Allow('panel.see')
  @Get()
  async show(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('review/panel', await this.shown(id, viewer));
  }

  @Allow('panel.assign')
  @Post('panel')
  async appoint(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(PanelForm)) form: Form<PanelForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.panels.appoint(
          viewer,
          id,
          form.value.members.map(({ expert }) => expert),
        )
      : refused(findingsIn(form));
    return this.after(id, viewer, outcome, 'review.panel.appointed');
  }

  @Allow('panel.assign')
  @Post('assignments/all')
  async assignAll(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return this.after(id, viewer, await this.panels.assignAll(viewer, id), 'review.panel.assigned');
  }

  @Allow('panel.assign')
  @Post('assignments')
  async toggle(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(PairForm)) form: Form<PairForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.panels.toggle(viewer, id, form.value)
      : refused(findingsIn(form));
    return this.after(id, viewer, outcome, 'review.panel.assigned');
  }

  private async after(
    id: string,
    viewer: SignedIn,
    outcome: Outcome<unknown>,
    flash: string,
  ): Promise<Answer> {
    if (outcome.ok) return seeOther(`/bureau/contests/${id}`, flash);
    return refusedPage('review/panel', await this.shown(id, viewer, outcome.findings));
  }

  private async shown(id: string, viewer: SignedIn, findings: readonly Finding[] = []): Promise<PanelPage> {
    const db = this.work.reader;
    const contest = found(await contestById(db, id));
    const view = {
      contest,
      pool: await expertPool(db),
      panel: await panelOf(db, id),
      candidates: await candidatesOf(db, id),
      assignments: await assignmentsOf(db, id),
      mayAssign: may(viewer, 'panel.assign'),
      mayClose: may(viewer, 'panel.close'),
    };
    return panelPage(view, findings);
  }
}

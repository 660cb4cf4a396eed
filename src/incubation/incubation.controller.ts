import { Body, Controller, Get, Post } from '@nestjs/common';
import { found, type Outcome, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { CentreForm } from './incubation.forms.js';
import { ownCentrePage } from './incubation.pages.js';
import { type CentreLine, centresOn } from './incubation.queries.js';
import { IncubationService } from './incubation.service.js';

@Controller('centre')
export class IncubationController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly incubation: IncubationService,
    private readonly clock: Clock,
  ) {}

  @Allow('centre.own.see')
  @Get()
  async own(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('incubation/own', ownCentrePage(await this.centre(viewer)));
  }

  @Allow('centre.own.edit')
  @Post()
  async edit(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(CentreForm)) form: Form<CentreForm>,
  ): Promise<Answer> {
    const { code } = await this.centre(viewer);
    const outcome: Outcome<null> = form.ok
      ? await this.incubation.edit(viewer, code, form.value, form.value.version)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther('/centre', 'incubation.saved');
    return refusedPage(
      'incubation/own',
      ownCentrePage(await this.centre(viewer), { values: form.values, findings: outcome.findings }),
    );
  }

  private async centre(viewer: SignedIn): Promise<CentreLine> {
    const list = await centresOn(this.work.reader, this.clock.today());
    return found(list.find(({ code }) => code === viewer.centreCode));
  }
}

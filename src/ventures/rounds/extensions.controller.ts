import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, refused } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { ExtensionForm } from './extensions.forms.js';
import { extensionsPage, type ExtensionsPage } from './extensions.pages.js';
import { extensionById, extensionLines } from './extensions.queries.js';
import { ExtensionsService } from './extensions.service.js';
import { roundByNumber } from './rounds.queries.js';

const TEMPLATE = 'ventures/extensions';

/** More time for one body: the desk of those who ask and those who confirm. */
@Controller('bureau')
export class ExtensionsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly extensions: ExtensionsService,
    private readonly clock: Clock,
  ) {}

  @Allow('round.extension.see')
  @Get('rounds/:number/extensions')
  async list(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page(TEMPLATE, await this.shown(viewer, number));
  }

  @Allow('round.extension.propose')
  @Post('rounds/:number/extensions')
  async propose(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ExtensionForm)) form: Form<ExtensionForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.extensions.propose(viewer, number, form.value)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/rounds/${number}/extensions`, 'submit.extension.proposed');
    return refusedPage(
      TEMPLATE,
      await this.shown(viewer, number, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('round.extension.confirm')
  @Post('extensions/:id/confirmation')
  async confirm(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return this.after(viewer, id, await this.extensions.confirm(viewer, id));
  }

  @Allow('round.extension.confirm')
  @Post('extensions/:id/refusal')
  async refuse(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return this.after(viewer, id, await this.extensions.refuse(viewer, id));
  }

  private async after(viewer: SignedIn, id: string, outcome: Outcome<string>): Promise<Answer> {
    if (outcome.ok) return seeOther(`/bureau/rounds/${outcome.value}/extensions`, 'submit.extension.decided');
    const { roundNumber } = found(await extensionById(this.work.reader, id));
    return refusedPage(
      TEMPLATE,
      await this.shown(viewer, roundNumber, { values: {}, findings: outcome.findings }),
    );
  }

  private async shown(viewer: SignedIn, number: string, entered?: Entered): Promise<ExtensionsPage> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    const lines = await extensionLines(db, round.id);
    const { accountId } = viewer;
    const hands = {
      accountId,
      mayAsk: may(viewer, 'round.extension.propose'),
      mayConfirm: may(viewer, 'round.extension.confirm'),
    };
    return extensionsPage({ round, lines, viewer: hands, now: this.clock.now() }, entered);
  }
}

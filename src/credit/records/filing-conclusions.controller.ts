import { Body, Controller, Param, Post } from '@nestjs/common';
import { found, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { filingDecidePage } from '../../organizations/filing-desk.pages.js';
import { FilingDecisionForm } from '../../organizations/filings.forms.js';
import { filingById, filingOf } from '../../organizations/filings.queries.js';
import { FilingConclusionsService } from './filing-conclusions.service.js';

/** The conclusion of a yearly inspection, which becomes credit information, or the return of a report. */
@Controller('bureau/filings/:id/conclusion')
export class FilingConclusionsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly filings: FilingConclusionsService,
    private readonly clock: Clock,
  ) {}

  @Allow('filing.decide')
  @Post()
  async decide(
    @CurrentUser() viewer: SignedIn,
    @Param('id') id: string,
    @Body(FormPipe(FilingDecisionForm)) form: Form<FilingDecisionForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.filings.decide(viewer, id, form.value)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther('/bureau/filings', 'filings.desk.decided');
    const filing = found(await filingById(this.work.reader, id));
    const before = await filingOf(this.work.reader, filing.organizationId, {
      year: filing.year - 1,
      kind: filing.kind,
    });
    const entered = { values: form.values, findings: outcome.findings };
    const more = { before, mayDecide: true, today: this.clock.today() };
    return refusedPage('filings/decide', filingDecidePage(filing, more, entered));
  }
}

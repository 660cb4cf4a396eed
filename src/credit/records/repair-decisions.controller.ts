import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FileStore } from '../../platform/files/file-store.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { workingDays } from '../../reference/reference.queries.js';
import { effectOfRemoval } from './effect.pages.js';
import { withFields } from './record.pages.js';
import { VerdictForm } from './records.forms.js';
import {
  filesOf,
  publicCorrectionsOf,
  publicRecordsOf,
  recordById,
  repairByNumber,
} from './records.queries.js';
import { findingsAgainstRepair } from './repair.rules.js';
import { repairDecisionPage, type RepairDecisionPage } from './repairs.pages.js';
import { RepairsService } from './repairs.service.js';

/** The bureau's decision on repairs, with the public page as it will be without the record. */
@Controller('bureau/credit/repairs')
export class RepairDecisionsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly repairs: RepairsService,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  @Allow('credit.see')
  @Get(':number')
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/repair-decision', await this.shown(number, viewer));
  }

  @Allow('credit.approve')
  @Post(':number')
  async decide(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(VerdictForm)) form: Form<VerdictForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.repairs.decide(viewer, number, form.value)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/credit/repairs/${number}`, 'credit.decided');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('credit/repair-decision', await this.shown(number, viewer, entered));
  }

  @Allow('credit.see')
  @Get(':number/files/:file')
  async paper(@Param('number') number: string, @Param('file') fileId: string): Promise<Answer> {
    const { id } = found(await repairByNumber(this.work.reader, number));
    const one = found((await filesOf(this.work.reader, 'repair', id)).find((each) => each.id === fileId));
    return file(one.name, one.type, await this.files.read(one.sha256));
  }

  private async shown(number: string, viewer: SignedIn, entered?: Entered): Promise<RepairDecisionPage> {
    const db = this.work.reader;
    const repair = found(await repairByNumber(db, number));
    // A draft is the organization's own until it is handed in.
    const record = found(repair.status === 'DRAFT' ? null : await recordById(db, repair.recordId));
    const today = this.clock.today();
    const view = {
      repair,
      record,
      files: await filesOf(db, 'repair', repair.id),
      today,
      days: await workingDays(db),
      effect: effectOfRemoval(
        {
          records: await publicRecordsOf(db, record.organizationId, today),
          corrections: await publicCorrectionsOf(db, record.organizationId, today),
        },
        record.id,
      ),
      against: findingsAgainstRepair(withFields(record), today),
    };
    return repairDecisionPage(view, viewer, entered);
  }
}

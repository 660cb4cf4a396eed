import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FileStore, MOST_BYTES } from '../../platform/files/file-store.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { Incoming, type IncomingFile, Upload } from '../../platform/web/upload.js';
import { workingDays } from '../../reference/reference.queries.js';
import { ownRecordPage } from './record.pages.js';
import { PaperForm, RepairForm, VersionForm } from './records.forms.js';
import {
  filesOf,
  objectionsTo,
  ownRecord,
  recordById,
  repairByNumber,
  type RepairLine,
  repairsOf,
  versionsOf,
} from './records.queries.js';
import { ownRepairPage, type OwnRepairPage } from './repairs.pages.js';
import { RepairsService } from './repairs.service.js';

/** A body's own records: each with its versions, and the repair that ends its publication. */
@Controller('org/credit')
export class OwnRecordsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly repairs: RepairsService,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  @Allow('organization.own.see')
  @Get('records/:id')
  async show(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const view = {
      record: found(await ownRecord(db, found(viewer.organizationId), id)),
      versions: await versionsOf(db, id),
      files: await filesOf(db, 'record', id),
      repairs: await repairsOf(db, id),
      objections: await objectionsTo(db, id),
      days: await workingDays(db),
      today: this.clock.today(),
    };
    return page('credit/own-record', ownRecordPage(view, viewer));
  }

  @Allow('organization.own.see')
  @Get('records/:id/files/:file')
  async source(
    @Param('id') id: string,
    @Param('file') fileId: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const db = this.work.reader;
    found(await ownRecord(db, found(viewer.organizationId), id));
    const one = found((await filesOf(db, 'record', id)).find((each) => each.id === fileId));
    return file(one.name, one.type, await this.files.read(one.sha256));
  }

  @Allow('credit.repair')
  @Post('records/:id/repair')
  async begin(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.repairs.begin(viewer, id);
    if (outcome.ok) return seeOther(`/org/credit/repairs/${outcome.value}`);
    const [first] = outcome.findings;
    return seeOther(`/org/credit/records/${id}`, {
      tone: 'danger',
      message: { finding: first ?? { code: 'action-not-possible' } },
    });
  }

  @Allow('credit.repair')
  @Get('repairs/:number')
  async repair(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/repair', await this.shown(number, viewer));
  }

  @Allow('credit.repair')
  @Post('repairs/:number')
  async save(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(RepairForm)) form: Form<RepairForm>,
  ): Promise<Answer> {
    await this.own(number, viewer);
    const outcome = form.ok
      ? await this.repairs.save(viewer, number, {
          duties: form.value.duties ?? '',
          promise: form.value.promise,
          version: form.value.version,
        })
      : refused<null>(findingsIn(form));
    return this.answer(outcome, number, viewer, form.values, 'records.repair.saved');
  }

  @Allow('credit.repair')
  @Upload('file', { maxBytes: MOST_BYTES })
  @Post('repairs/:number/papers')
  async add(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(PaperForm)) form: Form<PaperForm>,
    @Incoming() incoming: IncomingFile | null,
  ): Promise<Answer> {
    await this.own(number, viewer);
    const outcome = form.ok
      ? await this.kept(viewer, number, form.value.paper, incoming)
      : refused<null>(findingsIn(form));
    return this.answer(outcome, number, viewer, form.values, 'records.source.kept');
  }

  @Allow('credit.repair')
  @Post('repairs/:number/submission')
  async submit(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(VersionForm)) form: Form<VersionForm>,
  ): Promise<Answer> {
    await this.own(number, viewer);
    const outcome = form.ok
      ? await this.repairs.submit(viewer, number, form.value.version)
      : refused<null>(findingsIn(form));
    return this.answer(outcome, number, viewer, null, 'records.repair.sent');
  }

  @Allow('credit.repair')
  @Post('repairs/:number/withdrawal')
  async withdraw(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(VersionForm)) form: Form<VersionForm>,
  ): Promise<Answer> {
    await this.own(number, viewer);
    const outcome = form.ok
      ? await this.repairs.withdraw(viewer, number, form.value.version)
      : refused<null>(findingsIn(form));
    return this.answer(outcome, number, viewer, null, 'records.repair.withdrawn');
  }

  @Allow('credit.repair')
  @Get('repairs/:number/files/:file')
  async paper(
    @Param('number') number: string,
    @Param('file') fileId: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const { id } = await this.own(number, viewer);
    const one = found((await filesOf(this.work.reader, 'repair', id)).find((each) => each.id === fileId));
    return file(one.name, one.type, await this.files.read(one.sha256));
  }

  private async kept(
    viewer: SignedIn,
    number: string,
    paper: string,
    incoming: IncomingFile | null,
  ): Promise<Outcome<null>> {
    if (incoming === null) return refused([{ code: 'form-file-required', field: 'file' }]);
    const kept = await this.files.keep(incoming);
    if (!kept.ok) return kept;
    return this.repairs.addPaper(viewer, number, paper, { ...kept.value, name: incoming.name.slice(-200) });
  }

  private async own(number: string, viewer: SignedIn): Promise<RepairLine> {
    const repair = found(await repairByNumber(this.work.reader, number));
    if (repair.organizationId !== viewer.organizationId) throw new Problem('not-found');
    return repair;
  }

  private async answer(
    outcome: Outcome<null>,
    number: string,
    viewer: SignedIn,
    /** null where the button has no fields: what is saved is shown. */
    ...[values, done]: [Entered['values'] | null, string]
  ): Promise<Answer> {
    if (outcome.ok) return seeOther(`/org/credit/repairs/${number}`, done);
    const shown = await this.shown(
      number,
      viewer,
      { values: values ?? {}, findings: outcome.findings },
      values === null,
    );
    return refusedPage('credit/repair', shown);
  }

  private async shown(
    number: string,
    viewer: SignedIn,
    entered?: Entered,
    keepSaved = false,
  ): Promise<OwnRepairPage> {
    const db = this.work.reader;
    const repair = await this.own(number, viewer);
    const view = {
      repair,
      record: found(await recordById(db, repair.recordId)),
      files: await filesOf(db, 'repair', repair.id),
      today: this.clock.today(),
      days: await workingDays(db),
    };
    const saved = { duties: repair.duties, promise: repair.promise === 1 ? 'yes' : '' };
    return ownRepairPage(view, entered && keepSaved ? { ...entered, values: saved } : entered);
  }
}

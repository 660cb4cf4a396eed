import { addYears } from '../../kernel/calendar.js';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { csvText } from '../../platform/documents/sheet.js';
import { FileStore, MOST_BYTES } from '../../platform/files/file-store.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe, readForm } from '../../platform/web/form.js';
import { Incoming, type IncomingFile, Upload } from '../../platform/web/upload.js';
import { workingDays } from '../../reference/reference.queries.js';
import { categoryAt, categoryPage, entryPage } from './entry.pages.js';
import { exportRows, queuePage, type WorkItem, workOfProceedings, workOfRecords } from './queue.pages.js';
import { recordPage, type RecordPage, type RecordView } from './record.pages.js';
import { type CreditCategory, type CreditDecision } from './record.rules.js';
import { DecisionForm, ENTRY_FORMS, QueueQuery, VersionForm } from './records.forms.js';
import {
  entryShares,
  filesOf,
  openCorrections,
  openRecordObjections,
  openRepairs,
  recordById,
  type RecordLine,
  recordsPage,
  versionsOf,
  waitingRecords,
} from './records.queries.js';
import { RecordsService } from './records.service.js';

const DECISIONS: readonly string[] = ['publish', 'hold', 'repair', 'withdraw'] satisfies CreditDecision[];
const PAGE_SIZE = 30;
const MOST_EXPORTED = 50_000;

/** The bureau's desk of credit records: the queue, entry by category, approval. */
@Controller('bureau/credit')
export class RecordsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly records: RecordsService,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  @Allow('credit.see')
  @Get()
  async queue(
    @Query(FormPipe(QueueQuery)) query: Form<QueueQuery>,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const db = this.work.reader;
    const { whose = 'all', status, category, page: number = 1 } = query.value ?? {};
    const days = await workingDays(db);
    const today = this.clock.today();
    const view = {
      work: [...workOfRecords(await waitingRecords(db), viewer, days), ...(await this.proceedings(viewer))],
      list: await recordsPage(db, { status, category, page: number, pageSize: PAGE_SIZE }),
      shares: await entryShares(db, addYears(today, -1)),
      days,
      today,
      filter: { whose, status, category },
      viewer,
    };
    return page('credit/queue', queuePage(view));
  }

  @Allow('credit.see')
  @Get('export.csv')
  async export(@Query(FormPipe(QueueQuery)) query: Form<QueueQuery>): Promise<Answer> {
    const { status, category } = query.value ?? {};
    const { items } = await recordsPage(this.work.reader, {
      status,
      category,
      page: 1,
      pageSize: MOST_EXPORTED,
    });
    return file('credit-records.csv', 'text/csv; charset=utf-8', csvText(exportRows(items)));
  }

  @Allow('credit.enter')
  @Get('records/new')
  categories(): Answer {
    return page('credit/category', categoryPage());
  }

  @Allow('credit.enter')
  @Get('records/new/:category')
  blank(@Param('category') part: string): Answer {
    return page('credit/enter', entryPage(found(categoryAt(part)), null));
  }

  @Allow('credit.enter')
  @Post('records/new/:category')
  async enter(
    @Param('category') part: string,
    @CurrentUser() viewer: SignedIn,
    @Body() body: unknown,
  ): Promise<Answer> {
    const category = found(categoryAt(part));
    const form = readForm(ENTRY_FORMS[category], body);
    if (!form.ok) return refusedEntry(category, null, { values: form.values, findings: findingsIn(form) });
    const { step, version: _version, ...entry } = form.value;
    const outcome =
      step === 'draft'
        ? await this.records.draft(viewer, { ...entry, category })
        : await this.records.enter(viewer, { ...entry, category });
    if (outcome.ok)
      return seeOther(
        `/bureau/credit/${outcome.value}`,
        step === 'draft' ? 'credit.enter.kept' : 'credit.enter.saved',
      );
    return refusedEntry(category, null, { values: form.values, findings: outcome.findings });
  }

  @Allow('credit.see')
  @Get(':id')
  async show(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/record', await this.shown(id, viewer));
  }

  @Allow('credit.enter')
  @Get(':id/entry')
  async draft(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const record = await this.ownDraft(id, viewer);
    return page('credit/enter', entryPage(record.category, record));
  }

  @Allow('credit.enter')
  @Post(':id/entry')
  async continue(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body() body: unknown,
  ): Promise<Answer> {
    const record = await this.ownDraft(id, viewer);
    const { category } = record;
    const form = readForm(ENTRY_FORMS[category], body);
    if (!form.ok) return refusedEntry(category, record, { values: form.values, findings: findingsIn(form) });
    const { step, version = 0, ...entry } = form.value;
    const outcome = await this.records.continueDraft(viewer, id, {
      entry: { ...entry, category },
      version,
      record: step !== 'draft',
    });
    if (outcome.ok)
      return seeOther(`/bureau/credit/${id}`, step === 'draft' ? 'credit.enter.kept' : 'credit.enter.saved');
    return refusedEntry(category, record, { values: form.values, findings: outcome.findings });
  }

  @Allow('credit.enter')
  @Post(':id/discarding')
  async discard(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(VersionForm)) form: Form<VersionForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.records.discard(viewer, id, form.value.version)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther('/bureau/credit', 'credit.enter.discarded');
    return refusedPage(
      'credit/record',
      await this.shown(id, viewer, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('credit.enter')
  @Upload('file', { maxBytes: MOST_BYTES })
  @Post(':id/source')
  async attach(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Incoming() incoming: IncomingFile | null,
  ): Promise<Answer> {
    found(await recordById(this.work.reader, id));
    const kept =
      incoming === null
        ? refused([{ code: 'form-file-required', field: 'file' }])
        : await this.files.keep(incoming);
    const outcome: Outcome<null> =
      kept.ok && incoming !== null
        ? await this.records.attach(viewer, id, { ...kept.value, name: incoming.name.slice(-200) })
        : refused(kept.ok ? [] : kept.findings);
    if (outcome.ok) return seeOther(`/bureau/credit/${id}`, 'records.source.kept');
    return refusedPage(
      'credit/record',
      await this.shown(id, viewer, { values: {}, findings: outcome.findings }),
    );
  }

  @Allow('credit.see')
  @Get(':id/files/:file')
  async source(@Param('id') id: string, @Param('file') fileId: string): Promise<Answer> {
    const one = found((await filesOf(this.work.reader, 'record', id)).find((each) => each.id === fileId));
    return file(one.name, one.type, await this.files.read(one.sha256));
  }

  @Allow('credit.approve')
  @Post(':id/:action')
  async decide(
    @Param('id') id: string,
    @Param('action') action: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(DecisionForm)) form: Form<DecisionForm>,
  ): Promise<Answer> {
    if (!DECISIONS.includes(action)) throw new Problem('not-found');
    const outcome: Outcome<null> = form.ok
      ? await this.records.decide(viewer, id, action as CreditDecision, form.value)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/credit/${id}`, 'credit.decided');
    return refusedPage(
      'credit/record',
      await this.shown(id, viewer, { values: form.values, findings: outcome.findings }),
    );
  }

  private async shown(id: string, viewer: SignedIn, entered?: Entered): Promise<RecordPage> {
    const db = this.work.reader;
    const view: RecordView = {
      record: found(await recordById(db, id)),
      versions: await versionsOf(db, id),
      files: await filesOf(db, 'record', id),
      days: await workingDays(db),
      today: this.clock.today(),
    };
    return recordPage(view, viewer, entered);
  }

  private async ownDraft(id: string, viewer: SignedIn): Promise<RecordLine> {
    const record = found(await recordById(this.work.reader, id));
    if (record.status !== 'DRAFT' || record.enteredBy !== viewer.accountId) throw new Problem('not-found');
    return record;
  }

  /** What waits in corrections, repairs and objections. */
  private async proceedings(viewer: SignedIn): Promise<WorkItem[]> {
    const db = this.work.reader;
    return workOfProceedings(
      {
        corrections: await openCorrections(db),
        repairs: await openRepairs(db),
        objections: await openRecordObjections(db),
      },
      viewer,
    );
  }
}

function refusedEntry(category: CreditCategory, draft: RecordLine | null, entered: Entered): Answer {
  return refusedPage('credit/enter', entryPage(category, draft, entered));
}

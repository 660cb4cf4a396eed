import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Evidence, type Gathered, type NamedFile } from '../platform/files/evidence.js';
import { FileStore, MOST_BYTES } from '../platform/files/file-store.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { tokensIn } from '../platform/web/kept-files.js';
import { type IncomingFile, IncomingFiles, UploadMany } from '../platform/web/upload.js';
import { DocumentForm, DocumentShelfForm, DocumentVersionForm, termOf } from './documents.forms.js';
import {
  documentPage,
  type DocumentPage,
  DOCUMENTS,
  documentsPage,
  type DocumentsPage,
} from './documents.pages.js';
import { documentsHeld, ownDocument, ownDocuments, ownVersion, versionsOf } from './documents.queries.js';
import { DocumentsService } from './documents.service.js';

/** The document store of an organization. */
@Allow('organization.document.own.edit')
@Controller('org/documents')
export class DocumentsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly documents: DocumentsService,
    private readonly evidence: Evidence,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('organizations/documents', await this.listed(viewer));
  }

  @UploadMany('file', { maxBytes: MOST_BYTES, most: 1 })
  @Post()
  async add(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(DocumentForm)) form: Form<DocumentForm>,
    @IncomingFiles() incoming: readonly IncomingFile[],
  ): Promise<Answer> {
    const kept = await this.gathered(incoming, form);
    const outcome = await this.with(form, kept, (value, one) =>
      this.documents.add(viewer, { kind: value.kind, title: value.title, ...termOf(value) }, one),
    );
    if (outcome.ok) return seeOther(DOCUMENTS, 'files.documents.added-now');
    const entered = { values: form.values, findings: outcome.findings, kept: kept.carried };
    return refusedPage('organizations/documents', await this.listed(viewer, entered));
  }

  @Get('files/:id')
  async download(@CurrentUser() viewer: SignedIn, @Param('id') id: string): Promise<Answer> {
    const { name, type, sha256 } = found(await ownVersion(this.work.reader, viewer, id));
    return file(name, type, await this.files.read(sha256));
  }

  @Get(':id')
  async show(@CurrentUser() viewer: SignedIn, @Param('id') id: string): Promise<Answer> {
    return page('organizations/document', await this.shown(viewer, id));
  }

  @UploadMany('file', { maxBytes: MOST_BYTES, most: 1 })
  @Post(':id/versions')
  async renew(
    @CurrentUser() viewer: SignedIn,
    @Param('id') id: string,
    @Body(FormPipe(DocumentVersionForm)) form: Form<DocumentVersionForm>,
    @IncomingFiles() incoming: readonly IncomingFile[],
  ): Promise<Answer> {
    found(await ownDocument(this.work.reader, viewer, id));
    const kept = await this.gathered(incoming, form);
    const outcome = await this.with(form, kept, (value, one) =>
      this.documents.renew(viewer, { id, version: value.version }, termOf(value), one),
    );
    if (outcome.ok) return seeOther(`${DOCUMENTS}/${id}`, 'files.documents.renewed');
    const entered = { values: form.values, findings: outcome.findings, kept: kept.carried };
    return refusedPage('organizations/document', await this.shown(viewer, id, entered));
  }

  @Post(':id/end')
  end(
    @CurrentUser() viewer: SignedIn,
    @Param('id') id: string,
    @Body(FormPipe(DocumentShelfForm)) form: Form<DocumentShelfForm>,
  ): Promise<Answer> {
    return this.shelved(viewer, id, { form, isEnded: true });
  }

  @Post(':id/return')
  restore(
    @CurrentUser() viewer: SignedIn,
    @Param('id') id: string,
    @Body(FormPipe(DocumentShelfForm)) form: Form<DocumentShelfForm>,
  ): Promise<Answer> {
    return this.shelved(viewer, id, { form, isEnded: false });
  }

  private async shelved(
    viewer: SignedIn,
    id: string,
    { form, isEnded }: { form: Form<DocumentShelfForm>; isEnded: boolean },
  ): Promise<Answer> {
    found(await ownDocument(this.work.reader, viewer, id));
    if (!form.ok) {
      const entered = { values: form.values, findings: findingsIn(form), kept: [] };
      return refusedPage('organizations/document', await this.shown(viewer, id, entered));
    }
    await this.documents.shelve(viewer, { id, version: form.value.version }, isEnded);
    return seeOther(`${DOCUMENTS}/${id}`, isEnded ? 'files.documents.ended-now' : 'files.documents.restored');
  }

  private gathered(incoming: readonly IncomingFile[], { values }: Form<object>): Promise<Gathered> {
    return this.evidence.gather(incoming, { tokens: tokensIn(values), field: 'file', most: 1 });
  }

  /** Everything that stands against the form and its file at once; both right, the deed is done. */
  private async with<T, R>(
    form: Form<T>,
    { files, findings }: Gathered,
    deed: (value: T, one: NamedFile) => Promise<Outcome<R>>,
  ): Promise<Outcome<R>> {
    const [one] = files;
    const missing = one === undefined && findings.length === 0;
    const against = [
      ...(form.ok ? [] : findingsIn(form)),
      ...findings,
      ...(missing ? [{ code: 'form-file-required', field: 'file' }] : []),
    ];
    return form.ok && one !== undefined && against.length === 0 ? deed(form.value, one) : refused(against);
  }

  private async listed(
    viewer: SignedIn,
    entered?: Parameters<typeof documentsPage>[2],
  ): Promise<DocumentsPage> {
    const db = this.work.reader;
    const { used } = await documentsHeld(db, found(viewer.organizationId));
    return documentsPage(await ownDocuments(db, viewer), { used, today: this.clock.today() }, entered);
  }

  private async shown(
    viewer: SignedIn,
    id: string,
    entered?: Parameters<typeof documentPage>[1],
  ): Promise<DocumentPage> {
    const db = this.work.reader;
    const document = found(await ownDocument(db, viewer, id));
    const versions = await versionsOf(db, id);
    const uses = await this.documents.usesOf(
      db,
      versions.map((one) => one.id),
    );
    return documentPage({ document, versions, uses, today: this.clock.today() }, entered);
  }
}

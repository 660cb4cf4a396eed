import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { ownDocuments } from '../../organizations/documents.queries.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Evidence } from '../../platform/files/evidence.js';
import { FILE_KINDS } from '../../platform/files/file-kinds.js';
import { FileStore, MOST_BYTES } from '../../platform/files/file-store.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { type IncomingFile, IncomingFiles, UploadMany } from '../../platform/web/upload.js';
import { type RoundDetail, roundByNumber } from '../rounds/rounds.queries.js';
import { type ApplicationDetail, ownApplication } from './applications.queries.js';
import { fieldOf, type FilePlace, filePlaces, kindsAt } from './attachment.rules.js';
import { AttachmentForm, DocumentPickForm } from './attachments.forms.js';
import { attachmentsPage, type AttachmentsPage, removalPage } from './attachments.pages.js';
import { attachmentStories, type AttachmentStory, bytesUploaded } from './attachments.queries.js';
import { AttachmentsService } from './attachments.service.js';
import { Drafts } from './drafts.service.js';

const ADDRESS = 'rounds/:number/application/attachments';
/** So many in one go; what a place takes is said beside it. */
const MOST_AT_ONCE = 20;
type Done = Outcome<readonly Finding[]>;

/** The files of an organization's own application, by what the call asks for. */
@Controller('org')
export class AttachmentsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly attachments: AttachmentsService,
    private readonly drafts: Drafts,
    private readonly files: FileStore,
    private readonly evidence: Evidence,
    private readonly clock: Clock,
  ) {}

  @Allow('application.own.edit')
  @Get(ADDRESS)
  async list(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/attachments', await this.shown(viewer, number));
  }

  /** Several at once: the good ones are taken, and each bad one is named with its reason. */
  @Allow('application.own.edit')
  @UploadMany('file', { maxBytes: MOST_BYTES, most: MOST_AT_ONCE })
  @Post(ADDRESS)
  async attach(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(AttachmentForm)) form: Form<AttachmentForm>,
    @IncomingFiles() incoming: readonly IncomingFile[],
  ): Promise<Answer> {
    const { places } = await this.draft(viewer, number);
    const question = form.value?.question ?? null;
    const place = found(places.find((one) => one.question === question));
    return this.uploaded(viewer, number, { place, incoming, field: fieldOf(question) }, (files) =>
      this.attachments.attach(viewer, number, question, files),
    );
  }

  @Allow('application.own.edit')
  @UploadMany('file', { maxBytes: MOST_BYTES, most: 1 })
  @Post(`${ADDRESS}/:id/replacement`)
  async replace(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @IncomingFiles() incoming: readonly IncomingFile[],
  ): Promise<Answer> {
    const { one, place } = await this.own(viewer, number, id);
    const field = fieldOf(one.question);
    return this.uploaded(viewer, number, { place, incoming: incoming.slice(0, 1), field }, ([next]) =>
      this.attachments.replace(viewer, number, id, found(next)),
    );
  }

  @Allow('application.own.edit')
  @Post(`${ADDRESS}/documents`)
  async pick(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(DocumentPickForm)) form: Form<DocumentPickForm>,
  ): Promise<Answer> {
    await this.draft(viewer, number);
    const done: Done = form.ok
      ? await this.attachments.pick(viewer, number, form.value.question ?? null, form.value.document)
      : refused(findingsIn(form));
    return this.answered(viewer, number, done, 'files.attachments.picked');
  }

  @Allow('application.own.edit')
  @Get(`${ADDRESS}/:id/removal`)
  async confirm(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const { application, one } = await this.own(viewer, number, id);
    return page('ventures/attachment-removal', removalPage(application, one));
  }

  @Allow('application.own.edit')
  @Post(`${ADDRESS}/:id/removal`)
  async remove(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const done = await this.attachments.remove(viewer, number, id);
    return this.answered(viewer, number, done, 'files.attachments.removed');
  }

  @Allow('application.own.edit')
  @Post(`${ADDRESS}/:id/return`)
  async restore(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const done = await this.attachments.restore(viewer, number, id);
    return this.answered(viewer, number, done, 'files.attachments.restored');
  }

  @Allow('application.own.edit')
  @Post(`${ADDRESS}/:id/discarding`)
  async discard(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const done = await this.attachments.discard(viewer, number, id);
    return this.answered(viewer, number, done, 'files.attachments.discarded');
  }

  @Allow('application.own.edit')
  @Post(`${ADDRESS}/:id/rise`)
  async raise(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const done = await this.attachments.raise(viewer, number, id);
    return this.answered(viewer, number, done, 'files.attachments.ordered');
  }

  /** Judges what arrived, does the deed with what is good, and says what was bad. */
  private async uploaded(
    viewer: SignedIn,
    number: string,
    { place, incoming, field }: { place: FilePlace; incoming: readonly IncomingFile[]; field: string },
    deed: (files: Parameters<AttachmentsService['attach']>[3]) => Promise<Done>,
  ): Promise<Answer> {
    if (incoming.length === 0)
      return this.answered(viewer, number, refused([{ code: 'form-file-required', field }]), '');
    const kinds = FILE_KINDS.filter((kind) => kindsAt(place).includes(kind));
    const limits = { kinds, maxBytes: place.megabytes * 1024 * 1024 };
    const { files, findings } = await this.evidence.judged(incoming, field, limits);
    const done: Done = files.length === 0 ? refused(findings) : await deed(files);
    const all: Done = done.ok
      ? { ok: true, value: [...findings, ...done.value] }
      : refused([...done.findings]);
    return this.answered(viewer, number, all, 'ventures.attachments.added');
  }

  private async answered(viewer: SignedIn, number: string, done: Done, flash: string): Promise<Answer> {
    const findings = done.ok ? done.value : done.findings;
    return findings.length === 0
      ? seeOther(`/org/rounds/${number}/application/attachments`, flash)
      : refusedPage('ventures/attachments', await this.shown(viewer, number, findings));
  }

  private async draft(
    viewer: SignedIn,
    number: string,
  ): Promise<{ application: ApplicationDetail; round: RoundDetail; places: readonly FilePlace[] }> {
    const db = this.work.reader;
    const application = found(await ownApplication(db, viewer, number));
    const round = found(await roundByNumber(db, number));
    if (application.status !== 'DRAFT') throw new Problem('not-found');
    return {
      application,
      round,
      places: filePlaces(application.form, application.content),
    };
  }

  /** A file that belongs to the draft, and its place. */
  private async own(
    viewer: SignedIn,
    number: string,
    id: string,
  ): Promise<{ application: ApplicationDetail; one: AttachmentStory; place: FilePlace }> {
    const { application, places } = await this.draft(viewer, number);
    const stories = await attachmentStories(this.work.reader, application.id);
    const one = found(stories.find((story) => story.id === id && story.endedAt === null));
    return { application, one, place: found(places.find(({ question }) => question === one.question)) };
  }

  private async shown(
    viewer: SignedIn,
    number: string,
    findings: readonly Finding[] = [],
  ): Promise<AttachmentsPage> {
    const db = this.work.reader;
    const { application, round, places } = await this.draft(viewer, number);
    const { closesAt } = await this.drafts.deadline(db, round, application.organizationId);
    const view = {
      application,
      closesAt,
      places,
      stories: await attachmentStories(db, application.id),
      documents: await ownDocuments(db, viewer),
      used: await bytesUploaded(db, application.organizationId),
      today: this.clock.today(),
    };
    return attachmentsPage(view, findings);
  }
}

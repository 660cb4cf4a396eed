import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Evidence } from '../platform/files/evidence.js';
import { FileStore, MOST_BYTES } from '../platform/files/file-store.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { tokensIn } from '../platform/web/kept-files.js';
import { type IncomingFile, IncomingFiles, UploadMany } from '../platform/web/upload.js';
import { entryOf, MOST_FILES, ObjectionForm, ObjectionQuery, WithdrawalForm } from './objections.forms.js';
import { objectionFormPage, ORG_FORM, ownObjectionPage, ownObjectionsPage } from './objections.pages.js';
import { evidenceOf, noticeNamed, objectionsBy, ownObjection } from './objections.queries.js';
import { ObjectionsService } from './objections.service.js';

/** Objections of an organization: lodged within the window, followed to their reply, taken back. */
@Allow('objection.lodge')
@Controller('org/objections')
export class ObjectionsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly objections: ObjectionsService,
    private readonly evidence: Evidence,
    private readonly files: FileStore,
  ) {}

  @Get()
  async mine(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('notices/objections', ownObjectionsPage(await objectionsBy(this.work.reader, viewer)));
  }

  @Get('new')
  async blank(@Query(FormPipe(ObjectionQuery)) query: Form<ObjectionQuery>): Promise<Answer> {
    const notice = await noticeNamed(this.work.reader, query.value?.notice);
    return page('notices/objection-form', objectionFormPage(ORG_FORM, notice));
  }

  @UploadMany('evidence', { maxBytes: MOST_BYTES, most: MOST_FILES })
  @Post()
  async lodge(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ObjectionForm)) form: Form<ObjectionForm>,
    @IncomingFiles() incoming: readonly IncomingFile[],
  ): Promise<Answer> {
    const tokens = tokensIn(form.values);
    const kept = await this.evidence.gather(incoming, { tokens, field: 'evidence', most: MOST_FILES });
    const outcome =
      form.ok && kept.findings.length === 0
        ? await this.objections.lodge(viewer, { ...entryOf(form.value), evidence: kept.files })
        : refused<string>([...findingsIn(form), ...kept.findings]);
    if (outcome.ok) return seeOther(`/org/objections/${outcome.value}`, 'notices.objections.lodged');
    const notice = await noticeNamed(this.work.reader, form.values['notice']);
    const entered = { values: form.values, findings: outcome.findings, kept: kept.carried };
    return refusedPage('notices/objection-form', objectionFormPage(ORG_FORM, notice, entered));
  }

  @Get(':number')
  async own(@CurrentUser() viewer: SignedIn, @Param('number') number: string): Promise<Answer> {
    const db = this.work.reader;
    const one = found(await ownObjection(db, viewer, number));
    return page('notices/objection', ownObjectionPage(one, await evidenceOf(db, one.id)));
  }

  @Get(':number/files/:id')
  async download(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Param('id') id: string,
  ): Promise<Answer> {
    const db = this.work.reader;
    const one = found(await ownObjection(db, viewer, number));
    const { name, type, sha256 } = found(
      (await evidenceOf(db, one.id)).find(({ id: fileId }) => fileId === id),
    );
    return file(name, type, await this.files.read(sha256));
  }

  @Post(':number/withdrawal')
  async withdraw(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(WithdrawalForm)) form: Form<WithdrawalForm>,
  ): Promise<Answer> {
    const db = this.work.reader;
    const one = found(await ownObjection(db, viewer, number));
    const outcome = form.ok
      ? await this.objections.takeBack(viewer, number, { version: form.value.version, reason: null })
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(`/org/objections/${number}`, 'notices.objections.withdrawn');
    return refusedPage(
      'notices/objection',
      ownObjectionPage(one, await evidenceOf(db, one.id), {
        values: form.values,
        findings: outcome.findings,
      }),
    );
  }
}

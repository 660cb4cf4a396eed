import { Controller, Get, Param, Post } from '@nestjs/common';
import { type Finding, found, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FileStore, MOST_BYTES } from '../../platform/files/file-store.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { Incoming, type IncomingFile, Upload } from '../../platform/web/upload.js';
import { ownApplication } from './applications.queries.js';
import { attachmentsPage, type AttachmentsPage } from './attachments.pages.js';
import { attachmentFor, attachmentsOf } from './attachments.queries.js';
import { AttachmentsService } from './attachments.service.js';
import { Seals } from './seals.service.js';

const ADDRESS = 'rounds/:number/application/attachments';

/** The files of an organization's own application. */
@Controller('org')
export class AttachmentsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly attachments: AttachmentsService,
    private readonly files: FileStore,
    private readonly seals: Seals,
  ) {}

  @Allow('application.own.edit')
  @Get(ADDRESS)
  async list(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/attachments', await this.shown(viewer, number));
  }

  @Allow('application.own.edit')
  @Upload('file', { maxBytes: MOST_BYTES })
  @Post(ADDRESS)
  async attach(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Incoming() incoming: IncomingFile | null,
  ): Promise<Answer> {
    const kept =
      incoming === null
        ? refused([{ code: 'form-file-required', field: 'file' }])
        : await this.files.keep(incoming);
    const outcome = kept.ok
      ? await this.attachments.attach(viewer, number, { ...kept.value, name: incoming?.name ?? '' })
      : kept;
    return outcome.ok
      ? seeOther(`/org/rounds/${number}/application/attachments`, 'ventures.attachments.added')
      : refusedPage('ventures/attachments', await this.shown(viewer, number, outcome.findings));
  }

  @Allow('application.own.see')
  @Get('attachments/:id')
  async download(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const one = found(await attachmentFor(this.work.reader, viewer, id, false));
    const name = await this.seals.nameOfFile(this.work.reader, one);
    return file(name, one.type, await this.files.read(one.sha256));
  }

  @Allow('application.own.edit')
  @Post(`${ADDRESS}/:id/removal`)
  async detach(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    await this.attachments.detach(viewer, number, id);
    return seeOther(`/org/rounds/${number}/application/attachments`, 'ventures.attachments.removed');
  }

  private async shown(
    viewer: SignedIn,
    number: string,
    findings: readonly Finding[] = [],
  ): Promise<AttachmentsPage> {
    const db = this.work.reader;
    const application = found(await ownApplication(db, viewer, number));
    if (application.status !== 'DRAFT') throw new Problem('not-found');
    return attachmentsPage(application, await attachmentsOf(db, application.id), findings);
  }
}

import { Controller, Get, Param } from '@nestjs/common';
import { found } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FileStore } from '../../platform/files/file-store.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, file } from '../../platform/web/answer.js';
import { attachmentFor } from './attachments.queries.js';
import { Seals } from './seals.service.js';

/** An organization reads its own files under their names, whether these lie open or in a seal. */
@Controller('org/attachments')
export class OwnAttachmentController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly files: FileStore,
    private readonly seals: Seals,
  ) {}

  @Allow('application.own.see')
  @Get(':id')
  async download(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const one = found(await attachmentFor(this.work.reader, viewer, id, false));
    const name = await this.seals.nameOfFile(this.work.reader, one);
    return file(name, one.type, await this.files.read(one.sha256));
  }
}

/** The bureau reads the files of what was submitted, once it is opened; who read which stands in the audit trail. */
@Controller('bureau/attachments')
export class AttachmentDeskController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly files: FileStore,
    private readonly audit: Audit,
  ) {}

  @Allow('application.see')
  @Get(':id')
  async download(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const one = found(await attachmentFor(this.work.reader, viewer, id, true));
    const content = await this.files.read(one.sha256);
    await this.work.write((tx) =>
      this.audit.record(tx, { viewer, action: 'attachment-read', subject: ['attachment', id] }),
    );
    return file(one.name, one.type, content);
  }
}

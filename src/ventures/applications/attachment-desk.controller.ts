import { Controller, Get, Param } from '@nestjs/common';
import { found } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FileStore } from '../../platform/files/file-store.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, file } from '../../platform/web/answer.js';
import { attachmentFor } from './attachments.queries.js';

/** The bureau reads the files of what was submitted, once the round is closed. */
@Controller('bureau/attachments')
export class AttachmentDeskController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly files: FileStore,
  ) {}

  @Allow('application.see')
  @Get(':id')
  async download(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const one = found(await attachmentFor(this.work.reader, viewer, id, true));
    return file(one.name, one.type, await this.files.read(one.sha256));
  }
}

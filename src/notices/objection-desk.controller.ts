import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { FileStore } from '../platform/files/file-store.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { type Decision } from './objection.rules.js';
import { QueueQuery, ReplyForm } from './objections.forms.js';
import { deskObjectionPage, queuePage } from './objections.pages.js';
import { evidenceOf, objectionByNumber, objectionQueue } from './objections.queries.js';
import { ObjectionsService } from './objections.service.js';

/** The bureau's queue of objections, and the decision about those to notices. */
@Controller('bureau/objections')
export class ObjectionDeskController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly objections: ObjectionsService,
    private readonly files: FileStore,
  ) {}

  @Allow('objection.see')
  @Get()
  async queue(@Query(FormPipe(QueueQuery)) query: Form<QueueQuery>): Promise<Answer> {
    const { state, about, page: at = 1 } = query.value ?? {};
    const list = await objectionQueue(
      this.work.reader,
      { state, about },
      { today: this.clock.today(), page: at, pageSize: 20 },
    );
    return page('notices/objection-queue', queuePage(list));
  }

  @Allow('objection.see')
  @Get(':number')
  async show(@CurrentUser() viewer: SignedIn, @Param('number') number: string): Promise<Answer> {
    const db = this.work.reader;
    const one = found(await objectionByNumber(db, number));
    return page('notices/desk-objection', deskObjectionPage(one, await evidenceOf(db, one.id), viewer));
  }

  @Allow('objection.decide')
  @Get(':number/files/:id')
  async download(@Param('number') number: string, @Param('id') id: string): Promise<Answer> {
    const db = this.work.reader;
    const one = found(await objectionByNumber(db, number));
    const { name, type, sha256 } = found(
      (await evidenceOf(db, one.id)).find(({ id: fileId }) => fileId === id),
    );
    return file(name, type, this.files.read(sha256));
  }

  @Allow('objection.decide')
  @Post(':number/decision')
  async decide(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(ReplyForm)) form: Form<ReplyForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.objections.decide(viewer, number, decisionOf(form.value))
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/objections/${number}`, 'notices.objections.decided');
    const db = this.work.reader;
    const one = found(await objectionByNumber(db, number));
    return refusedPage(
      'notices/desk-objection',
      deskObjectionPage(one, await evidenceOf(db, one.id), viewer, {
        values: form.values,
        findings: outcome.findings,
      }),
    );
  }
}

function decisionOf({ to, reply, effect, points, version }: ReplyForm): Decision & { version: number } {
  return {
    to,
    reply,
    effect: effect ?? null,
    version,
    points: points.map((one) => ({ agreed: one.agreed === 'yes', reply: one.reply })),
  };
}

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { workingDays } from '../reference/reference.queries.js';
import { type Entered } from '../platform/views/page.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { FileStore } from '../platform/files/file-store.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { decisionOf, QueueQuery, RedecisionForm, ReplyForm, WithdrawalForm } from './objections.forms.js';
import {
  type DeskObjectionPage,
  deskObjectionPage,
  type Identity,
  queuePage,
} from './objection-desk.pages.js';
import {
  evidenceOf,
  lodgerName,
  objectionByNumber,
  objectionFigures,
  objectionQueue,
} from './objections.queries.js';
import { NOTICE_DESK, ObjectionsService } from './objections.service.js';

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
    const [db, today, filter] = [this.work.reader, this.clock.today(), { state, about }];
    const list = await objectionQueue(db, filter, { today, page: at, pageSize: 20 });
    const facts = {
      figures: await objectionFigures(db, today),
      workdays: await workingDays(db),
      today,
    };
    return page('notices/objection-queue', queuePage(list, filter, facts));
  }

  @Allow('objection.see')
  @Get(':number')
  async show(@CurrentUser() viewer: SignedIn, @Param('number') number: string): Promise<Answer> {
    return page('notices/desk-objection', await this.shown(viewer, number));
  }

  @Allow('objection.decide')
  @Get(':number/files/:id')
  async download(@Param('number') number: string, @Param('id') id: string): Promise<Answer> {
    const db = this.work.reader;
    const one = found(await objectionByNumber(db, number));
    const { name, type, sha256 } = found(
      (await evidenceOf(db, one.id)).find(({ id: fileId }) => fileId === id),
    );
    return file(name, type, await this.files.read(sha256));
  }

  /** A look at the sealed identity is an act of its own: it posts, and leaves a line in the audit trail. */
  @Allow('objection.decide')
  @Post(':number/identity')
  async reveal(@CurrentUser() viewer: SignedIn, @Param('number') number: string): Promise<Answer> {
    const identity = found(await this.objections.reveal(viewer, number));
    return page('notices/desk-objection', await this.shown(viewer, number, { identity }));
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
    return this.answered(viewer, number, form, outcome);
  }

  @Allow('objection.decide')
  @Post(':number/withdrawal')
  async withdraw(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(WithdrawalForm)) form: Form<WithdrawalForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.objections.takeBack(viewer, number, {
          version: form.value.version,
          reason: form.value.reason ?? null,
        })
      : refused<null>(findingsIn(form));
    return this.answered(viewer, number, form, outcome);
  }

  @Allow('objection.decide')
  @Post(':number/redecision')
  async remedy(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(RedecisionForm)) form: Form<RedecisionForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.objections.remedy(viewer, number, form.value)
      : refused<null>(findingsIn(form));
    return this.answered(viewer, number, form, outcome);
  }

  private async answered(
    viewer: SignedIn,
    number: string,
    form: Form<unknown>,
    outcome: Outcome<null>,
  ): Promise<Answer> {
    if (outcome.ok) return seeOther(`/bureau/objections/${number}`, 'notices.objections.decided');
    // The form of a step that has been taken meanwhile is gone: a conflict, not a page without its fields.
    const { version } = found(await objectionByNumber(this.work.reader, number));
    if (form.values['version'] !== String(version)) throw new Problem('changed-meanwhile');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('notices/desk-objection', await this.shown(viewer, number, { entered }));
  }

  private async shown(
    viewer: SignedIn,
    number: string,
    { identity, entered }: { identity?: Identity; entered?: Entered } = {},
  ): Promise<DeskObjectionPage> {
    const db = this.work.reader;
    const one = found(await objectionByNumber(db, number));
    const name = one.lodgedBy === null ? null : await lodgerName(db, one.lodgedBy);
    const own = name === null ? null : { name, phone: null, organization: null };
    const facts = {
      desk: NOTICE_DESK,
      files: await evidenceOf(db, one.id),
      viewer,
      identity: identity ?? own,
    };
    return deskObjectionPage(one, facts, entered);
  }
}

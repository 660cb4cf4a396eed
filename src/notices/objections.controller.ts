import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, Problem, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { ObjectionForm, ObjectionQuery, ReplyForm, WithdrawalForm } from './objections.forms.js';
import { objectionFormPage, objectionPage, objectionsPage } from './objections.pages.js';
import { objectionByNumber, objectionQueue, objectionsBy } from './objections.queries.js';
import { ObjectionsService } from './objections.service.js';

/** Objections: lodged by an organization within the window, answered by the bureau. */
@Controller()
export class ObjectionsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly objections: ObjectionsService,
  ) {}

  @Allow('objection.lodge')
  @Get('org/objections')
  async mine(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    const list = await objectionsBy(this.work.reader, viewer.accountId);
    return page('notices/objections', objectionsPage(list, '/org/objections'));
  }

  @Allow('objection.lodge')
  @Get('org/objections/new')
  blank(@Query(FormPipe(ObjectionQuery)) query: Form<ObjectionQuery>): Answer {
    return page('notices/objection-form', objectionFormPage(query.value?.notice ?? ''));
  }

  @Allow('objection.lodge')
  @Post('org/objections')
  async lodge(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ObjectionForm)) form: Form<ObjectionForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.objections.lodge(viewer, form.value)
      : refused<string>(findingsIn(form));
    if (outcome.ok) return seeOther(`/org/objections/${outcome.value}`, 'notices.objections.lodged');
    return refusedPage(
      'notices/objection-form',
      objectionFormPage('', { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('objection.lodge')
  @Get('org/objections/:number')
  async own(@CurrentUser() viewer: SignedIn, @Param('number') number: string): Promise<Answer> {
    const one = found(await objectionByNumber(this.work.reader, number));
    if (one.lodgedBy !== viewer.accountId) throw new Problem('not-found');
    return page('notices/objection', objectionPage(one, viewer));
  }

  @Allow('objection.lodge')
  @Post('org/objections/:number/withdrawal')
  async withdraw(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(WithdrawalForm)) form: Form<WithdrawalForm>,
  ): Promise<Answer> {
    const one = found(await objectionByNumber(this.work.reader, number));
    if (one.lodgedBy !== viewer.accountId) throw new Problem('not-found');
    const outcome = form.ok
      ? await this.objections.decide(viewer, number, 'withdraw', form.value)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(`/org/objections/${number}`, 'notices.objections.withdrawn');
    return refusedPage(
      'notices/objection',
      objectionPage(one, viewer, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('objection.see')
  @Get('bureau/objections')
  async queue(): Promise<Answer> {
    const list = await objectionQueue(this.work.reader);
    return page('notices/objections', objectionsPage(list, '/bureau/objections'));
  }

  @Allow('objection.see')
  @Get('bureau/objections/:number')
  async show(@CurrentUser() viewer: SignedIn, @Param('number') number: string): Promise<Answer> {
    return page(
      'notices/objection',
      objectionPage(found(await objectionByNumber(this.work.reader, number)), viewer),
    );
  }

  @Allow('objection.decide')
  @Post('bureau/objections/:number/decision')
  async decide(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(ReplyForm)) form: Form<ReplyForm>,
  ): Promise<Answer> {
    const one = found(await objectionByNumber(this.work.reader, number));
    const outcome = form.ok
      ? await this.objections.decide(viewer, number, form.value.decision, form.value)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/objections/${number}`, 'notices.objections.decided');
    return refusedPage(
      'notices/objection',
      objectionPage(one, viewer, { values: form.values, findings: outcome.findings }),
    );
  }
}

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, type Outcome, refused } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Entered } from '../platform/views/page.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe, readForm } from '../platform/web/form.js';
import { ExportsService } from './exports.service.js';
import { heldBy, mergeConflicts } from './holdings.queries.js';
import { mergeFormPage, mergePage, type MergePreview, mergesPage } from './merges.pages.js';
import { mergeByNumber, merges, movedByTable } from './merges.queries.js';
import { MergesService } from './merges.service.js';
import { organizationByCode } from './organizations.queries.js';
import {
  MergeDecisionForm,
  MergeForm,
  MergeQuery,
  ReversalDecisionForm,
  ReversalForm,
} from './relations.forms.js';

/** Merging two entries of one body, and the way back: proposed by one person, confirmed by another. */
@Controller('bureau')
export class MergesController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly merging: MergesService,
    private readonly exports: ExportsService,
  ) {}

  @Allow('organization.see')
  @Get('merges')
  async list(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    const list = await merges(this.work.reader);
    return page('organizations/merges', mergesPage(list, may(viewer, 'organization.merge')));
  }

  @Allow('organization.merge')
  @Get('merges/new')
  async blank(@Query(FormPipe(MergeQuery)) query: Form<MergeQuery>): Promise<Answer> {
    const asked = query.value ?? {};
    return page('organizations/merge-form', mergeFormPage(asked, await this.preview(asked)));
  }

  @Allow('organization.merge')
  @Post('merges')
  async propose(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(MergeForm)) form: Form<MergeForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.merging.propose(viewer, form.value)
      : refused<string>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/merges/${outcome.value}`, 'relations.merges.sent');
    const asked = readForm(MergeQuery, form.values).value ?? {};
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('organizations/merge-form', mergeFormPage(asked, await this.preview(asked), entered));
  }

  @Allow('organization.see')
  @Get('merges/:number')
  async show(@CurrentUser() viewer: SignedIn, @Param('number') number: string): Promise<Answer> {
    return page('organizations/merge', await this.shown(viewer, number));
  }

  @Allow('organization.merge.confirm')
  @Post('merges/:number/decision')
  async decide(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(MergeDecisionForm)) form: Form<MergeDecisionForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.merging.decide(viewer, number, form.value.decision, form.value)
      : refused<null>(findingsIn(form));
    return this.answer(viewer, number, outcome, form.values);
  }

  @Allow('organization.merge')
  @Post('merges/:number/reversal')
  async askBack(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(ReversalForm)) form: Form<ReversalForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.merging.askBack(viewer, number, form.value)
      : refused<null>(findingsIn(form));
    return this.answer(viewer, number, outcome, form.values);
  }

  @Allow('organization.merge.confirm')
  @Post('merges/:number/reversal-decision')
  async decideBack(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(ReversalDecisionForm)) form: Form<ReversalDecisionForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.merging.decideBack(viewer, number, form.value.decision, form.value)
      : refused<null>(findingsIn(form));
    return this.answer(viewer, number, outcome, form.values);
  }

  /** Everything held on a body, as a download; who took it stands in the trail. */
  @Allow('organization.holdings.see')
  @Get('organizations/:code/export.json')
  async export(@CurrentUser() viewer: SignedIn, @Param('code') code: string): Promise<Answer> {
    const text = await this.exports.holdings(viewer, code);
    return file(`${code}.json`, 'application/json; charset=utf-8', text);
  }

  private async answer(
    viewer: SignedIn,
    number: string,
    outcome: Outcome<null>,
    values: Entered['values'],
  ): Promise<Answer> {
    if (outcome.ok) return seeOther(`/bureau/merges/${number}`, 'relations.merges.saved');
    const entered = { values, findings: outcome.findings };
    return refusedPage('organizations/merge', await this.shown(viewer, number, entered));
  }

  private async shown(viewer: SignedIn, number: string, entered?: Entered): Promise<object> {
    const one = found(await mergeByNumber(this.work.reader, number));
    const open = one.status === 'PROPOSED';
    const asked = { survivor: one.survivorAddress, absorbed: one.absorbedAddress };
    const parts = {
      preview: open ? await this.preview(asked) : null,
      moved: open || one.status === 'REFUSED' ? null : await movedByTable(this.work.reader, one.id),
    };
    return mergePage(one, viewer, parts, entered);
  }

  private async preview({ survivor = '', absorbed = '' }: MergeQuery): Promise<MergePreview | null> {
    const db = this.work.reader;
    const [kept, gone] = [await organizationByCode(db, survivor), await organizationByCode(db, absorbed)];
    if (kept === null || gone === null || kept.id === gone.id) return null;
    const [into, from] = [
      { id: kept.id, address: survivor },
      { id: gone.id, address: absorbed },
    ];
    return {
      survivor: kept,
      absorbed: gone,
      held: await heldBy(db, from),
      conflicts: await mergeConflicts(db, into, from),
    };
  }
}

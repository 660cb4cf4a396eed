import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, refused } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe, readForm } from '../platform/web/form.js';
import { DismissalsService } from './dismissals.service.js';
import { duplicateCandidates } from './duplicates.queries.js';
import { organizationByCode } from './organizations.queries.js';
import {
  dismissalFormPage,
  dismissalsPage,
  duplicatesPage,
  linkGroupsPage,
  relationsPage,
} from './related.pages.js';
import { dismissals, linkGroups, type NamedBody, relatedTo } from './related.queries.js';
import { DismissalForm, DismissalQuery, LinkGroupsQuery, PageQuery } from './relations.forms.js';

const GROUPS_SIZE = 20;
const MOST_RELATED = 50;

/** Related bodies and duplicates: what the facts link, and what a person said about it. */
@Controller('bureau')
export class RelatedController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dismissalsDesk: DismissalsService,
  ) {}

  @Allow('organization.see')
  @Get('related-organizations')
  async groups(@Query(FormPipe(LinkGroupsQuery)) query: Form<LinkGroupsQuery>): Promise<Answer> {
    const { kind = 'ACCOUNT', page: number = 1 } = query.value ?? {};
    const list = await linkGroups(this.work.reader, kind, { page: number, pageSize: GROUPS_SIZE });
    return page('organizations/related', linkGroupsPage(list, kind));
  }

  @Allow('organization.see')
  @Get('organizations/:code/relations')
  async relations(@CurrentUser() viewer: SignedIn, @Param('code') code: string): Promise<Answer> {
    const body = await this.body(code);
    const related = await relatedTo(this.work.reader, body.id, MOST_RELATED);
    return page(
      'organizations/relations',
      relationsPage(body, related, {
        dismiss: may(viewer, 'organization.link.dismiss'),
        export: may(viewer, 'organization.holdings.see'),
        merge: may(viewer, 'organization.merge'),
      }),
    );
  }

  @Allow('organization.see')
  @Get('duplicates')
  async duplicates(
    @CurrentUser() viewer: SignedIn,
    @Query(FormPipe(PageQuery)) query: Form<PageQuery>,
  ): Promise<Answer> {
    const all = await duplicateCandidates(this.work.reader);
    const allowed = {
      merge: may(viewer, 'organization.merge'),
      dismiss: may(viewer, 'organization.link.dismiss'),
    };
    return page('organizations/duplicates', duplicatesPage(all, query.value?.page ?? 1, allowed));
  }

  @Allow('organization.see')
  @Get('dismissals')
  async dismissed(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    const list = await dismissals(this.work.reader);
    return page('organizations/dismissals', dismissalsPage(list, may(viewer, 'organization.link.dismiss')));
  }

  @Allow('organization.link.dismiss')
  @Get('dismissals/new')
  async blank(@Query(FormPipe(DismissalQuery)) query: Form<DismissalQuery>): Promise<Answer> {
    const { kind, first, second } = found(query.value);
    return page('organizations/dismissal', dismissalFormPage(kind, await this.pair(first, second)));
  }

  @Allow('organization.link.dismiss')
  @Post('dismissals')
  async dismiss(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(DismissalForm)) form: Form<DismissalForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.dismissalsDesk.dismiss(viewer, form.value)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther('/bureau/dismissals', 'relations.dismissals.done');
    const { kind, first, second } = found(readForm(DismissalQuery, form.values).value);
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage(
      'organizations/dismissal',
      dismissalFormPage(kind, await this.pair(first, second), entered),
    );
  }

  @Allow('organization.link.dismiss')
  @Post('dismissals/:id/withdrawal')
  async withdraw(@CurrentUser() viewer: SignedIn, @Param('id') id: string): Promise<Answer> {
    await this.dismissalsDesk.withdraw(viewer, id);
    return seeOther('/bureau/dismissals', 'relations.dismissals.taken-back');
  }

  private async body(code: string): Promise<NamedBody> {
    const { id, name } = found(await organizationByCode(this.work.reader, code));
    return { id, name, address: code };
  }

  private async pair(first: string, second: string): Promise<readonly [NamedBody, NamedBody]> {
    return [await this.body(first), await this.body(second)];
  }
}

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, refused } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { historyOf } from './history.queries.js';
import { mergeThatTook } from './merges.queries.js';
import { editPage, newPage } from './organization-edit.pages.js';
import { showPage } from './organization-show.pages.js';
import { OrganizationsQuery } from './organizations.forms.js';
import { bureauListPage } from './organizations.pages.js';
import { organizationByCode, organizationsPage } from './organizations.queries.js';
import { OrganizationsService } from './organizations.service.js';
import { OrganizationChangeForm, OrganizationForm } from './register.forms.js';

const FORM = 'organizations/form';

/** The register at the bureau: list, enter, look, change. */
@Controller('bureau/organizations')
export class OrganizationsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly organizations: OrganizationsService,
    private readonly clock: Clock,
  ) {}

  @Allow('organization.see')
  @Get()
  async list(
    @Query(FormPipe(OrganizationsQuery)) query: Form<OrganizationsQuery>,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const { page: number = 1, pageSize = 50, ...filter } = query.value ?? {};
    const list = await organizationsPage(this.work.reader, {
      ...filter,
      on: this.clock.today(),
      page: number,
      pageSize,
    });
    return page('organizations/list', bureauListPage(list, query.values, may(viewer, 'organization.edit')));
  }

  @Allow('organization.edit')
  @Get('new')
  blank(): Answer {
    return page(FORM, newPage());
  }

  @Allow('organization.edit')
  @Post()
  async register(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(OrganizationForm)) form: Form<OrganizationForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.organizations.register(viewer, form.value)
      : refused<string>(findingsIn(form));
    if (outcome.ok)
      return seeOther(`/bureau/organizations/${form.value?.creditCode ?? ''}`, 'organizations.edit.saved');
    return refusedPage(FORM, newPage({ values: form.values, findings: outcome.findings }));
  }

  @Allow('organization.see')
  @Get(':code')
  async show(@Param('code') code: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const one = await organizationByCode(db, code);
    if (one === null) {
      const { number } = found(await mergeThatTook(db, code));
      return seeOther(`/bureau/merges/${number}`);
    }
    const around = {
      mayEdit: may(viewer, 'organization.edit'),
      mayDecide: may(viewer, 'eligibility.see'),
      today: this.clock.today(),
    };
    return page('organizations/show', showPage(one, await historyOf(db, one.id), around));
  }

  @Allow('organization.edit')
  @Get(':code/edit')
  async edit(@Param('code') code: string): Promise<Answer> {
    return page(FORM, editPage(found(await organizationByCode(this.work.reader, code))));
  }

  @Allow('organization.edit')
  @Post(':code')
  async change(
    @CurrentUser() viewer: SignedIn,
    @Param('code') code: string,
    @Body(FormPipe(OrganizationChangeForm)) form: Form<OrganizationChangeForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.organizations.change(viewer, code, form.value, form.value.version)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/organizations/${code}`, 'organizations.edit.saved');
    const one = found(await organizationByCode(this.work.reader, code));
    return refusedPage(FORM, editPage(one, { values: form.values, findings: outcome.findings }));
  }
}

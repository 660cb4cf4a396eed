import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, type Outcome, refused } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Entered } from '../platform/views/page.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { mergeThatTook } from './merges.queries.js';
import {
  OrganizationChangeForm,
  OrganizationForm,
  OrganizationsQuery,
  QualificationForm,
} from './organizations.forms.js';
import { bureauListPage, editPage, showPage, type ShowPage } from './organizations.pages.js';
import {
  formerNamesOf,
  organizationByCode,
  organizationsPage,
  qualificationsOf,
} from './organizations.queries.js';
import { OrganizationsService } from './organizations.service.js';

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
    return page('organizations/edit', editPage(null));
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
    return refusedPage(
      'organizations/edit',
      editPage(null, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('organization.see')
  @Get(':creditCode')
  async show(@Param('creditCode') code: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    if ((await organizationByCode(this.work.reader, code)) === null) {
      const { number } = found(await mergeThatTook(this.work.reader, code));
      return seeOther(`/bureau/merges/${number}`);
    }
    return page('organizations/show', await this.shown(code, viewer));
  }

  @Allow('organization.edit')
  @Get(':creditCode/edit')
  async edit(@Param('creditCode') code: string): Promise<Answer> {
    return page('organizations/edit', editPage(found(await organizationByCode(this.work.reader, code))));
  }

  @Allow('organization.edit')
  @Post(':creditCode')
  async change(
    @CurrentUser() viewer: SignedIn,
    @Param('creditCode') code: string,
    @Body(FormPipe(OrganizationChangeForm)) form: Form<OrganizationChangeForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.organizations.change(viewer, code, form.value, form.value.version)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/organizations/${code}`, 'organizations.edit.saved');
    const one = found(await organizationByCode(this.work.reader, code));
    return refusedPage(
      'organizations/edit',
      editPage(one, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('organization.edit')
  @Post(':creditCode/qualifications')
  async qualify(
    @CurrentUser() viewer: SignedIn,
    @Param('creditCode') code: string,
    @Body(FormPipe(QualificationForm)) form: Form<QualificationForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.organizations.qualify(viewer, code, form.value)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/organizations/${code}`, 'organizations.edit.saved');
    return refusedPage(
      'organizations/show',
      await this.shown(code, viewer, { values: form.values, findings: outcome.findings }),
    );
  }

  private async shown(code: string, viewer: SignedIn, entered?: Entered): Promise<ShowPage> {
    const db = this.work.reader;
    const one = found(await organizationByCode(db, code));
    const more = {
      qualifications: await qualificationsOf(db, one.id),
      formerNames: await formerNamesOf(db, one.id),
      mayEdit: may(viewer, 'organization.edit'),
      mayDecide: may(viewer, 'eligibility.see'),
    };
    return showPage(one, more, entered);
  }
}

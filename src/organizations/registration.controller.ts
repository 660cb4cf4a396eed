import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, refused } from '../kernel/outcome.js';
import { actionsFrom } from '../kernel/transitions.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { appointPage, endOfficePage } from './officers.pages.js';
import { officersOf } from './officers.queries.js';
import { OfficersService } from './officers.service.js';
import { actPage, newLocalPage } from './organization-edit.pages.js';
import { ORGANIZATION_LIFE } from './organization.rules.js';
import { organizationByCode } from './organizations.queries.js';
import { LocalBodyForm, OfficeEndForm, OfficerForm, RegistrationActForm } from './register.forms.js';
import { RegistrationService } from './registration.service.js';

const FORM = 'organizations/form';

/** Bodies without a code, the steps of a registration, and who holds which office. */
@Allow('organization.edit')
@Controller('bureau')
export class RegistrationController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly registration: RegistrationService,
    private readonly officers: OfficersService,
  ) {}

  @Get('local-organizations/new')
  blank(): Answer {
    return page(FORM, newLocalPage());
  }

  @Post('local-organizations')
  async enter(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(LocalBodyForm)) form: Form<LocalBodyForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.registration.enterLocal(viewer, form.value)
      : refused<string>(findingsIn(form));
    if (outcome.ok) return toBody(outcome.value);
    return refusedPage(FORM, newLocalPage({ values: form.values, findings: outcome.findings }));
  }

  @Get('organizations/:code/acts')
  async actForm(@Param('code') code: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const one = found(await organizationByCode(this.work.reader, code));
    return page(FORM, actPage(one, actionsFrom(ORGANIZATION_LIFE, one.status, viewer)));
  }

  @Post('organizations/:code/acts')
  async act(
    @CurrentUser() viewer: SignedIn,
    @Param('code') code: string,
    @Body(FormPipe(RegistrationActForm)) form: Form<RegistrationActForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.registration.act(viewer, code, form.value, form.value.version)
      : refused<string>(findingsIn(form));
    if (outcome.ok) return toBody(outcome.value);
    const one = found(await organizationByCode(this.work.reader, code));
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage(FORM, actPage(one, actionsFrom(ORGANIZATION_LIFE, one.status, viewer), entered));
  }

  @Get('organizations/:code/officers')
  async officerForm(@Param('code') code: string): Promise<Answer> {
    return page(FORM, appointPage(found(await organizationByCode(this.work.reader, code))));
  }

  @Post('organizations/:code/officers')
  async appoint(
    @CurrentUser() viewer: SignedIn,
    @Param('code') code: string,
    @Body(FormPipe(OfficerForm)) form: Form<OfficerForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.officers.appoint(viewer, code, form.value)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return toBody(code);
    const one = found(await organizationByCode(this.work.reader, code));
    return refusedPage(FORM, appointPage(one, { values: form.values, findings: outcome.findings }));
  }

  @Get('organizations/:code/officers/:id/end')
  async officeEndForm(@Param('code') code: string, @Param('id') id: string): Promise<Answer> {
    return page(FORM, endOfficePage(...(await this.office(code, id))));
  }

  @Post('organizations/:code/officers/:id/end')
  async endOffice(
    @CurrentUser() viewer: SignedIn,
    @Param('code') code: string,
    @Param('id') id: string,
    @Body(FormPipe(OfficeEndForm)) form: Form<OfficeEndForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.officers.end(viewer, code, id, form.value)
      : refused(findingsIn(form));
    if (outcome.ok) return toBody(code);
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage(FORM, endOfficePage(...(await this.office(code, id)), entered));
  }

  private async office(code: string, id: string) {
    const one = found(await organizationByCode(this.work.reader, code));
    const office = found((await officersOf(this.work.reader, one.id)).find((held) => held.id === id));
    return [one, office] as const;
  }
}

function toBody(code: string): Answer {
  return seeOther(`/bureau/organizations/${code}`, 'organizations.edit.saved');
}

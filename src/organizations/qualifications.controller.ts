import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { organizationByCode, qualificationsOf } from './organizations.queries.js';
import { endQualificationPage, qualifyPage } from './qualifications.pages.js';
import { QualificationsService } from './qualifications.service.js';
import { QualificationEndForm, QualificationForm } from './register.forms.js';

const FORM = 'organizations/form';

/** Grades and other qualifications of one body: enter, lower, cancel. */
@Allow('organization.edit')
@Controller('bureau/organizations/:code/qualifications')
export class QualificationsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly qualifications: QualificationsService,
  ) {}

  @Get()
  async blank(@Param('code') code: string): Promise<Answer> {
    return page(FORM, qualifyPage(found(await organizationByCode(this.work.reader, code))));
  }

  @Post()
  async qualify(
    @CurrentUser() viewer: SignedIn,
    @Param('code') code: string,
    @Body(FormPipe(QualificationForm)) form: Form<QualificationForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.qualifications.qualify(viewer, code, form.value)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/organizations/${code}`, 'organizations.edit.saved');
    const one = found(await organizationByCode(this.work.reader, code));
    return refusedPage(FORM, qualifyPage(one, { values: form.values, findings: outcome.findings }));
  }

  @Get(':id/end')
  async endForm(@Param('code') code: string, @Param('id') id: string): Promise<Answer> {
    return page(FORM, endQualificationPage(...(await this.held(code, id))));
  }

  @Post(':id/end')
  async end(
    @CurrentUser() viewer: SignedIn,
    @Param('code') code: string,
    @Param('id') id: string,
    @Body(FormPipe(QualificationEndForm)) form: Form<QualificationEndForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.qualifications.end(viewer, code, id, form.value)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/organizations/${code}`, 'organizations.edit.saved');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage(FORM, endQualificationPage(...(await this.held(code, id)), entered));
  }

  private async held(code: string, id: string) {
    const one = found(await organizationByCode(this.work.reader, code));
    const held = found((await qualificationsOf(this.work.reader, one.id)).find((each) => each.id === id));
    return [one, held] as const;
  }
}

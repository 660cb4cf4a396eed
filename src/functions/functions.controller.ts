import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { differencePage, type DifferencePage } from '../eligibility/difference.pages.js';
import { AcknowledgementForm } from '../eligibility/eligibility.forms.js';
import { found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Entered } from '../platform/views/page.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { AgreementChecks } from './agreement-checks.service.js';
import { AgreementForm } from './functions.forms.js';
import { departmentPage, type DeskItemPage, deskItemPage } from './functions.pages.js';
import { agreementByNumber, agreementsOf, boardOn } from './functions.queries.js';
import { FunctionsService } from './functions.service.js';

/** The desks of the transferring department (its own items) and of the bureau (all of them). */
@Controller()
export class FunctionsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly functions: FunctionsService,
    private readonly checks: AgreementChecks,
    private readonly clock: Clock,
  ) {}

  @Allow('agreement.record')
  @Get('department')
  async department(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    const board = await boardOn(this.work.reader, this.clock.today());
    return page(
      'functions/desk',
      departmentPage(
        board.filter(({ departmentCode }) => departmentCode === viewer.departmentCode),
        '/department/functions',
      ),
    );
  }

  @Allow('function.see')
  @Get('bureau/functions')
  async bureau(): Promise<Answer> {
    return page(
      'functions/desk',
      departmentPage(await boardOn(this.work.reader, this.clock.today()), '/bureau/functions'),
    );
  }

  @Allow('agreement.record')
  @Get('department/functions/:code')
  async own(@Param('code') code: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('functions/desk-item', await this.shown(viewer, code, '/department'));
  }

  @Allow('function.see')
  @Get('bureau/functions/:code')
  async show(@Param('code') code: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('functions/desk-item', await this.shown(viewer, code, '/bureau/functions'));
  }

  @Allow('agreement.record')
  @Post('department/functions/:code/agreements')
  async record(
    @Param('code') code: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(AgreementForm)) form: Form<AgreementForm>,
  ): Promise<Answer> {
    const outcome: Outcome<string> = form.ok
      ? await this.functions.record(viewer, code, form.value)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/department/functions/${code}`, 'functions.recorded');
    return refusedPage(
      'functions/desk-item',
      await this.shown(viewer, code, '/department', { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('agreement.confirm')
  @Post('bureau/agreements/:number/confirmation')
  async confirm(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const { itemCode } = found(await agreementByNumber(this.work.reader, number));
    const outcome = await this.functions.confirm(viewer, number);
    if (outcome.ok) return seeOther(`/bureau/functions/${itemCode}`, 'functions.confirmed');
    return refusedPage(
      'functions/desk-item',
      await this.shown(viewer, itemCode, '/bureau/functions', { values: {}, findings: outcome.findings }),
    );
  }

  @Allow('eligibility.see')
  @Get('bureau/agreements/:number/difference')
  async difference(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('eligibility/difference', await this.differing(viewer, number));
  }

  @Allow('eligibility.acknowledge')
  @Post('bureau/agreements/:number/difference')
  async acknowledge(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(AcknowledgementForm)) form: Form<AcknowledgementForm>,
  ): Promise<Answer> {
    const { itemCode } = found(await agreementByNumber(this.work.reader, number));
    const outcome = form.ok
      ? await this.checks.acknowledge(viewer, number, form.value)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/functions/${itemCode}`, 'eligibility.difference.done');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('eligibility/difference', await this.differing(viewer, number, entered));
  }

  private async differing(viewer: SignedIn, number: string, entered?: Entered): Promise<DifferencePage> {
    const db = this.work.reader;
    const agreement = found(await agreementByNumber(db, number));
    if (agreement.status !== 'DRAFT') throw new Problem('not-found');
    const check = found((await this.checks.of(db, [agreement]))[0]);
    const view = {
      name: `${agreement.organizationName} · ${number}`,
      crumb: {
        label: { zh: agreement.nameZh, en: agreement.nameEn },
        href: `/bureau/functions/${agreement.itemCode}`,
      },
      then: { key: 'eligibility.difference.drawn-up' },
      action: may(viewer, 'eligibility.acknowledge') ? `/bureau/agreements/${number}/difference` : null,
    };
    return differencePage(check, view, entered);
  }

  /** A department sees its own items only; the others do not exist for it. */
  private async shown(
    viewer: SignedIn,
    code: string,
    ...[home, entered]: [string, Entered?]
  ): Promise<DeskItemPage> {
    const db = this.work.reader;
    const department = home === '/department';
    const item = found(
      (await boardOn(db, this.clock.today())).find(
        (one) => one.code === code && (!department || one.departmentCode === viewer.departmentCode),
      ),
    );
    const list = await agreementsOf(db, code);
    const drafts = may(viewer, 'eligibility.see') ? list.filter(({ status }) => status === 'DRAFT') : [];
    return deskItemPage(
      item,
      { list, checks: await this.checks.of(db, drafts) },
      { record: department, confirm: may(viewer, 'agreement.confirm'), home },
      entered,
    );
  }
}

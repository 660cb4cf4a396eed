import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, refused } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Entered } from '../platform/views/page.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
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
    return deskItemPage(
      item,
      await agreementsOf(db, code),
      { record: department, confirm: may(viewer, 'agreement.confirm'), home },
      entered,
    );
  }
}

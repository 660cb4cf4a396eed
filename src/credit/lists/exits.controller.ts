import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FileStore } from '../../platform/files/file-store.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { workingDays } from '../../reference/reference.queries.js';
import { evidenceOf, exitByNumber } from './cases.queries.js';
import { type ExitPage, exitPage } from './exits.pages.js';
import { ExitsService } from './exits.service.js';
import { ExitCheckForm, RemovalForm } from './lists.forms.js';

/** The bureau's side of leaving a list: the check of an application, and the removal. */
@Controller('bureau')
export class ExitsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly exits: ExitsService,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  @Allow('credit.see')
  @Get('list-exits/:number')
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/exit', await this.shown(viewer, number));
  }

  @Allow('credit.see')
  @Get('list-exits/:number/evidence/:id')
  async evidence(@Param('number') number: string, @Param('id') id: string): Promise<Answer> {
    const one = found(await exitByNumber(this.work.reader, number));
    const files = await evidenceOf(this.work.reader, ['exit', one.id]);
    const { name, type, sha256 } = found(files.find((each) => each.id === id));
    return file(name, type, await this.files.read(sha256));
  }

  @Allow('credit.list')
  @Post('list-exits/:number/check')
  async check(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ExitCheckForm)) form: Form<ExitCheckForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.exits.check(viewer, number, form.value)
      : refused(findingsIn(form));
    return this.answered(viewer, number, form, outcome);
  }

  @Allow('credit.list.confirm')
  @Post('list-exits/:number/removal')
  async remove(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(RemovalForm)) form: Form<RemovalForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.exits.remove(viewer, number, form.value)
      : refused(findingsIn(form));
    return this.answered(viewer, number, form, outcome);
  }

  private async answered(
    viewer: SignedIn,
    number: string,
    { values }: Form<unknown>,
    outcome: Outcome<null>,
  ): Promise<Answer> {
    if (outcome.ok) return seeOther(`/bureau/list-exits/${number}`, 'lists.saved');
    const { findings } = outcome;
    return refusedPage('credit/exit', await this.shown(viewer, number, { values, findings }));
  }

  private async shown(viewer: SignedIn, number: string, entered?: Entered): Promise<ExitPage> {
    const db = this.work.reader;
    const one = found(await exitByNumber(db, number));
    const evidence = await evidenceOf(db, ['exit', one.id]);
    return exitPage(
      { one, evidence, today: this.clock.today(), table: await workingDays(db) },
      viewer,
      entered,
    );
  }
}

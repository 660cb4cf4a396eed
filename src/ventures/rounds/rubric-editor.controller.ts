import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { accepted, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { designOf } from './design.queries.js';
import { DesignService } from './design.service.js';
import { MoveForm, VersionForm } from './form-editor.forms.js';
import { removalPage } from './form-editor.pages.js';
import { type RoundRules } from './round.rules.js';
import { CriterionForm, PointsForm } from './rubric-editor.forms.js';
import { criterionPage, rubricPage } from './rubric-editor.pages.js';
import {
  criterionOf,
  moveCriterion,
  removeCriterion,
  withCriterion,
  withPoints,
} from './rubric-editor.rules.js';

const RUBRIC = 'ventures/setup-rubric';
const CRITERION = 'ventures/setup-criterion';

/** The rubric of a draft: points that add up to 100, and what a mark of each level looks like. */
@Controller('bureau/rounds/:number/setup/rubric')
export class RubricEditorController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly design: DesignService,
  ) {}

  @Allow('round.edit')
  @Get()
  async show(@Param('number') number: string): Promise<Answer> {
    return page(RUBRIC, rubricPage(await designOf(this.work.reader, number)));
  }

  @Allow('round.edit')
  @Post()
  async points(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(PointsForm)) form: Form<PointsForm>,
  ): Promise<Answer> {
    const outcome = await this.change(viewer, number, form, (rules, entry) => withPoints(rules, entry));
    if (outcome.ok) return seeOther(address(number), 'formed.flash.rubric');
    const design = await designOf(this.work.reader, number);
    return refusedPage(RUBRIC, rubricPage(design, { values: form.values, findings: outcome.findings }));
  }

  @Allow('round.edit')
  @Get('new')
  async blank(@Param('number') number: string): Promise<Answer> {
    return page(CRITERION, criterionPage(await designOf(this.work.reader, number), null));
  }

  @Allow('round.edit')
  @Post('criteria')
  async add(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(CriterionForm)) form: Form<CriterionForm>,
  ): Promise<Answer> {
    return this.saveCriterion(viewer, number, null, form);
  }

  @Allow('round.edit')
  @Get(':code')
  async criterion(@Param('number') number: string, @Param('code') code: string): Promise<Answer> {
    const design = await designOf(this.work.reader, number);
    return page(CRITERION, criterionPage(design, criterionOf(design.setup.rules, code)));
  }

  @Allow('round.edit')
  @Post(':code')
  async changeCriterion(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(CriterionForm)) form: Form<CriterionForm>,
  ): Promise<Answer> {
    return this.saveCriterion(viewer, number, code, form);
  }

  @Allow('round.edit')
  @Post(':code/place')
  async place(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(MoveForm)) form: Form<MoveForm>,
  ): Promise<Answer> {
    const outcome = await this.change(viewer, number, form, (rules, { deed }) =>
      accepted(moveCriterion(rules, code, deed)),
    );
    if (outcome.ok) return seeOther(address(number), 'formed.flash.rubric');
    const design = await designOf(this.work.reader, number);
    return refusedPage(RUBRIC, {
      ...rubricPage(design),
      findings: outcome.findings.map((finding) => ({ finding, anchor: null })),
    });
  }

  @Allow('round.edit')
  @Get(':code/remove')
  async askRemoval(@Param('number') number: string, @Param('code') code: string): Promise<Answer> {
    return page('ventures/setup-confirm', await this.removal(number, code));
  }

  @Allow('round.edit')
  @Post(':code/remove')
  async remove(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(VersionForm)) form: Form<VersionForm>,
  ): Promise<Answer> {
    const outcome = await this.change(viewer, number, form, (rules) => removeCriterion(rules, code));
    if (outcome.ok) return seeOther(address(number), 'formed.flash.removed');
    return refusedPage('ventures/setup-confirm', await this.removal(number, code, outcome.findings));
  }

  private async saveCriterion(
    viewer: SignedIn,
    number: string,
    code: string | null,
    form: Form<CriterionForm>,
  ): Promise<Answer> {
    const outcome = await this.change(viewer, number, form, (rules, entry) =>
      withCriterion(rules, code, entry),
    );
    if (outcome.ok) return seeOther(address(number), 'formed.flash.rubric');
    const design = await designOf(this.work.reader, number);
    const criterion = code === null ? null : criterionOf(design.setup.rules, code);
    return refusedPage(
      CRITERION,
      criterionPage(design, criterion, { values: form.values, findings: outcome.findings }),
    );
  }

  private async change<T extends VersionForm>(
    viewer: SignedIn,
    number: string,
    form: Form<T>,
    edit: (rules: RoundRules, entry: T) => Outcome<RoundRules>,
  ): Promise<Outcome<null>> {
    if (!form.ok) return refused(findingsIn(form));
    const { value } = form;
    return this.design.change(viewer, number, value.version, (setup) => {
      const rules = edit(setup.rules, value);
      return rules.ok ? accepted({ ...setup, rules: rules.value }) : rules;
    });
  }

  private async removal(
    number: string,
    code: string,
    findings: Parameters<typeof removalPage>[3] = [],
  ): Promise<ReturnType<typeof removalPage>> {
    const design = await designOf(this.work.reader, number);
    const { nameZh, nameEn } = criterionOf(design.setup.rules, code);
    const back = address(number);
    const where = { name: { zh: nameZh, en: nameEn }, action: `${back}/${code}/remove`, back };
    return removalPage(design, 'criterion', where, findings);
  }
}

function address(number: string): string {
  return `/bureau/rounds/${number}/setup/rubric`;
}

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { budgetRulesOf, withBudgetRules, withPreset } from '../rounds/budget-entry.rules.js';
import { designOf } from '../rounds/design.queries.js';
import { DesignService } from '../rounds/design.service.js';
import { budgetExamples } from './budget-examples.rules.js';
import { BudgetRulesForm, PresetForm } from './budget-setup.forms.js';
import { budgetSetupPage } from './budget-setup.pages.js';

const TEMPLATE = 'ventures/setup-budget';

/** The budget rules of a draft. They stand beside the check of budgets, whose verdicts the page shows. */
@Controller('bureau/rounds/:number/setup/budget')
export class BudgetSetupController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly design: DesignService,
  ) {}

  @Allow('round.edit')
  @Get()
  async show(
    @Param('number') number: string,
    @Query(FormPipe(PresetForm)) query: Form<PresetForm>,
  ): Promise<Answer> {
    const design = await designOf(this.work.reader, number);
    const preset = query.value?.preset;
    const { rules } = design.setup;
    const examples = budgetExamples(preset === undefined ? rules : withPreset(rules, preset));
    return page(TEMPLATE, budgetSetupPage(design, examples, { preset }));
  }

  @Allow('round.edit')
  @Post()
  async save(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(BudgetRulesForm)) form: Form<BudgetRulesForm>,
  ): Promise<Answer> {
    const design = await designOf(this.work.reader, number);
    const examples = budgetExamples(form.ok ? budgetRulesOf(form.value) : design.setup.rules);
    if (form.value?.then === 'compute') {
      const { value, values } = form;
      const tried = withBudgetRules(design.setup, value);
      const entered = { values, findings: tried.ok ? [] : tried.findings };
      return page(TEMPLATE, budgetSetupPage(design, examples, { entered }));
    }
    const outcome = form.ok
      ? await this.design.change(viewer, number, form.value.version, (setup) =>
          withBudgetRules(setup, form.value),
        )
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/rounds/${number}/setup/budget`, 'formed.flash.budget');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage(TEMPLATE, budgetSetupPage(design, examples, { entered }));
  }
}

import { FormChoice, FormFen, FormInt, FormLines, FormText } from '../../platform/web/form.js';
import { BUDGET_CATEGORIES } from '../rounds/budget-limits.rules.js';
import { BUDGET_SOURCES, type BudgetEntry } from './budget.rules.js';
import { MOST_ROWS } from './budget-rows.rules.js';

export class BudgetLineForm implements BudgetEntry {
  @FormText({ max: 36 }) id: string;
  @FormChoice(BUDGET_CATEGORIES) category: string;
  @FormText({ max: 100 }) item: string;
  @FormFen({ min: 1, max: 1_000_000_000_000_00 }) unitPriceFen: number;
  @FormInt({ min: 1, max: 100_000 }) quantity: number;
  @FormInt({ min: 1, max: 10_000 }) times: number;
  @FormInt({ min: 1, max: 1_000_000, optional: true }) people?: number;
  @FormChoice(BUDGET_SOURCES) source: string;
  @FormText({ max: 200, optional: true }) activity?: string;
  @FormText({ max: 200, optional: true }) note?: string;
}

export class BudgetForm {
  @FormLines(() => BudgetLineForm, { max: MOST_ROWS }) lines: BudgetLineForm[];
}

import { FormChoice, FormFen, FormInt, FormLines, FormText, FormTick } from '../../platform/web/form.js';
import {
  BUDGET_PRESETS,
  type BudgetPreset,
  type BudgetRulesEntry,
  ITEM_KINDS,
  SENIORITIES,
} from '../rounds/budget-entry.rules.js';
import {
  BUDGET_CATEGORIES,
  type BudgetCategory,
  type ForbiddenItem,
  type UnitCap,
} from '../rounds/budget-limits.rules.js';

const MOST: number = 100_000_000_000;

export class PresetForm {
  @FormChoice(BUDGET_PRESETS, { optional: true }) preset?: BudgetPreset;
}

export class UnitCapForm {
  @FormChoice(BUDGET_CATEGORIES) category: BudgetCategory;
  @FormChoice(SENIORITIES) seniority: UnitCap['seniority'];
  @FormFen({ min: 1, max: MOST }) dayFen: number;
  @FormInt({ optional: true, min: 0, max: 365 }) laterFromDay?: number;
  @FormFen({ optional: true, max: MOST }) laterFen?: number;
  @FormTick() remove: boolean;
}

export class ForbiddenItemForm {
  @FormChoice(ITEM_KINDS) kind: ForbiddenItem['kind'];
  @FormText({ max: 60 }) reasonZh: string;
  @FormText({ max: 100 }) reasonEn: string;
  @FormText({ max: 300 }) words: string;
  @FormText({ optional: true, max: 300 }) except?: string;
  @FormTick() remove: boolean;
}

export class ShareForm {
  @FormChoice(BUDGET_CATEGORIES) category: BudgetCategory;
  @FormChoice(BUDGET_CATEGORIES, { optional: true }) other?: BudgetCategory;
  @FormInt({ min: 0, max: 100 }) leastPercent: number;
  @FormInt({ min: 0, max: 100 }) mostPercent: number;
  @FormTick() remove: boolean;
}

export class BudgetRulesForm implements BudgetRulesEntry {
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
  /** `compute`: only show what these figures would do. */
  @FormChoice(['save', 'compute'], { optional: true }) then?: 'save' | 'compute';
  @FormChoice(['R-BU-01', 'R-BU-02']) limitRule: 'R-BU-01' | 'R-BU-02';
  @FormFen({ min: 100, max: MOST }) maxGrantFen: number;
  @FormInt({ min: 1, max: 100 }) maxGrantPercent: number;
  @FormInt({ min: 0, max: 100 }) minSelfRaisedPercent: number;
  @FormInt({ min: 0, max: 100 }) maxLabourPercent: number;
  @FormTick() managementFeeAllowed: boolean;
  @FormInt({ min: 0, max: 100 }) maxAdminPercent: number;
  @FormTick() fixedAssetsAllowed: boolean;
  @FormTick() cashToBeneficiariesAllowed: boolean;
  @FormTick() otherPublicMoneyAllowed: boolean;
  @FormTick() lotteryMoney: boolean;
  @FormTick() peopleOnServiceLines: boolean;
  @FormLines(() => UnitCapForm, { max: 20 }) unitCaps: UnitCapForm[];
  @FormLines(() => ForbiddenItemForm, { max: 40 }) forbiddenItems: ForbiddenItemForm[];
  @FormLines(() => ShareForm, { max: 10 }) shares: ShareForm[];
}

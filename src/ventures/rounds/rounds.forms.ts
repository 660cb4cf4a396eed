import { FormFen, FormInstant, FormInt, FormLines, FormText, FormTick } from '../../platform/web/form.js';
import { type RoundEntry } from './round.rules.js';

export class CriterionForm {
  @FormText({ max: 20, pattern: /^[a-z]+$/ }) code: string;
  @FormInt({ min: 0, max: 100 }) points: number;
}

export class RoundForm implements RoundEntry {
  @FormText({ max: 120 }) nameZh: string;
  @FormText({ max: 200 }) nameEn: string;
  @FormFen({ min: 100, max: 100_000_000_000 }) potFen: number;
  @FormInstant() opensAt: string;
  @FormInstant() closesAt: string;
  @FormInt({ min: 0, max: 120 }) graceMinutes: number;
  @FormFen({ min: 100, max: 100_000_000_000 }) maxGrantFen: number;
  @FormInt({ min: 1, max: 100 }) maxGrantPercent: number;
  @FormInt({ min: 0, max: 100 }) maxLabourPercent: number;
  @FormInt({ min: 3, max: 15 }) panelSize: number;
  @FormInt({ min: 0, max: 100 }) passLine: number;
  @FormInt({ min: 1, max: 30 }) publicityWorkingDays: number;
  @FormInt({ optional: true, min: 0, max: 10 }) abnormalYears?: number;
  @FormInt({ optional: true, min: 0, max: 10 }) seriousYears?: number;
  @FormInt({ optional: true, min: 0, max: 10 }) majorYears?: number;
  @FormInt({ optional: true, min: 0, max: 10 }) breachYears?: number;
  @FormTick() excludeLastWinner: boolean;
  @FormLines(() => CriterionForm, { min: 1, max: 12 }) criteria: CriterionForm[];
}

export class RoundChangeForm extends RoundForm {
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

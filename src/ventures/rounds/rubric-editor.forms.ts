import { FormInt, FormLines, FormText, FormTick } from '../../platform/web/form.js';
import { VersionForm } from './form-editor.forms.js';
import { type CriterionEntry, type PointsEntry } from './rubric-editor.rules.js';

const CODE = /^[a-z][a-z0-9]{0,19}$/;

export class CriterionPointsForm {
  @FormText({ max: 20, pattern: CODE }) code: string;
  @FormInt({ min: 0, max: 100 }) points: number;
}

export class PointsForm extends VersionForm implements PointsEntry {
  @FormLines(() => CriterionPointsForm, { min: 1, max: 20 }) criteria: CriterionPointsForm[];
  @FormText({ optional: true, max: 20, pattern: CODE }) tie1?: string;
  @FormText({ optional: true, max: 20, pattern: CODE }) tie2?: string;
  @FormText({ optional: true, max: 20, pattern: CODE }) tie3?: string;
  @FormText({ max: 400, lines: true }) tieRuleZh: string;
  @FormText({ max: 800, lines: true }) tieRuleEn: string;
}

export class LevelForm {
  @FormInt({ min: 0, max: 100 }) from: number;
  @FormText({ max: 300 }) zh: string;
  @FormText({ max: 600 }) en: string;
  @FormTick() remove: boolean;
}

export class CriterionForm extends VersionForm implements CriterionEntry {
  @FormText({ max: 40 }) nameZh: string;
  @FormText({ max: 80 }) nameEn: string;
  @FormInt({ min: 1, max: 100 }) points: number;
  @FormText({ max: 300 }) anchorZh: string;
  @FormText({ max: 600 }) anchorEn: string;
  @FormLines(() => LevelForm, { max: 12 }) levels: LevelForm[];
}

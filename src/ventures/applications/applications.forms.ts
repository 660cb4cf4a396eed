import { FormChoice, FormDay, FormInt, FormLines, FormText } from '../../platform/web/form.js';
import { FIELDS } from '../rounds/round.rules.js';

/** Sections may be saved half filled in: what is missing is told by the check, not by the form. */
export class ProjectForm {
  @FormText({ max: 80, optional: true }) title?: string;
  @FormChoice(FIELDS, { optional: true }) field?: string;
  @FormDay({ optional: true, min: '2000-01-01' }) startOn?: string;
  @FormDay({ optional: true, min: '2000-01-01' }) endOn?: string;
  @FormText({ max: 200, optional: true }) place?: string;
  @FormInt({ min: 1, max: 10_000_000, optional: true }) beneficiaries?: number;
  @FormText({ max: 500, optional: true, lines: true, counted: true }) summary?: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class PlanForm {
  @FormText({ max: 2000, optional: true, lines: true, counted: true }) need?: string;
  @FormText({ max: 2000, optional: true, lines: true, counted: true }) goals?: string;
  @FormText({ max: 3000, optional: true, lines: true, counted: true }) activities?: string;
  @FormText({ max: 1000, optional: true, lines: true, counted: true }) risks?: string;
  @FormText({ max: 1000, optional: true, lines: true, counted: true }) sustainability?: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class TeamMemberForm {
  @FormText({ max: 60 }) name: string;
  @FormText({ max: 60 }) role: string;
  @FormText({ max: 100, optional: true }) qualification?: string;
}

export class TeamForm {
  @FormLines(() => TeamMemberForm, { max: 30 }) team: TeamMemberForm[];
  @FormText({ max: 100, optional: true }) contact?: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

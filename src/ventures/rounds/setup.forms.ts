import { GRANT_ELIGIBILITY } from '../../eligibility/library.rules.js';
import {
  FormChoice,
  FormChoices,
  FormDay,
  FormFen,
  FormInt,
  FormLines,
  FormText,
  FormTick,
} from '../../platform/web/form.js';
import { INSTALMENT_TRIGGERS, type InstalmentPlan, type Letter, LETTERS } from './readiness.rules.js';
import { FIELDS, type VentureField } from './round.rules.js';

const POT = { min: 100, max: 100_000_000_000 } as const;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;

export class RoundStartForm {
  @FormText({ max: 120 }) nameZh: string;
  @FormText({ max: 200 }) nameEn: string;
  @FormFen(POT) potFen: number;
  @FormDay() opensOn: string;
  @FormText({ optional: true, max: 10, pattern: /^\d{4}-\d{2}$/ }) copyOf?: string;
}

export class DifferenceQuery {
  @FormText({ optional: true, max: 10, pattern: /^\d{4}-\d{2}$/ }) with?: string;
}

class VersionForm {
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class LotForm {
  @FormChoice(FIELDS) field: VentureField;
  @FormFen({ ...POT, optional: true }) potFen?: number;
}

export class MoneyForm extends VersionForm {
  @FormText({ max: 120 }) nameZh: string;
  @FormText({ max: 200 }) nameEn: string;
  @FormFen(POT) potFen: number;
  @FormLines(() => LotForm, { max: FIELDS.length }) lots: LotForm[];
}

export class TimetableForm extends VersionForm {
  @FormDay() opensOn: string;
  @FormDay() closesOn: string;
  @FormDay({ optional: true }) supplementUntil?: string;
  @FormDay() reviewedOn: string;
  @FormDay() publicityUntil: string;
  @FormDay() agreementsUntil: string;
  @FormDay() startsOn: string;
  @FormText({ max: 5, pattern: TIME }) opens: string;
  @FormText({ max: 5, pattern: TIME }) closes: string;
  @FormInt({ min: 0, max: 120 }) graceMinutes: number;
}

export class EligibilityForm extends VersionForm {
  @FormChoices(GRANT_ELIGIBILITY, { optional: true }) eligibility: string[];
  @FormInt({ min: 0, max: 10 }) abnormalYears: number;
  @FormInt({ min: 0, max: 10 }) seriousYears: number;
  @FormInt({ min: 0, max: 10 }) majorYears: number;
  @FormInt({ min: 0, max: 10 }) breachYears: number;
  @FormTick() excludeLastWinner: boolean;
}

export class PanelForm extends VersionForm {
  @FormInt({ min: 1, max: 15 }) panelSize: number;
  @FormInt({ min: 1, max: 15 }) leastCards: number;
  @FormInt({ min: 0, max: 15 }) dropHighLowFrom: number;
  @FormInt({ min: 0, max: 100 }) passLine: number;
}

export class PublicityForm extends VersionForm {
  @FormInt({ min: 1, max: 30 }) publicityWorkingDays: number;
  @FormText({ optional: true, max: 100 }) officeZh?: string;
  @FormText({ optional: true, max: 200 }) officeEn?: string;
  @FormInt({ optional: true, min: 1, max: 60 }) replyWorkingDays?: number;
}

export class InstalmentForm {
  @FormChoice(INSTALMENT_TRIGGERS) trigger: InstalmentPlan['trigger'];
  @FormInt({ optional: true, min: 0, max: 100 }) percent?: number;
}

export class InstalmentsForm extends VersionForm {
  @FormLines(() => InstalmentForm, { max: INSTALMENT_TRIGGERS.length }) instalments: InstalmentForm[];
}

export class ContactForm extends VersionForm {
  @FormText({ optional: true, max: 100 }) officeZh?: string;
  @FormText({ optional: true, max: 200 }) officeEn?: string;
  @FormText({ optional: true, max: 20, pattern: /^[\d-]{7,20}$/ }) phone?: string;
}

export class LetterForm {
  @FormChoice(LETTERS) letter: Letter;
  @FormText({ optional: true, max: 1000, lines: true }) zh?: string;
  @FormText({ optional: true, max: 2000, lines: true }) en?: string;
}

export class LettersForm extends VersionForm {
  @FormLines(() => LetterForm, { max: LETTERS.length }) letters: LetterForm[];
}

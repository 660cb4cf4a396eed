import {
  FormChoice,
  FormChoices,
  FormCreditCode,
  FormDay,
  FormInt,
  FormText,
  FormTick,
} from '../platform/web/form.js';
import { DECLARATIONS, PURPOSES } from './criterion.rules.js';
import { type StatementEntry, STATEMENTS } from './declaration.rules.js';
import { type FlagEntry } from './flag.rules.js';
import { LISTINGS, type PrecheckAnswers, REGISTRATIONS, TYPES } from './precheck.rules.js';

export class StatementForm implements StatementEntry {
  @FormChoice(STATEMENTS) what: string;
  @FormChoice(['yes', 'no'], { optional: true }) answer?: string;
  @FormInt({ optional: true, min: 0, max: 100_000 }) staff?: number;
  @FormText({ max: 300, lines: true }) proof: string;
}

export class AcknowledgementForm {
  @FormText({ max: 64, min: 64, pattern: /^[0-9a-f]{64}$/ }) sha256: string;
  @FormText({ max: 500, lines: true }) reason: string;
}

export class FlagForm implements FlagEntry {
  @FormCreditCode() creditCode: string;
  @FormChoices(PURPOSES) purposes: string[];
  @FormText({ max: 500, lines: true }) reason: string;
  @FormText({ max: 300 }) basis: string;
  @FormDay() fromOn: string;
  @FormDay() untilOn: string;
}

export class FlagConfirmationForm {
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class FlagEndForm extends FlagConfirmationForm {
  @FormText({ max: 500, lines: true, optional: true }) reason?: string;
}

const DAY = { optional: true, min: '1949-10-01' } as const;
const YEARS = { optional: true, min: 0, max: 10 } as const;

export class PrecheckQuery implements PrecheckAnswers {
  @FormChoice(PURPOSES, { optional: true }) purpose?: string;
  @FormCreditCode({ optional: true }) code?: string;
  @FormChoice(REGISTRATIONS, { optional: true }) registered?: string;
  @FormChoice(TYPES, { optional: true }) type?: string;
  @FormDay(DAY) established?: string;
  @FormChoice(LISTINGS, { optional: true }) abnormal?: string;
  @FormDay(DAY) abnormalLeft?: string;
  @FormChoice(LISTINGS, { optional: true }) serious?: string;
  @FormDay(DAY) seriousLeft?: string;
  @FormDay(DAY) penalty?: string;
  @FormTick() major: boolean;
  @FormDay(DAY) inspection?: string;
  @FormTick() annualPassed: boolean;
  @FormDay(DAY) breach?: string;
  @FormChoices(DECLARATIONS, { optional: true }) statements: string[];
  @FormInt({ optional: true, min: 0, max: 100_000 }) staff?: number;
  // The look-back of a call, as its page links here.
  @FormInt(YEARS) abnormalYears?: number;
  @FormInt(YEARS) seriousYears?: number;
  @FormInt(YEARS) majorYears?: number;
  @FormInt(YEARS) breachYears?: number;
}

import { type Finding } from '../kernel/outcome.js';
import {
  addressOf,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Text,
} from '../platform/views/page.js';
import { DECLARATIONS, PURPOSES } from './criterion.rules.js';
import { type AnswerView, answerView } from './eligibility.pages.js';
import { type Answer } from './eligibility.service.js';
import { LISTINGS, REGISTRATIONS, TYPES } from './precheck.rules.js';

export interface PrecheckPage extends PageBase {
  readonly purpose: Field;
  readonly code: Field;
  readonly registered: Field;
  readonly type: Field;
  readonly days: readonly Field[];
  readonly listings: readonly { readonly said: Field; readonly left: Field }[];
  readonly penalty: Field;
  readonly major: Field;
  readonly annual: Field;
  readonly statements: Field;
  readonly staff: Field;
  readonly years: readonly { readonly name: string; readonly value: string }[];
  readonly result: { readonly answer: AnswerView; readonly subject: Text; readonly print: string } | null;
}

const YEARS = ['abnormalYears', 'seriousYears', 'majorYears', 'breachYears'];

/** The form of the pre-check with what was entered, and below it the answer. */
export function precheckPage(
  values: Readonly<Record<string, unknown>>,
  findings: readonly Finding[],
  result: { readonly answer: Answer; readonly name: string | null } | null,
): PrecheckPage {
  const field = fieldsOf({ values, findings });
  const label = (name: string): Text => ({ key: `eligibility.precheck.${name}` });
  const plain = Object.fromEntries(
    Object.entries(values).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
  const many = values['statements'];
  const ticked = Array.isArray(many)
    ? many.map((one) => `&statements=${encodeURIComponent(String(one))}`)
    : [];
  const listing = (name: string): { said: Field; left: Field } => ({
    said: field(name, {
      label: label(name),
      options: LISTINGS.map((one) => [one, { key: `eligibility.precheck.listings.${one}` }] as const),
    }),
    left: field(`${name}Left`, { label: label(`${name}-left`) }),
  });
  return {
    ...pageBase({ key: 'eligibility.precheck.title' }, [], findings),
    purpose: field('purpose', {
      label: label('purpose'),
      required: true,
      options: PURPOSES.map((one) => [one, { key: `eligibility.purposes.${one}` }] as const),
    }),
    code: field('code', { label: label('code'), hint: label('code-hint'), maxLength: 18 }),
    registered: field('registered', {
      label: label('registered'),
      options: REGISTRATIONS.map(
        (one) => [one, { key: `eligibility.precheck.registrations.${one}` }] as const,
      ),
    }),
    type: field('type', {
      label: label('type'),
      options: TYPES.map((one) => [one, { key: `organizations.types.${one}` }] as const),
    }),
    days: ['established', 'inspection', 'breach'].map((name) => field(name, { label: label(name) })),
    listings: [listing('abnormal'), listing('serious')],
    penalty: field('penalty', { label: label('penalty') }),
    major: field('major', { label: label('major') }),
    annual: field('annualPassed', { label: label('annual') }),
    statements: field('statements', {
      label: label('statements'),
      options: DECLARATIONS.map((one) => [one, { key: `eligibility.statements.${one}` }] as const),
    }),
    staff: field('staff', { label: label('staff'), inputMode: 'numeric' }),
    years: YEARS.flatMap((name) => {
      const value = plain[name];
      return value === undefined ? [] : [{ name, value }];
    }),
    result:
      result === null
        ? null
        : {
            answer: answerView(result.answer, 'public'),
            subject: result.name ?? { key: 'eligibility.precheck.answers' },
            print: addressOf('/eligibility', { ...plain, print: 1 }) + ticked.join(''),
          },
  };
}

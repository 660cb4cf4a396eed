import { GRANT_ELIGIBILITY } from '../../eligibility/library.rules.js';
import { yuanInput } from '../../kernel/money.js';
import { type Finding } from '../../kernel/outcome.js';
import {
  type Entered,
  type Field,
  type FieldMaker,
  type FieldOptions,
  fieldsOf,
  type PageBase,
  pageBase,
  type Text,
} from '../../platform/views/page.js';
import { INSTALMENT_TRIGGERS, LETTERS, readinessOf, type RoundSetup } from './readiness.rules.js';
import { eligibilityOf, FIELDS } from './round.rules.js';
import { setupCrumbs, setupPath } from './setup.pages.js';
import { type RoundInSetup } from './setup.queries.js';

/** The parts that are a plain form; the others have pages of their own. */
export const PLAIN_PARTS = [
  'money',
  'eligibility',
  'panel',
  'publicity',
  'instalments',
  'contact',
  'letters',
] as const;
export type PlainPart = (typeof PLAIN_PARTS)[number];

export interface PartField {
  readonly kind: 'text' | 'long' | 'day' | 'choice' | 'tick' | 'ticks' | 'hidden';
  readonly field: Field;
}

export interface PartGroup {
  readonly id: string | null;
  readonly legend: Text | null;
  readonly hint: Text | null;
  readonly fields: readonly PartField[];
}

export interface SetupPartPage extends PageBase {
  readonly action: string;
  readonly version: number;
  readonly lead: Text;
  readonly gaps: readonly Finding[];
  readonly groups: readonly PartGroup[];
  readonly back: string;
}

const say = (name: string): Text => ({ key: `setup.${name}` });
const roundLabel = (name: string): Text => ({ key: `ventures.rounds.fields.${name}` });

/** Makes the fields of one part. */
interface Maker {
  readonly text: (name: string, options: FieldOptions) => PartField;
  readonly number: (name: string, label: Text, initial: number | string | null) => PartField;
  readonly of: (kind: PartField['kind'], name: string, options: FieldOptions) => PartField;
}

function makerOf(field: FieldMaker): Maker {
  const of: Maker['of'] = (kind, name, options) => ({ kind, field: field(name, options) });
  return {
    of,
    text: (name, options) => of('text', name, options),
    number: (name, label, initial) =>
      of('text', name, { label, initial, inputMode: 'numeric', required: true }),
  };
}

const group = (
  fields: readonly PartField[],
  id: string | null = null,
  texts: { readonly legend?: Text; readonly hint?: Text } = {},
): PartGroup => ({ id, legend: texts.legend ?? null, hint: texts.hint ?? null, fields });

const GROUPS: Readonly<Record<PlainPart, (setup: RoundSetup, make: Maker) => readonly PartGroup[]>> = {
  money: ({ name, potFen, lots }, { text, of }) => [
    group([
      text('nameZh', { label: roundLabel('nameZh'), initial: name.zh, required: true }),
      text('nameEn', { label: roundLabel('nameEn'), initial: name.en, required: true }),
      text('potFen', {
        label: roundLabel('potFen'),
        initial: yuanInput(potFen),
        inputMode: 'decimal',
        required: true,
      }),
    ]),
    group(
      FIELDS.flatMap((field, i) => {
        const lot = lots.find((one) => one.field === field);
        return [
          of('hidden', `lots[${i}][field]`, { label: '', initial: field }),
          text(`lots[${i}][potFen]`, {
            label: { key: `ventures.categories.${field}` },
            initial: lot === undefined ? '' : yuanInput(lot.potFen),
            inputMode: 'decimal',
            unit: say('yuan'),
          }),
        ];
      }),
      'lots',
      { legend: say('lots'), hint: say('lots-hint') },
    ),
  ],
  eligibility: ({ eligibility, rules }, { of, number }) => {
    const parameters = eligibilityOf(rules);
    return [
      group([
        of('ticks', 'eligibility', {
          label: say('eligibility'),
          hint: say('eligibility-hint'),
          ticked: eligibility,
          options: GRANT_ELIGIBILITY.map((rule) => [rule, say(`rules.${rule}`)] as const),
        }),
      ]),
      group(
        (['abnormalYears', 'seriousYears', 'majorYears', 'breachYears'] as const).map((name) =>
          number(name, roundLabel(name), parameters[name]),
        ),
        null,
        { legend: say('look-back'), hint: say('look-back-hint') },
      ),
      group([
        of('tick', 'excludeLastWinner', {
          label: roundLabel('excludeLastWinner'),
          initial: parameters.excludeLastWinner ? 'yes' : '',
        }),
      ]),
    ];
  },
  panel: ({ rules: { method } }, { number }) => [
    group([
      number('panelSize', roundLabel('panelSize'), method.panelSize),
      number('leastCards', say('least-cards'), method.leastCards),
      number('dropHighLowFrom', say('drop-from'), method.dropHighLowFrom),
      number('passLine', roundLabel('passLine'), method.passLine),
    ]),
  ],
  publicity: ({ rules, objection }, { text, number, of }) => [
    group([number('publicityWorkingDays', roundLabel('publicityWorkingDays'), rules.publicityWorkingDays)]),
    group(
      [
        text('officeZh', { label: say('office-zh'), initial: objection?.office.zh ?? '' }),
        text('officeEn', { label: say('office-en'), initial: objection?.office.en ?? '' }),
        of('text', 'replyWorkingDays', {
          label: say('reply-days'),
          initial: objection?.replyWorkingDays ?? 10,
          inputMode: 'numeric',
        }),
      ],
      'objection',
      { legend: say('objection'), hint: say('objection-hint') },
    ),
  ],
  instalments: ({ instalments }, { of }) => [
    group(
      INSTALMENT_TRIGGERS.flatMap((trigger, i) => [
        of('hidden', `instalments[${i}][trigger]`, { label: '', initial: trigger }),
        of('text', `instalments[${i}][percent]`, {
          label: { key: `rounds.triggers.${trigger}` },
          initial: instalments.find((one) => one.trigger === trigger)?.percent ?? '',
          inputMode: 'numeric',
          unit: '%',
        }),
      ]),
      'instalments',
      { legend: say('instalments'), hint: say('instalments-hint') },
    ),
  ],
  contact: ({ contact }, { text }) => [
    group(
      [
        text('officeZh', { label: say('office-zh'), initial: contact?.office.zh ?? '' }),
        text('officeEn', { label: say('office-en'), initial: contact?.office.en ?? '' }),
        text('phone', {
          label: say('phone'),
          hint: say('phone-hint'),
          initial: contact?.phone ?? '',
          inputMode: 'tel',
        }),
      ],
      'contact',
      { legend: say('contact'), hint: say('contact-hint') },
    ),
  ],
  letters: ({ letters }, { of }) =>
    LETTERS.map((letter, i) =>
      group(
        [
          of('hidden', `letters[${i}][letter]`, { label: '', initial: letter }),
          of('long', `letters[${i}][zh]`, {
            label: say('chinese'),
            initial: letters[letter]?.zh ?? '',
            maxLength: 1000,
            rows: 4,
          }),
          of('long', `letters[${i}][en]`, {
            label: say('english'),
            initial: letters[letter]?.en ?? '',
            maxLength: 2000,
            rows: 4,
          }),
        ],
        `letters-${letter}`,
        { legend: { key: `rounds.letters.${letter}` } },
      ),
    ),
};

/** One part of the set-up as a form; what it still lacks stands above it. */
export function setupPartPage(
  { round, setup, calendar }: RoundInSetup,
  part: PlainPart,
  entered?: Entered,
): SetupPartPage {
  const item = readinessOf(setup, calendar).find((one) => one.part === part);
  return {
    ...pageBase(item?.label ?? say('title'), setupCrumbs(round), entered?.findings),
    action: setupPath(round.number, part),
    version: round.version,
    lead: say(`leads.${part}`),
    gaps: entered === undefined ? (item?.findings ?? []) : [],
    groups: GROUPS[part](setup, makerOf(fieldsOf(entered))),
    back: setupPath(round.number),
  };
}

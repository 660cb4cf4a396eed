import { type Bilingual } from '../../kernel/sentence.js';
import { type Finding } from '../../kernel/outcome.js';
import {
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Text,
} from '../../platform/views/page.js';
import { type Criterion } from '../../review/ranking.rules.js';
import { setupCrumbs } from './setup.pages.js';
import { type RoundDesign } from './design.queries.js';
import { type Deeds } from './form-editor.pages.js';
import { rubricFindings } from './readiness.rules.js';

export interface RubricPage extends PageBase {
  readonly action: string;
  readonly version: number;
  readonly total: number;
  readonly isWhole: boolean;
  readonly criteria: readonly {
    readonly name: Text;
    readonly points: Text;
    readonly anchor: Text;
    readonly levels: readonly { readonly band: Text; readonly anchor: Text }[];
    readonly gaps: readonly Finding[];
    readonly deeds: Deeds;
  }[];
  readonly points: readonly { readonly code: Field; readonly points: Field }[];
  readonly ties: readonly Field[];
  readonly tieRule: readonly Field[];
  readonly error: Field['error'];
}

const label = (name: string): Text => ({ key: `formed.rubric.${name}` });
const nameOf = ({ nameZh, nameEn }: Criterion): Bilingual => ({ zh: nameZh, en: nameEn });

/** The address of the rubric of a round. */
export function rubricAddress({ round }: RoundDesign): string {
  return `/bureau/rounds/${round.number}/setup/rubric`;
}

/** The rubric of a draft: its criteria with their levels, and the points of all on one form. (R-SC-01, B5) */
export function rubricPage(design: RoundDesign, entered?: Entered): RubricPage {
  const { rules } = design.setup;
  const { criteria, method, tieRule } = rules;
  const make = fieldsOf(entered);
  const action = rubricAddress(design);
  const total = criteria.reduce((all, { points }) => all + points, 0);
  const gaps = rubricFindings(rules);
  const choices = criteria.map((one) => [one.code, nameOf(one)] as const);
  return {
    ...pageBase({ key: 'formed.rubric.title' }, setupCrumbs(design.round), entered?.findings),
    action,
    version: design.round.version,
    total,
    isWhole: total === 100,
    criteria: criteria.map((one, i) => ({
      name: nameOf(one),
      points: { key: 'formed.rubric.points-of', args: { points: one.points } },
      anchor: { zh: one.anchorZh, en: one.anchorEn },
      levels: (one.levels ?? []).map(({ from, anchor }, j) => ({
        band: bandOf(from, one.levels?.[j + 1]?.from, one.points),
        anchor,
      })),
      gaps: gaps
        .filter(({ field = '' }) => field.startsWith(`criteria[${i}]`))
        .map(({ code, args }) => ({ code, ...(args ? { args } : {}) })),
      deeds: {
        name: nameOf(one),
        edit: `${action}/${one.code}`,
        place: `${action}/${one.code}/place`,
        remove: criteria.length > 1 ? `${action}/${one.code}/remove` : null,
        mayCopy: false,
      },
    })),
    points: criteria.map((one, i) => ({
      code: make(`criteria[${i}][code]`, { label: '', initial: one.code }),
      points: make(`criteria[${i}][points]`, {
        label: nameOf(one),
        required: true,
        inputMode: 'numeric',
        initial: one.points,
        unit: { key: 'formed.rubric.unit' },
      }),
    })),
    ties: (['tie1', 'tie2', 'tie3'] as const).map((name, i) =>
      make(name, { label: label(name), options: choices, initial: method.tieCriteria[i] ?? null }),
    ),
    tieRule: [
      make('tieRuleZh', { label: label('tieRuleZh'), required: true, rows: 4, initial: tieRule.zh }),
      make('tieRuleEn', { label: label('tieRuleEn'), required: true, rows: 4, initial: tieRule.en }),
    ],
    error: make('criteria', { label: '' }).error,
  };
}

/** From where to where a level goes: to the point below the next one, the last to the full points. */
function bandOf(from: number, next: number | undefined, points: number): Text {
  const to = next === undefined ? points : next - 1;
  return { key: 'formed.rubric.band', args: { from, to: Math.max(from, to) } };
}

export interface CriterionPage extends PageBase {
  readonly action: string;
  readonly back: string;
  readonly version: number;
  readonly names: readonly Field[];
  readonly points: Field;
  readonly anchors: readonly Field[];
  readonly levels: readonly {
    readonly from: Field;
    readonly zh: Field;
    readonly en: Field;
    readonly remove: Field;
  }[];
  readonly error: Field['error'];
}

const SPARE_LEVELS = 2;
/** A new criterion starts with rows for four levels. */
const USUAL_LEVELS = 4;

/** A criterion with the text of each level; null: a new one. (B5) */
export function criterionPage(
  design: RoundDesign,
  criterion: Criterion | null,
  entered?: Entered,
): CriterionPage {
  const make = fieldsOf(entered);
  const address = rubricAddress(design);
  const text = (name: 'nameZh' | 'nameEn' | 'anchorZh' | 'anchorEn', rows = 1): Field =>
    make(name, { label: label(name), required: true, rows, initial: criterion?.[name] ?? null });
  const levels = criterion?.levels ?? [];
  const typed = entered?.values['levels'];
  const filled = Math.max(levels.length, Array.isArray(typed) ? typed.length : 0);
  const count = Math.max(USUAL_LEVELS, filled + SPARE_LEVELS);
  return {
    ...pageBase(
      criterion === null
        ? { key: 'formed.rubric.new' }
        : { key: 'formed.rubric.edit', args: { name: nameOf(criterion) } },
      [...setupCrumbs(design.round), { label: { key: 'formed.rubric.title' }, href: address }],
      entered?.findings,
    ),
    action: criterion === null ? `${address}/criteria` : `${address}/${criterion.code}`,
    back: address,
    version: design.round.version,
    names: [text('nameZh'), text('nameEn')],
    points: make('points', {
      label: label('points'),
      required: true,
      inputMode: 'numeric',
      initial: criterion?.points ?? null,
      unit: { key: 'formed.rubric.unit' },
    }),
    anchors: [text('anchorZh', 3), text('anchorEn', 3)],
    levels: Array.from({ length: count }, (_, i) => {
      const level = levels[i];
      const cell = (name: string, initial: string | number | null): Field =>
        make(`levels[${i}][${name}]`, {
          label: { key: 'formed.rubric.cell', args: { row: i + 1, name: label(`level-${name}`) } },
          initial,
          rows: 3,
          inputMode: name === 'from' ? 'numeric' : 'text',
          required: level !== undefined && name !== 'remove',
        });
      return {
        from: cell('from', level?.from ?? null),
        zh: cell('zh', level?.anchor.zh ?? null),
        en: cell('en', level?.anchor.en ?? null),
        remove: cell('remove', null),
      };
    }),
    error: make('levels', { label: '' }).error,
  };
}

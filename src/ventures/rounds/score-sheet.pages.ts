import { type Field, fieldsOf, type PageBase, pageBase, type Text } from '../../platform/views/page.js';
import { type FormDefinition } from './form.rules.js';
import { setupCrumbs, setupPath } from './setup.pages.js';
import { type RoundInSetup } from './setup.queries.js';

export interface ScoreSheetPage extends PageBase {
  readonly passLine: number;
  readonly total: number;
  readonly sections: readonly { readonly label: Text; readonly text: Text }[];
  readonly criteria: readonly {
    readonly name: Text;
    readonly points: number;
    readonly anchor: Text;
    readonly levels: readonly { readonly from: number; readonly to: number; readonly anchor: Text }[];
    readonly mark: Field;
  }[];
  readonly back: string;
}

/** The sheet as a reviewer will see it, beside an invented proposal; nothing that is typed here is kept. (B5) */
export function scoreSheetPage({ round, setup }: RoundInSetup): ScoreSheetPage {
  const field = fieldsOf();
  const { criteria, method } = setup.rules;
  return {
    ...pageBase({ key: 'setup.preview-reviewer' }, setupCrumbs(round)),
    passLine: method.passLine,
    total: criteria.reduce((all, { points }) => all + points, 0),
    sections: inventedProposal(setup.form),
    criteria: criteria.map(({ code, nameZh, nameEn, points, anchorZh, anchorEn, levels = [] }) => ({
      name: { zh: nameZh, en: nameEn },
      points,
      anchor: { zh: anchorZh, en: anchorEn },
      levels: levels.map(({ from, anchor }, i) => ({
        from,
        to: levels[i + 1]?.from ?? points,
        anchor,
      })),
      mark: field(`marks[${code}]`, {
        label: { key: 'setup.mark' },
        unit: { key: 'setup.mark-of', args: { points } },
        inputMode: 'decimal',
        required: true,
      }),
    })),
    back: setupPath(round.number),
  };
}

/** The long answers of the form with invented text, as many as a reviewer reads. */
function inventedProposal({ sections }: FormDefinition): ScoreSheetPage['sections'] {
  return sections
    .flatMap(({ questions }) => questions)
    .filter(({ kind }) => kind === 'LONG_TEXT')
    .map(({ code, label }) => ({
      label,
      text: { key: INVENTED.has(code) ? `setup.invented.${code}` : 'setup.invented.other' },
    }));
}

const INVENTED: ReadonlySet<string> = new Set(['summary', 'need', 'goals']);

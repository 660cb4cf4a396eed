import { type Finding } from '../../kernel/outcome.js';
import {
  type Action,
  type Crumb,
  type Entered,
  type Field,
  type FieldOptions,
  fieldsOf,
  type PageBase,
  pageBase,
  type SummaryRow,
  type Text,
} from '../../platform/views/page.js';
import { type FormSection } from '../rounds/form.rules.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import {
  answersToTakeOver,
  answerText,
  pagesOf,
  pathOf,
  questionAt,
  type SectionFinding,
} from './application.rules.js';
import { type ApplicationDetail } from './applications.queries.js';
import { type QuestionField, questionFields, type QuestionView } from './questions.pages.js';
import { type RevisionLine } from './revision.queries.js';
import { openAsides, readBack } from './revision.rules.js';

export const HOME: Crumb = { label: { key: 'ventures.org.title' }, href: '/org' };
/** The name a draft has in crumbs; a new one has none yet. */
export const titleOf = ({ title }: Pick<ApplicationDetail, 'title'>): Text =>
  title === '' ? { key: 'ventures.untitled' } : title;

export interface SectionPage extends PageBase {
  /** The draft, under which the browser keeps what it could not save yet. */
  readonly id: string;
  readonly action: string;
  readonly base: string;
  readonly version: string;
  /** By field: the version it stands on where that is not the version of the page. */
  readonly versions: readonly { readonly name: string; readonly value: string }[];
  readonly place: Text;
  readonly savedAt: string;
  readonly closesAt: string;
  readonly questions: readonly QuestionField[];
  readonly register: readonly SummaryRow[];
  readonly takeOver: { readonly action: Action; readonly text: Text } | null;
  readonly clashes: string | null;
  readonly gaps: readonly {
    readonly label: Text | null;
    readonly finding: Finding;
    readonly anchor: string;
  }[];
  readonly owner: Text | null;
  readonly previous: { readonly label: Text; readonly href: string } | null;
  readonly next: { readonly label: Text; readonly href: string } | null;
}

export interface SectionView {
  readonly application: ApplicationDetail;
  readonly round: RoundDetail;
  readonly section: FormSection;
  readonly gaps: readonly SectionFinding[];
  readonly last: ApplicationDetail | null;
  readonly revisions: readonly RevisionLine[];
  readonly register: readonly SummaryRow[];
  readonly owner: string | null;
  readonly newId: QuestionView['newId'];
}

/** One section of the form with what is saved, or with what was typed and could not be read. */
export function sectionPage(view: SectionView, entered?: Entered): SectionPage {
  const { application: one, round, section, gaps, last, revisions, register, owner, newId } = view;
  const base = `/org/rounds/${round.number}/application`;
  const pages = pagesOf(one.form);
  const path = pathOf(section);
  const at = pages.findIndex((page) => page.path === path);
  const link = (page: (typeof pages)[number] | undefined): SectionPage['next'] =>
    page === undefined
      ? null
      : { label: page.title ?? { key: 'ventures.sections.budget' }, href: `${base}/${page.path}` };
  const reusable = last === null ? 0 : Object.keys(answersToTakeOver(section, one, last)).length;
  const action = `${base}/${path}`;
  return {
    ...pageBase(section.title, [HOME, { label: titleOf(one), href: base }], entered?.findings),
    id: one.id,
    action,
    base,
    version: String(one.version),
    versions: versionsIn(entered),
    place: { key: 'workspace.place', args: { n: at + 1, of: pages.length } },
    savedAt: one.changedAt,
    closesAt: round.closesAt,
    questions: questionFields(section, { ...one, newId }, entered),
    register,
    takeOver:
      reusable === 0
        ? null
        : {
            action: {
              href: `${action}/last-application`,
              label: { key: 'workspace.take-over', args: { count: reusable } },
              tone: 'secondary',
            },
            text: { key: 'workspace.take-over-from', args: { reference: last?.number ?? '' } },
          },
    clashes: openAsides(revisions).length === 0 ? null : `${base}/clashes`,
    gaps: gaps
      .filter((gap) => gap.section === path)
      .map((finding) => ({ label: finding.label ?? null, finding, anchor: anchorOf(finding) })),
    owner: owner === null ? null : { key: 'workspace.owner-is', args: { name: owner } },
    previous: link(pages[at - 1]),
    next: link(pages[at + 1]),
  };
}

function anchorOf({ field = 'main' }: Finding): string {
  return `#${field.replace(/\[/g, '-').replace(/\]/g, '')}`;
}

/** What an earlier try has already put aside as its own versions stays with the page. */
function versionsIn(entered?: Entered): SectionPage['versions'] {
  const sent = entered?.values['base'];
  return typeof sent === 'object' && sent !== null
    ? Object.entries(sent).map(([code, value]) => ({ name: `base[${code}]`, value: String(value) }))
    : [];
}

export interface ClashesPage extends PageBase {
  readonly clashes: readonly {
    readonly id: string;
    readonly label: Text;
    readonly base: Text;
    readonly theirs: Text;
    readonly mine: Text;
    readonly by: string;
    readonly at: string;
    readonly action: string;
    readonly version: string;
    readonly choice: Field;
    /** Null for answers that are no text: rows and choices are taken whole. */
    readonly joined: Field | null;
  }[];
  readonly base: string;
}

/** Texts that two people changed at once: what both began with, what is saved, what was set aside. (D2) */
export function clashesPage(
  view: {
    readonly application: ApplicationDetail;
    readonly round: RoundDetail;
    readonly revisions: readonly RevisionLine[];
  },
  refusal?: { readonly id: string; readonly entered: Entered },
): ClashesPage {
  const { application: one, round, revisions } = view;
  const base = `/org/rounds/${round.number}/application`;
  return {
    ...pageBase(
      { key: 'workspace.clash.title' },
      [HOME, { label: titleOf(one), href: base }],
      refusal?.entered.findings,
    ),
    base,
    clashes: openAsides(revisions).flatMap((aside) => {
      const question = questionAt(one.form, aside.field);
      if (question === null) return [];
      const refused = refusal?.id === aside.id ? refusal.entered : undefined;
      // Several of these forms stand on one page: only the refused one has the ids that the summary links to.
      const make = (name: string, options: FieldOptions): Field => ({
        ...fieldsOf(refused)(name, options),
        ...(refused ? {} : { id: `${name}-${aside.id}` }),
      });
      const said = (text: string): Text => {
        const read = answerText(question, readBack(text));
        return read.zh === '' ? { key: 'workspace.clash.empty' } : read;
      };
      const mine = readBack(aside.change.added);
      const isText = question.kind === 'TEXT' || question.kind === 'LONG_TEXT';
      const choices = ['theirs', 'mine', ...(isText ? ['joined'] : [])];
      return [
        {
          id: aside.id,
          label: question.label,
          base: said(aside.change.removed),
          theirs: said(JSON.stringify(one.content[aside.field] ?? null)),
          mine: said(aside.change.added),
          by: aside.byName,
          at: aside.at,
          action: `${base}/clashes/${aside.id}`,
          version: String(one.version),
          choice: make('choice', {
            label: { key: 'workspace.clash.choose' },
            required: true,
            options: choices.map((name) => [name, { key: `workspace.clash.choices.${name}` }] as const),
          }),
          joined: isText
            ? make('text', {
                label: { key: 'workspace.clash.joined' },
                hint: { key: 'workspace.clash.joined-hint' },
                initial: typeof mine === 'string' ? mine : '',
                rows: 8,
                ...(question.limit === undefined ? {} : { maxLength: question.limit, counted: true }),
              })
            : null,
        },
      ];
    }),
  };
}

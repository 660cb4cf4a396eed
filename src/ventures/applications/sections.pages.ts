import {
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Text,
} from '../../platform/views/page.js';
import { FIELDS } from '../rounds/round.rules.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { type Section } from './application.rules.js';
import { type ApplicationDetail } from './applications.queries.js';

const HOME = { label: { key: 'ventures.org.title' }, href: '/org' };
const SPARE_ROWS = 3;

export interface SectionPage extends PageBase {
  readonly action: string;
  readonly section: Section;
  readonly version: string;
  readonly texts: readonly Field[];
  readonly areas: readonly Field[];
  readonly days: readonly Field[];
  readonly choice: Field | null;
  readonly team: readonly { readonly name: Field; readonly role: Field; readonly qualification: Field }[];
}

const BLANK_SECTION = {
  texts: [],
  areas: [],
  days: [],
  choice: null,
  team: [],
} as const;

/** The form of one section with what is saved, or with what was typed and refused. */
export function sectionPage(
  section: Section,
  view: { application: ApplicationDetail; round: RoundDetail },
  entered?: Entered,
): SectionPage {
  const { application: one, round } = view;
  const base = `/org/rounds/${round.number}/application`;
  const typedVersion = entered?.values['version'];
  return {
    ...pageBase(
      { key: `ventures.sections.${section}` },
      [HOME, { label: one.title === '' ? { key: 'ventures.untitled' } : one.title, href: base }],
      entered?.findings,
    ),
    ...BLANK_SECTION,
    ...(section === 'project'
      ? projectFields(one, entered)
      : section === 'plan'
        ? planFields(one, entered)
        : teamFields(one, entered)),
    action: `${base}/${section}`,
    section,
    version: typeof typedVersion === 'string' ? typedVersion : String(one.version),
  };
}

const label = (name: string): Text => ({ key: `ventures.fields.${name}` });
const hint = (name: string): Text => ({ key: `ventures.hints.${name}` });

function projectFields(
  { title, field, content }: ApplicationDetail,
  entered?: Entered,
): Partial<SectionPage> {
  const make = fieldsOf(entered);
  return {
    texts: [
      make('title', { label: label('title'), hint: hint('title'), initial: title, maxLength: 80 }),
      make('place', { label: label('place'), hint: hint('place'), initial: content.place }),
      make('beneficiaries', {
        label: label('beneficiaries'),
        hint: hint('beneficiaries'),
        initial: content.beneficiaries,
        inputMode: 'numeric',
      }),
    ],
    choice: make('field', {
      label: label('field'),
      initial: field,
      options: FIELDS.map((one) => [one, { key: `ventures.categories.${one}` }] as const),
    }),
    days: [
      make('startOn', { label: label('startOn'), initial: content.startOn }),
      make('endOn', { label: label('endOn'), initial: content.endOn }),
    ],
    areas: [
      make('summary', {
        label: label('summary'),
        hint: hint('summary'),
        initial: content.summary,
        maxLength: 500,
        counted: true,
      }),
    ],
  };
}

function planFields({ content }: ApplicationDetail, entered?: Entered): Partial<SectionPage> {
  const make = fieldsOf(entered);
  const area = (
    name: 'need' | 'goals' | 'activities' | 'risks' | 'sustainability',
    maxLength: number,
  ): Field =>
    make(name, {
      label: label(name),
      hint: hint(name),
      initial: content[name],
      maxLength,
      counted: true,
      rows: 7,
    });
  return {
    areas: [
      area('need', 2000),
      area('goals', 2000),
      area('activities', 3000),
      area('risks', 1000),
      area('sustainability', 1000),
    ],
  };
}

function teamFields({ content }: ApplicationDetail, entered?: Entered): Partial<SectionPage> {
  const make = fieldsOf(entered);
  const typed = entered?.values['team'];
  const length = (Array.isArray(typed) ? typed.length : content.team.length) + SPARE_ROWS;
  return {
    texts: [make('contact', { label: label('contact'), hint: hint('contact'), initial: content.contact })],
    team: Array.from({ length }, (_, i) => ({
      name: make(`team[${i}][name]`, {
        label: { key: 'ventures.team.name' },
        initial: content.team[i]?.name ?? '',
      }),
      role: make(`team[${i}][role]`, {
        label: { key: 'ventures.team.role' },
        initial: content.team[i]?.role ?? '',
      }),
      qualification: make(`team[${i}][qualification]`, {
        label: { key: 'ventures.team.qualification' },
        initial: content.team[i]?.qualification ?? '',
      }),
    })),
  };
}

import { type Finding } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  type Crumb,
  type Entered,
  type Field,
  fieldId,
  fieldsOf,
  type PageBase,
  pageBase,
  type Tag,
  type Text,
} from '../../platform/views/page.js';
import { roundDifference, termsOf } from './difference.rules.js';
import { type ReadinessItem, readinessOf, type RoundSetup, type SetupPart } from './readiness.rules.js';
import { roundName, roundTag } from './rounds.pages.js';
import { type RoundDetail } from './rounds.queries.js';
import { type RoundInSetup } from './setup.queries.js';
import { provisionalSteps } from './timetable.rules.js';

const ROUNDS: Crumb = { label: { key: 'ventures.rounds.title' }, href: '/bureau/rounds' };
const say = (name: string, args?: Readonly<Record<string, string | number>>): Text => ({
  key: `setup.${name}`,
  ...(args ? { args } : {}),
});

export const setupPath = (number: string, part?: string): string =>
  `/bureau/rounds/${number}/setup${part === undefined ? '' : `/${part}`}`;

/** The way back from a page of the set-up. */
export function setupCrumbs({ number, nameZh, nameEn }: RoundDetail): readonly Crumb[] {
  return [
    ROUNDS,
    { label: roundName({ nameZh, nameEn }), href: `/bureau/rounds/${number}` },
    { label: say('title'), href: setupPath(number) },
  ];
}

export interface RoundNewPage extends PageBase {
  readonly fields: readonly { readonly kind: string; readonly field: Field }[];
}

/** A new round: a name, its money, the first day, and the round whose terms it takes over. (B12) */
export function roundNewPage(
  rounds: readonly RoundDetail[],
  opensOn: string,
  entered?: Entered,
): RoundNewPage {
  const field = fieldsOf(entered);
  const label = (name: string): Text => ({ key: `ventures.rounds.fields.${name}` });
  return {
    ...pageBase({ key: 'ventures.rounds.new' }, [ROUNDS], entered?.findings),
    fields: [
      { kind: 'text', field: field('nameZh', { label: label('nameZh'), required: true }) },
      { kind: 'text', field: field('nameEn', { label: label('nameEn'), required: true }) },
      {
        kind: 'text',
        field: field('potFen', { label: label('potFen'), required: true, inputMode: 'decimal' }),
      },
      {
        kind: 'day',
        field: field('opensOn', {
          label: say('opens-on'),
          hint: say('opens-on-hint'),
          required: true,
          initial: opensOn,
        }),
      },
      {
        kind: 'choice',
        field: field('copyOf', {
          label: say('copy-of'),
          hint: say('copy-of-hint'),
          options: rounds.map((round) => [round.number, roundName(round)] as const),
          ...(entered ? {} : { initial: '' }),
        }),
      },
    ],
  };
}

export interface SetupTask {
  readonly label: Text;
  readonly href: string;
  readonly tag: Tag | null;
  readonly gaps: readonly { readonly finding: Finding; readonly href: string }[];
}

export interface SetupPage extends PageBase {
  readonly tag: Tag;
  readonly number: string;
  readonly lead: Text;
  readonly tasks: readonly SetupTask[];
  /** Who may not edit reads the list without its links. */
  readonly mayEdit: boolean;
  readonly done: number;
  readonly all: number;
  readonly provisional: readonly Text[];
  readonly publish: string | null;
  readonly links: readonly { readonly href: string; readonly label: Text }[];
}

/** The page whose field mends a gap; the ceiling of a grant stands with the budget rules, whoever misses it. */
function pageOf(part: SetupPart, { field }: Finding): SetupPart {
  return field === 'maxGrantFen' ? 'budget' : part;
}

function taskOf(number: string, { part, label, findings }: ReadinessItem): SetupTask {
  return {
    label,
    href: setupPath(number, part),
    tag: findings.length === 0 ? null : { tone: 'warn', label: say('lacking', { count: findings.length }) },
    gaps: findings.map((finding) => ({
      finding,
      href: `${setupPath(number, pageOf(part, finding))}#${fieldId(finding.field ?? part)}`,
    })),
  };
}

/** The task list of a round: every part with what it still lacks, each gap leading to the field that mends it. (B8) */
export function setupPage(
  { round, setup, calendar, isWorkingCopy }: RoundInSetup,
  viewer: SignedIn,
  refusals: readonly Finding[] = [],
): SetupPage {
  const items = readinessOf(setup, calendar);
  const done = items.filter(({ findings }) => findings.length === 0).length;
  const isDraft = round.status === 'DRAFT';
  const { number } = round;
  const link = (path: string, key: string): SetupPage['links'][number] => ({
    href: setupPath(number, path),
    label: say(key),
  });
  return {
    ...pageBase(say('title'), setupCrumbs(round).slice(0, 2), refusals),
    tag: isWorkingCopy
      ? { tone: 'neutral', label: { key: 'amendments.statuses.PREPARING' } }
      : roundTag(round.status),
    number,
    lead: isWorkingCopy
      ? { key: 'amendments.working-copy' }
      : isDraft
        ? say('lead')
        : { key: 'ventures.findings.round-is-published' },
    tasks: items.map((item) => taskOf(number, item)),
    mayEdit: may(viewer, 'round.edit'),
    done,
    all: items.length,
    provisional: provisionalSteps(setup.timetable, calendar).map((step) => ({
      key: `rounds.timetable.steps.${step}`,
    })),
    publish:
      isDraft && !isWorkingCopy && may(viewer, 'round.publish') ? `/bureau/rounds/${number}/publish` : null,
    links: [
      ...(isWorkingCopy
        ? [{ href: `/bureau/rounds/${number}/amendment`, label: { key: 'amendments.back' } }]
        : []),
      link('preview', 'preview-applicant'),
      link('score-sheet', 'preview-reviewer'),
      link('difference', round.copyOf === null ? 'difference' : 'difference-copy'),
    ],
  };
}

export interface PublishPage extends PageBase {
  readonly action: string | null;
  readonly back: string;
  readonly gaps: readonly SetupTask[];
  readonly terms: readonly { readonly text: Text; readonly rule: string }[];
  readonly provisional: readonly Text[];
}

/** What publishing freezes, sentence by sentence, before it is done. (B8) */
export function publishPage(
  { round, setup, calendar }: RoundInSetup,
  refusals: readonly Finding[] = [],
): PublishPage {
  // That the first day has passed is seen only when somebody publishes; the day is mended where all days are.
  const passed = refusals.filter(({ field }) => field === 'opensOn');
  const items = readinessOf(setup, calendar).map((item) =>
    item.part === 'timetable' ? { ...item, findings: [...item.findings, ...passed] } : item,
  );
  const gaps = items.filter(({ findings }) => findings.length > 0).map((item) => taskOf(round.number, item));
  const linked = new Set(items.flatMap(({ findings }) => findings.map(({ code }) => code)));
  const unlinked = refusals.filter(({ code }) => !linked.has(code));
  return {
    ...pageBase(say('publish-title', { number: round.number }), setupCrumbs(round), unlinked),
    action: gaps.length === 0 && round.status === 'DRAFT' ? `/bureau/rounds/${round.number}/publish` : null,
    back: setupPath(round.number),
    gaps,
    terms: termsOf(setup).map(({ text, rule }) => ({ text, rule })),
    provisional: provisionalSteps(setup.timetable, calendar).map((step) => ({
      key: `rounds.timetable.steps.${step}`,
    })),
  };
}

export interface SetupDifferencePage extends PageBase {
  readonly choice: Field;
  readonly other: Text | null;
  readonly changes: readonly Text[];
  readonly back: string;
}

/** What differs from an earlier round, in plain words. (B12) */
export function setupDifferencePage(
  { round, setup }: RoundInSetup,
  others: readonly RoundDetail[],
  earlier: { readonly round: RoundDetail; readonly setup: RoundSetup } | null,
): SetupDifferencePage {
  const field = fieldsOf();
  return {
    ...pageBase(say('difference'), setupCrumbs(round)),
    choice: field('with', {
      label: say('difference-with'),
      initial: earlier?.round.number ?? '',
      options: others.map((one) => [one.number, roundName(one)] as const),
    }),
    other: earlier === null ? null : roundName(earlier.round),
    changes: earlier === null ? [] : roundDifference(earlier.setup, setup),
    back: setupPath(round.number),
  };
}

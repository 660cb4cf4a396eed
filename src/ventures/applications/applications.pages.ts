import { yuanInput, yuanText } from '../../kernel/money.js';
import { type Finding } from '../../kernel/outcome.js';
import { type Action, cell, type Entered, type Field, fieldsOf, type PageBase, pageBase, summaryRow, type SummaryRow, type Table, table, type Tag, type Task, type Text, type Tone } from '../../platform/views/page.js';
import { FIELDS, isOpenAt } from '../rounds/round.rules.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { type ApplicationStatus, gapsIn, type Section, SECTIONS } from './application.rules.js';
import { type ApplicationDetail, type ApplicationLine, type AttachmentLine, type BudgetRow } from './applications.queries.js';
import { BUDGET_CATEGORIES, BUDGET_SOURCES, findingsInBudget, totalsOf } from './budget.rules.js';

const HOME = { label: { key: 'ventures.org.title' }, href: '/org' };
const TONES: Partial<Record<ApplicationStatus, Tone>> = { DRAFT: 'neutral', SUBMITTED: 'info', ELIGIBLE: 'ok', INELIGIBLE: 'danger', SCORED: 'info', IN_PUBLICITY: 'special', RESERVE: 'warn', REJECTED: 'neutral' };
export const applicationTag = (status: ApplicationStatus): Tag => ({ tone: TONES[status] ?? 'neutral', label: { key: `ventures.statuses.${status}` } });
const SPARE_ROWS = 3;

export interface OrgPage extends PageBase {
  readonly organization: string;
  readonly calls: readonly { readonly name: Text; readonly closesAt: string; readonly action: Action | null; readonly href: string | null }[];
  readonly applications: Table;
}

/** The organization's start page: open calls, then its own applications. */
export function orgPage(organization: string, rounds: readonly RoundDetail[], mine: readonly ApplicationLine[], now: string): OrgPage {
  const open = rounds.filter((round) => isOpenAt(round, now));
  return {
    ...pageBase({ key: 'ventures.org.title' }),
    organization,
    calls: open.map(({ number, nameZh, nameEn, closesAt }) => {
      const started = mine.some((one) => one.roundNumber === number && one.status !== 'WITHDRAWN');
      return {
        name: { zh: nameZh, en: nameEn },
        closesAt,
        action: started ? null : { href: `/org/rounds/${number}/application`, label: { key: 'ventures.org.start' }, tone: 'primary' },
        href: started ? `/org/rounds/${number}/application` : null,
      };
    }),
    applications: table(
      { key: 'ventures.org.mine' },
      [{ key: 'ventures.fields.title' }, { key: 'ventures.fields.round' }, { key: 'ventures.fields.status' }, [{ key: 'ventures.fields.asked' }, 'numeric'], { key: 'ventures.fields.submitted' }],
      mine.map((one) => [
        cell.link(one.title === '' ? { key: 'ventures.untitled' } : one.title, `/org/rounds/${one.roundNumber}/application`, one.number),
        cell.text({ zh: one.roundNameZh, en: one.roundNameEn }),
        cell.tag(applicationTag(one.status)),
        cell.money(one.askedFen),
        cell.instant(one.submittedAt),
      ]),
      { key: 'ventures.org.none' },
    ),
  };
}

export interface ApplicationPage extends PageBase {
  readonly tag: Tag;
  readonly base: string;
  readonly isDraft: boolean;
  readonly tasks: readonly Task[];
  readonly gaps: readonly { readonly finding: Finding; readonly href: string }[];
  readonly facts: readonly SummaryRow[];
  readonly budget: Table;
  readonly attachments: readonly (AttachmentLine & { readonly removal: Action | null })[];
  readonly file: Field;
  readonly receipt: { readonly number: string; readonly submittedAt: string; readonly contentHash: string; readonly ledgerSeq: number } | null;
  readonly submit: Action | null;
  readonly withdraw: Action | null;
  readonly closesAt: string;
  readonly graceMinutes: number;
  readonly reason: string | null;
}

/** The application as its organization sees it: tasks and gaps while a draft, the receipt afterwards. */
export function applicationPage(
  view: { application: ApplicationDetail; round: RoundDetail; budget: readonly BudgetRow[]; attachments: readonly AttachmentLine[]; applicant: readonly Finding[]; now: string; maySubmit: boolean },
  findings: readonly Finding[] = [],
): ApplicationPage {
  const { application: one, round, budget, attachments, now } = view;
  const base = `/org/rounds/${round.number}/application`;
  const isDraft = one.status === 'DRAFT';
  const gaps = isDraft ? gapsIn({ ...one, lines: budget }, round.rules) : [];
  const open = isOpenAt(round, now);
  const { number, submittedAt, contentHash, ledgerSeq } = one;
  return {
    ...pageBase(one.title === '' ? { key: 'ventures.untitled' } : one.title, [HOME], findings),
    tag: applicationTag(one.status),
    base,
    isDraft,
    tasks: SECTIONS.map((section) => taskOf(section, gaps.filter((gap) => gap.section === section).length, isDraft ? base : null)),
    gaps: [...view.applicant.map((finding) => ({ finding, href: '/org/credit' })), ...gaps.map((finding) => ({ finding, href: `${base}/${finding.section}` }))],
    facts: applicationFacts(one),
    budget: budgetTable(budget),
    attachments: attachments.map((file) => ({ ...file, removal: isDraft ? { href: `${base}/attachments/${file.id}/removal`, label: { key: 'ventures.attachments.remove' }, tone: 'danger' } : null })),
    file: fieldsOf(findings.length > 0 ? { values: {}, findings } : undefined)('file', { label: { key: 'ventures.attachments.add' }, hint: { key: 'ventures.attachments.hint' } }),
    receipt: number !== null && submittedAt !== null && contentHash !== null && ledgerSeq !== null ? { number, submittedAt, contentHash, ledgerSeq } : null,
    submit: isDraft && view.maySubmit ? { href: `${base}/submission`, label: { key: 'ventures.submit' }, tone: 'primary' } : null,
    withdraw: one.status === 'SUBMITTED' && open && view.maySubmit ? { href: `${base}/withdrawal`, label: { key: 'ventures.withdraw' }, tone: 'danger' } : null,
    closesAt: round.closesAt,
    graceMinutes: round.graceMinutes,
    reason: one.statusReason,
  };
}

function taskOf(section: Section, gaps: number, base: string | null): Task {
  return {
    label: { key: `ventures.sections.${section}` },
    href: base === null ? null : `${base}/${section}`,
    hint: null,
    tag: gaps === 0 ? null : { tone: 'info', label: { key: 'ventures.gaps', args: { count: gaps } } },
  };
}

/** The sections as question and answer; the bureau and the printed copy use it too. */
export function applicationFacts(one: ApplicationDetail): SummaryRow[] {
  const { content } = one;
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow => summaryRow({ key: `ventures.fields.${name}` }, value);
  const text = (value: string): ReturnType<typeof cell.text> => cell.text(value === '' ? null : value);
  return [
    row('title', text(one.title)),
    row('field', cell.text(one.field === null ? null : { key: `ventures.categories.${one.field}` })),
    row('startOn', cell.day(content.startOn)),
    row('endOn', cell.day(content.endOn)),
    row('place', text(content.place)),
    row('beneficiaries', cell.number(content.beneficiaries)),
    row('summary', text(content.summary)),
    row('need', text(content.need)),
    row('goals', text(content.goals)),
    row('activities', text(content.activities)),
    row('risks', text(content.risks)),
    row('sustainability', text(content.sustainability)),
    row('team', text(content.team.map(({ name, role, qualification }) => [name, role, qualification].filter(Boolean).join(' · ')).join('\n'))),
    row('contact', text(content.contact)),
  ];
}

export function budgetTable(lines: readonly BudgetRow[]): Table {
  return table(
    { key: 'ventures.sections.budget' },
    [{ key: 'ventures.budget.category' }, { key: 'ventures.budget.item' }, [{ key: 'ventures.budget.price' }, 'numeric'], [{ key: 'ventures.budget.quantity' }, 'numeric'], [{ key: 'ventures.budget.times' }, 'numeric'], [{ key: 'ventures.budget.total' }, 'numeric'], { key: 'ventures.budget.source' }],
    lines.map((line) => [cell.text({ key: `ventures.budget.categories.${line.category}` }), cell.text(line.item, line.note === undefined || line.note === '' ? null : line.note), cell.money(line.unitPriceFen), cell.number(line.quantity), cell.number(line.times), cell.money(line.totalFen), cell.text({ key: `ventures.budget.sources.${line.source}` })]),
    { key: 'ventures.budget.empty' },
  );
}

export interface SectionPage extends PageBase {
  readonly action: string;
  readonly section: Section;
  readonly version: string;
  readonly texts: readonly Field[];
  readonly areas: readonly Field[];
  readonly days: readonly Field[];
  readonly choice: Field | null;
  readonly team: readonly { readonly name: Field; readonly role: Field; readonly qualification: Field }[];
  readonly lines: readonly BudgetLineFields[];
  readonly total: string;
  readonly rules: readonly Finding[];
}

interface BudgetLineFields {
  readonly category: Field;
  readonly item: Field;
  readonly price: Field;
  readonly quantity: Field;
  readonly times: Field;
  readonly source: Field;
  readonly note: Field;
}

const BLANK_SECTION = { texts: [], areas: [], days: [], choice: null, team: [], lines: [], total: '0.00', rules: [] } as const;

/** The form of one section with what is saved, or with what was typed and refused. */
export function sectionPage(section: Section, view: { application: ApplicationDetail; budget: readonly BudgetRow[]; round: RoundDetail }, entered?: Entered): SectionPage {
  const { application: one, budget, round } = view;
  const base = `/org/rounds/${round.number}/application`;
  const typedVersion = entered?.values['version'];
  return {
    ...pageBase({ key: `ventures.sections.${section}` }, [HOME, { label: one.title === '' ? { key: 'ventures.untitled' } : one.title, href: base }], entered?.findings),
    ...BLANK_SECTION,
    ...(section === 'project' ? projectFields(one, entered) : section === 'plan' ? planFields(one, entered) : section === 'team' ? teamFields(one, entered) : budgetFields(budget, round, entered)),
    action: `${base}/${section}`,
    section,
    version: typeof typedVersion === 'string' ? typedVersion : String(one.version),
  };
}

const label = (name: string): Text => ({ key: `ventures.fields.${name}` });
const hint = (name: string): Text => ({ key: `ventures.hints.${name}` });

function projectFields({ title, field, content }: ApplicationDetail, entered?: Entered): Partial<SectionPage> {
  const make = fieldsOf(entered);
  return {
    texts: [
      make('title', { label: label('title'), hint: hint('title'), initial: title, maxLength: 80 }),
      make('place', { label: label('place'), hint: hint('place'), initial: content.place }),
      make('beneficiaries', { label: label('beneficiaries'), hint: hint('beneficiaries'), initial: content.beneficiaries, inputMode: 'numeric' }),
    ],
    choice: make('field', { label: label('field'), initial: field, options: FIELDS.map((one) => [one, { key: `ventures.categories.${one}` }] as const) }),
    days: [make('startOn', { label: label('startOn'), initial: content.startOn }), make('endOn', { label: label('endOn'), initial: content.endOn })],
    areas: [make('summary', { label: label('summary'), hint: hint('summary'), initial: content.summary, maxLength: 500 })],
  };
}

function planFields({ content }: ApplicationDetail, entered?: Entered): Partial<SectionPage> {
  const make = fieldsOf(entered);
  const area = (name: 'need' | 'goals' | 'activities' | 'risks' | 'sustainability', maxLength: number): Field => make(name, { label: label(name), hint: hint(name), initial: content[name], maxLength, rows: 7 });
  return { areas: [area('need', 2000), area('goals', 2000), area('activities', 3000), area('risks', 1000), area('sustainability', 1000)] };
}

function teamFields({ content }: ApplicationDetail, entered?: Entered): Partial<SectionPage> {
  const make = fieldsOf(entered);
  const typed = entered?.values['team'];
  const length = (Array.isArray(typed) ? typed.length : content.team.length) + SPARE_ROWS;
  return {
    texts: [make('contact', { label: label('contact'), hint: hint('contact'), initial: content.contact })],
    team: Array.from({ length }, (_, i) => ({
      name: make(`team[${i}][name]`, { label: { key: 'ventures.team.name' }, initial: content.team[i]?.name ?? '' }),
      role: make(`team[${i}][role]`, { label: { key: 'ventures.team.role' }, initial: content.team[i]?.role ?? '' }),
      qualification: make(`team[${i}][qualification]`, { label: { key: 'ventures.team.qualification' }, initial: content.team[i]?.qualification ?? '' }),
    })),
  };
}

function budgetFields(budget: readonly BudgetRow[], round: RoundDetail, entered?: Entered): Partial<SectionPage> {
  const make = fieldsOf(entered);
  const typed = entered?.values['lines'];
  const length = (Array.isArray(typed) ? typed.length : budget.length) + SPARE_ROWS;
  const lines = Array.from({ length }, (_, i) => lineFields(make, i, budget[i]));
  return { lines, total: yuanText(totalsOf(budget).all), rules: budget.length > 0 ? findingsInBudget(budget, round.rules) : [] };
}

function lineFields(make: ReturnType<typeof fieldsOf>, i: number, line: BudgetRow | undefined): BudgetLineFields {
  const field = (name: string, key: string, initial: string | number, options?: readonly (readonly [string, Text])[]): Field =>
    make(`lines[${i}][${name}]`, { label: { key: `ventures.budget.${key}` }, initial, ...(options ? { options } : {}) });
  return {
    category: field('category', 'category', line?.category ?? '', BUDGET_CATEGORIES.map((one) => [one, { key: `ventures.budget.categories.${one}` }] as const)),
    item: field('item', 'item', line?.item ?? ''),
    price: field('unitPriceFen', 'price', line ? yuanInput(line.unitPriceFen) : ''),
    quantity: field('quantity', 'quantity', line?.quantity ?? ''),
    times: field('times', 'times', line?.times ?? ''),
    source: field('source', 'source', line?.source ?? '', BUDGET_SOURCES.map((one) => [one, { key: `ventures.budget.sources.${one}` }] as const)),
    note: field('note', 'note', line?.note ?? ''),
  };
}

export interface ScreeningListPage extends PageBase {
  readonly list: Table;
  readonly startReview: Action | null;
  readonly contestHref: string | null;
}

export function screeningListPage(round: RoundDetail, list: readonly ApplicationLine[], contestId: string | null): ScreeningListPage {
  const waiting = list.some(({ status }) => status === 'SUBMITTED');
  return {
    ...pageBase({ key: 'ventures.screening.title' }, [{ label: { zh: round.nameZh, en: round.nameEn }, href: `/bureau/rounds/${round.number}` }]),
    list: table(
      { key: 'ventures.screening.title' },
      [{ key: 'ventures.fields.title' }, { key: 'ventures.fields.organization' }, { key: 'ventures.fields.field' }, [{ key: 'ventures.fields.asked' }, 'numeric'], { key: 'ventures.fields.status' }],
      list.map((one) => [
        cell.link(one.title, `/bureau/applications/${one.number ?? ''}`, one.number),
        cell.text(one.organizationName),
        cell.text(one.field === null ? null : { key: `ventures.categories.${one.field}` }),
        cell.money(one.askedFen),
        cell.tag(applicationTag(one.status)),
      ]),
      { key: 'ventures.screening.empty' },
    ),
    startReview: round.status === 'CLOSED' && !waiting && list.length > 0 ? { href: `/bureau/rounds/${round.number}/review`, label: { key: 'ventures.screening.start' }, tone: 'primary' } : null,
    contestHref: contestId === null ? null : `/bureau/contests/${contestId}`,
  };
}

export interface ScreeningPage extends PageBase {
  readonly tag: Tag;
  readonly organization: { readonly name: string; readonly href: string };
  readonly facts: readonly SummaryRow[];
  readonly budget: Table;
  readonly attachments: readonly AttachmentLine[];
  readonly checks: readonly Finding[];
  readonly action: string | null;
  readonly eligible: Field;
  readonly reason: Field;
}

export function screeningPage(one: ApplicationDetail, more: { budget: readonly BudgetRow[]; attachments: readonly AttachmentLine[]; checks: readonly Finding[] }, entered?: Entered): ScreeningPage {
  const field = fieldsOf(entered);
  return {
    ...pageBase(one.title, [{ label: { key: 'ventures.screening.title' }, href: `/bureau/rounds/${one.roundNumber}/applications` }], entered?.findings),
    tag: applicationTag(one.status),
    organization: { name: one.organizationName, href: `/bureau/organizations/${one.creditCode}` },
    facts: applicationFacts(one),
    budget: budgetTable(more.budget),
    attachments: more.attachments,
    checks: more.checks,
    action: one.status === 'SUBMITTED' ? `/bureau/applications/${one.number ?? ''}/screening` : null,
    eligible: field('eligible', { label: { key: 'ventures.screening.decision' }, required: true, options: [['yes', { key: 'ventures.screening.yes' }], ['no', { key: 'ventures.screening.no' }]] }),
    reason: field('reason', { label: { key: 'ventures.screening.reason' }, hint: { key: 'ventures.screening.reason-hint' }, initial: '' }),
  };
}

import {
  addDays,
  addWorkingDays,
  type CalendarDay,
  type Deadline,
  startOfShanghaiDay,
  type WorkingDayTable,
  workingDaysBetween,
} from '../../kernel/calendar.js';
import { fieldPath, type Finding } from '../../kernel/outcome.js';
import { type PublicAct } from '../../kernel/public-act.js';
import { type TransitionTable } from '../../kernel/transitions.js';
import { actorOf, type SignedIn } from '../../kernel/viewer.js';
import { type Answers, type FormDefinition, type Question } from '../rounds/form.rules.js';
import { type RoundTerms } from '../rounds/terms.rules.js';
import { STANDARD_LEAST_TIMES } from '../rounds/timetable.rules.js';
import { BUDGET_PATH } from './application.rules.js';
import { type BudgetEntry } from './budget.rules.js';

export const SUPPLEMENT_STATUSES = ['OPEN', 'HANDED_IN', 'LAPSED'] as const;
export type SupplementStatus = (typeof SUPPLEMENT_STATUSES)[number];
export type SupplementAction = 'handIn' | 'lapse';

/** The life of a supplement: handed in by its last day, or closed by it; then the first check goes on. (E9) */
export const SUPPLEMENT_LIFE: TransitionTable<SupplementStatus, SupplementAction> = {
  OPEN: {
    handIn: { to: 'HANDED_IN', by: 'application.submit' },
    lapse: { to: 'LAPSED', by: 'system' },
  },
  HANDED_IN: {},
  LAPSED: {},
};

/** The rows of the budget and the files are opened as a whole, beside the questions of the form. */
export const BUDGET_ITEM = 'budget-rows';
export const FILES_ITEM = 'files';
/** The officer's words beside one thing. */
export const MOST_WORDS = 500;

/** One thing that is opened, with what the officer says of it. */
export interface SupplementItem {
  readonly code: string;
  readonly words: string;
}

/** A file as a supplement names it. */
export interface FileMark {
  readonly name: string;
  readonly sha256: string;
}

/** What the opened things said; of those that are not opened, nothing. */
export interface SupplementContent {
  readonly answers: Answers;
  readonly lines?: readonly BudgetEntry[];
  readonly files?: readonly FileMark[];
}

/** All things a request may open, in the order of the form. Questions of files are opened with the files. */
export function itemsOf(
  form: FormDefinition,
): readonly { readonly code: string; readonly question: Question | null }[] {
  return [
    ...form.sections.flatMap(({ questions }) =>
      questions.filter(({ kind }) => kind !== 'FILE').map((question) => ({ code: question.code, question })),
    ),
    { code: BUDGET_ITEM, question: null },
    { code: FILES_ITEM, question: null },
  ];
}

/** The questions that a request opens, in the order of the form. */
export function openQuestions(form: FormDefinition, items: readonly SupplementItem[]): readonly Question[] {
  const open = new Set(items.map(({ code }) => code));
  return itemsOf(form).flatMap(({ code, question }) =>
    question !== null && open.has(code) ? [question] : [],
  );
}

export function opens(items: readonly SupplementItem[], code: string): boolean {
  return items.some((one) => one.code === code);
}

type Terms = Pick<RoundTerms, 'timetable'> | null;

/**
 * Working days of a supplement, the same for every application of a round: those its timetable sets aside, else five.
 * Null: the call goes without one. (domain.md 3.3, E9)
 */
export function supplementDays(terms: Terms, table: WorkingDayTable): number | null {
  const standard = STANDARD_LEAST_TIMES.supplementUntil.count;
  if (terms === null) return standard;
  const { closesOn, supplementUntil } = terms.timetable;
  if (supplementUntil === null) return null;
  return Math.max(standard, workingDaysBetween(table, closesOn, supplementUntil).days);
}

/** The last day of a supplement; handing in counts until its last minute in Shanghai. */
export function supplementDue(table: WorkingDayTable, askedOn: CalendarDay, days: number): Deadline {
  return addWorkingDays(table, askedOn, days);
}

/** The instant from which nothing is taken any more, itself excluded. */
export function supplementEnd(dueOn: CalendarDay): string {
  return startOfShanghaiDay(addDays(dueOn, 1));
}

/** What stands against a request: a second one, a call without supplements, nothing named, or a thing without words. */
export function findingsInRequest(
  form: FormDefinition,
  items: readonly SupplementItem[],
  { before, days }: { readonly before: number; readonly days: number | null },
): Finding[] {
  if (before > 0) return [{ code: 'supplement-twice' }];
  if (days === null) return [{ code: 'supplement-not-in-call' }];
  if (items.length === 0) return [{ code: 'supplement-nothing-named' }];
  const known = new Set(itemsOf(form).map(({ code }) => code));
  return items.flatMap(({ code, words }): Finding[] => {
    if (!known.has(code)) return [{ code: 'supplement-field-unknown', args: { field: code } }];
    if ([...words].length > MOST_WORDS)
      return [{ code: 'supplement-words-long', field: fieldPath('words', code), args: { max: MOST_WORDS } }];
    return words.trim() === '' ? [{ code: 'supplement-words', field: fieldPath('words', code) }] : [];
  });
}

/** Files that were added since the supplement was asked for: nobody else sees them before it is handed in. */
export function addedSince<T extends { readonly addedAt: string }>(
  askedAt: string,
  files: readonly T[],
): readonly T[] {
  return files.filter(({ addedAt }) => addedAt >= askedAt);
}

/** What of the gaps of an application a supplement can mend: those at what it opens. */
export function gapsAtOpen<T extends Finding & { readonly section: string }>(
  items: readonly SupplementItem[],
  gaps: readonly T[],
): readonly T[] {
  return gaps.filter(({ section, field = '' }) =>
    section === BUDGET_PATH ? opens(items, BUDGET_ITEM) : opens(items, field.split('[')[0] ?? field),
  );
}

/** What was sent for a question of the form that is not opened. */
export function closedFields(
  form: FormDefinition,
  items: readonly SupplementItem[],
  sent: readonly string[],
): Finding[] {
  const named = new Set(sent);
  return itemsOf(form).flatMap(({ code, question }) =>
    question !== null && named.has(code) && !opens(items, code)
      ? [{ code: 'supplement-field-closed', args: { field: question.label.zh } }]
      : [],
  );
}

/** A supplement counts while it is open and its last day has not ended by the server's clock. */
export function findingsAgainstHandIn(
  { status, dueOn }: { readonly status: SupplementStatus; readonly dueOn: CalendarDay },
  now: string,
): Finding[] {
  if (status !== 'OPEN') return [{ code: 'supplement-closed' }];
  return now >= supplementEnd(dueOn) ? [{ code: 'supplement-too-late', args: { dueOn } }] : [];
}

/** The bytes whose SHA-256 the receipt of a supplement shows: what was opened, as it says now. */
export function supplementText(
  number: string,
  items: readonly SupplementItem[],
  content: SupplementContent,
): string {
  return JSON.stringify({ number, opened: items.map(({ code }) => code), ...content });
}

/** That a supplement is asked for is public, by number and day; what is asked is not. */
export function supplementAsked(
  viewer: SignedIn,
  one: { readonly number: string; readonly round: string; readonly dueOn: CalendarDay },
): PublicAct {
  return {
    type: 'supplement.asked',
    by: actorOf(viewer),
    ref: one.number,
    data: { round: one.round, dueOn: one.dueOn },
  };
}

/** Received: number and time are public, the content is a commitment. */
export function supplementReceived(
  viewer: SignedIn,
  one: { readonly number: string; readonly round: string; readonly contentHash: string },
): PublicAct {
  return {
    type: 'supplement.received',
    by: actorOf(viewer),
    ref: one.number,
    data: { round: one.round },
    hidden: { contentHash: one.contentHash },
  };
}

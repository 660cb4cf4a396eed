import {
  addWorkingDays,
  type CalendarDay,
  type WorkingDayTable,
  workingDaysLeft,
} from '../kernel/calendar.js';
import { type Finding } from '../kernel/outcome.js';
import { type PublicAct } from '../kernel/public-act.js';
import { type TransitionTable } from '../kernel/transitions.js';

/** 公示 (one may object) and 公告 (a final notice) are two different publications. (domain.md 3.7) */
export const NOTICE_KINDS = ['PUBLICITY', 'ANNOUNCEMENT'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface NoticeTable {
  readonly columns: readonly { readonly zh: string; readonly en: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly (string | { readonly zh: string; readonly en: string })[])[];
}

export interface NoticeBody {
  readonly paragraphs: readonly { readonly zh: string; readonly en: string }[];
  readonly table: NoticeTable | null;
  /** The things named in it that one may object to on their own. */
  readonly items?: readonly {
    readonly type: string;
    readonly id: string;
    readonly zh: string;
    readonly en: string;
  }[];
}

export interface Window {
  readonly from: CalendarDay;
  /** The last day; objections count until its last minute in Shanghai (23:59). */
  readonly to: CalendarDay;
  readonly provisional: boolean;
}

/** A window of so many working days after the day of publication. (domain.md 3.7; default 7) */
export function windowOf(table: WorkingDayTable, publishedOn: CalendarDay, workingDays: number): Window {
  const { day, provisional } = addWorkingDays(table, publishedOn, workingDays);
  return { from: publishedOn, to: day, provisional };
}

export interface Countdown {
  readonly state: 'running' | 'last-day' | 'over';
  readonly workingDays: number;
  readonly provisional: boolean;
}

/** What is left of a window on a day, in working days after today. */
export function countdown(table: WorkingDayTable, to: CalendarDay, today: CalendarDay): Countdown {
  if (today > to) return { state: 'over', workingDays: 0, provisional: false };
  const { days, provisional } = workingDaysLeft(table, today, to);
  return { state: today === to ? 'last-day' : 'running', workingDays: days, provisional };
}

/** What the hash of a notice covers; the first version says neither version nor reason. */
export interface NoticeContent {
  readonly number: string;
  readonly kind: NoticeKind;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly body: NoticeBody;
  readonly from: CalendarDay;
  readonly to: CalendarDay | null;
  readonly version: number;
  readonly reason: string | null;
}

/** The text whose SHA-256 stands on the page and in the public ledger. (security.md T11) */
export function noticeText({ version, reason, ...content }: NoticeContent): string {
  const { number, kind, titleZh, titleEn, body, from, to } = content;
  const first = { number, kind, titleZh, titleEn, body, from, to };
  return JSON.stringify(version === 1 ? first : { ...first, version, reason });
}

type Content = Pick<NoticeContent, 'titleZh' | 'titleEn' | 'body'>;

/** Title, paragraphs line by line and rows of the table, as one language reads them. */
export function noticeLines({ titleZh, titleEn, body }: Content, language: 'zh' | 'en'): string[] {
  const rows = (body.table?.rows ?? []).map((cells) =>
    cells.map((one) => (typeof one === 'string' ? one : one[language])).join(' | '),
  );
  const paragraphs = body.paragraphs.flatMap((one) => one[language].split('\n'));
  return [language === 'zh' ? titleZh : titleEn, ...paragraphs, ...rows];
}

export interface LineChange {
  readonly kind: 'removed' | 'added';
  readonly line: string;
}

/** What a new version takes out and puts in, line by line, in the order of the text. */
export function changesBetween(before: readonly string[], after: readonly string[]): LineChange[] {
  const longest = commonLengths(before, after);
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      i += 1;
      j += 1;
    } else if (old !== undefined && (longest[i + 1]?.[j] ?? 0) >= (longest[i]?.[j + 1] ?? 0)) {
      changes.push({ kind: 'removed', line: old });
      i += 1;
    } else if (fresh !== undefined) {
      changes.push({ kind: 'added', line: fresh });
      j += 1;
    } else break;
  }
  return changes;
}

/** `[i][j]`: how many lines the rests after i and j have in common, in order. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const [below, right] = [table[i + 1]?.[j] ?? 0, table[i]?.[j + 1] ?? 0];
      const row = table[i];
      if (row !== undefined)
        row[j] = before[i] === after[j] ? (table[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(below, right);
    }
  return table;
}

/**
 * Whether a new version opens its window anew: when the Chinese text, which is the one that binds, says something else.
 * A better translation leaves the days as they are. (domain.md 3.7)
 */
export function opensAnew(kind: NoticeKind, before: Content, after: Content): boolean {
  return (
    kind === 'PUBLICITY' && changesBetween(noticeLines(before, 'zh'), noticeLines(after, 'zh')).length > 0
  );
}

export const REVISION_STATUSES = ['PROPOSED', 'PUBLISHED', 'DISCARDED'] as const;
export type RevisionStatus = (typeof REVISION_STATUSES)[number];
export type RevisionAction = 'confirm' | 'discard';

/** The life of a proposed version of a 公示: a second person publishes it, or it is discarded. */
export const REVISION_LIFE: TransitionTable<RevisionStatus, RevisionAction> = {
  PROPOSED: {
    confirm: { to: 'PUBLISHED', by: 'notice.confirm' },
    discard: { to: 'DISCARDED', by: 'notice.confirm' },
  },
  PUBLISHED: {},
  DISCARDED: {},
};

/** What stands against a new version: nothing new in it, or another one that waits. */
export function findingsAgainstRevision(before: Content, after: Content, waiting: boolean): Finding[] {
  if (waiting) return [{ code: 'notice-revision-waiting' }];
  const same = (['zh', 'en'] as const).every(
    (language) => changesBetween(noticeLines(before, language), noticeLines(after, language)).length === 0,
  );
  return same ? [{ code: 'notice-unchanged', field: 'textZh' }] : [];
}

interface NoticeAct {
  readonly number: string;
  readonly kind: NoticeKind;
  readonly contentHash: string;
  readonly from: string;
  readonly to: string | null;
  readonly version: number;
}

/** A notice, as a public act: its bytes' hash, its kind and its window. */
export function noticePublished(by: string, { number, ...data }: NoticeAct): PublicAct {
  return { type: 'notice.published', by, ref: number, data };
}

/** A new version, with the hash of the one it takes the place of. */
export function noticeReplaced(by: string, one: NoticeAct & { readonly replaces: string }): PublicAct {
  const { number, ...data } = one;
  return { type: 'notice.replaced', by, ref: number, data };
}

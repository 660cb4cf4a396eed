import {
  addWorkingDays,
  type CalendarDay,
  type WorkingDayTable,
  workingDaysLeft,
} from '../kernel/calendar.js';
import { type PublicAct } from '../kernel/public-act.js';

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

/** A notice, as a public act: its bytes' hash, its kind and its window. */
export function noticePublished(
  by: string,
  notice: {
    number: string;
    kind: NoticeKind;
    contentHash: string;
    from: string;
    to: string | null;
    version: number;
  },
): PublicAct {
  const { number, ...data } = notice;
  return { type: 'notice.published', by, ref: number, data };
}

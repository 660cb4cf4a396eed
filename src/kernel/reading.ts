import { type CalendarDay, isCalendarDay } from './calendar.js';
import { fenFromText, halfWidth, yuanText } from './money.js';
import { type FindingArgument } from './outcome.js';
import { countText } from './text-count.js';

/** What is wrong with one field: a finding without its place. */
export interface FieldComplaint {
  readonly code: string;
  readonly args?: Readonly<Record<string, FindingArgument>>;
}

/** Read from what was typed to a value, or a complaint. */
export type Reading<T> = { readonly value: T } | { readonly complaint: FieldComplaint };

export const complain = (
  code: string,
  args?: FieldComplaint['args'],
): { readonly complaint: FieldComplaint } => ({ complaint: args ? { code, args } : { code } });

const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/u;
/** A word of a counted text may be long, but not without end. */
const CHARACTERS_PER_COUNT = 10;

export interface TextBounds {
  readonly max: number;
  readonly min?: number;
  readonly lines?: boolean;
  readonly pattern?: RegExp;
  /** Measured by the stated counting rule of texts instead of in characters. */
  readonly counted?: boolean;
}

/** A text, trimmed, line ends made one; its length in characters (code points) or by the stated counting rule. */
export function readText(
  raw: string,
  { max, min = 1, lines = false, pattern, counted = false }: TextBounds,
): Reading<string> {
  const text = raw.replace(/\r\n?/g, '\n').trim();
  const characters = [...text].length;
  const length = counted && characters <= max * CHARACTERS_PER_COUNT ? countText(text) : characters;
  if (CONTROL.test(text) || (!lines && text.includes('\n'))) return complain('form-characters');
  if (length > max) return complain('form-max-length', { max, length });
  if (length < min) return complain('form-min-length', { min, length });
  return pattern && !pattern.test(text) ? complain('form-pattern') : { value: text };
}

/** A whole number. Full-width digits are read as what they are; nothing half-numeric passes. */
export function readWhole(
  raw: string,
  bounds: { readonly min: number; readonly max: number },
): Reading<number> {
  const text = halfWidth(raw).trim();
  return /^-?\d{1,15}$/.test(text) ? within(Number(text), bounds, String) : complain('form-integer');
}

/** Money in yuan as typed (`1,234.50`), read exactly into fen. Limits in fen; a balance may be negative. */
export function readFen(
  raw: string,
  bounds: { readonly min?: number; readonly max: number; readonly mayBeNegative?: boolean },
): Reading<number> {
  const isNegative = bounds.mayBeNegative === true && /^\s*[-−]/.test(raw);
  const read = fenFromText(isNegative ? raw.replace(/^\s*[-−]/, '') : raw);
  if (!read.ok) return complain(read.code);
  if (bounds.min !== undefined && read.fen < bounds.min)
    return complain('form-fen-min', { min: yuanText(bounds.min) });
  if (read.fen > bounds.max) return complain('form-fen-max', { max: yuanText(bounds.max) });
  return { value: isNegative && read.fen > 0 ? -read.fen : read.fen };
}

/** A calendar day that exists, in the ways people write one (`2027/1/5`, `2027年1月5日`). */
export function readDay(
  raw: string,
  bounds: { readonly min?: CalendarDay; readonly max?: CalendarDay } = {},
): Reading<CalendarDay> {
  const text = halfWidth(raw)
    .trim()
    .replace(/[./年月]/g, '-')
    .replace(/日$/, '');
  const padded = text.replace(/-(\d)(?=-|$)/g, '-0$1');
  if (!isCalendarDay(padded)) return complain('form-day');
  if (bounds.min !== undefined && padded < bounds.min) return complain('form-day-min', { min: bounds.min });
  if (bounds.max !== undefined && padded > bounds.max) return complain('form-day-max', { max: bounds.max });
  return { value: padded };
}

/** A number between its bounds, or the complaint that names the bound, shown as `show` writes it. */
export function within(
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
  show: (limit: number) => string,
): Reading<number> {
  if (value < min) return complain('form-integer-min', { min: show(min) });
  return value > max ? complain('form-integer-max', { max: show(max) }) : { value };
}

/** The rows of a posted table: an object of rows whose indices have gaps is a list too; null for anything else. */
export function asList(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value);
  if (!entries.every(([index]) => /^\d{1,6}$/.test(index))) return null;
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, line]) => line as unknown);
}

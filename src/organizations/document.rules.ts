import { addDays, type CalendarDay } from '../kernel/calendar.js';
import { type Finding } from '../kernel/outcome.js';

/** What organizations are asked for again and again; kept once, taken from here everywhere. (D4) */
export const DOCUMENT_KINDS = [
  'CERTIFICATE',
  'CHARTER',
  'ANNUAL_REPORT',
  'AUDIT',
  'GRADE',
  'TAXES',
  'OTHER',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** All versions of all documents of an organization together. (security.md C61) */
export const DOCUMENT_BYTES = 200 * 1024 * 1024;
export const MOST_DOCUMENTS = 60;
/** So long before its last day a document is warned of. */
export const WARNED_DAYS = 60;

export interface DocumentTerm {
  readonly validFrom: CalendarDay | null;
  /** The last day; null: open ended. */
  readonly validUntil: CalendarDay | null;
}

export type DocumentState = 'OPEN_ENDED' | 'AHEAD' | 'VALID' | 'EXPIRING' | 'EXPIRED';

/** How a version stands on a day. */
export function documentStateOn({ validFrom, validUntil }: DocumentTerm, day: CalendarDay): DocumentState {
  if (validFrom !== null && validFrom > day) return 'AHEAD';
  if (validUntil === null) return 'OPEN_ENDED';
  if (validUntil < day) return 'EXPIRED';
  return validUntil <= addDays(day, WARNED_DAYS) ? 'EXPIRING' : 'VALID';
}

/** What stands against keeping a version: its days run backwards, or there is no room for it. */
export function findingsInVersion(
  { validFrom, validUntil }: DocumentTerm,
  { used, size, documents }: { readonly used: number; readonly size: number; readonly documents: number },
): Finding[] {
  const backwards = validFrom !== null && validUntil !== null && validUntil < validFrom;
  return [
    ...(backwards ? [{ code: 'document-ends-before-start', field: 'validUntil' }] : []),
    ...roomFindings(used, size, DOCUMENT_BYTES),
    ...(documents > MOST_DOCUMENTS
      ? [{ code: 'documents-too-many', field: 'title', args: { most: MOST_DOCUMENTS } }]
      : []),
  ];
}

/** Whether there is room for so many bytes more, with the figures in megabytes. (C61) */
export function roomFindings(used: number, size: number, most: number): Finding[] {
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024);
  return used + size > most
    ? [
        {
          code: 'files-no-room',
          field: 'file',
          args: { used: megabytes(used), most: megabytes(most), size: megabytes(size) },
        },
      ]
    : [];
}

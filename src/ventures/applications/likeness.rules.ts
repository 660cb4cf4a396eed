import { addYears, type CalendarDay } from '../../kernel/calendar.js';
import { type Answers, type FormDefinition } from '../rounds/form.rules.js';

export const LIKENESS_KINDS = ['TEXT', 'PERIOD', 'OTHER_MONEY'] as const;
export type LikenessKind = (typeof LIKENESS_KINDS)[number];

/** Where a passage that both texts have stands in each, in characters. */
export interface MarkedPassage {
  readonly first: number;
  readonly second: number;
  readonly length: number;
}

/**
 * What of an application is compared: its long answers and what its rows say of activities, one a paragraph. Names of
 * people stand in none of them. (domain.md 3.10)
 */
export function comparedText(form: FormDefinition, content: Answers): string {
  return form.sections
    .flatMap(({ questions }) => questions)
    .flatMap(({ code, kind }): string[] => {
      const answer = content[code];
      if (kind === 'LONG_TEXT' && typeof answer === 'string') return [answer];
      if (code !== 'activities' || !Array.isArray(answer)) return [];
      return (answer as readonly unknown[]).flatMap((row) => {
        const text = typeof row === 'object' && row !== null && 'activity' in row ? row.activity : '';
        return typeof text === 'string' ? [text] : [];
      });
    })
    .map((text) => text.normalize('NFC').trim())
    .filter((text) => text !== '')
    .join('\n');
}

/** The days an application runs, where it says so. */
export function periodOf({ startOn, endOn }: Answers): { startOn: CalendarDay; endOn: CalendarDay } | null {
  return typeof startOn === 'string' && typeof endOn === 'string' && startOn !== '' && endOn !== ''
    ? { startOn, endOn }
    : null;
}

/** A grant that the credit record of a body knows of. */
export interface RecordedGrant {
  readonly id: string;
  readonly organizationId: string;
  readonly formedOn: CalendarDay;
  /** The application of this portal that it was given for, where it was one. */
  readonly givenFor: string | null;
}

/**
 * Grants on the credit record, from a year before the project to its end, of a body that declares no other public
 * money: one and the same project may be paid twice. The grant for the application itself is no other. (domain.md 3.10)
 */
export function undeclaredGrants(
  { number, content }: { readonly number: string; readonly content: Answers },
  grants: readonly RecordedGrant[],
): readonly RecordedGrant[] {
  const period = periodOf(content);
  if (period === null || content['otherPublic'] === 'yes') return [];
  const from = addYears(period.startOn, -1);
  return grants.filter(
    ({ formedOn, givenFor }) => formedOn >= from && formedOn <= period.endOn && givenFor !== number,
  );
}

/** A piece of a text beside another one. */
export interface TextPiece {
  readonly text: string;
  readonly isMarked: boolean;
}

/** The text cut where passages begin and end; passages do not overlap. */
export function markedPieces(
  text: string,
  passages: readonly { readonly at: number; readonly length: number }[],
): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const { at, length } of [...passages].sort((a, b) => a.at - b.at)) {
    if (at > from) pieces.push({ text: text.slice(from, at), isMarked: false });
    pieces.push({ text: text.slice(at, at + length), isMarked: true });
    from = at + length;
  }
  return from < text.length ? [...pieces, { text: text.slice(from), isMarked: false }] : pieces;
}

import { canonical } from '../../kernel/sentence.js';
import { type Answers } from '../rounds/form.rules.js';

/** A row of the budget as it stood, name by name. */
export type SealedRow = Readonly<Record<string, string | number | null>>;

/** A file as it was named; its bytes stand for themselves by their hash. */
export interface SealedFile {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
  /** Since when a removed or replaced file belongs to the application no more. */
  readonly endedAt?: string;
}

/**
 * An application as it was handed in, whole. Its canonical text is what the content hash covers, what is sealed, and
 * what the organization downloads. The salt is random, so that nobody can guess a content and try its hash. (E5)
 */
export interface SealedContent {
  readonly v: 1;
  readonly number: string;
  readonly round: string;
  readonly organization: string;
  readonly salt: string;
  readonly title: string;
  readonly field: string | null;
  readonly askedFen: number;
  readonly content: Answers;
  readonly budget: readonly SealedRow[];
  readonly files: readonly SealedFile[];
}

/** What stands in the application's own columns while its content is sealed: nothing. */
export const SEALED_COLUMNS = { title: '', field: null, askedFen: 0 } as const;

/** The bytes of a content, as text; the same for equal contents, whatever the engine and the machine. */
export function sealedText(content: SealedContent): string {
  return canonical(content);
}

/** What the hash of an opening covers: one line a number, in the order of the numbers. */
export function openedText(
  opened: readonly { readonly number: string; readonly contentHash: string }[],
): string {
  return [...opened]
    .sort((a, b) => (a.number < b.number ? -1 : 1))
    .map(({ number, contentHash }) => `${number} ${contentHash}\n`)
    .join('');
}

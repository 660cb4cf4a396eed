import { normalizeCreditCode } from '../kernel/credit-code.js';
import { type Finding } from '../kernel/outcome.js';

/** At most so many bodies in one question. (contract: /credit.json) */
export const MOST_ASKED = 50;

export interface Question {
  /** What was asked, each thing once, in the order of asking. */
  readonly asked: readonly string[];
  /** How many were repetitions of one before. */
  readonly repeated: number;
  readonly finding: Finding | null;
}

/** A Chinese or long Latin text is a name; everything else is meant as a code, however wrong. */
export function isName(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

/** Takes a pasted column apart: lines, tabs, commas and semicolons of either width; repetitions are folded. */
export function readQuestion(text: string): Question {
  const pieces = text
    .split(/[\n\r\t,，;；、]+/)
    .map((piece) => piece.trim())
    .filter(Boolean);
  const byKey = new Map<string, string>();
  for (const piece of pieces) {
    const key = isName(piece) ? piece.replace(/\s+/g, '') : normalizeCreditCode(piece);
    if (!byKey.has(key)) byKey.set(key, piece);
  }
  const asked = [...byKey.values()];
  const finding =
    asked.length > MOST_ASKED
      ? { code: 'credit-too-many-codes', field: 'q', args: { most: MOST_ASKED, asked: asked.length } }
      : null;
  return { asked, repeated: pieces.length - asked.length, finding };
}

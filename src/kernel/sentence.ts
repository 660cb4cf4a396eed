import { type FindingArgument } from './outcome.js';

/** A name that people entered in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** What a rule says in plain words: a key of the catalogue with values, names or further sentences in it. */
export interface Sentence {
  readonly key: string;
  readonly args?: Readonly<Record<string, FindingArgument | Bilingual | Sentence>>;
}

/** Two sentences that read the same in every language. */
export function sameSentence(left: Sentence, right: Sentence): boolean {
  return left.key === right.key && canonical(left.args ?? {}) === canonical(right.args ?? {});
}

/** The same text for the same value, whatever the order of its fields. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null)
    return value === undefined ? 'null' : JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`)
    .join(',')}}`;
}

/** A value that a message may name; the catalogue formats it in the reader's language. */
export type FindingArgument = string | number | boolean | null;
/** The name of a thing that people named in both languages; a message says it in the reader's. */
export interface NamedInBoth {
  readonly zh: string;
  readonly en: string;
}

/**
 * One thing that stands against what somebody wants to do. `code` is a kebab-case complaint, unique in the
 * whole portal; its sentence is the catalogue key `<capability>.findings.<code>`. `field` is the HTML name of
 * the field that can mend it, where there is one.
 */
export interface Finding {
  readonly code: string;
  readonly field?: string;
  readonly args?: Readonly<Record<string, FindingArgument | NamedInBoth>>;
  /** What it is about, where that has a name of its own: a question of a form, in the words of its call. */
  readonly label?: { readonly zh: string; readonly en: string };
}

/** What a service answers: done, with a value, or refused, with at least one finding. Refusals are values. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly findings: readonly Finding[] };

export function accepted<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused<T = never>(findings: readonly Finding[]): Outcome<T> {
  return { ok: false, findings };
}

/** The HTML name of a nested field: `fieldPath('marks', 0, 'mark')` is `marks[0][mark]`. */
export function fieldPath(first: string, ...rest: readonly (string | number)[]): string {
  return first + rest.map((part) => `[${part}]`).join('');
}

export type ProblemKind =
  | 'not-found'
  | 'not-allowed'
  | 'changed-meanwhile'
  | 'not-possible'
  | 'bad-request'
  | 'bad-token'
  | 'too-large'
  | 'wrong-type'
  | 'too-many'
  | 'file-held'
  | 'file-quarantined'
  | 'file-broken'
  | 'busy';

/**
 * What a well-behaved user does not run into: somebody else's thing, a lost race, a broken request. Thrown, and
 * turned into a page by the one problem filter. Everything else a user can meet is an `Outcome`.
 */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    detail: string = kind,
  ) {
    super(detail);
  }
}

/** The row, or the "not found" that is also the answer for what belongs to somebody else. */
export function found<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw new Problem('not-found');
  return row;
}

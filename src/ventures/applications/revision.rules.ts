import { type Answer } from '../rounds/form.rules.js';

export const REVISION_KINDS = ['SAVED', 'SET_ASIDE', 'SETTLED', 'RESTORED', 'TAKEN_OVER'] as const;
/** What a line of the history is: a save, a text that clashed and waits, its decision, an earlier text, one from elsewhere. */
export type RevisionKind = (typeof REVISION_KINDS)[number];

/** Lines that tell of a clash and change no answer. */
function isAside({ kind }: { readonly kind: RevisionKind }): boolean {
  return kind === 'SET_ASIDE' || kind === 'SETTLED';
}

/**
 * How one text became another: at a place, this was taken away and that put in; it can be read both ways. What was set
 * aside keeps what both started from and what was typed; its decision names the line it settles.
 */
export interface TextChange {
  readonly at: number;
  readonly removed: string;
  readonly added: string;
}

/** One line of the history of a field. */
export interface FieldRevision {
  readonly field: string;
  /** The version of the draft that this save made. */
  readonly version: number;
  readonly kind: RevisionKind;
  readonly change: TextChange;
}

/** What somebody decides about two texts of one answer; `text` is the one written out of both. */
export interface Decision {
  readonly choice: 'theirs' | 'mine' | 'joined';
  readonly text?: string;
  /** The version whose text the page showed beside the one that waited. */
  readonly version: number;
}

/** An answer as the history keeps it. */
export function writtenAnswer(answer: Answer | undefined): string {
  return JSON.stringify(answer ?? null);
}

/** The smallest stretch that differs; the same beginnings and ends of two texts are not kept twice. */
export function changeBetween(before: Answer | undefined, after: Answer | undefined): TextChange {
  const [old, now] = [writtenAnswer(before), writtenAnswer(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  )
    end += 1;
  return {
    at: start,
    removed: old.slice(start, old.length - end),
    added: now.slice(start, now.length - end),
  };
}

/** What stood there before a change; undefined when the change was not made to this answer. */
export function undone(after: Answer, { at, removed, added }: TextChange): Answer | undefined {
  const text = writtenAnswer(after);
  if (text.slice(at, at + added.length) !== added) return undefined;
  return readBack(text.slice(0, at) + removed + text.slice(at + added.length));
}

/** An answer as it was written into the history; undefined for what is none. */
export function readBack(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return undefined;
  }
}

/**
 * The answer as it stood when the draft had a version: walked back from today's through everything saved since.
 * Undefined when the history does not lead there; whoever merges by it then has to ask. (D2)
 */
export function answerAt(
  today: Answer,
  revisions: readonly FieldRevision[],
  version: number,
): Answer | undefined {
  return [...revisions]
    .filter((one) => !isAside(one) && one.version > version)
    .sort((a, b) => b.version - a.version)
    .reduce<Answer | undefined>(
      (answer, { change }) => (answer === undefined ? undefined : undone(answer, change)),
      today,
    );
}

/** A line of the history with both texts. */
export interface ReadRevision<T extends FieldRevision> {
  readonly revision: T;
  readonly before: Answer | undefined;
  readonly after: Answer | undefined;
}

/** The history of one field from today's answer backwards, newest first, each line with the text before and after. */
export function readHistory<T extends FieldRevision>(
  today: Answer,
  revisions: readonly T[],
): readonly ReadRevision<T>[] {
  let current: Answer | undefined = today;
  return [...revisions]
    .sort((a, b) => b.version - a.version || Number(isAside(b)) - Number(isAside(a)))
    .filter(({ kind }) => kind !== 'SETTLED')
    .map((revision) => {
      const { kind, change } = revision;
      if (kind === 'SET_ASIDE')
        return { revision, before: readBack(change.removed), after: readBack(change.added) };
      const after = current;
      current = current === undefined ? undefined : undone(current, change);
      return { revision, before: current, after };
    });
}

/** The texts that were set aside and nobody has decided about yet. */
export function openAsides<T extends FieldRevision & { readonly id: string }>(
  revisions: readonly T[],
): readonly T[] {
  const settled = new Set(
    revisions.filter(({ kind }) => kind === 'SETTLED').map(({ change }) => change.added),
  );
  return revisions.filter(({ kind, id }) => kind === 'SET_ASIDE' && !settled.has(id));
}

/** Saves of one person without a longer pause are read as one sitting. */
const PAUSE_MINUTES = 30;

/** The lines of one sitting, newest sitting first: the same person, with no pause of half an hour between two saves. */
export function sittings<T extends { readonly at: string; readonly by: string }>(
  lines: readonly T[],
): readonly (readonly [T, ...T[]])[] {
  const list: [T, ...T[]][] = [];
  for (const line of [...lines].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))) {
    const last = list.at(-1);
    const previous = last?.at(-1);
    const near =
      previous?.by === line.by && Date.parse(previous.at) - Date.parse(line.at) <= PAUSE_MINUTES * 60_000;
    if (near) last?.push(line);
    else list.push([line]);
  }
  return list;
}

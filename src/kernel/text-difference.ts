import { textPieces } from './text-count.js';

/** A stretch of two texts: the same in both, only in the older, only in the newer. */
export interface Stretch {
  readonly kind: 'SAME' | 'REMOVED' | 'ADDED';
  readonly text: string;
}

/** Beyond so many changed sentences or pieces, a stretch is shown as replaced: the cost stays bounded. */
const MOST_CHANGES = 400;
const MOST_PIECES = 20_000;

/**
 * The difference of two texts as people read it: first by sentences, then inside what changed by characters and
 * words. The stretches that are the same or removed make up the older text, those the same or added the newer. (D6)
 */
export function textDifference(before: string, after: string): readonly Stretch[] {
  const [older, newer] = [before.normalize('NFC'), after.normalize('NFC')];
  const bySentence = compare(sentences(older), sentences(newer));
  return joined(blocks(bySentence).flatMap((block) => (block.kind === 'SAME' ? [block] : inside(block))));
}

interface Replaced {
  readonly kind: 'REPLACED';
  readonly before: string;
  readonly after: string;
}

function sentences(text: string): readonly string[] {
  return text.match(/[^。！？；!?;\n]*[。！？；!?;\n]|[^。！？；!?;\n]+$/g) ?? [];
}

/** Neighbouring removals and additions belong together. */
function blocks(stretches: readonly Stretch[]): readonly (Replaced | Stretch)[] {
  const list: (Replaced | Stretch)[] = [];
  for (const stretch of stretches) {
    const last = list.at(-1);
    if (stretch.kind === 'SAME') list.push(stretch);
    else {
      const open = last?.kind === 'REPLACED' ? last : null;
      const next: Replaced = {
        kind: 'REPLACED',
        before: (open?.before ?? '') + (stretch.kind === 'REMOVED' ? stretch.text : ''),
        after: (open?.after ?? '') + (stretch.kind === 'ADDED' ? stretch.text : ''),
      };
      if (open) list[list.length - 1] = next;
      else list.push(next);
    }
  }
  return list;
}

function inside(block: Replaced | Stretch): readonly Stretch[] {
  if (block.kind !== 'REPLACED') return [block];
  const [a, b] = [textPieces(block.before), textPieces(block.after)];
  return readable(compare(a, b), [a.length, b.length]);
}

/** One lone character that stays between two changes is part of the change; a text that is mostly new is replaced. */
function readable(
  stretches: readonly Stretch[],
  [before, after]: readonly [number, number],
): readonly Stretch[] {
  const same = stretches.filter(({ kind }) => kind === 'SAME');
  const kept = same.reduce((all, { text }) => all + textPieces(text).length, 0);
  const whole = kept * 5 < Math.min(before, after);
  return stretches.flatMap((stretch, i): Stretch[] => {
    const inner = i > 0 && i < stretches.length - 1;
    const absorbed = stretch.kind === 'SAME' && (whole || (inner && textPieces(stretch.text).length === 1));
    return absorbed
      ? [
          { kind: 'REMOVED', text: stretch.text },
          { kind: 'ADDED', text: stretch.text },
        ]
      : [stretch];
  });
}

/** Removals before additions, neighbours of one kind as one. */
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const list: Stretch[] = [];
  const flush = { REMOVED: '', ADDED: '' };
  const close = (): void => {
    for (const kind of ['REMOVED', 'ADDED'] as const) {
      if (flush[kind] !== '') list.push({ kind, text: flush[kind] });
      flush[kind] = '';
    }
  };
  for (const { kind, text } of stretches) {
    if (kind !== 'SAME') {
      flush[kind] += text;
      continue;
    }
    if (text === '') continue;
    close();
    const last = list.at(-1);
    if (last?.kind === 'SAME') list[list.length - 1] = { kind, text: last.text + text };
    else list.push({ kind, text });
  }
  close();
  return list;
}

/** The shortest way from one list to the other; common ends are taken off first. */
function compare(a: readonly string[], b: readonly string[]): readonly Stretch[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const head: Stretch = { kind: 'SAME', text: a.slice(0, start).join('') };
  const tail: Stretch = { kind: 'SAME', text: a.slice(a.length - end).join('') };
  return joined([head, ...(path(left, right) ?? replaced(left, right)), tail]);
}

function replaced(a: readonly string[], b: readonly string[]): Stretch[] {
  return [
    { kind: 'REMOVED', text: a.join('') },
    { kind: 'ADDED', text: b.join('') },
  ];
}

/** Myers' greedy search for the shortest edit script; null when it would take too many steps. */
function path(a: readonly string[], b: readonly string[]): Stretch[] | null {
  const [n, m] = [a.length, b.length];
  if (n + m > MOST_PIECES) return null;
  const offset = Math.min(n + m, MOST_CHANGES) + 1;
  const reach = new Int32Array(2 * offset + 1);
  const trace: Int32Array[] = [];
  for (let d = 0; d < offset; d += 1) {
    trace.push(reach.slice(offset - d - 1, offset + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const [below, above] = [reach[offset + k - 1] ?? 0, reach[offset + k + 1] ?? 0];
      let x = k === -d || (k !== d && below < above) ? above : below + 1;
      while (x < n && x - k < m && a[x] === b[x - k]) x += 1;
      reach[offset + k] = x;
      if (x >= n && x - k >= m) return walkBack(a, b, trace);
    }
  }
  return null;
}

function walkBack(a: readonly string[], b: readonly string[], trace: readonly Int32Array[]): Stretch[] {
  const steps: Stretch[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const reach = trace[d] ?? new Int32Array();
    const at = (k: number): number => reach[k + d + 1] ?? 0;
    const k = x - y;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const from = down ? k + 1 : k - 1;
    const [beforeX, beforeY] = d === 0 ? [0, 0] : [at(from), at(from) - from];
    while (x > beforeX && y > beforeY) {
      x -= 1;
      y -= 1;
      steps.push({ kind: 'SAME', text: a[x] ?? '' });
    }
    if (d > 0)
      steps.push(
        down ? { kind: 'ADDED', text: b[beforeY] ?? '' } : { kind: 'REMOVED', text: a[beforeX] ?? '' },
      );
    [x, y] = [beforeX, beforeY];
  }
  return steps.reverse();
}

import { addDays, type CalendarDay } from '../../kernel/calendar.js';
import { type Fen } from '../../kernel/money.js';

/** One text to compare: an application's long answers joined, with who it is from. */
export interface ComparedText {
  readonly number: string;
  readonly text: string;
}

/** A passage that stands in both texts, as it is written in the first. */
export interface Passage {
  readonly text: string;
  readonly first: number;
  readonly second: number;
}

/** Two texts that are near each other. It informs a person and never refuses anything. (domain.md 3.10) */
export interface NearPair {
  readonly first: string;
  readonly second: string;
  /** Shared sequences over all of both, and over those of the shorter: 0 to 1. */
  readonly jaccard: number;
  readonly containment: number;
  /** The same over sequences weighed by how rare they are: what everybody writes counts little. */
  readonly likeness: number;
}

// Asked for millions of times: a local name is found faster than a global one.
const { imul } = Math;

/** So long are the compared sequences of characters: two Chinese words and a bit. */
const GRAM = 5;
const BANDS = 40;
const ROWS = 2;
/** A sequence that one in so many texts has says nothing about copying. */
const COMMON_SHARE = 33;
const MOST_COMMON_AT_LEAST = 4;
/** Half of what is particular to the shorter text stands in the other one too. */
export const LIKENESS_THRESHOLD = 0.5;

interface Grams {
  readonly number: string;
  /** Sorted hashes of all its sequences. */
  readonly all: Uint32Array;
  /** The weight of each of them, and of all together. */
  readonly weights: Float64Array;
  readonly weight: number;
  /** Those that are rare in this set. */
  readonly rare: Uint32Array;
}

/** Only what carries meaning is compared: no spaces, no punctuation, half width, digits as one sign. */
function essence(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/\p{N}+/gu, '#');
}

/** FNV-1a over the sequence; 32 bits are enough, since what matches is compared again character by character. */
function hashed(text: string, from: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < from + GRAM; i += 1) hash = imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mixed(hash);
}

function mixed(value: number): number {
  let hash = value;
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function gramsOf(text: string): Uint32Array {
  const set = new Set<number>();
  for (let i = 0; i + GRAM <= text.length; i += 1) set.add(hashed(text, i));
  return Uint32Array.from(set).sort();
}

/** After so many texts, signatures or comparisons the work says how far it is, so that others get a turn. */
const STEP = 25;

/**
 * All near pairs among the texts, the nearest first. Sequences that many texts share are set aside, MinHash with
 * banding finds candidates among what is left, and each candidate is then compared exactly.
 */
export function nearPairs(
  texts: readonly ComparedText[],
  threshold: number = LIKENESS_THRESHOLD,
): readonly NearPair[] {
  const work = comparing(texts, threshold);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** The same in small steps: each yields the per cent done, the end is the pairs. */
export function* comparing(
  texts: readonly ComparedText[],
  threshold: number = LIKENESS_THRESHOLD,
): Generator<number, readonly NearPair[]> {
  const read: { number: string; all: Uint32Array }[] = [];
  for (const [i, { number, text }] of texts.entries()) {
    read.push({ number, all: gramsOf(essence(text)) });
    if (i % STEP === 0) yield Math.floor((40 * i) / texts.length);
  }
  const grams = weighed(read);
  const signatures: (Uint32Array | null)[] = [];
  for (const [i, { rare }] of grams.entries()) {
    signatures.push(signatureOf(rare));
    if (i % STEP === 0) yield 40 + Math.floor((50 * i) / grams.length);
  }
  const pairs: NearPair[] = [];
  for (const [i, others] of candidates(signatures)) {
    for (const j of others) {
      const [a, b] = [grams[i], grams[j]];
      if (a === undefined || b === undefined) continue;
      const pair = compared(a, b);
      if (pair.likeness >= threshold) pairs.push(pair);
    }
    if (i % STEP === 0) yield 90 + Math.floor((10 * i) / grams.length);
  }
  return pairs.sort((a, b) => b.likeness - a.likeness || (a.first < b.first ? -1 : 1));
}

function weighed(all: readonly { readonly number: string; readonly all: Uint32Array }[]): readonly Grams[] {
  const frequency = new Map<number, number>();
  for (const one of all) for (const gram of one.all) frequency.set(gram, (frequency.get(gram) ?? 0) + 1);
  const common = Math.max(MOST_COMMON_AT_LEAST, Math.ceil(all.length / COMMON_SHARE));
  const whole = Math.log(all.length + 1);
  return all.map((one) => {
    const weights = Float64Array.from(one.all, (gram) => 1 - Math.log(frequency.get(gram) ?? 1) / whole);
    return {
      ...one,
      weights,
      weight: weights.reduce((sum, weight) => sum + weight, 0),
      rare: one.all.filter((gram) => (frequency.get(gram) ?? 0) <= common),
    };
  });
}

/** Pairs whose signatures agree in at least one band, as index → greater indices. */
function candidates(signatures: readonly (Uint32Array | null)[]): ReadonlyMap<number, ReadonlySet<number>> {
  const found = new Map<number, Set<number>>();
  for (let band = 0; band < BANDS; band += 1) {
    const buckets = new Map<number, number[]>();
    for (const [i, signature] of signatures.entries()) {
      if (signature === null) continue;
      let key = band;
      for (let row = 0; row < ROWS; row += 1)
        key = imul(key ^ (signature[band * ROWS + row] ?? 0), 0x9e3779b1) >>> 0;
      const bucket = buckets.get(key);
      if (bucket) bucket.push(i);
      else buckets.set(key, [i]);
    }
    for (const bucket of buckets.values())
      for (const [at, i] of bucket.entries())
        for (const j of bucket.slice(at + 1)) {
          const others = found.get(i);
          if (others) others.add(j);
          else found.set(i, new Set([j]));
        }
  }
  return found;
}

function signatureOf(grams: Uint32Array): Uint32Array | null {
  if (grams.length === 0) return null;
  const signature = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
  for (const gram of grams)
    for (let k = 0; k < signature.length; k += 1) {
      const hash = mixed(gram ^ imul(k + 1, 0x9e3779b1));
      if (hash < (signature[k] ?? 0)) signature[k] = hash;
    }
  return signature;
}

function compared(a: Grams, b: Grams): NearPair {
  let [shared, sharedWeight, i, j] = [0, 0, 0, 0];
  while (i < a.all.length && j < b.all.length) {
    const [left, right] = [a.all[i] ?? 0, b.all[j] ?? 0];
    if (left === right) {
      shared += 1;
      sharedWeight += a.weights[i] ?? 0;
    }
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return {
    first: a.number,
    second: b.number,
    jaccard: shared / Math.max(1, a.all.length + b.all.length - shared),
    containment: shared / Math.max(1, Math.min(a.all.length, b.all.length)),
    likeness: sharedWeight / Math.max(1e-9, Math.min(a.weight, b.weight)),
  };
}

const SHORTEST_PASSAGE = 12;

/**
 * The passages that stand in both texts, longest first, as far as they do not overlap: what the page shows side by
 * side. Compared as written, so that a reader finds them with the eye.
 */
export function matchingPassages(first: string, second: string, most = 10): readonly Passage[] {
  const [a, b] = [first.normalize('NFC'), second.normalize('NFC')];
  const places = new Map<number, number[]>();
  for (let i = 0; i + GRAM <= a.length; i += 1) {
    const gram = hashed(a, i);
    const list = places.get(gram);
    if (list === undefined) places.set(gram, [i]);
    else if (list.length < 20) list.push(i);
  }
  const found: Passage[] = [];
  for (let j = 0; j + GRAM <= b.length; j += 1)
    for (const i of places.get(hashed(b, j)) ?? []) {
      // A run is measured from its first character only.
      if (i > 0 && j > 0 && a[i - 1] === b[j - 1]) continue;
      let length = 0;
      while (i + length < a.length && j + length < b.length && a[i + length] === b[j + length]) length += 1;
      if (length >= SHORTEST_PASSAGE) found.push({ text: a.slice(i, i + length), first: i, second: j });
    }
  const kept: Passage[] = [];
  const overlaps = (one: Passage, other: Passage, side: 'first' | 'second'): boolean =>
    one[side] < other[side] + other.text.length && other[side] < one[side] + one.text.length;
  for (const one of found.sort((x, y) => y.text.length - x.text.length || x.first - y.first)) {
    if (kept.length === most) break;
    if (!kept.some((other) => overlaps(one, other, 'first') || overlaps(one, other, 'second')))
      kept.push(one);
  }
  return kept;
}

/** A project that is or was paid, or asks to be. */
export interface FundedProject {
  readonly number: string;
  readonly organizationId: string;
  readonly title: string;
  readonly startOn: CalendarDay;
  readonly endOn: CalendarDay;
}

/** Projects of the same body whose periods share at least one day. (domain.md 3.10) */
export function overlappingProjects(
  project: FundedProject,
  others: readonly FundedProject[],
): readonly FundedProject[] {
  return others.filter(
    (other) =>
      other.number !== project.number &&
      other.organizationId === project.organizationId &&
      other.startOn < addDays(project.endOn, 1) &&
      project.startOn < addDays(other.endOn, 1),
  );
}

export interface Invoice {
  readonly project: string;
  readonly code: string;
  readonly number: string;
}

/** Invoices charged to more than one project: code and number together, spaces and width aside. (domain.md 3.10) */
export function invoicesUsedTwice(
  invoices: readonly Invoice[],
): readonly { readonly code: string; readonly number: string; readonly projects: readonly string[] }[] {
  const by = new Map<string, { code: string; number: string; projects: Set<string> }>();
  for (const { project, code, number } of invoices) {
    const [c, n] = [code, number].map((text) => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase());
    const key = `${c ?? ''} ${n ?? ''}`;
    const entry = by.get(key) ?? { code: c ?? '', number: n ?? '', projects: new Set<string>() };
    entry.projects.add(project);
    by.set(key, entry);
  }
  return [...by.values()]
    .filter(({ projects }) => projects.size > 1)
    .map(({ code, number, projects }) => ({ code, number, projects: [...projects].sort() }));
}

/** Money that others gave, as the application declares it and as the credit records know it. */
export interface OtherMoney {
  readonly source: string;
  readonly amountFen: Fen;
}
export interface RecordedMoney extends OtherMoney {
  readonly recordId: string;
  readonly formedOn: CalendarDay;
}

/**
 * Records of money received in the project's time that the application does not declare: same source with at least
 * that amount counts as declared, each declaration covers one record. (domain.md 3.10)
 */
export function undeclaredMoney(
  project: Pick<FundedProject, 'startOn' | 'endOn'>,
  declared: readonly OtherMoney[],
  recorded: readonly RecordedMoney[],
): readonly RecordedMoney[] {
  const left = declared.map((one) => ({ ...one, source: essence(one.source) }));
  return recorded
    .filter(({ formedOn }) => formedOn >= project.startOn && formedOn <= project.endOn)
    .filter(({ source, amountFen }) => {
      const name = essence(source);
      const at = left.findIndex((one) => sameSource(one.source, name) && one.amountFen >= amountFen);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
}

/** A source is often written short (`某街道` for `某区某街道办事处`): one name within the other is the same. */
function sameSource(one: string, other: string): boolean {
  return one !== '' && other !== '' && (one.includes(other) || other.includes(one));
}

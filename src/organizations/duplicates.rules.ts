/** Why two bodies may be one. (A4) */
export const DUPLICATE_GROUNDS = [
  'SAME_NAME',
  'FORMER_NAME',
  'SIMILAR_NAME',
  'SAME_REPRESENTATIVE',
  'SAME_DIVISION',
  'UNREGISTERED_TWIN',
] as const;
export type DuplicateGround = (typeof DUPLICATE_GROUNDS)[number];

export interface DuplicateFacts {
  readonly firstName: string;
  readonly secondName: string;
  /** The first name, without what is left out of comparisons, equals the other's. */
  readonly sameName: boolean;
  /** One of them bears, or bore, a name that the other bore before. */
  readonly formerName: boolean;
  readonly sameRepresentative: boolean;
  readonly sameDivision: boolean;
  /** One is registered, the other only filed or preparing. */
  readonly unregisteredTwin: boolean;
}

/**
 * How alike two names are: the Dice coefficient of their pairs of neighbouring characters, in thousandths, whole
 * numbers on both engines. 1000 for equal names.
 */
export function likeness(first: string, second: string): number {
  const [a, b] = [pairsOf(first), pairsOf(second)];
  if (a.length + b.length === 0) return first === second ? 1000 : 0;
  const left = new Map<string, number>();
  for (const pair of a) left.set(pair, (left.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of b) {
    const n = left.get(pair) ?? 0;
    if (n > 0) {
      shared += 1;
      left.set(pair, n - 1);
    }
  }
  return Math.round((2000 * shared) / (a.length + b.length));
}

function pairsOf(name: string): string[] {
  const characters = [...name.normalize('NFKC').replace(/[\s()·“”]/g, '')];
  return characters.slice(1).map((character, i) => `${characters[i] ?? ''}${character}`);
}

/** Very similar: with the same representative a changed character is enough, with the same division alone only one more or less. */
const LIKE_WITH_REPRESENTATIVE = 650;
const LIKE_WITH_DIVISION = 800;

/** Every ground on which two bodies may be one; empty when they are not candidates. (A4) */
export function duplicateGrounds(facts: DuplicateFacts): DuplicateGround[] {
  const like = likeness(facts.firstName, facts.secondName);
  const enough = facts.sameRepresentative ? LIKE_WITH_REPRESENTATIVE : LIKE_WITH_DIVISION;
  const similar = !facts.sameName && (facts.sameRepresentative || facts.sameDivision) && like >= enough;
  if (!facts.sameName && !facts.formerName && !similar) return [];
  const held: Readonly<Record<DuplicateGround, boolean>> = {
    SAME_NAME: facts.sameName,
    FORMER_NAME: facts.formerName,
    SIMILAR_NAME: similar,
    SAME_REPRESENTATIVE: facts.sameRepresentative,
    SAME_DIVISION: facts.sameDivision,
    UNREGISTERED_TWIN: facts.unregisteredTwin,
  };
  return DUPLICATE_GROUNDS.filter((ground) => held[ground]);
}

import { createHash } from 'node:crypto';

/** The Merkle tree of RFC 6962 / 9162: leaf SHA-256(0x00‖line), node SHA-256(0x01‖left‖right), empty SHA-256(""). */
export const EMPTY_ROOT: Buffer = createHash('sha256').digest();

export function leafHash(line: Buffer | string): Buffer {
  return createHash('sha256').update(Buffer.of(0)).update(line).digest();
}

export function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
}

/** A stored hash of a complete subtree: `level` 0 is a leaf, `index` counts subtrees of that level. */
export type NodeReader = (level: number, index: number) => Promise<Buffer>;

/** The complete subtrees whose hashes a new leaf at `seq` finishes, lowest first: what `append` has to store. */
export async function completedBy(
  seq: number,
  leaf: Buffer,
  read: NodeReader,
): Promise<{ level: number; index: number; hash: Buffer }[]> {
  const done = [{ level: 0, index: seq, hash: leaf }];
  let hash = leaf;
  for (let level = 0, index = seq; index % 2 === 1; level += 1, index = (index - 1) / 2) {
    hash = nodeHash(await read(level, index - 1), hash);
    done.push({ level: level + 1, index: (index - 1) / 2, hash });
  }
  return done;
}

/** The root of the first `size` leaves, from stored subtrees. */
export function rootOf(size: number, read: NodeReader): Promise<Buffer> {
  return size === 0 ? Promise.resolve(EMPTY_ROOT) : subtree(0, size, read);
}

/** The audit path of a leaf in the tree of `size`, nearest sibling first. Needs 0 ≤ index < size. */
export async function inclusionPath(index: number, size: number, read: NodeReader): Promise<Buffer[]> {
  return pathWithin(index, 0, size, read);
}

/** The proof that the tree of `to` extends the tree of `from`. Needs 0 < from ≤ to. */
export async function consistencyPath(from: number, to: number, read: NodeReader): Promise<Buffer[]> {
  return from === to ? [] : consistencyWithin(from, { start: 0, size: to }, true, read);
}

/** Whether a path leads from this leaf to this root. */
export function verifyInclusion(
  leaf: Buffer,
  index: number,
  tree: { size: number; root: Buffer },
  path: readonly Buffer[],
): boolean {
  if (index < 0 || index >= tree.size) return false;
  let [node, last, hash] = [index, tree.size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.equals(tree.root);
}

export interface Tree {
  readonly size: number;
  readonly root: Buffer;
}

/** Whether `to` extends `from` by this path (RFC 9162, 2.1.4.2). */
export function verifyConsistency(from: Tree, to: Tree, path: readonly Buffer[]): boolean {
  if (from.size < 1 || from.size > to.size) return false;
  if (from.size === to.size) return path.length === 0 && from.root.equals(to.root);
  const steps = isPowerOfTwo(from.size) ? [from.root, ...path] : [...path];
  const [first, ...rest] = steps;
  if (first === undefined || (isPowerOfTwo(from.size) && path.length === 0)) return false;
  let [node, last] = [from.size - 1, to.size - 1];
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  let [older, newer] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      newer = nodeHash(newer, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && older.equals(from.root) && newer.equals(to.root);
}

/** The hash of leaves start … start + size; a complete aligned subtree is read, the rest is put together. */
async function subtree(start: number, size: number, read: NodeReader): Promise<Buffer> {
  if (isPowerOfTwo(size) && start % size === 0) return read(Math.log2(size), start / size);
  const left = largestBelow(size);
  return nodeHash(await subtree(start, left, read), await subtree(start + left, size - left, read));
}

async function pathWithin(index: number, start: number, size: number, read: NodeReader): Promise<Buffer[]> {
  if (size === 1) return [];
  const left = largestBelow(size);
  if (index - start < left) {
    return [...(await pathWithin(index, start, left, read)), await subtree(start + left, size - left, read)];
  }
  return [...(await pathWithin(index, start + left, size - left, read)), await subtree(start, left, read)];
}

async function consistencyWithin(
  from: number,
  { start, size }: { start: number; size: number },
  whole: boolean,
  read: NodeReader,
): Promise<Buffer[]> {
  if (from === size) return whole ? [] : [await subtree(start, size, read)];
  const left = largestBelow(size);
  if (from <= left) {
    const below = await consistencyWithin(from, { start, size: left }, whole, read);
    return [...below, await subtree(start + left, size - left, read)];
  }
  const below = await consistencyWithin(from - left, { start: start + left, size: size - left }, false, read);
  return [...below, await subtree(start, left, read)];
}

function largestBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

function isPowerOfTwo(size: number): boolean {
  return size > 0 && Number.isInteger(Math.log2(size));
}

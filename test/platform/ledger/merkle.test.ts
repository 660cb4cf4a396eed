import { describe, expect, test } from '@jest/globals';
import {
  completedBy,
  consistencyPath,
  inclusionPath,
  leafHash,
  nodeHash,
  type NodeReader,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../src/platform/ledger/merkle.js';

/** Leaves and roots published for RFC 6962 implementations (security.md 6.5). */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

async function treeOf(leaves: readonly Buffer[]): Promise<NodeReader> {
  const nodes = new Map<string, Buffer>();
  const read: NodeReader = (level, index) => {
    const hash = nodes.get(`${level}/${index}`);
    return hash ? Promise.resolve(hash) : Promise.reject(new Error(`no node ${level}/${index}`));
  };
  for (const [seq, leaf] of leaves.entries())
    for (const { level, index, hash } of await completedBy(seq, leafHash(leaf), read))
      nodes.set(`${level}/${index}`, hash);
  return read;
}

describe('the Merkle tree', () => {
  test('roots of sizes 0 to 8 are the published ones', async () => {
    const read = await treeOf(LEAVES.map((leaf) => Buffer.from(leaf, 'hex')));
    for (const [size, root] of ROOTS.entries()) expect((await rootOf(size, read)).toString('hex')).toBe(root);
  });

  test('leaf and node hashes are the published ones', () => {
    expect(leafHash('L123456').toString('hex')).toBe(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    );
    expect(nodeHash(Buffer.from('N123'), Buffer.from('N456')).toString('hex')).toBe(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    );
  });

  test('every inclusion proof of every tree up to 64 leaves holds, and no other leaf fits it', async () => {
    const read = await treeOf(Array.from({ length: 64 }, (_, i) => Buffer.from(`leaf ${i}`)));
    for (let size = 1; size <= 64; size += 1) {
      const tree = { size, root: await rootOf(size, read) };
      for (let index = 0; index < size; index += 1) {
        const path = await inclusionPath(index, size, read);
        expect(verifyInclusion(leafHash(`leaf ${index}`), index, tree, path)).toBe(true);
        expect(verifyInclusion(leafHash(`leaf ${index + 1}`), index, tree, path)).toBe(false);
        if (size > 1)
          expect(verifyInclusion(leafHash(`leaf ${index}`), (index + 1) % size, tree, path)).toBe(false);
      }
    }
  });

  test('every consistency proof up to 64 leaves holds, and a changed older root is refused', async () => {
    const read = await treeOf(Array.from({ length: 64 }, (_, i) => Buffer.from(`leaf ${i}`)));
    for (let to = 1; to <= 64; to += 1) {
      const newer = { size: to, root: await rootOf(to, read) };
      for (let from = 1; from <= to; from += 1) {
        const older = { size: from, root: await rootOf(from, read) };
        const path = await consistencyPath(from, to, read);
        expect(verifyConsistency(older, newer, path)).toBe(true);
        expect(verifyConsistency({ size: from, root: leafHash('else') }, newer, path)).toBe(false);
      }
    }
  });
});

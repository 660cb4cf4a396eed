import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Content,
  type Fields,
  mergeFields,
  settled,
} from '../../../src/ventures/applications/merge.rules.js';

const merged = (base: Fields, mine: Fields, theirs: Fields): unknown => {
  const { merged: value, clashes } = mergeFields(base, mine, theirs);
  return [value, clashes.map(({ field }) => field)];
};
const row = (id: string, name: string): Fields => ({ id, name });

describe('two people in one draft (D2)', () => {
  test.each<[string, Fields, Fields, Fields, Fields, string[]]>([
    ['different fields', { a: '1', b: '1' }, { a: '2', b: '1' }, { a: '1', b: '2' }, { a: '2', b: '2' }, []],
    ['the same change', { a: '1' }, { a: '2' }, { a: '2' }, { a: '2' }, []],
    ['the same field', { a: '1' }, { a: '2' }, { a: '3' }, { a: '3' }, ['a']],
    ['a field both begin', {}, { a: '2' }, { a: '3' }, { a: '3' }, ['a']],
    ['one emptied, one rewritten', { a: '1' }, { a: '' }, { a: '3' }, { a: '3' }, ['a']],
    ['one left out, one rewrote', { a: '1' }, {}, { a: '3' }, { a: '3' }, ['a']],
    ['one rewrote, one left out', { a: '1' }, { a: '3' }, {}, { a: '3' }, ['a']],
    [
      'nested fields',
      { p: { x: 1, y: 1 } },
      { p: { x: 2, y: 1 } },
      { p: { x: 1, y: 3 } },
      { p: { x: 2, y: 3 } },
      [],
    ],
    ['a nested clash', { p: { x: 1 } }, { p: { x: 2 } }, { p: { x: 3 } }, { p: { x: 3 } }, ['p[x]']],
    [
      'ticks of both',
      { t: ['a', 'b'] },
      { t: ['a', 'b', 'c'] },
      { t: ['b', 'd'] },
      { t: ['b', 'd', 'c'] },
      [],
    ],
    [
      'rows added by both',
      { r: [row('1', 'a')] },
      { r: [row('1', 'a'), row('2', 'b')] },
      { r: [row('1', 'a'), row('3', 'c')] },
      { r: [row('1', 'a'), row('2', 'b'), row('3', 'c')] },
      [],
    ],
    [
      'the first rows of both',
      {},
      { r: [row('2', 'b')] },
      { r: [row('3', 'c')] },
      { r: [row('2', 'b'), row('3', 'c')] },
      [],
    ],
    [
      'one row changed by each',
      { r: [row('1', 'a'), row('2', 'b')] },
      { r: [row('1', 'A'), row('2', 'b')] },
      { r: [row('1', 'a'), row('2', 'B')] },
      { r: [row('1', 'A'), row('2', 'B')] },
      [],
    ],
    [
      'a row removed',
      { r: [row('1', 'a'), row('2', 'b')] },
      { r: [row('2', 'b')] },
      { r: [row('1', 'a'), row('2', 'B')] },
      { r: [row('2', 'B')] },
      [],
    ],
    ['a row removed by both', { r: [row('1', 'a')] }, { r: [] }, { r: [] }, { r: [] }, []],
    [
      'a row I removed and they changed',
      { r: [row('1', 'a')] },
      { r: [] },
      { r: [row('1', 'B')] },
      { r: [row('1', 'B')] },
      ['r[1]'],
    ],
    [
      'a row I changed and they removed',
      { r: [row('1', 'a')] },
      { r: [row('1', 'B')] },
      { r: [] },
      { r: [row('1', 'B')] },
      ['r[1]'],
    ],
    [
      'one cell changed by both',
      { r: [row('1', 'a')] },
      { r: [row('1', 'b')] },
      { r: [row('1', 'c')] },
      { r: [row('1', 'c')] },
      ['r[1][name]'],
    ],
    [
      'an order changed by one',
      { r: [row('1', 'a'), row('2', 'b')] },
      { r: [row('2', 'b'), row('1', 'a')] },
      { r: [row('1', 'A'), row('2', 'b')] },
      { r: [row('2', 'b'), row('1', 'A')] },
      [],
    ],
    [
      'rows without ids are one field',
      { r: [{ n: 1 }] },
      { r: [{ n: 2 }] },
      { r: [{ n: 3 }] },
      { r: [{ n: 3 }] },
      ['r'],
    ],
    ['different kinds of answer', { a: '1' }, { a: ['x'] }, { a: '3' }, { a: '3' }, ['a']],
  ])('%s', (_name, ...[base, mine, theirs, value, fields]) => {
    expect(merged(base, mine, theirs)).toEqual([value, fields]);
  });

  test('a clash has the three texts', () => {
    expect(mergeFields({ a: '1' }, { a: '2' }, { a: '3' }).clashes).toEqual([
      { field: 'a', path: ['a'], base: '1', mine: '2', theirs: '3' },
    ]);
  });

  test('a decision takes the place of what was merged', () => {
    const merge = mergeFields(
      { a: '1', r: [row('1', 'a')] },
      { a: '2', r: [row('1', 'b')] },
      { a: '3', r: [row('1', 'c')] },
    );
    expect(settled(merge, new Map())).toEqual(merge.merged);
    expect(
      settled(
        merge,
        new Map([
          ['a', '2 und 3'],
          ['r[1][name]', 'b'],
        ]),
      ),
    ).toEqual({ a: '2 und 3', r: [row('1', 'b')] });
    const gone = mergeFields(
      { r: [row('1', 'a'), row('2', 'x')] },
      { r: [row('2', 'x')] },
      { r: [row('1', 'B'), row('2', 'x')] },
    );
    expect(settled(gone, new Map([['r[1]', null]]))).toEqual({ r: [row('2', 'x')] });
  });
});

describe('any three drafts', () => {
  const texts = fc.constantFrom('', '甲', '乙', '丙', '丁');
  const rows = fc
    .uniqueArray(fc.tuple(fc.constantFrom('1', '2', '3', '4'), texts), {
      selector: ([id]) => id,
      maxLength: 4,
    })
    .map((list) => list.map(([id, name]) => row(id, name)));
  const draft: fc.Arbitrary<Fields> = fc.record(
    {
      a: texts,
      b: texts,
      n: fc.integer({ min: 0, max: 2 }),
      p: fc.record({ x: texts, y: texts }),
      r: rows,
      t: fc.uniqueArray(fc.constantFrom('u', 'v', 'w')),
    },
    { requiredKeys: ['a'] },
  );
  const sorted = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (_key, inner: unknown) =>
        Array.isArray(inner)
          ? [...(inner as unknown[])].sort((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1))
          : inner,
      ),
    ) as unknown;

  /** Every text with the place where it stands. */
  const leaves = (content: Content | undefined, path: string): string[] => {
    if (typeof content !== 'object' || content === null)
      return content === undefined ? [] : [`${path}=${String(content)}`];
    if (Array.isArray(content))
      return (content as readonly Content[]).flatMap((one) =>
        leaves(one, typeof one === 'string' ? path : `${path}/${(one as { id: string }).id}`),
      );
    return Object.entries(content).flatMap(([name, inner]) => leaves(inner as Content, `${path}/${name}`));
  };

  test('no text of anybody is dropped: what one wrote stands in the draft or in a clash', () => {
    fc.assert(
      fc.property(draft, draft, draft, (base, mine, theirs) => {
        const { merged: value, clashes } = mergeFields(base, mine, theirs);
        const there = new Set([
          ...leaves(value, ''),
          ...clashes.flatMap((one) =>
            [one.mine, one.theirs].flatMap((side) => leaves(side, `/${one.path.join('/')}`)),
          ),
        ]);
        const before = new Set(leaves(base, ''));
        for (const written of [...leaves(mine, ''), ...leaves(theirs, '')])
          if (!before.has(written)) expect(there).toContain(written);
      }),
      { numRuns: 3_000 },
    );
  });

  test('where only one changed something, the result is theirs', () => {
    fc.assert(
      fc.property(draft, draft, (base, other) => {
        expect(mergeFields(base, other, base)).toEqual({ merged: other, clashes: [] });
        expect(mergeFields(base, base, other)).toEqual({ merged: other, clashes: [] });
        expect(mergeFields(base, other, other)).toEqual({ merged: other, clashes: [] });
      }),
    );
  });

  test('changes in different fields are both there, without a clash', () => {
    fc.assert(
      fc.property(
        draft,
        draft,
        draft,
        fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'n', 'p', 'r', 't')),
        (base, one, two, names) => {
          const from = (side: Fields, mineToo: boolean): Fields =>
            Object.fromEntries(
              ['a', 'b', 'n', 'p', 'r', 't']
                .map((name) => [name, names.includes(name) === mineToo ? side[name] : base[name]] as const)
                .filter(([, value]) => value !== undefined),
            );
          const [mine, theirs] = [from(one, true), from(two, false)];
          const { merged: value, clashes } = mergeFields(base, mine, theirs);
          expect(clashes).toEqual([]);
          for (const name of ['a', 'b', 'n', 'p', 'r', 't'])
            expect(value[name]).toEqual((names.includes(name) ? mine : theirs)[name]);
        },
      ),
    );
  });

  test('both sides see the same clashes, and merging once more changes nothing', () => {
    fc.assert(
      fc.property(draft, draft, draft, (base, mine, theirs) => {
        const { merged: value, clashes } = mergeFields(base, mine, theirs);
        const other = mergeFields(base, theirs, mine);
        expect(other.clashes.map(({ field }) => field).sort()).toEqual(
          clashes.map(({ field }) => field).sort(),
        );
        if (clashes.length === 0) expect(sorted(other.merged)).toEqual(sorted(value));
        expect(mergeFields(theirs, value, theirs)).toEqual({ merged: value, clashes: [] });
      }),
    );
  });

  test('a name like a method of objects is a name like any other', () => {
    const base = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Fields;
    const mine = JSON.parse('{"__proto__": "z", "constructor": "y"}') as Fields;
    expect(JSON.stringify(mergeFields(base, mine, base).merged)).toBe(JSON.stringify(mine));
  });
});

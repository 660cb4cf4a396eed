import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Canonical, canonicalJson } from '../../src/kernel/canonical-json.js';

test.each<readonly [string, Canonical, string]>([
  ['names in the order of their code units', { b: 1, a: 2, é: 3, B: 4 }, '{"B":4,"a":2,"b":1,"é":3}'],
  ['what is undefined is not there', { a: undefined, b: null }, '{"b":null}'],
  ['lists keep their order', [3, 1, [2, { z: 1, y: '' }]], '[3,1,[2,{"y":"","z":1}]]'],
  ['texts as they are', '行\n"引号"', '"行\\n\\"引号\\""'],
  ['numbers as JavaScript writes them', [1e21, 0.1, -0, 120], '[1e+21,0.1,0,120]'],
])('%s', (_, value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test('a number that JSON does not know is an accident', () => {
  expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
});

test('reads back as the same value and gives the same text again, whatever the order of names', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value as Canonical);
      const back = JSON.parse(text) as Canonical;
      expect(canonicalJson(back)).toBe(text);
      expect(back).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '../../src/kernel/sentence.js';

test.each<readonly [string, unknown, string]>([
  ['names in the order of their code units', { b: 1, a: 2, é: 3, B: 4 }, '{"B":4,"a":2,"b":1,"é":3}'],
  ['what is undefined is not there', { a: undefined, b: null }, '{"b":null}'],
  ['lists keep their order', [3, 1, [2, { z: 1, y: '' }]], '[3,1,[2,{"y":"","z":1}]]'],
  ['texts as they are', '行\n"引号"', '"行\\n\\"引号\\""'],
  ['numbers as JavaScript writes them', [1e21, 0.1, -0, 120], '[1e+21,0.1,0,120]'],
])('%s', (_, value, text) => {
  expect(canonical(value)).toBe(text);
});

test('reads back as the same value and gives the same text again, whatever the order of names', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonical(value);
      const back = JSON.parse(text) as unknown;
      expect(canonical(back)).toBe(text);
      expect(back).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

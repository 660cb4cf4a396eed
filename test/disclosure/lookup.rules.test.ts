import { expect, test } from '@jest/globals';
import { isName, readQuestion } from '../../src/disclosure/lookup.rules.js';

test('a pasted column is taken apart at lines, tabs, commas and semicolons of either width', () => {
  expect(readQuestion('A1\r\nB2,C3，D4;E5；F6、G7\tH8\n\n ').asked).toEqual([
    'A1',
    'B2',
    'C3',
    'D4',
    'E5',
    'F6',
    'G7',
    'H8',
  ]);
});

test('repetitions are folded, however they are written, and counted', () => {
  const { asked, repeated, finding } = readQuestion(
    '51320800mj99000127\n５1320800 MJ99000127\n淮安 协会\n淮安协会\n51320800MJ99000127',
  );
  expect([asked, repeated, finding]).toEqual([['51320800mj99000127', '淮安 协会'], 3, null]);
});

test.each([
  [50, null],
  [51, { code: 'credit-too-many-codes', field: 'q', args: { most: 50, asked: 51 } }],
])('%d things in one question', (count, finding) => {
  expect(readQuestion(Array.from({ length: count }, (_, i) => `X${i}`).join('\n')).finding).toEqual(finding);
});

test('fifty things and a repetition are fifty', () => {
  expect(readQuestion([...Array.from({ length: 50 }, (_, i) => `X${i}`), 'x0'].join('\n'))).toMatchObject({
    repeated: 1,
    finding: null,
  });
});

test.each([
  ['淮安市协会', true],
  ['51320800MJ99000127', false],
  ['5132O800', false],
])('%s is a name: %s', (text, expected) => {
  expect(isName(text)).toBe(expected);
});

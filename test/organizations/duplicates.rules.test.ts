import { expect, test } from '@jest/globals';
import { duplicateGrounds, type DuplicateFacts, likeness } from '../../src/organizations/duplicates.rules.js';

test.each([
  ['淮安区阳光书法协会', '淮安区阳光书法协会', 1000],
  ['淮安区阳光书法协会', '淮安区 阳光（书法）协会', 1000],
  ['淮安区阳光书法协会', '淮安区阳光书画协会', 750],
  ['淮安区阳光书法协会', '淮安区阳光书法家协会', 824],
  ['淮安区阳光书法协会', '涟水县春晖养老中心', 0],
  ['甲', '甲', 1000],
  ['甲', '乙', 0],
  ['一一一', '一一', 667],
])('%s and %s are alike to %d', (first, second, expected) => {
  expect(likeness(first, second)).toBe(expected);
  expect(likeness(second, first)).toBe(expected);
});

const facts = (more: Partial<DuplicateFacts>): DuplicateFacts => ({
  firstName: '淮安区阳光书法协会',
  secondName: '淮安区阳光书画协会',
  sameName: false,
  formerName: false,
  sameRepresentative: false,
  sameDivision: false,
  unregisteredTwin: false,
  ...more,
});

test.each([
  ['alike, nothing shared', {}, []],
  ['alike, same division only', { sameDivision: true }, []],
  ['alike, same representative', { sameRepresentative: true }, ['SIMILAR_NAME', 'SAME_REPRESENTATIVE']],
  [
    'one character more, same division',
    { secondName: '淮安区阳光书法家协会', sameDivision: true },
    ['SIMILAR_NAME', 'SAME_DIVISION'],
  ],
  ['same name', { sameName: true, unregisteredTwin: true }, ['SAME_NAME', 'UNREGISTERED_TWIN']],
  ['former name', { formerName: true, secondName: '别的名称协会' }, ['FORMER_NAME']],
  ['a twin that shares no name', { unregisteredTwin: true, sameDivision: true }, []],
] as const)('A4: %s', (_, more, grounds) => {
  expect(duplicateGrounds(facts(more))).toEqual(grounds);
});

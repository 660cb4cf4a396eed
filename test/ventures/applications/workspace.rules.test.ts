import { expect, test } from '@jest/globals';
import { findingsInWork, isBegun, planIn } from '../../../src/ventures/applications/workspace.rules.js';
import { FORM_BEFORE } from '../../../src/ventures/rounds/form-before.rules.js';

const nobody = { ownerId: null, isDone: false };

test('a plan is read for the pages of the form only', () => {
  expect(
    planIn(
      { owner: { team: 'p1', other: 'p2', plan: '', budget: ['x'] }, done: { team: 'yes', plan: 'on' } },
      FORM_BEFORE,
    ),
  ).toEqual([
    { section: 'project', ...nobody },
    { section: 'plan', ...nobody },
    { section: 'team', ownerId: 'p1', isDone: true },
    { section: 'budget', ...nobody },
    { section: 'budget-notes', ...nobody },
  ]);
  expect(planIn({ owner: 'x', done: null }, FORM_BEFORE).every(({ ownerId }) => ownerId === null)).toBe(true);
});

test.each<[string, string, string | null, string[]]>([
  ['nobody', 'team', null, []],
  ['one of the organization', 'budget', 'p1', []],
  ['somebody else', 'team', 'p2', ['workspace-no-person']],
  ['a page that is not asked', 'annexes', 'p1', ['workspace-no-section']],
])('%s', (_name, section, ownerId, expected) => {
  const plan = [{ section, ownerId, isDone: false }];
  expect(findingsInWork(plan, FORM_BEFORE, [{ id: 'p1' }]).map(({ code }) => code)).toEqual(expected);
});

test('a section is begun by its first answer', () => {
  const questions = FORM_BEFORE.sections[1]?.questions ?? [];
  expect(isBegun({ questions }, { title: '题', need: '', goals: null })).toBe(false);
  expect(isBegun({ questions }, { need: '需求' })).toBe(true);
});

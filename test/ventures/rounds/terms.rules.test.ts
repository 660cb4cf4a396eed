import { expect, test } from '@jest/globals';
import { findingsInForm } from '../../../src/ventures/rounds/form.rules.js';
import { FORM_BEFORE } from '../../../src/ventures/rounds/form-before.rules.js';
import { formOf, setupOf } from '../../../src/ventures/rounds/terms.rules.js';
import { aSetup } from './setup.js';

test('a round from before has the form of before, which is sound; one with terms has its own', () => {
  expect(findingsInForm(FORM_BEFORE)).toEqual([]);
  expect(formOf({ terms: null })).toBe(FORM_BEFORE);
  const setup = aSetup();
  expect(formOf({ terms: setup })).toBe(setup.form);
});

test('what is set up of a round is one value; a round from before has none', () => {
  const { name, potFen, rules, ...terms } = aSetup();
  const round = { nameZh: name.zh, nameEn: name.en, potFen, rules };
  expect(setupOf({ ...round, terms })).toEqual(aSetup());
  expect(setupOf({ ...round, terms: null })).toBeNull();
});

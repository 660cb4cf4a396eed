import { expect, test } from '@jest/globals';
import {
  chiSquareTail,
  fProbability,
  fQuantile,
  incompleteBeta,
  incompleteGamma,
  logGamma,
  normalProbability,
} from '../../src/kernel/distributions.js';

test.each([
  [1, 0],
  [0.5, Math.log(Math.sqrt(Math.PI))],
  [5, Math.log(24)],
  [0.1, 2.252712651734206],
  [100, 359.1342053695754],
])('logGamma(%d)', (x, value) => {
  expect(logGamma(x)).toBeCloseTo(value, 10);
});

test('incomplete beta: closed forms, symmetry, ends', () => {
  expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 12);
  expect(incompleteBeta(0.3, 2, 1)).toBeCloseTo(0.09, 12);
  expect(incompleteBeta(0.7, 3, 5) + incompleteBeta(0.3, 5, 3)).toBeCloseTo(1, 12);
  expect(incompleteBeta(0, 2, 3)).toBe(0);
  expect(incompleteBeta(1, 2, 3)).toBe(1);
});

test('incomplete gamma: exponential distribution on both branches', () => {
  expect(incompleteGamma(1, 0.5)).toBeCloseTo(1 - Math.exp(-0.5), 12);
  expect(incompleteGamma(1, 5)).toBeCloseTo(1 - Math.exp(-5), 12);
  expect(incompleteGamma(2, 0)).toBe(0);
});

// Values of the printed tables.
test.each([
  [0.95, 5, 10, 3.3258],
  [0.975, 5, 15, 3.5764],
  [0.975, 1, 4, 12.2179],
  [0.99, 20, 30, 2.5487],
])('F quantile %d (%d, %d)', (...[p, above, below, f]) => {
  expect(fQuantile(p, above, below)).toBeCloseTo(f, 4);
  expect(fProbability(fQuantile(p, above, below), above, below)).toBeCloseTo(p, 10);
});

test('chi-square and normal tails of the printed tables', () => {
  expect(chiSquareTail(3.841459, 1)).toBeCloseTo(0.05, 6);
  expect(chiSquareTail(18.307038, 10)).toBeCloseTo(0.05, 6);
  expect(normalProbability(1.959964)).toBeCloseTo(0.975, 6);
  expect(normalProbability(-1)).toBeCloseTo(0.158655, 6);
  expect(normalProbability(0)).toBe(0.5);
});

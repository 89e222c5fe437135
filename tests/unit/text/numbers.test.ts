import { describe, expect, it } from 'vitest';
import {
  addends,
  bracketed,
  counted,
  plainNumber,
  shortNumber,
  signClass,
  signedNumber,
  steadyNumber,
} from '@lib/text/numbers.ts';

describe('plainNumber', () => {
  it.each([
    [762, 4, '762'],
    [-29, 4, '−29'],
    [0, 4, '0'],
    [-0, 4, '0'],
    [2.988235, 3, '2.988'],
    [1 / 9, 4, '0.1111'],
    [2.5, 4, '2.5'],
    [-0.00001, 4, '0'],
  ])('%f with at most %i decimals -> %s', (value, decimals, text) => expect(plainNumber(value, decimals)).toBe(text));
});

describe('bracketed', () => {
  it.each([
    [-0.26, '(−0.26)'],
    [0.26, '0.26'],
    [-0.00001, '0'],
  ])('%f -> %s', (value, text) => expect(bracketed(value)).toBe(text));
});

describe('signedNumber', () => {
  it.each([
    [762, '+762'],
    [-762, '−762'],
    [0, '0'],
    [0.00001, '0'],
    [-0.00001, '0'],
  ])('%f -> %s', (value, text) => expect(signedNumber(value)).toBe(text));
  it('writes no hyphen for a minus', () => expect(signedNumber(-1)).not.toContain('-'));
});

describe('signClass', () => {
  it.each([
    [1, 'pos'],
    [-1, 'neg'],
    [0, 'zer'],
    [-0, 'zer'],
  ] as const)('%f -> %s', (value, name) => expect(signClass(value)).toBe(name));
});

describe('addends', () => {
  it('puts the sign of each addend before it: [-254, 75, -0.5] -> −254 + 75 − 0.5', () =>
    expect(addends([-254, 75, -0.5])).toBe('−254 + 75 − 0.5'));
  it('adds a nought as + 0', () => expect(addends([0, -0])).toBe('0 + 0'));
  it('of nothing is empty', () => expect(addends([])).toBe(''));
});

describe('counted', () => {
  it.each([
    [0, '0 places'],
    [1, '1 place'],
    [12, '12 places'],
  ])('%i -> %s', (count, text) => expect(counted(count, 'place')).toBe(text));
  it('takes a plural of its own: 2 indices', () => expect(counted(2, 'index', 'indices')).toBe('2 indices'));
});

describe('shortNumber', () => {
  it.each([
    [-0.394, '−.39'],
    [0.12, '.12'],
    [0.996, '1.0'],
    [-1.25, '−1.3'],
    [12.6, '13'],
    [-0.001, '0'],
    [0, '0'],
    [NaN, '–'],
  ])('%f -> %s', (value, text) => expect(shortNumber(value)).toBe(text));
});

describe('steadyNumber', () => {
  it.each([
    [0.9, 2, '0.90'],
    [-0.9, 2, '−0.90'],
    [-0.001, 2, '0.00'],
    [99.309, 2, '99.31'],
  ])('%f with %i decimals -> %s', (value, decimals, text) => expect(steadyNumber(value, decimals)).toBe(text));
});

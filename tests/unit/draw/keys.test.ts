import { describe, expect, it } from 'vitest';
import { roveBy, roveOffDiagonal, slideBy } from '@lib/draw/keys.ts';

describe('slideBy', () => {
  const range = { least: 0, greatest: 386, page: 19 };
  it.each([
    ['ArrowRight', 121],
    ['ArrowUp', 121],
    ['ArrowLeft', 119],
    ['ArrowDown', 119],
    ['PageUp', 139],
    ['PageDown', 101],
    ['Home', 0],
    ['End', 386],
    ['Tab', undefined],
    ['a', undefined],
  ])('%s from 120 -> %s', (key, to) => expect(slideBy(key, 120, range)).toBe(to));
  it('does not go beyond its ends', () =>
    expect([slideBy('ArrowLeft', 0, range), slideBy('PageUp', 380, range)]).toEqual([0, 386]));
});

describe('roveBy', () => {
  const grid = { count: 10, columns: 4 };
  it.each([
    ['ArrowRight', 5],
    ['ArrowLeft', 3],
    ['ArrowDown', 8],
    ['ArrowUp', 0],
    ['Home', 0],
    ['End', 9],
    ['Enter', undefined],
  ])('%s from 4 of 10, four in a row -> %s', (key, to) => expect(roveBy(key, 4, grid)).toBe(to));
  it('stays where there is no cell', () =>
    expect([roveBy('ArrowDown', 7, grid), roveBy('ArrowUp', 3, grid), roveBy('ArrowRight', 9, grid)]).toEqual([
      7, 3, 9,
    ]));
});

describe('roveOffDiagonal', () => {
  it.each([
    ['ArrowRight', [3, 5], [3, 6]],
    ['ArrowRight', [3, 2], [3, 4]],
    ['ArrowLeft', [3, 4], [3, 2]],
    ['ArrowDown', [2, 3], [4, 3]],
    ['ArrowUp', [2, 7], [1, 7]],
    ['Home', [3, 5], [3, 0]],
    ['Home', [0, 5], [0, 1]],
    ['End', [3, 5], [3, 9]],
    ['End', [9, 5], [9, 8]],
    ['ArrowRight', [3, 9], [3, 9]],
    ['ArrowRight', [9, 8], [9, 8]],
    ['ArrowUp', [0, 3], [0, 3]],
    ['Enter', [0, 3], undefined],
  ] as const)('%s from %j of ten -> %j', (key, from, to) => expect(roveOffDiagonal(key, from, 10)).toEqual(to));
});

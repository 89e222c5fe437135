import { describe, expect, it } from 'vitest';
import { independentRows } from '@lib/array/independent-rows.ts';

describe('independentRows', () => {
  it.each([
    [
      [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      [true, true, false],
    ],
    [
      [
        [0, 0],
        [2, 4],
        [1, 2],
        [0, 3],
      ],
      [false, true, false, true],
    ],
    [
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
      [true, true, false],
    ],
    [[], []],
  ])('%j', (rows, expected) => expect(independentRows(rows)).toEqual(expected));

  it('refuses rows of different lengths', () => {
    expect(() => independentRows([[1, 2], [1]])).toThrow('rows must have 2 numbers each, got 1');
  });
});

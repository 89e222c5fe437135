import { describe, expect, it } from 'vitest';
import { conv2d } from '@lib/conv/conv2d.ts';
import { middleOf, smallKernel, smallPicture, smallPictures } from '@lib/data/small-pictures.ts';

describe('smallPicture', () => {
  it('index numbers the cells row by row', () => {
    expect(Array.from(smallPicture('index', 2, 3).data)).toEqual([0, 1, 2, 3, 4, 5]);
  });
  it('digits are digits, and no row or column repeats another', () => {
    const { data } = smallPicture('digits', 12, 12);
    const rows = Array.from({ length: 12 }, (_, row) => data.slice(row * 12, row * 12 + 12).join());
    expect(Array.from(data).every((value) => Number.isInteger(value) && value >= 0 && value <= 9)).toBe(true);
    expect(new Set(rows).size).toBeGreaterThanOrEqual(10);
  });
  it.each(smallPictures)('%s has the shape [1, 1, rows, cols]', (kind) => {
    expect(smallPicture(kind, 2, 5).shape).toEqual([1, 1, 2, 5]);
  });
});

describe('smallKernel', () => {
  it.each([
    ['ones', [1, 1, 1, 1, 1, 1]],
    ['count', [1, 2, 3, 4, 5, 6]],
    ['corner', [1, 0, 0, 0, 0, 0]],
    ['centre', [0, 1, 0, 0, 0, 0]],
  ] as const)('%s in 2 × 3 is %j', (kind, values) => {
    expect(Array.from(smallKernel(kind, 2, 3).data)).toEqual(values);
  });
  it('the middle of an even axis is the earlier of the two', () => {
    expect([1, 2, 3, 4, 5].map(middleOf)).toEqual([0, 0, 1, 1, 2]);
  });
  it('the probe of “same”: on cell numbers, a 1 in the middle copies cell 0 with padding 1 and stride 2', () => {
    const probe = conv2d(smallPicture('index', 28, 28), smallKernel('centre', 3, 3), { stride: 2, padding: 1 });
    expect([probe.data[0], probe.data[1], probe.data[14]]).toEqual([0, 2, 56]);
  });
});

import { describe, expect, it } from 'vitest';
import { pad2dCases } from '../../fixtures/cases.ts';
import { tensor } from '@lib/array/tensor.ts';
import { pad2d, paddedFrom, paddingModes, type PaddingMode } from '@lib/conv/pad.ts';

const nine = tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]);

function rowsOf(mode: PaddingMode): string[] {
  const { data } = pad2d(nine, [1, 1], mode);
  return Array.from({ length: 5 }, (_, row) => data.slice(row * 5, row * 5 + 5).join(' '));
}

describe('pad2d', () => {
  it('surrounds 1…9 by each rule', () => {
    expect(rowsOf('zeros')).toEqual(['0 0 0 0 0', '0 1 2 3 0', '0 4 5 6 0', '0 7 8 9 0', '0 0 0 0 0']);
    expect(rowsOf('replicate')).toEqual(['1 1 2 3 3', '1 1 2 3 3', '4 4 5 6 6', '7 7 8 9 9', '7 7 8 9 9']);
    expect(rowsOf('reflect')).toEqual(['5 4 5 6 5', '2 1 2 3 2', '5 4 5 6 5', '8 7 8 9 8', '5 4 5 6 5']);
    expect(rowsOf('circular')).toEqual(['9 7 8 9 7', '3 1 2 3 1', '6 4 5 6 4', '9 7 8 9 7', '3 1 2 3 1']);
    expect(rowsOf('symmetric')).toEqual(rowsOf('replicate'));
  });

  it.each([
    { mode: 'zeros', row: '0 0 1 2 3 4 0 0' },
    { mode: 'replicate', row: '1 1 1 2 3 4 4 4' },
    { mode: 'reflect', row: '3 2 1 2 3 4 3 2' },
    { mode: 'circular', row: '3 4 1 2 3 4 1 2' },
    { mode: 'symmetric', row: '2 1 1 2 3 4 4 3' },
  ] as const)('1 2 3 4 p=2 $mode -> $row', ({ mode, row }) => {
    expect(pad2d(tensor([1, 1, 1, 4], [1, 2, 3, 4]), [0, 2], mode).data.join(' ')).toBe(row);
  });

  it('treats every plane alike', () => {
    const padded = pad2d(tensor([2, 2, 1, 2], [1, 2, 3, 4, 5, 6, 7, 8]), [0, 1], 'circular');
    expect(padded.shape).toEqual([2, 2, 1, 4]);
    expect([...padded.data]).toEqual([2, 1, 2, 1, 4, 3, 4, 3, 6, 5, 6, 5, 8, 7, 8, 7]);
  });

  it.each(pad2dCases)('$title as in PyTorch or NumPy', ({ input, padding, mode, output }) => {
    expect(pad2d(input, padding, mode)).toEqual(output);
  });

  it.each([
    { mode: 'reflect', most: 2 },
    { mode: 'circular', most: 3 },
    { mode: 'symmetric', most: 3 },
  ] as const)('allows $mode padding of $most on 3 cells and refuses one more', ({ mode, most }) => {
    expect(pad2d(nine, [most, 0], mode).shape).toEqual([1, 1, 3 + 2 * most, 3]);
    expect(() => pad2d(nine, [0, most + 1], mode)).toThrow(
      new RangeError(`pad2d: padding must be at most ${most} for ${mode} on an axis of 3, got ${most + 1}`),
    );
  });

  it('refuses a rule that does not exist', () => {
    expect(() => Reflect.apply(pad2d, undefined, [nine, [1, 1], 'mirror'])).toThrow(
      new TypeError('pad2d: mode must be one of zeros, replicate, reflect, circular, symmetric, got mirror'),
    );
  });

  it('refuses half a row', () => {
    expect(() => pad2d(nine, [0.5, 0])).toThrow(
      new RangeError('pad2d: padding must be a whole number of at least 0, got 0.5'),
    );
  });
});

describe('paddedFrom', () => {
  it.each(paddingModes)('leaves an axis without padding as it is: %s', (mode) => {
    expect(paddedFrom(4, 0, mode)).toEqual([0, 1, 2, 3]);
  });
});

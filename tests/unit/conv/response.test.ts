import { describe, expect, it } from 'vitest';
import { flipped, negated, normalised, turned, withoutMean } from '@lib/conv/kernel-moves.ts';
import { kernelNameOf, namedKernels } from '@lib/conv/named-kernels.ts';
import {
  mapFacts,
  mapIndex,
  placeOf,
  products,
  responseMap,
  roundingTolerance,
  sum,
  windowAt,
} from '@lib/conv/response.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';

describe('one window of the session’s three', () => {
  it('(5, 7) covers rows 4 to 6, columns 6 to 8', () =>
    expect(windowAt(sessionDigit, [5, 7])).toEqual([0, 0, 0, 142, 155, 246, 254, 254, 254]));
  it('its products with top sum to 762', () =>
    expect(sum(products(windowAt(sessionDigit, [5, 7]), namedKernels.top))).toBe(762));
  it('the map holds the same sum at the same place', () =>
    expect(responseMap(sessionDigit, namedKernels.top)[mapIndex([5, 7])]).toBe(762));
  it('places and indices of the map undo each other', () => {
    for (const index of [0, 25, 26, 675]) expect(mapIndex(placeOf(index))).toBe(index);
    expect(placeOf(0)).toEqual([1, 1]);
    expect(placeOf(675)).toEqual([26, 26]);
  });
});

describe('mapFacts', () => {
  it('top: 762 nine times from (5, 5), −762 twelve times from (7, 9), 159 above, 164 below, 353 at 0', () =>
    expect(mapFacts(responseMap(sessionDigit, namedKernels.top))).toEqual({
      greatest: { value: 762, place: [5, 5], count: 9 },
      least: { value: -762, place: [7, 9], count: 12 },
      above: 159,
      below: 164,
      zero: 353,
    }));
  it('counts float32 residues as 0: a zero-sum kernel with ninths on flat ink', () => {
    const weights = namedKernels.diag1.map((weight) => weight - 1 / 9);
    const flat = new Uint8Array(784).fill(77);
    expect(mapFacts(responseMap(flat, weights), roundingTolerance(weights, 255)).zero).toBe(676);
  });
});

describe('kernel moves', () => {
  it('top flipped is bottom, left flipped is right', () =>
    expect([kernelNameOf(flipped(namedKernels.top)), kernelNameOf(flipped(namedKernels.left))]).toEqual([
      'bottom',
      'right',
    ]));
  it('top turned by 90° is right-prewitt; four turns change nothing', () => {
    expect(kernelNameOf(turned(namedKernels.top))).toBe('right-prewitt');
    expect(turned(turned(turned(turned(namedKernels.diag1))))).toEqual(namedKernels.diag1);
  });
  it('top negated is bottom, with no negative zero', () =>
    expect(kernelNameOf(negated(namedKernels.top))).toBe('bottom'));
  it('normalised weights sum to 1; a sum of 0 is left alone', () => {
    expect(sum(normalised([1, 2, 1, 2, 4, 2, 1, 2, 1]))).toBeCloseTo(1, 12);
    expect(normalised(namedKernels.top)).toEqual(namedKernels.top);
  });
  it('without its mean diag1 sums to 0', () => expect(sum(withoutMean(namedKernels.diag1))).toBeCloseTo(0, 12));
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestPlaces } from '@lib/array/smallest.ts';

describe('smallestPlaces', () => {
  it('gives the smallest first, of equal ones the earlier, and leaves out what does not take part', () => {
    const values = [5, 1, undefined, 3, 1, 9];
    expect(smallestPlaces(6, 4, (place) => values[place])).toEqual([1, 4, 3, 0]);
    expect(smallestPlaces(6, 9, (place) => values[place])).toEqual([1, 4, 3, 0, 5]);
    expect(smallestPlaces(6, 0, (place) => values[place])).toEqual([]);
  });
  it('says the same as sorting all', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.nat(12), (values, count) => {
        const sorted = values.map((_, at) => at).toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
        expect(smallestPlaces(values.length, count, (place) => values[place])).toEqual(sorted.slice(0, count));
      }),
    ));
});

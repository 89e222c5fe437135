import { describe, expect, it } from 'vitest';
import { seededRandom } from '@lib/array/random.ts';

const take = (count: number, seed: number): number[] => Array.from({ length: count }, seededRandom(seed));

describe('seededRandom', () => {
  it('gives the numbers that links rely on', () => {
    expect(take(3, 1)).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  });

  it('repeats itself for the same seed and differs for another', () => {
    expect(take(20, 42)).toEqual(take(20, 42));
    expect(take(20, 42)).not.toEqual(take(20, 43));
  });

  it('stays in [0, 1) and fills ten equal parts evenly', () => {
    const draws = take(20_000, 7);
    const counts = Array.from(
      { length: 10 },
      (_, part) => draws.filter((draw) => Math.floor(draw * 10) === part).length,
    );
    expect(counts.reduce((sum, count) => sum + count)).toBe(draws.length);
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200); // more than four standard deviations
  });
});

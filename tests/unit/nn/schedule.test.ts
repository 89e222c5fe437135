import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosineOfHalfTurns, rateAt } from '@lib/nn/schedule.ts';

const closeness = 1e-12;
const seriesTolerance = 4e-16; // two roundings of numbers below 1

const oneCycle = { schedule: 'one-cycle', rate: 0.01, steps: 400 } as const;

/** The recipe of the session's library, with the cosine of this machine. */
function recipe(peak: number, done: number): number {
  const cos = (from: number, to: number, share: number): number =>
    from + ((1 + Math.cos(Math.PI * (1 - share))) * (to - from)) / 2;
  return done <= 0.25 ? cos(peak / 25, peak, done / 0.25) : cos(peak, peak / 1e5, (done - 0.25) / 0.75);
}

describe('one-cycle', () => {
  it('begins at a twenty-fifth of its peak, reaches it after a quarter, and ends near a hundred-thousandth', () => {
    expect(rateAt(oneCycle, 0)).toBeCloseTo(0.0004, 15);
    expect(rateAt(oneCycle, 100)).toBe(0.01);
    expect(rateAt(oneCycle, 400)).toBeCloseTo(1e-7, 15);
  });

  it('is half-way between after an eighth, and after five eighths', () => {
    expect(rateAt(oneCycle, 50)).toBeCloseTo((0.0004 + 0.01) / 2, 15);
    expect(rateAt(oneCycle, 250)).toBeCloseTo((0.01 + 1e-7) / 2, 15);
  });

  it('follows the recipe at every step of runs of every length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 1e-5, max: 10, noNaN: true }), (steps, rate) => {
        for (let step = 0; step < steps; step++) {
          const apart = Math.abs(rateAt({ schedule: 'one-cycle', rate, steps }, step) - recipe(rate, step / steps));
          if (!(apart <= closeness * rate)) return false;
        }
        return true;
      }),
    );
  });

  it('rises first and then only falls', () => {
    const rates = Array.from({ length: 400 }, (_, step) => rateAt(oneCycle, step));
    const peak = rates.indexOf(Math.max(...rates));
    expect(peak).toBe(100);
    rates.slice(1).forEach((rate, at) => expect(rate > (rates[at] ?? NaN)).toBe(at + 1 <= peak));
  });
});

describe('a fixed rate', () => {
  it('is the same at every step', () => {
    expect([0, 7, 399].map((step) => rateAt({ ...oneCycle, schedule: 'fixed' }, step))).toEqual([0.01, 0.01, 0.01]);
  });
});

describe('cosineOfHalfTurns', () => {
  it.each([
    { share: 0, wanted: 1 },
    { share: 0.5, wanted: 0 },
    { share: 1, wanted: -1 },
  ])('of $share is $wanted exactly', ({ share, wanted }) => {
    expect(cosineOfHalfTurns(share) + 0).toBe(wanted);
  });

  it('is right to the last digit or two', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        expect(Math.abs(cosineOfHalfTurns(share) - Math.cos(share * Math.PI))).toBeLessThanOrEqual(seriesTolerance);
      }),
      { numRuns: 2000 },
    );
  });

  it('has no seam where one series follows the other', () => {
    for (const seam of [0.25, 0.5, 0.75]) {
      const [before, after] = [cosineOfHalfTurns(seam - 1e-9), cosineOfHalfTurns(seam + 1e-9)];
      expect(before).toBeGreaterThan(after);
      expect(before - after).toBeLessThan(1e-8);
    }
  });
});

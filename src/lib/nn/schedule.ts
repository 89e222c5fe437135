// How the learning rate goes through a run. One-cycle rises from a twenty-fifth of its peak over the first quarter, then falls to a
// hundred-thousandth, both along half a cosine: the recipe of the session's library.
import type { TrainingRun } from './training-run.ts';

/** One-cycle: the share of the run in which the rate rises, and what its peak is divided by at the start and at the end. */
export const oneCycle = { riseShare: 0.25, startDivisor: 25, endDivisor: 100_000 } as const;

/**
 * The learning rate of a step, counted from 0.
 * @see https://docs.fast.ai/callback.schedule.html
 */
export function rateAt(
  { schedule, rate, steps }: Pick<TrainingRun, 'schedule' | 'rate' | 'steps'>,
  step: number,
): number {
  if (schedule === 'fixed') return rate;
  const { riseShare, startDivisor, endDivisor } = oneCycle;
  const done = step / steps;
  return done < riseShare
    ? along(rate / startDivisor, rate, done / riseShare)
    : along(rate, rate / endDivisor, (done - riseShare) / (1 - riseShare));
}

/** From one value to another along half a cosine; `share` from 0 to 1. */
function along(from: number, to: number, share: number): number {
  return from + ((1 - cosineOfHalfTurns(share)) / 2) * (to - from);
}

/**
 * The cosine of `share` · π for a share from 0 to 1, by its power series around the nearest quarter: browsers may differ in the last bit of
 * `Math.cos`, and a run must not.
 */
export function cosineOfHalfTurns(share: number): number {
  if (share > 0.5) return -cosineOfHalfTurns(1 - share);
  if (share > 0.25) return sine((0.5 - share) * Math.PI);
  return cosine(share * Math.PI);
}

/** Up to π/4; the first term left out is below 10⁻¹⁷. */
function cosine(angle: number): number {
  const square = angle * angle;
  let sum = 0;
  for (let power = 16; power > 0; power -= 2) sum = ((1 - sum) * square) / (power * (power - 1));
  return 1 - sum;
}

function sine(angle: number): number {
  const square = angle * angle;
  let sum = 0;
  for (let power = 17; power > 1; power -= 2) sum = ((1 - sum) * square) / (power * (power - 1));
  return angle * (1 - sum);
}

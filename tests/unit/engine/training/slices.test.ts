// How many steps are taken before listening: about as many as fit into 14 ms, however coarse the clock is.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { listener, mockClock, orderFor, sessionOn, tinyRun, watchedMachine } from './runs.ts';
import { initialState } from '@lib/engine/training/start.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';

/** How long a slice is to take. */
const sliceMs = 14;

afterEach(() => {
  vi.restoreAllMocks();
});

/** The steps in each slice of a run in which a picture takes a time, and how long each slice really took. */
async function slicesOf(
  run: TrainingRun,
  { pictureMs, grainMs, from = 0 }: { readonly pictureMs: number; readonly grainMs: number; readonly from?: number },
) {
  const clock = mockClock(grainMs);
  const milliseconds: number[] = [];
  const session = sessionOn(
    await watchedMachine({
      onTrain(pictures) {
        clock.go(pictures * pictureMs);
        milliseconds.push(pictures * pictureMs);
      },
    }),
  );
  const { events, record, report } = listener();
  const start = { ...initialState(run), step: from };
  await session.train(orderFor(run, { judgeEvery: 0, snapshotEvery: 0, from: start }), report);
  expect(record.step).toBe(run.steps);
  return { steps: events.flatMap((event) => (event.kind === 'steps' ? [event.losses.length] : [])), milliseconds };
}

describe('a slice', () => {
  const long = { ...tinyRun, steps: 2000 };

  it.each([
    { grainMs: 16.67, pictureMs: 1 / 64 },
    { grainMs: 100, pictureMs: 1 / 64 },
    { grainMs: 100, pictureMs: 1 / 640 },
  ])(
    'is at most twice as long as the one before, on a clock of $grainMs ms and with $pictureMs ms a picture',
    async (times) => {
      const { steps } = await slicesOf(long, times);
      expect(steps[0]).toBe(1);
      steps.slice(1).forEach((count, at) => expect(count).toBeLessThanOrEqual(2 * (steps[at] ?? NaN)));
    },
  );

  it('fills its time where the clock is fine, and no more', async () => {
    const { steps, milliseconds } = await slicesOf(long, { grainMs: 0, pictureMs: 1 / 64 });
    expect(steps.slice(0, 5)).toEqual([1, 2, 4, 8, sliceMs]);
    expect(Math.max(...milliseconds)).toBe(sliceMs);
  });

  it('is no longer after a short last batch', async () => {
    const run = { ...tinyRun, batch: 32, keepsLastBatch: true, steps: 395 }; // 12 396 = 387 · 32 + 12
    const { milliseconds } = await slicesOf(run, { grainMs: 0, pictureMs: 0.25, from: 380 });
    expect(milliseconds).toContain(3);
    expect(Math.max(...milliseconds)).toBeLessThanOrEqual(sliceMs);
  });
});

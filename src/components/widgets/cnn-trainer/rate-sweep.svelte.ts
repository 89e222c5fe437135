// The same run at many learning rates, from three starts each: where it learns, and where it stops to.
import type { TrainerName } from '@lib/engine/training/learner.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import { runLimits } from '@lib/state/training-run-field.ts';
import { ManyRuns } from './seed-band.svelte.ts';

/** The rates: 1, 2 and 5 of each power of ten, from 0.0001 to 1. */
export const sweptRates = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1] as const;

/** Starts at each rate. */
export const seedsPerRate = 3;

/** Accuracy against learning rate. */
export class RateSweep extends ManyRuns {
  readonly points = $derived(
    sweptRates.map((rate) => ({
      rate,
      right: this.done
        .filter(({ run }) => run.rate === rate)
        .flatMap(({ judgements }) => judgements.at(-1)?.right ?? []),
    })),
  );
  readonly count = $derived(this.done.flatMap(({ judgements }) => judgements)[0]?.count ?? 0);

  start(of: string, run: TrainingRun, engine?: TrainerName): Promise<void> {
    const seeds = Array.from({ length: seedsPerRate }, (_, at) => (run.initialSeed + at) % (runLimits.seed + 1));
    const runs = seeds.flatMap((initialSeed) => sweptRates.map((rate) => ({ ...run, rate, initialSeed })));
    return this.runAll(of, runs, engine);
  }
}

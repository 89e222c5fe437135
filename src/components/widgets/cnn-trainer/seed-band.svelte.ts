// The same run from many starts: how far results are apart by nothing but chance.
import type { PooledRun, TrainerPool } from '@lib/engine/training/trainer-pool.ts';
import type { TrainerName } from '@lib/engine/training/learner.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import { runLimits } from '@lib/state/training-run-field.ts';

/** How many starts. */
export const seedCount = 20;

/** Looks at the held-out pictures in each run: the band has so many places. */
const looks = 8;

/** What some runs had in common at a step, and how far they were apart. */
export interface BandPoint {
  readonly step: number;
  readonly low: number;
  readonly high: number;
}

/** Many runs, one after the other or two at a time. */
export abstract class ManyRuns {
  /** What the runs are variations of, as a text; empty when there are none. */
  of = $state('');
  isRunning = $state(false);
  fault = $state('');
  done = $state.raw<readonly PooledRun[]>([]);
  total = $state(0);
  /** Whether there are any, or will be. */
  readonly isThere = $derived(this.of !== '');
  readonly #pool: TrainerPool;
  #abort = new AbortController();

  constructor(pool: TrainerPool) {
    this.#pool = pool;
  }

  /** Runs all variations of a run; what was there before is forgotten. */
  protected async runAll(of: string, runs: readonly TrainingRun[], engine: TrainerName | undefined): Promise<void> {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.of = of;
    this.total = runs.length;
    this.done = [];
    this.fault = '';
    this.isRunning = true;
    try {
      await this.#pool.trainAll(runs, {
        signal: abort.signal,
        looks,
        engine,
        onrun: (run) => (this.done = [...this.done, run]),
      });
    } catch (error) {
      if (!abort.signal.aborted) this.fault = error instanceof Error ? error.message : String(error);
    }
    if (this.#abort === abort) this.isRunning = false;
  }

  /** Stops; what is done stays. */
  stop(): void {
    this.#abort.abort();
    this.isRunning = false;
  }

  /** Forgets everything that is not about this run. */
  keepOnly(of: string): void {
    if (this.of === '' || this.of === of) return;
    this.stop();
    this.of = '';
    this.done = [];
    this.fault = '';
  }
}

/** The same run from twenty starts, its own first. */
export function startsOf(run: TrainingRun): readonly TrainingRun[] {
  const seeds = Array.from({ length: seedCount }, (_, at) => (run.initialSeed + at) % (runLimits.seed + 1));
  return seeds.map((initialSeed) => ({ ...run, initialSeed }));
}

/** Twenty starts of one run. */
export class SeedBand extends ManyRuns {
  /** Right answers of each run that has ended, in the order of the seeds. */
  readonly right = $derived(
    this.done.toSorted((a, b) => a.at - b.at).flatMap(({ judgements }) => judgements.at(-1)?.right ?? []),
  );
  readonly count = $derived(this.done[0]?.judgements[0]?.count ?? 0);
  readonly lossBand = $derived(bandOf(this.done, ({ loss }) => loss));
  readonly rightBand = $derived(bandOf(this.done, ({ right, count }) => (100 * right) / count));

  start(of: string, run: TrainingRun, engine?: TrainerName): Promise<void> {
    return this.runAll(of, startsOf(run), engine);
  }
}

function bandOf(
  done: readonly PooledRun[],
  value: (judgement: PooledRun['judgements'][number]) => number,
): BandPoint[] {
  if (done.length < 2) return [];
  const steps = done[0]?.judgements.map(({ step }) => step) ?? [];
  return steps.flatMap((step) => {
    const values = done.flatMap(({ judgements }) => judgements.filter((one) => one.step === step).map(value));
    return values.length < 2 ? [] : [{ step, low: Math.min(...values), high: Math.max(...values) }];
  });
}

// What became of training runs, as far as a card can show it. When the book is built, the runs that it names are trained for it (`trained.ts`); in the page,
// the laboratory tells of the run that has ended there. A card of a run that nobody has trained yet draws what decides it.
import type { TrainingRun } from '@lib/nn/training-run.ts';

/** How well a network told some pictures apart. */
export interface RunScore {
  /** The mean cross-entropy. */
  readonly loss: number;
  readonly right: number;
  readonly count: number;
}

/** The same at a step, of pictures held out, and of a sample of those it learns from. */
export interface RunLook extends RunScore {
  readonly step: number;
  readonly sample?: RunScore | undefined;
}

/** What became of a run. */
export interface RunResult {
  /** The loss of each step before it moved. */
  readonly losses: readonly number[];
  /** By step, ascending. */
  readonly looks: readonly RunLook[];
}

const known = new Map<string, RunResult>();

const keyOf = (run: TrainingRun): string => JSON.stringify(run);

/** Tells what became of a run. */
export function knowRun(run: TrainingRun, result: RunResult): void {
  known.set(keyOf(run), result);
}

/** What became of a run, if somebody has trained it. */
export function knownRun(run: TrainingRun): RunResult | undefined {
  return known.get(keyOf(run));
}

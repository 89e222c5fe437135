// Where a run begins, and what a learner has to know to take it up.
import { seededRandom } from '@lib/array/random.ts';
import { momentRows } from '@lib/nn/optimiser.ts';
import { initialParameters, type LayerParameters } from '@lib/nn/parameters.ts';
import { planVectors, toVectors } from '@lib/nn/parameter-vector.ts';
import { batchShape, checkRun, type TrainingRun } from '@lib/nn/training-run.ts';
import type { LearnerPlan, LearnerState } from './learner.ts';

/**
 * The numbers that a run starts with.
 * @throws RangeError if it cannot be trained
 */
export function initialState(run: TrainingRun): LearnerState {
  checkRun(run);
  const parameters = initialParameters(run.layers, batchShape(1), seededRandom(run.initialSeed));
  return stateOf(run, parameters);
}

/** The state at step 0 of a run that begins with given numbers, a list beside its layers. */
export function stateOf(run: TrainingRun, parameters: readonly LayerParameters[]): LearnerState {
  const vectors = toVectors({ layers: run.layers, parameters }, batchShape(1));
  const moments = Array.from({ length: momentRows[run.optimiser] }, () => new Float32Array(vectors.learned.length));
  return { step: 0, ...vectors, moments };
}

/** What a learner has to know about a run. */
export function learnerPlan(run: TrainingRun): LearnerPlan {
  const rows = checkRun(run);
  const { optimiser, batch } = run;
  return { rows, vectors: planVectors(run.layers, batchShape(1)), optimiser, batch };
}

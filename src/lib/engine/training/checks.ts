// What every place to train refuses, in the same words: batches, and numbers to begin with.
import type { LayerRow } from '@lib/nn/network-table.ts';
import { momentRows } from '@lib/nn/optimiser.ts';
import type { LearnerPlan, LearnerState } from './learner.ts';

/**
 * Checks that a batch of so many pictures can be trained on.
 * @throws RangeError if it is empty, or if a batch normalisation would see one number of a channel, which has no spread
 */
export function checkBatch(rows: readonly LayerRow[], pictures: number): void {
  const seesOne = ({ layer, inputShape }: LayerRow): boolean =>
    layer.kind === 'batch-norm' && inputShape.slice(2).every((size) => size === 1);
  const least = rows.some(seesOne) ? 2 : 1;
  if (pictures >= least) return;
  throw new RangeError(`train: places must be at least ${least} for this network, got ${pictures}`);
}

/**
 * Checks that a state has as many numbers as a network and its optimiser have.
 * @throws RangeError if it has more or fewer
 */
export function checkState({ vectors, optimiser }: LearnerPlan, { learned, remembered, moments }: LearnerState): void {
  const refuse = (name: string, wanted: number, got: number): void => {
    if (wanted !== got) throw new RangeError(`train: from.${name} must hold ${wanted} for this run, got ${got}`);
  };
  refuse('learned', vectors.learnedCount, learned.length);
  refuse('remembered', vectors.rememberedCount, remembered.length);
  refuse('moments', momentRows[optimiser], moments.length);
  moments.forEach((row, at) => refuse(`moments[${at}]`, vectors.learnedCount, row.length));
}

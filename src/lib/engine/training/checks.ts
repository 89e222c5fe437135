// The batches that every place to train refuses, in the same words.
import type { LayerRow } from '@lib/nn/network-table.ts';

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

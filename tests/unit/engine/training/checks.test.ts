import { expect, it } from 'vitest';
import { checkBatch } from '@lib/engine/training/checks.ts';
import { convNet, type Layer } from '@lib/nn/layers.ts';
import { tableOf } from '@lib/nn/network-table.ts';
import { batchShape } from '@lib/nn/training-run.ts';

const rowsFor = (layers: readonly Layer[]) => tableOf(layers, batchShape(1)).rows;

it('wants two pictures where a normalisation sees one number of each', () => {
  const features = rowsFor([{ kind: 'flatten' }, { kind: 'dense', outputs: 2 }, { kind: 'batch-norm' }]);
  expect(() => {
    checkBatch(features, 1);
  }).toThrow('train: places must be at least 2 for this network, got 1');
  checkBatch(features, 2);
  checkBatch(rowsFor([{ kind: 'batch-norm' }, ...convNet([1, 2])]), 1);
});

it('wants a picture at least', () => {
  expect(() => {
    checkBatch(rowsFor(convNet()), 0);
  }).toThrow('train: places must be at least 1 for this network, got 0');
});

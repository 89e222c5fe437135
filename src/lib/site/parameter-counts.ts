// How many numbers the two networks that the text compares have to learn, counted so that no count is typed by hand.
import { convNet, type Layer } from '@lib/nn/layers.ts';
import { tableOf } from '@lib/nn/network-table.ts';

/** Each pixel to each of 30 numbers, and these to one. */
const denseNet: readonly Layer[] = [
  { kind: 'flatten' },
  { kind: 'dense', outputs: 30 },
  { kind: 'relu' },
  { kind: 'dense', outputs: 1 },
];

const picture = [1, 1, 28, 28];

/** Weights and biases of the networks: the dense one, and the one of lesson 8, five convolutions of 3 × 3. */
export const parameterCounts = {
  'dense-net': tableOf(denseNet, picture).parameters,
  'simple-cnn': tableOf(convNet(), picture).parameters,
} as const;

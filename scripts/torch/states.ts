// The networks and runs whose exported code is executed: the book's own, every kind of layer, and settings at their edges.
import { convNet, type Layer } from '@lib/nn/layers.ts';
import { sessionRun, tamperings, type TrainingRun } from '@lib/nn/training-run.ts';

/** A network, and what it is for. */
export interface NetworkState {
  readonly name: string;
  readonly layers: readonly Layer[];
  /** The digits it tells apart, if it can be trained. */
  readonly digits?: readonly number[];
  /** A picture's `[channels, height, width]`; `[1, 28, 28]` if left out. */
  readonly picture?: readonly number[];
}

const relu: Layer = { kind: 'relu' };
const flatten: Layer = { kind: 'flatten' };
const norm: Layer = { kind: 'batch-norm' };
const globalPool: Layer = { kind: 'global-average-pool' };
const conv = (outChannels: number, kernel: number | readonly [number, number], options: object = {}): Layer => ({
  kind: 'conv',
  outChannels,
  kernel,
  ...options,
});
const halving = (outChannels: number, options: object = {}): Layer =>
  conv(outChannels, 3, { stride: 2, padding: 1, ...options });
const dense = (outputs: number, hasBias = true): Layer => ({ kind: 'dense', outputs, hasBias });
const pool = (kind: 'max-pool' | 'average-pool', kernel: number | readonly [number, number], options = {}): Layer => ({
  kind,
  kernel,
  ...options,
});

const pair = [3, 7];
const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

const tenClasses = (between: readonly Layer[]): Layer[] => [
  conv(8, 5, { stride: 2, padding: 2 }),
  ...between,
  relu,
  ...[16, 32, 64].flatMap((channels) => [halving(channels), ...between, relu]),
  halving(10),
  flatten,
];

/** The book's own networks, and heads of all kinds. */
const known: readonly NetworkState[] = [
  { name: 'the session’s network', layers: convNet(), digits: pair },
  { name: 'one score per pixel', layers: [conv(30, 3, { padding: 1 }), relu, conv(1, 3, { padding: 1 })] },
  { name: '1 → 128', layers: [conv(128, 3)] },
  { name: 'four kernels of the session', layers: [conv(4, 3, { hasBias: false })] },
  { name: 'ten classes', layers: tenClasses([]), digits: all },
  { name: 'ten classes, batch normalisation', layers: tenClasses([norm]), digits: all },
  { name: 'three classes', layers: convNet([1, 4, 8, 8, 8, 3]), digits: [0, 1, 8] },
  { name: '600 parameters', layers: convNet([1, 4, 4, 4, 4, 2]), digits: pair },
  { name: 'too small', layers: convNet([1, 2, 2, 2, 2, 2]), digits: pair },
  { name: 'dense', layers: [flatten, dense(30), relu, dense(2)], digits: pair },
  { name: 'linear, no bias', layers: [flatten, dense(2, false)], digits: [1, 8] },
  {
    name: 'dense head',
    layers: [halving(4), relu, halving(8), relu, flatten, dense(10), relu, dense(2)],
    digits: pair,
  },
  { name: 'global pooling', layers: [halving(8), relu, conv(2, 3), globalPool, flatten], digits: pair },
  { name: 'global pooling, dense', layers: [halving(6), relu, globalPool, flatten, dense(2)], digits: pair },
  {
    name: 'the stem of a ResNet',
    layers: [
      conv(16, 7, { stride: 2, padding: 3, hasBias: false }),
      norm,
      relu,
      pool('max-pool', 3, { stride: 2, padding: 1 }),
    ],
    picture: [3, 32, 40],
  },
  { name: 'the session’s network on 56 × 56', layers: convNet(), picture: [1, 56, 56] },
];

/** Settings of convolutions. */
const settings: readonly NetworkState[] = [
  { name: 'kernel 1', layers: [conv(4, 1), relu, halving(2), flatten, dense(2)], digits: pair },
  { name: 'kernel 2', layers: [conv(4, 2, { stride: 2 }), relu, flatten, dense(2)], digits: pair },
  { name: 'kernel 7, stride 3', layers: [conv(4, 7, { stride: 3, padding: 3 }), relu, conv(2, 7), flatten] },
  { name: 'five valid 5 × 5', layers: [...[4, 4, 4, 4, 4].map((channels) => conv(channels, 5)), flatten, dense(2)] },
  { name: 'kernel 3 × 5', layers: [conv(4, [3, 5], { stride: 2 }), flatten, dense(2)], digits: pair },
  {
    name: 'kernel 3 × 5, stride 2 × 1, padding 1 × 2',
    layers: [conv(3, [3, 5], { stride: [2, 1], padding: [1, 2] }), relu, halving(4), flatten, dense(2)],
    digits: [4, 9],
  },
  {
    name: '1 × 7, then 7 × 1',
    layers: [conv(4, [1, 7]), conv(4, [7, 1]), relu, globalPool, flatten, dense(2)],
    digits: pair,
  },
  { name: 'stride 1 × 3', layers: [conv(3, 3, { stride: [1, 3] }), flatten, dense(2)], digits: pair },
  {
    name: 'padding wider than the kernel',
    layers: [conv(2, 3, { padding: 4 }), relu, halving(2), flatten, dense(2)],
    digits: pair,
  },
  { name: 'padding on one axis', layers: [conv(2, 3, { padding: [0, 2] }), flatten, dense(2)], digits: pair },
  {
    name: 'a pair of equal numbers',
    layers: [conv(2, [3, 3], { stride: [2, 2], padding: [1, 1] }), flatten, dense(2)],
    digits: pair,
  },
  { name: 'dilation 2', layers: [conv(3, 3, { dilation: 2, padding: 2 }), relu] },
  { name: 'dilation 1 × 3, stride 2', layers: [conv(3, 3, { dilation: [1, 3], stride: 2 })] },
  { name: 'two groups', layers: [conv(4, 3), relu, conv(6, 3, { groups: 2 })] },
  { name: 'depthwise, then 1 × 1', layers: [conv(4, 3), conv(4, 3, { groups: 4, hasBias: false }), conv(2, 1)] },
  ...(['replicate', 'reflect', 'circular', 'symmetric'] as const).map((paddingMode) => ({
    name: `${paddingMode} padding`,
    layers: [
      conv(3, 3, { padding: 2, paddingMode }),
      relu,
      conv(2, [3, 5], { padding: [0, 3], paddingMode, stride: 2 }),
    ],
  })),
  { name: 'a padding mode without padding', layers: [conv(3, 3, { paddingMode: 'reflect' })] },
];

/** Pooling and batch normalisation. */
const others: readonly NetworkState[] = [
  {
    name: 'max pooling',
    layers: [
      conv(4, 3, { padding: 1 }),
      relu,
      pool('max-pool', 2),
      halving(8),
      relu,
      pool('max-pool', 2),
      flatten,
      dense(2),
    ],
    digits: pair,
  },
  {
    name: 'max pooling that overlaps, with padding',
    layers: [halving(4), pool('max-pool', 3, { stride: 2, padding: 1 }), relu, flatten, dense(2)],
    digits: pair,
  },
  {
    name: 'max pooling of rectangles',
    layers: [conv(3, 3), pool('max-pool', [2, 5], { stride: [1, 3] }), flatten, dense(2)],
    digits: pair,
  },
  { name: 'average pooling', layers: [halving(4), relu, pool('average-pool', 2), flatten, dense(2)], digits: pair },
  {
    name: 'average pooling of rectangles, with padding',
    layers: [halving(4), pool('average-pool', [3, 2], { stride: [2, 1], padding: [1, 1] }), flatten, dense(2)],
    digits: pair,
  },
  {
    name: 'batch normalisation before ReLU',
    layers: [halving(4, { hasBias: false }), norm, relu, halving(8, { hasBias: false }), norm, relu, flatten, dense(2)],
    digits: pair,
  },
  { name: 'batch normalisation of a row', layers: [flatten, dense(8), norm, relu, dense(2)], digits: pair },
  {
    name: 'batch normalisation, other constants',
    layers: [halving(4), { kind: 'batch-norm', epsilon: 0.01, momentum: 0.3 }, relu, flatten, dense(2)],
    digits: pair,
  },
  {
    name: 'ReLU first, pooling of the picture',
    layers: [relu, pool('average-pool', 4), flatten, dense(2)],
    digits: pair,
  },
];

/** All networks whose code is executed. */
export const networkStates: readonly NetworkState[] = [...known, ...settings, ...others];

/** A run, and what it is for. */
export interface RunState {
  readonly name: string;
  readonly run: TrainingRun;
  /**
   * Whether only its losses are compared, not the held-out digits after them. Batch normalisation takes a bias before it away again, so the
   * gradient of that bias is nothing but rounding; Adam makes whole steps of it, and the running averages come after.
   */
  readonly lossesOnly?: boolean;
}

/** Runs whose first losses are compared: every rule, schedule and order, with and without a short batch, over the ends of epochs. */
export const runStates: readonly RunState[] = [
  { name: 'the session’s run', run: sessionRun },
  {
    name: 'momentum, fixed rate, other seeds',
    run: { ...sessionRun, optimiser: 'momentum', schedule: 'fixed', rate: 0.03, initialSeed: 7, orderSeed: 12345 },
  },
  {
    name: 'gradient descent, one cycle, the order of the file',
    run: { ...sessionRun, optimiser: 'sgd', rate: 0.3, orderSeed: 'sequential', batch: 32, steps: 24 },
  },
  {
    name: 'ten classes, batch normalisation',
    run: { ...sessionRun, digits: all, layers: tenClasses([norm]), batch: 16, steps: 400, initialSeed: 4_000_000_000 },
    lossesOnly: true,
  },
  {
    name: 'batch normalisation without biases before it',
    run: {
      ...sessionRun,
      layers: [
        ...[4, 8].flatMap((channels) => [halving(channels, { hasBias: false }), { ...norm, momentum: 0.3 }, relu]),
        flatten,
        dense(2),
      ],
    },
  },
  {
    name: 'short batches, past the end of epochs',
    run: {
      ...sessionRun,
      digits: [1, 8],
      layers: [pool('average-pool', 2), flatten, dense(2)],
      batch: 500,
      keepsLastBatch: true,
      steps: 60,
      orderSeed: 2 ** 40 + 3,
    },
  },
  {
    name: 'left-overs dropped, past the end of epochs',
    run: { ...sessionRun, layers: [flatten, dense(8), relu, dense(2)], batch: 2048, schedule: 'fixed', rate: 0.003 },
  },
  {
    name: 'pooling, a dense head, momentum in one cycle',
    run: {
      ...sessionRun,
      digits: [4, 9],
      layers: [halving(4), pool('max-pool', 2), relu, flatten, dense(10), relu, dense(2)],
      optimiser: 'momentum',
      rate: 0.1,
      batch: 50,
    },
  },
  ...tamperings
    .filter((tampering) => tampering !== 'none')
    .map((tampering) => ({
      name: tampering,
      run: { ...sessionRun, digits: [3, 5, 8], layers: convNet([1, 4, 4, 4, 4, 3]), tampering, initialSeed: 3 },
    })),
];

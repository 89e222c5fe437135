// What a step is made of on tfjs: a few operations on tensors, forwards and backwards, each one kernel of tfjs or a handful. They are called
// by their kernels' names, so that only those ship that a machine has registered; nothing is put on tfjs's tape. What comes out
// belongs to the caller's `tidy`. A machine may put faster ones in their place.
import { engine, scalar, type NamedAttrMap, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { adamConstants, momentumKept, type AdamStep } from '@lib/nn/optimiser.ts';
import type { OptimiserName } from '@lib/nn/training-run.ts';
import type { ConvStage, PoolStage } from './stages.ts';

/** A convolution's numbers, `[kernelH, kernelW, in, out]` and `[out]`. */
export interface ConvNumbers {
  readonly filter: Tensor4D;
  readonly bias: Tensor1D | undefined;
}

/** What was put in, what came out, and the gradient of what came out. */
export interface Passed {
  readonly input: Tensor4D;
  readonly output: Tensor4D;
  readonly arriving: Tensor4D;
}

/** What an optimiser moves: all numbers in one row, and its moments like it. */
export interface Movable {
  readonly learned: Tensor1D;
  readonly moments: readonly Tensor1D[];
}

/** One move. */
export interface Move {
  readonly optimiser: OptimiserName;
  readonly rate: number;
  readonly adam: AdamStep;
}

/** The operations; tensors are `[batch, height, width, channels]`. */
export interface Arithmetic {
  /** Convolves, adds the bias, and lets no negative number through if the stage says so. */
  convolve(input: Tensor4D, numbers: ConvNumbers, stage: ConvStage): Tensor4D;
  /** The gradients of the kernels and of the biases. */
  convolutionGradients(
    passed: Passed,
    stage: ConvStage,
  ): { readonly filter: Tensor; readonly bias: Tensor | undefined };
  /** The gradient of a convolution's input. */
  convolutionInputGradient(passed: Passed, filter: Tensor4D, stage: ConvStage): Tensor4D;
  /** The sums over all places of all pictures, `[channels]`. */
  readonly columnSums: (x: Tensor4D) => Tensor;
  /** Pools, and lets no negative number through if the stage says so. */
  pool(input: Tensor4D, stage: PoolStage): Tensor4D;
  /** The gradient of a pooling's input. */
  poolGradient(passed: Passed, stage: PoolStage): Tensor4D;
  /** The gradient before a ReLU: what arrives, where something came out. */
  throughRelu(arriving: Tensor4D, output: Tensor4D): Tensor4D;
  /** Moves all numbers; what was given may be what comes back. */
  move(row: Movable, gradient: Tensor1D, move: Move): Movable;
}

/** Runs a kernel of tfjs; tensors that are `undefined` are left out. */
export function run<Answer extends Tensor = Tensor>(
  kernel: string,
  inputs: Readonly<Record<string, Tensor | undefined>>,
  attributes: NamedAttrMap = {},
): Answer {
  const given: Record<string, Tensor> = {};
  for (const [name, input] of Object.entries(inputs)) if (input !== undefined) given[name] = input;
  return engine().runKernel<Answer>(kernel, given, attributes);
}

const plus = (a: Tensor, b: Tensor): Tensor => run('Add', { a, b });
const minus = (a: Tensor, b: Tensor): Tensor => run('Sub', { a, b });
const times = (a: Tensor, b: Tensor): Tensor => run('Multiply', { a, b });
const over = (a: Tensor, b: Tensor): Tensor => run('RealDiv', { a, b });

/** The same numbers in another shape. */
export function shaped<Answer extends Tensor = Tensor4D>(x: Tensor, shape: readonly number[]): Answer {
  return run<Answer>('Reshape', { x }, { shape: [...shape] });
}

function columnSums(x: Tensor4D): Tensor {
  return run('Sum', { x }, { axis: [0, 1, 2], keepDims: false });
}

/**
 * Padding is said side by side: tfjs's 'same' pads less at the top than at the bottom at a stride above 1, and with a number it takes the
 * kernel's height and the stride of rows for the columns, too.
 */
function convAttributes({ window: { stride, padding } }: ConvStage): NamedAttrMap {
  return {
    strides: [...stride],
    pad: around(padding),
    dataFormat: 'NHWC',
    dilations: [1, 1],
    dimRoundingMode: 'floor',
  };
}

function around([rows, cols]: readonly [number, number]): number[][] {
  return [
    [0, 0],
    [rows, rows],
    [cols, cols],
    [0, 0],
  ];
}

function convolve(input: Tensor4D, { filter, bias }: ConvNumbers, stage: ConvStage): Tensor4D {
  const activation = stage.hasRelu ? 'relu' : 'linear';
  return run('FusedConv2D', { x: input, filter, bias }, { ...convAttributes(stage), activation, leakyreluAlpha: 0 });
}

function convolutionGradients({ input, arriving }: Passed, stage: ConvStage) {
  const { window, from, to } = stage;
  const filterShape = [...window.kernel, from.channels, to.channels];
  const filter = run('Conv2DBackpropFilter', { x: input, dy: arriving }, { ...convAttributes(stage), filterShape });
  const bias = stage.bias === undefined ? undefined : columnSums(arriving);
  return { filter, bias };
}

function convolutionInputGradient({ input, arriving }: Passed, filter: Tensor4D, stage: ConvStage): Tensor4D {
  return run('Conv2DBackpropInput', { dy: arriving, filter }, { ...convAttributes(stage), inputShape: input.shape });
}

/** tfjs leaves padding out of a mean: it is put around the input before. */
function poolParts({ kind, window: { kernel, stride, padding } }: PoolStage) {
  const isPaddedBefore = kind === 'mean' && Math.max(...padding) > 0;
  return {
    isPaddedBefore,
    attributes: {
      filterSize: [...kernel],
      strides: [...stride],
      pad: around(isPaddedBefore ? [0, 0] : padding),
      dimRoundingMode: 'floor',
    },
  };
}

const padded = (x: Tensor, { window }: PoolStage): Tensor =>
  run('PadV2', { x }, { paddings: around(window.padding), constantValue: 0 });

function pool(input: Tensor4D, stage: PoolStage): Tensor4D {
  const { isPaddedBefore, attributes } = poolParts(stage);
  const x = isPaddedBefore ? padded(input, stage) : input;
  const pooled = run<Tensor4D>(stage.kind === 'max' ? 'MaxPool' : 'AvgPool', { x }, attributes);
  return stage.hasRelu ? run('Relu', { x: pooled }) : pooled;
}

function poolGradient({ input, output, arriving }: Passed, stage: PoolStage): Tensor4D {
  const { isPaddedBefore, attributes } = poolParts(stage);
  if (stage.kind === 'max') return run('MaxPoolGrad', { dy: arriving, input, output }, attributes);
  if (!isPaddedBefore) return run('AvgPoolGrad', { dy: arriving, input }, attributes);
  const wide = run('AvgPoolGrad', { dy: arriving, input: padded(input, stage) }, attributes);
  return run('Slice', { x: wide }, { begin: [0, ...stage.window.padding, 0], size: input.shape });
}

function throughRelu(arriving: Tensor4D, output: Tensor4D): Tensor4D {
  return run('Multiply', { a: arriving, b: run('Step', { x: output }, { alpha: 0 }) });
}

function move({ learned, moments }: Movable, gradient: Tensor1D, { optimiser, rate, adam }: Move): Movable {
  const row = (x: Tensor): Tensor1D => shaped(x, learned.shape);
  const [first = learned, second = learned] = moments;
  switch (optimiser) {
    case 'sgd':
      return { learned: row(minus(learned, times(gradient, scalar(rate)))), moments: [] };
    case 'momentum': {
      const next = plus(times(first, scalar(momentumKept)), gradient);
      return { learned: row(minus(learned, times(next, scalar(rate)))), moments: [row(next)] };
    }
    case 'adam': {
      const { beta1, beta2, epsilon } = adamConstants;
      const mean = plus(times(first, scalar(beta1)), times(gradient, scalar(1 - beta1)));
      const squares = plus(times(second, scalar(beta2)), times(run('Square', { x: gradient }), scalar(1 - beta2)));
      // size · m / (√v / c + ε), multiplied out by c
      const root = plus(run('Sqrt', { x: squares }), scalar(epsilon * adam.rootCorrection));
      const step = times(over(mean, root), scalar(adam.size * adam.rootCorrection));
      return { learned: row(minus(learned, step)), moments: [row(mean), row(squares)] };
    }
  }
}

/** The operations on whichever backend tfjs has set. */
export const tfjsArithmetic: Arithmetic = {
  convolve,
  convolutionGradients,
  convolutionInputGradient,
  columnSums,
  pool,
  poolGradient,
  throughRelu,
  move,
};

/** The gradient of the mean cross-entropy with respect to the scores: `[batch, classes]` each, `right` holding a 1 in each row. */
export function scoresGradient(logits: Tensor, right: Tensor): Tensor {
  const [batch = 1] = logits.shape;
  const rowwise = { axis: [1], keepDims: true, reductionIndices: [1] };
  const most = shaped(run('Max', { x: logits }, rowwise), [batch, 1]);
  const powers = run('Exp', { x: minus(logits, most) });
  const sums = shaped(run('Sum', { x: powers }, rowwise), [batch, 1]);
  return times(minus(over(powers, sums), right), scalar(1 / batch));
}

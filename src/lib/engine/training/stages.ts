// A network as the trainer's engines run it: its layers folded into few stages. A ReLU goes into the stage before it, flattening only renames
// places, and a dense layer is a convolution of 1 × 1 over as many channels as there are features.
import type { LayerRow } from '@lib/nn/network-table.ts';
import type { VectorPart, VectorPlan } from '@lib/nn/parameter-vector.ts';
import { planPool2d } from '@lib/nn/pooling.ts';
import type { Pair } from '@lib/conv/conv2d-plan.ts';

/** The numbers of one picture between two stages. */
export interface Grid {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** How a window slides over a grid: rows, columns. */
export interface Window {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
}

interface AnyStage {
  readonly from: Grid;
  readonly to: Grid;
  /** Whether negative answers become 0. */
  readonly hasRelu: boolean;
  /** Where the channels are the places of a grid, flattened channel by channel: that grid. */
  readonly features: Grid | undefined;
}

/** A convolution or a dense layer. */
export interface ConvStage extends AnyStage {
  readonly kind: 'conv';
  readonly window: Window;
  readonly weight: VectorPart;
  readonly bias: VectorPart | undefined;
}

/** A batch normalisation. */
export interface NormStage extends AnyStage {
  readonly kind: 'norm';
  readonly weight: VectorPart;
  readonly bias: VectorPart;
  readonly mean: VectorPart;
  readonly variance: VectorPart;
  readonly epsilon: number;
  readonly momentum: number;
}

/** A pooling: the largest number of each window, or the mean, in which padding counts as 0. */
export interface PoolStage extends AnyStage {
  readonly kind: 'max' | 'mean';
  readonly window: Window;
}

/** One stage. */
export type Stage = ConvStage | NormStage | PoolStage;

/** A whole network. */
export interface StagePlan {
  readonly stages: readonly Stage[];
  /** The first stage that learns: nothing before it needs a gradient. */
  readonly firstLearning: number;
  readonly classes: number;
  /** Where the scores are a flattened grid: that grid. */
  readonly features: Grid | undefined;
}

/** What is left out in a batch normalisation. */
const usual = { epsilon: 1e-5, momentum: 0.1 } as const;

const bothAxes = (pair: Pair): readonly [number, number] => (typeof pair === 'number' ? [pair, pair] : pair);

/** The numbers in a grid. */
export function gridSize({ channels, height, width }: Grid): number {
  return channels * height * width;
}

/**
 * Folds the layers of a network, whose table is that of one picture.
 * @throws RangeError if it learns nothing, or if there is no stage for a layer
 */
export function planStages(rows: readonly LayerRow[], vectors: VectorPlan): StagePlan {
  const stages: Stage[] = [];
  let features: Grid | undefined;
  rows.forEach((row, at) => {
    const { layer } = row;
    if (layer.kind === 'relu') {
      const before = stages.pop(); // pictures have no negative numbers
      if (before !== undefined) stages.push({ ...before, hasRelu: true });
      return;
    }
    const [from, to] = [gridOf(row.inputShape), gridOf(row.outputShape)];
    if (layer.kind === 'flatten') {
      if (from.height * from.width > 1) features = from;
      return;
    }
    stages.push(stageOf(row, { from, to, hasRelu: false, features }, partsOf(vectors, at)));
    if (layer.kind !== 'batch-norm') features = undefined;
  });
  const firstLearning = stages.findIndex(({ kind }) => kind === 'conv' || kind === 'norm');
  if (firstLearning < 0) throw new RangeError('planStages: rows must have a layer that learns, got none');
  return { stages, firstLearning, classes: rows.at(-1)?.outputShape[1] ?? 0, features };
}

function gridOf([, channels = 1, height = 1, width = 1]: readonly number[]): Grid {
  return { channels, height, width };
}

type Part = (name: VectorPart['name']) => VectorPart | undefined;

function partsOf({ learned, remembered }: VectorPlan, layer: number): Part {
  return (name) => [...learned, ...remembered].find((part) => part.layer === layer && part.name === name);
}

function stageOf({ layer, inputShape }: LayerRow, common: AnyStage, part: Part): Stage {
  const has = (name: VectorPart['name']): VectorPart => {
    const found = part(name);
    if (found === undefined)
      throw new RangeError(`planStages: vectors must have a ${name} for ${layer.kind}, got none`);
    return found;
  };
  switch (layer.kind) {
    case 'conv': {
      const window: Window = {
        kernel: bothAxes(layer.kernel),
        stride: bothAxes(layer.stride ?? 1),
        padding: bothAxes(layer.padding ?? 0),
      };
      return { ...common, kind: 'conv', window, weight: has('weight'), bias: part('bias') };
    }
    case 'dense': {
      const window: Window = { kernel: [1, 1], stride: [1, 1], padding: [0, 0] };
      return { ...common, kind: 'conv', window, weight: has('weight'), bias: part('bias') };
    }
    case 'batch-norm':
      return {
        ...common,
        kind: 'norm',
        weight: has('weight'),
        bias: has('bias'),
        mean: has('runningMean'),
        variance: has('runningVariance'),
        epsilon: layer.epsilon ?? usual.epsilon,
        momentum: layer.momentum ?? usual.momentum,
      };
    case 'max-pool':
    case 'average-pool': {
      const { kernel, stride, padding } = planPool2d({ shape: inputShape }, layer.kernel, layer);
      return { ...common, kind: layer.kind === 'max-pool' ? 'max' : 'mean', window: { kernel, stride, padding } };
    }
    case 'global-average-pool': {
      const whole: readonly [number, number] = [common.from.height, common.from.width];
      return { ...common, kind: 'mean', window: { kernel: whole, stride: whole, padding: [0, 0] } };
    }
    case 'relu':
    case 'flatten':
      throw new RangeError(`planStages: rows must become stages, got ${layer.kind}`);
  }
}

// A network laid out for the programs of WebGPU: a block of settings for each stage, and the list of what is dispatched, in order.
import { momentRows } from '@lib/nn/optimiser.ts';
import { pictureShape, type OptimiserName } from '@lib/nn/training-run.ts';
import type { VectorPlan } from '@lib/nn/parameter-vector.ts';
import { channelsTogether } from './gpu-convolution.ts';
import { blockBytes, groupSize, realFields, stageFields, type KernelName } from './gpu-settings.ts';
import { gridSize, type Stage, type StagePlan } from './stages.ts';

/** Groups in three dimensions. */
type Groups = readonly [number, number, number];

/** One dispatch: a program, the block it goes by, and how many groups it takes for so many pictures. */
export interface Dispatch {
  readonly kernel: KernelName;
  readonly stage: number;
  readonly groups: (pictures: number) => Groups;
}

/** A network, laid out. */
export interface GpuLayout {
  /** All blocks, one behind the other. */
  readonly blocks: ArrayBuffer;
  /** Numbers in the row of maps. */
  readonly mapsLength: number;
  /** Numbers in the row of learned numbers, their gradient, their moments, and what is remembered. */
  readonly numbersLength: number;
  readonly rememberedAt: number;
  readonly forward: readonly Dispatch[];
  readonly backward: readonly Dispatch[];
  readonly move: Dispatch;
}

/** What a device takes in one dimension. */
const mostGroups = 65_535;

/** So many groups, and in the second dimension as many times as is said; the third takes what is too much for the first. */
function spread(groups: number, times = 1): Groups {
  return [Math.min(groups, mostGroups), times, Math.ceil(groups / mostGroups)];
}

/** Groups for so many invocations. */
const groupsOf = (invocations: number): Groups => spread(Math.ceil(invocations / groupSize));

/** Writes a block of settings: whole numbers, then real ones. */
export function writeBlock(
  blocks: ArrayBuffer,
  at: number,
  { whole, real }: { readonly whole: readonly number[]; readonly real: readonly number[] },
): void {
  new Uint32Array(blocks, at * blockBytes).set(whole);
  new Float32Array(blocks, at * blockBytes + 4 * whole.length).set(real);
}

/** Lays a network out for batches of so many pictures at most. */
export function layOut(
  { stages, firstLearning }: StagePlan,
  { learnedCount, rememberedCount }: VectorPlan,
  { batch, optimiser }: { readonly batch: number; readonly optimiser: OptimiserName },
): GpuLayout {
  const [channels, height, width] = pictureShape;
  const rememberedAt = learnedCount * (2 + momentRows[optimiser]);
  const blocks = new ArrayBuffer(stages.length * blockBytes);
  let mapsLength = 0;
  const room = (length: number): number => {
    const at = mapsLength;
    mapsLength += length;
    return at;
  };
  const pictures = room(batch * channels * height * width);
  const outputs = stages.map(({ to }) => room(batch * gridSize(to)));
  const statistics = stages.map(({ kind, from }) => room(kind === 'norm' ? 2 * from.channels : 0));
  // Gradients only pass by: two rooms, in turn.
  const largest = Math.max(...stages.map(({ to }) => batch * gridSize(to)));
  const passing = [room(largest), room(largest)];

  stages.forEach((stage, at) => {
    const { kernel, stride, padding } = 'window' in stage ? stage.window : whole;
    const { from, to } = stage;
    const values: Readonly<Record<(typeof stageFields)[number], number>> = {
      inChannels: from.channels,
      inRows: from.height,
      inCols: from.width,
      outChannels: to.channels,
      outRows: to.height,
      outCols: to.width,
      kernelRows: kernel[0],
      kernelCols: kernel[1],
      rowStride: stride[0],
      colStride: stride[1],
      rowPadding: padding[0],
      colPadding: padding[1],
      input: outputs[at - 1] ?? pictures,
      output: outputs[at] ?? 0,
      arriving: passing[at % 2] ?? 0,
      leaving: passing[(at + 1) % 2] ?? 0,
      weight: 'weight' in stage ? stage.weight.first : 0,
      bias: 'bias' in stage ? (stage.bias?.first ?? 0) : 0,
      mean: rememberedAt + (stage.kind === 'norm' ? stage.mean.first : 0),
      variance: rememberedAt + (stage.kind === 'norm' ? stage.variance.first : 0),
      statistics: statistics[at] ?? 0,
      learned: learnedCount,
      hasBias: Number('bias' in stage && stage.bias !== undefined),
      hasRelu: Number(stage.hasRelu),
      isInputFromRelu: Number(stages[at - 1]?.hasRelu ?? false),
      isMax: Number(stage.kind === 'max'),
    };
    const reals = { epsilon: 0, momentum: 0, ...(stage.kind === 'norm' ? stage : {}) };
    writeBlock(blocks, at, {
      whole: stageFields.map((name) => values[name]),
      real: realFields.stage.map((name) => reals[name]),
    });
  });

  const last = stages.length - 1;
  return {
    blocks,
    mapsLength,
    numbersLength: rememberedAt + rememberedCount,
    rememberedAt,
    forward: [
      { kernel: 'gather', stage: 0, groups: (count) => groupsOf((count * channels * height * width) / 4) },
      ...stages.flatMap(forwards),
      { kernel: 'judge', stage: last, groups: groupsOf },
    ],
    backward: stages
      .map((stage, at) => (at < firstLearning ? [] : backwards(stage, at, at > firstLearning)))
      .reverse()
      .flat(),
    move: { kernel: 'descend', stage: 0, groups: () => groupsOf(learnedCount) },
  };
}

const whole = { kernel: [1, 1], stride: [1, 1], padding: [0, 0] } as const;

const fours = (channels: number): number => Math.ceil(channels / channelsTogether);

function forwards({ kind, from, to }: Stage, stage: number): Dispatch[] {
  switch (kind) {
    case 'conv':
      return [
        { kernel: 'convolve', stage, groups: (count) => groupsOf(count * fours(to.channels) * to.height * to.width) },
      ];
    case 'norm':
      return [
        { kernel: 'normStatistics', stage, groups: () => spread(from.channels) },
        { kernel: 'normalise', stage, groups: (count) => groupsOf(count * gridSize(from)) },
      ];
    case 'max':
    case 'mean':
      return [{ kernel: 'pool', stage, groups: (count) => groupsOf(count * gridSize(to)) }];
  }
}

function backwards(layer: Stage, stage: number, isInputAsked: boolean): Dispatch[] {
  const { kind, from, to } = layer;
  switch (kind) {
    case 'conv': {
      const { kernel } = layer.window;
      const taps = from.channels * kernel[0] * kernel[1] + (layer.bias === undefined ? 0 : 1);
      const filter: Dispatch = { kernel: 'filterGradient', stage, groups: () => spread(taps, fours(to.channels)) };
      const input: Dispatch = {
        kernel: 'inputGradient',
        stage,
        groups: (count) => groupsOf(count * fours(from.channels) * from.height * from.width),
      };
      return isInputAsked ? [filter, input] : [filter];
    }
    case 'norm': {
      const sums: Dispatch = { kernel: 'normSums', stage, groups: () => spread(from.channels) };
      const input: Dispatch = { kernel: 'normGradient', stage, groups: (count) => groupsOf(count * gridSize(from)) };
      return isInputAsked ? [sums, input] : [sums];
    }
    case 'max':
    case 'mean':
      return [{ kernel: 'poolGradient', stage, groups: (count) => groupsOf(count * gridSize(from)) }];
  }
}

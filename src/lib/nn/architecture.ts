// A network as its author thinks of it: a few blocks, where a convolution brings its normalisation and its ReLU along and the flatten at the
// end goes without saying. From it comes the list of layers that computes. The builder edits this, and the links of builder and trainer hold it.
import type { Layer } from './layers.ts';

/** A convolution with what follows it: batch normalisation if wanted, then ReLU. */
export interface ConvBlock {
  readonly kind: 'conv';
  readonly outChannels: number;
  readonly kernel: number;
  readonly stride: number;
  /** Cells added on each side; half the kernel, rounded down, if left out. */
  readonly padding?: number | undefined;
  readonly hasNorm: boolean;
  /** If left out: yes, except after the last block that learns, whose numbers are scores. */
  readonly hasRelu?: boolean | undefined;
}

/** The largest, or the mean, of each window. */
export interface PoolBlock {
  readonly kind: 'max-pool' | 'average-pool';
  readonly kernel: number;
  /** As large as the kernel if left out. */
  readonly stride?: number | undefined;
  readonly padding: number;
}

/** The mean of each channel's whole grid. */
export interface GlobalPoolBlock {
  readonly kind: 'global-average-pool';
}

/** Every output from all numbers that come in, put in a row first, then ReLU. */
export interface DenseBlock {
  readonly kind: 'dense';
  readonly outputs: number;
  /** As for convolutions. */
  readonly hasRelu?: boolean | undefined;
}

/** One block of a network. */
export type Block = ConvBlock | PoolBlock | GlobalPoolBlock | DenseBlock;

/** A whole network for pictures of one channel. */
export interface Architecture {
  readonly blocks: readonly Block[];
  /** Whether what the last block leaves as grids is put in one row; dense layers do so by themselves. */
  readonly isFlat: boolean;
}

/** Bounds of an architecture. What can be trained may be less: see `trainingLimits`. */
export const architectureLimits = {
  blocks: 8,
  channels: 128,
  outputs: 128,
  kernel: 7,
  stride: 3,
  padding: 6,
  poolPadding: 3,
} as const;

/** Layers that belong together: those of one block, or a flatten that no block asked for. */
export interface Stage {
  /** The block, counted from 0; none for a flatten that goes without saying. */
  readonly block?: number;
  readonly layers: readonly Layer[];
}

/** Whether a block has learned weights. */
function isLearned({ kind }: Block): boolean {
  return kind === 'conv' || kind === 'dense';
}

/** Whether ReLU follows a block, said or unsaid. */
export function hasRelu({ blocks }: Architecture, at: number): boolean {
  const block = blocks[at];
  if (block === undefined || (block.kind !== 'conv' && block.kind !== 'dense')) return false;
  return block.hasRelu ?? at !== blocks.findLastIndex(isLearned);
}

/** The padding of a convolution, said or unsaid. */
export function paddingOf({ kernel, padding }: ConvBlock): number {
  return padding ?? Math.floor(kernel / 2);
}

/** The same network without anything said that goes without saying, so that one network has one form. */
export function plainest({ blocks, isFlat }: Architecture): Architecture {
  const lastLearned = blocks.findLastIndex(isLearned);
  const spare = (block: ConvBlock | DenseBlock, at: number): boolean | undefined =>
    block.hasRelu === (at !== lastLearned) ? undefined : block.hasRelu;
  return {
    isFlat: isFlat || blocks.some(({ kind }) => kind === 'dense'),
    blocks: blocks.map((block, at): Block => {
      switch (block.kind) {
        case 'conv': {
          const padding = block.padding === Math.floor(block.kernel / 2) ? undefined : block.padding;
          return { ...block, padding, hasRelu: spare(block, at) };
        }
        case 'dense':
          return { ...block, hasRelu: spare(block, at) };
        case 'max-pool':
        case 'average-pool':
          return { ...block, stride: block.stride === block.kernel ? undefined : block.stride };
        case 'global-average-pool':
          return block;
      }
    }),
  };
}

/** The layers of a network, block by block, with the flattens that go without saying. */
export function stagesOf(architecture: Architecture): Stage[] {
  const { blocks, isFlat } = architecture;
  const firstDense = blocks.findIndex(({ kind }) => kind === 'dense');
  const flatten: Stage = { layers: [{ kind: 'flatten' }] };
  const stages = blocks.flatMap((_, block): Stage[] => {
    const stage = { block, layers: blockLayers(architecture, block) };
    return block === firstDense ? [flatten, stage] : [stage];
  });
  return isFlat && firstDense < 0 ? [...stages, flatten] : stages;
}

/** The layers of a network in one list. */
export function layersOf(architecture: Architecture): Layer[] {
  return stagesOf(architecture).flatMap(({ layers }) => layers);
}

function blockLayers(architecture: Architecture, at: number): Layer[] {
  const block = architecture.blocks[at];
  if (block === undefined) return [];
  const relu: readonly Layer[] = hasRelu(architecture, at) ? [{ kind: 'relu' }] : [];
  switch (block.kind) {
    case 'conv': {
      const { kind, outChannels, kernel, stride } = block;
      const norm: readonly Layer[] = block.hasNorm ? [{ kind: 'batch-norm' }] : [];
      return [{ kind, outChannels, kernel, stride, padding: paddingOf(block) }, ...norm, ...relu];
    }
    case 'dense':
      return [{ kind: 'dense', outputs: block.outputs }, ...relu];
    case 'max-pool':
    case 'average-pool':
      return [{ kind: block.kind, kernel: block.kernel, stride: block.stride ?? block.kernel, padding: block.padding }];
    case 'global-average-pool':
      return [{ kind: 'global-average-pool' }];
  }
}

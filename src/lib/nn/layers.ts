// A network as a list: what each layer is, without its numbers. Builder, trainer, engine and export all read this list; which settings fit
// together is found by `network-table.ts`, and the learned numbers stand beside it in `parameters.ts`. Names and defaults are PyTorch's.
import type { Pair } from '@lib/conv/conv2d-plan.ts';
import type { PaddingMode } from '@lib/conv/pad.ts';

/** A 2-D convolution; what is left out is as in `conv2d`. */
export interface ConvLayer {
  readonly kind: 'conv';
  readonly outChannels: number;
  readonly kernel: Pair;
  readonly stride?: Pair;
  readonly padding?: Pair;
  readonly paddingMode?: PaddingMode;
  readonly dilation?: Pair;
  readonly groups?: number;
  /** Whether each output has a number added to it; true if left out. */
  readonly hasBias?: boolean;
}

/** Negative numbers become 0. */
export interface ReluLayer {
  readonly kind: 'relu';
}

/** Each channel gets mean 0 and variance 1 over the batch, then a learned scale and shift. */
export interface BatchNormLayer {
  readonly kind: 'batch-norm';
  /** What keeps the root from being 0; 1e-5 if left out. */
  readonly epsilon?: number;
  /** Share of the new batch in the running averages; 0.1 if left out. */
  readonly momentum?: number;
}

/** The largest, or the mean, of each window; what is left out is as in `maxPool2d`. */
export interface PoolLayer {
  readonly kind: 'max-pool' | 'average-pool';
  readonly kernel: Pair;
  /** Cells per step; as large as the kernel if left out. */
  readonly stride?: Pair;
  readonly padding?: Pair;
}

/** The mean of each channel's whole grid: `[batch, channels, height, width]` to `[batch, channels, 1, 1]`. */
export interface GlobalPoolLayer {
  readonly kind: 'global-average-pool';
}

/** All axes after the batch in one row: channel by channel, each row by row. */
export interface FlattenLayer {
  readonly kind: 'flatten';
}

/** Every output a weighted sum of all inputs: `[batch, inputs]` to `[batch, outputs]`. */
export interface DenseLayer {
  readonly kind: 'dense';
  readonly outputs: number;
  /** Whether each output has a number added to it; true if left out. */
  readonly hasBias?: boolean;
}

/** One layer of a network. */
export type Layer = ConvLayer | ReluLayer | BatchNormLayer | PoolLayer | GlobalPoolLayer | FlattenLayer | DenseLayer;

/** The kinds of layers there are. */
export const layerKinds = [
  'conv',
  'relu',
  'batch-norm',
  'max-pool',
  'average-pool',
  'global-average-pool',
  'flatten',
  'dense',
] as const satisfies readonly Layer['kind'][];

/** The channels of the session's network, from the picture to the two scores. */
const sessionChannels = [1, 4, 8, 16, 32, 2] as const;

/**
 * Convolutions of 3 × 3 with stride 2 and padding 1 from channels to channels, ReLU between them, flattened at the end.
 * @throws RangeError if there are fewer than two numbers of channels
 */
export function convNet(channels: readonly number[] = sessionChannels): Layer[] {
  if (channels.length < 2) throw new RangeError(`convNet: channels must be at least 2 numbers, got ${channels.length}`);
  const layers = channels.slice(1).flatMap((outChannels, at): Layer[] => {
    const isLast = at === channels.length - 2;
    const conv: Layer = { kind: 'conv', outChannels, kernel: 3, stride: 2, padding: 1 };
    return isLast ? [conv] : [conv, { kind: 'relu' }];
  });
  return [...layers, { kind: 'flatten' }];
}

// Which operations the engine has: for each, what it is asked and what it answers.
import type { Tensor } from '@lib/array/tensor.ts';
import type { Conv1dOptions } from '@lib/conv/conv1d.ts';
import type { Conv2dOptions, Pair } from '@lib/conv/conv2d-plan.ts';
import type { Conv3dOptions } from '@lib/conv/conv3d.ts';
import type { ConvTranspose2dOptions } from '@lib/conv/conv-transpose2d.ts';
import type { WeightedGradients } from '@lib/nn/dense.ts';
import type { NetworkGradients } from '@lib/nn/gradients.ts';
import type { Model } from '@lib/nn/parameters.ts';
import type { Pool2dOptions } from '@lib/nn/pooling.ts';

/** A convolution and the gradient `[batch, out, outH, outW]` of its output. */
export interface Conv2dGradientsAsked {
  readonly input: Tensor;
  readonly weight: Tensor;
  readonly gradient: Tensor;
  readonly options?: Conv2dOptions;
}

/** The arguments of each operation. */
export interface Asked {
  readonly conv1d: readonly [input: Tensor, weight: Tensor, options: Conv1dOptions];
  readonly conv2d: readonly [input: Tensor, weight: Tensor, options: Conv2dOptions];
  readonly conv3d: readonly [input: Tensor, weight: Tensor, options: Conv3dOptions];
  readonly convTranspose2d: readonly [input: Tensor, weight: Tensor, options: ConvTranspose2dOptions];
  readonly matMul: readonly [left: Tensor, right: Tensor];
  readonly maxPool2d: readonly [input: Tensor, kernel: Pair, options: Pool2dOptions];
  readonly avgPool2d: readonly [input: Tensor, kernel: Pair, options: Pool2dOptions];
  readonly conv2dGradients: readonly [asked: Conv2dGradientsAsked];
  readonly forward: readonly [model: Model, images: Tensor];
  readonly layerOutputs: readonly [model: Model, images: Tensor];
  readonly gradients: readonly [model: Model, images: Tensor, labels: readonly number[]];
}

/** The name of an operation. */
export type OperationName = keyof Asked;

/** The answer of each operation. */
export interface Answers extends Readonly<
  Record<Exclude<OperationName, 'conv2dGradients' | 'gradients' | 'layerOutputs'>, Tensor>
> {
  readonly conv2dGradients: WeightedGradients;
  readonly gradients: NetworkGradients;
  readonly layerOutputs: readonly Tensor[];
}

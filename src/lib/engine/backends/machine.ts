// What the engine needs of a backend once it stands: two plain operations from which all others are composed, and nothing else, so that
// little is downloaded and whatever can fail fails in one place.
import type { Shape4, Tensor } from '@lib/array/tensor.ts';
import type { Conv2dPlan } from '@lib/conv/conv2d-plan.ts';

/** A convolution that every backend of tfjs can do: channels last, no padding, no groups, no stride together with a dilation. */
export interface PlainConvolution {
  /** `[batch, height, width, in]`. */
  readonly input: Float32Array;
  readonly inputShape: Shape4;
  /** `[kernelH, kernelW, in, out]`. */
  readonly filter: Float32Array;
  readonly filterShape: Shape4;
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
}

/** The largest value of every window, where windows stand side by side and do not overlap. */
export interface PlainMaxPool {
  /** `[planes, outH · windowH, outW · windowW]`. */
  readonly input: Float32Array;
  readonly planes: number;
  readonly outSize: readonly [number, number];
  readonly window: readonly [number, number];
}

/** What a convolution needs besides its plan. */
export interface Conv2dValues {
  readonly input: Tensor;
  readonly weight: Tensor;
  readonly bias: Tensor | undefined;
}

/** A backend that has started. All its methods throw in words if the backend failed or was lost meanwhile, and leave no tensor behind. */
export interface Machine {
  /** Gives `[batch, outH, outW, out]`. */
  convolve(job: PlainConvolution): Promise<Float32Array>;
  /** Gives `[planes, outH, outW]`. */
  maxPool(job: PlainMaxPool): Promise<Float32Array>;
  /** A faster way for some convolutions, in the layout of the book; `undefined` for those it does not take. */
  conv2d?(plan: Conv2dPlan, values: Conv2dValues): Float32Array | undefined;
  /** Gives its memory back, as far as it still can. */
  close(): void;
}

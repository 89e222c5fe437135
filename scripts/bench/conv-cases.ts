// The convolutions that are timed: the first figures' digits, a layer of many kernels, a colour picture, and a camera's frame.

/** One convolution to time. */
export interface ConvCase {
  readonly title: string;
  /** `[batch, channels, height, width]`. */
  readonly input: readonly [number, number, number, number];
  /** `[out, in, kernelH, kernelW]`. */
  readonly weight: readonly [number, number, number, number];
  /** Whether it is also run 60 times a second, as a camera would. */
  readonly isFilm: boolean;
}

/** All cases, the smallest first. */
export const convCases: readonly ConvCase[] = [
  { title: '64×1×28×28 by 4×1×3×3', input: [64, 1, 28, 28], weight: [4, 1, 3, 3], isFilm: false },
  { title: '64×1×28×28 by 128×1×3×3', input: [64, 1, 28, 28], weight: [128, 1, 3, 3], isFilm: false },
  { title: '1×3×512×512 by 8×3×3×3', input: [1, 3, 512, 512], weight: [8, 3, 3, 3], isFilm: false },
  { title: '1×1×480×640 by 1×1×3×3', input: [1, 1, 480, 640], weight: [1, 1, 3, 3], isFilm: true },
];

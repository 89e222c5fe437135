// Counts of the matrix of one convolution, for the prose and the exercises: how many squares it has, and what is in them.
import { matrixCounts } from '@lib/conv/matrix.ts';

/** What can be counted. */
export type MatrixFactName =
  | 'rows'
  | 'cols'
  | 'cells'
  | 'used'
  | 'zero'
  | 'distinct'
  /** Used squares, in per cent of all. */
  | 'share'
  /** Numbers to learn, the bias among them. */
  | 'parameters'
  /** Rows and squares of the matrix of patches. */
  | 'taps'
  | 'patches';

/** A convolution, and what is asked of its matrix. */
export interface MatrixFactSource {
  /** The side of the picture. */
  readonly size: number;
  readonly kernel: number;
  /** Default: 1. */
  readonly stride?: number;
  /** Default: 0. */
  readonly padding?: number;
  /** Channels of the picture. Default: 1. */
  readonly channels?: number;
  readonly fact: MatrixFactName;
}

/**
 * The number that is asked for.
 * @throws RangeError if the convolution is not possible
 */
export function matrixFact({ size, kernel, stride = 1, padding = 0, channels = 1, fact }: MatrixFactSource): number {
  const weights = channels * kernel ** 2;
  const counts = matrixCounts(
    { shape: [1, channels, size, size] },
    { shape: [1, channels, kernel, kernel] },
    { stride, padding },
  );
  const cells = counts.rows * counts.cols;
  switch (fact) {
    case 'cells':
      return cells;
    case 'share':
      return (100 * counts.used) / cells;
    case 'parameters':
      return counts.distinct + 1;
    case 'taps':
      return weights;
    case 'patches':
      return weights * counts.rows;
    case 'rows':
    case 'cols':
    case 'used':
    case 'zero':
    case 'distinct':
      return counts[fact];
  }
}

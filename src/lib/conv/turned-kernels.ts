// Edge kernels for any direction: a mixture of the top edge and the left edge, as a compass needle is one of north and east.
import { namedKernels } from './named-kernels.ts';

/** What keeps the answers to full ink, as pixels of 1, below 1. */
const scale = 1 / 3;

/**
 * Nine weights that answer most where paper turns to ink in a direction, row-major: 0° downwards, as the top-edge kernel, 90° to the
 * right, as the left-edge kernel, and on round the compass. They sum to 0.
 */
export function edgeKernel(degrees: number): number[] {
  const radians = (degrees / 180) * Math.PI;
  const side = namedKernels['left-prewitt'];
  return namedKernels.top.map(
    (weight, at) => scale * (Math.cos(radians) * weight + Math.sin(radians) * (side[at] ?? 0)),
  );
}

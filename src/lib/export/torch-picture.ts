// A picture of 784 bytes as Python.
import { pictureShape } from '@lib/nn/training-run.ts';

const [, height, width] = pictureShape;

/** Lines that make `picture`, a tensor of 1 × 1 × 28 × 28 with ink from 0 to 1. */
export function pictureLines(pixels: Uint8Array): string[] {
  const rows = Array.from(
    { length: height },
    (_, row) => `    [${Array.from(pixels.subarray(row * width, (row + 1) * width)).join(',')}],`,
  );
  return ['picture = torch.tensor([  # 0 paper .. 255 ink', ...rows, '])[None, None] / 255  # 1 x 1 x 28 x 28'];
}

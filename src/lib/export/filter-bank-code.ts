// PyTorch code that prints the numbers of the filter bank: a batch of MNIST's digits under many kernels, in one call.
import { namedKernels, sessionStack } from '@lib/conv/named-kernels.ts';
import type { Layout } from '@lib/text/network-words.ts';
import { readPart, seededPart } from './torch-run-parts.ts';

/** The part of the bank's state that the code depends on. */
export interface FilterBankCodeState {
  /** Kernels. */
  readonly n: number;
  readonly seed: number;
  /** Places of the chosen picture and kernel. */
  readonly sel: readonly [picture: number, kernel: number];
  /** Centre of the window. */
  readonly r: number;
  readonly c: number;
  /** The order of axes in which shapes are written. */
  readonly layout?: Layout;
}

/**
 * Runnable Python for a state on the MNIST training images of these indices. Prints the shape of all maps, the answer at the window, the
 * extremes of the chosen map, and the largest difference from the same maps made one by one.
 */
export function filterBankCode(
  { n, seed, sel, r, c, layout }: FilterBankCodeState,
  mnistIndices: readonly number[],
): string {
  const session = sessionStack.map((name) => `    [${namedKernels[name].join(', ')}],  # ${name}`).join('\n');
  const [picture, kernel] = sel;
  const last =
    layout === 'nhwc'
      ? `
# TensorFlow's order: the axes are moved, and every number with them
print(list(images.permute(0, 2, 3, 1).shape))  # N, H, W, C
print(list(kernels.permute(2, 3, 1, 0).shape))  # kH, kW, C_in, C_out
last = maps.permute(0, 2, 3, 1)
print(list(last.shape))  # N, H_out, W_out, C_out
print(round(last[${picture}, ${r - 1}, ${c - 1}, ${kernel}].item(), 3))  # the same number, its channel named last
`
      : '';
  return `import gzip
import os
import sys

import torch
import torch.nn.functional as F

FOLDER = sys.argv[1] if len(sys.argv) > 1 else '.'  # where the four files of MNIST are

${readPart}
${seededPart}

images = read(FOLDER, 'train-images-idx3-ubyte')[[${mnistIndices.join(', ')}]]
images = images[:, None].float()  # N, 1, 28, 28; 0 is paper, 255 is ink
session = [
${session}
]
numbers = seeded(${seed})
drawn = [[(int(21 * next(numbers)) - 10) / 10 for _ in range(9)] for _ in range(${n} - len(session))]
kernels = torch.tensor((session + drawn)[:${n}], dtype=torch.float).view(${n}, 1, 3, 3)

maps = F.conv2d(images, kernels)
print(list(maps.shape))  # N, C_out, H_out, W_out
print(round(maps[${picture}, ${kernel}, ${r - 1}, ${c - 1}].item(), 3))  # the window centred at row ${r}, column ${c}
print(round(maps[${picture}, ${kernel}].max().item(), 3), round(maps[${picture}, ${kernel}].min().item(), 3))

one_by_one = torch.cat([
    torch.cat([F.conv2d(image[None], kernel[None]) for kernel in kernels], dim=1)
    for image in images
])
print('apart by at most', (maps - one_by_one).abs().max().item())
${last}`;
}

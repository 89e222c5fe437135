// PyTorch code that counts what one kernel, one number a picture and a threshold tell right: on MNIST's held-out threes and sevens, as the figure
// does, and on those of the training set, which nobody looked at while the weights were chosen.
import type { Statistic } from '@lib/conv/picture-numbers.ts';
import { readPart } from './torch-run-parts.ts';

/** What the code depends on. */
export interface OneKernelCodeState {
  /** Nine weights, row-major. */
  readonly k: readonly number[];
  readonly stat: Statistic;
  readonly threshold: number;
  /** The digit that a number above the threshold is taken for. */
  readonly above: 3 | 7;
  /** Place of the opened picture among those held out. */
  readonly pic: number;
}

const lines: Readonly<Record<Statistic, string>> = {
  mean: 'maps.clamp(min=0).mean(dim=(1, 2, 3))  # the mean of the positive part',
  max: 'maps.amax(dim=(1, 2, 3))  # the greatest answer',
  diff: 'maps.amax(dim=(1, 2, 3)) - maps.clamp(min=0).mean(dim=(1, 2, 3))  # the greatest less the mean of the positive part',
};

/**
 * Runnable Python for a state. Prints how many of the held-out pictures are told right, the number of the opened one, and how many of the
 * training pictures are told right.
 */
export function oneKernelCode({ k, stat, threshold, above, pic }: OneKernelCodeState): string {
  const rows = [0, 3, 6].map((from) => `    [${k.slice(from, from + 3).join(', ')}],`).join('\n');
  const below = above === 3 ? 7 : 3;
  return `import gzip
import os
import sys

import torch
import torch.nn.functional as F

FOLDER = sys.argv[1] if len(sys.argv) > 1 else '.'  # where the four files of MNIST are
THRESHOLD = ${threshold}  # more is taken for a ${above}, all else for a ${below}

kernel = torch.tensor([
${rows}
], dtype=torch.double).view(1, 1, 3, 3)

${readPart}

def count_right(name):
    labels = read(FOLDER, f'{name}-labels-idx1-ubyte')
    wanted = (labels == 3) | (labels == 7)
    images = read(FOLDER, f'{name}-images-idx3-ubyte')[wanted][:, None].double()  # N, 1, 28, 28; 0 is paper, 255 is ink
    labels = labels[wanted]
    maps = F.conv2d(images, kernel)  # N, 1, 26, 26
    numbers = ${lines[stat]}
    said = torch.where(numbers > THRESHOLD, ${above}, ${below})
    return (said == labels).sum().item(), len(labels), numbers


right, count, numbers = count_right('t10k')
print(f'held out: {right} of {count} right')
print(f'picture ${pic}: {numbers[${pic}].item():.4f}')
right, count, _ = count_right('train')
print(f'never looked at: {right} of {count} right, {100 * right / count:.2f} %')
`;
}

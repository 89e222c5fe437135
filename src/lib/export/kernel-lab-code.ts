// PyTorch code that prints the numbers the kernel laboratory shows.
import type { PictureKind } from '@lib/data/pictures.ts';

/** The part of the laboratory's state that the code depends on. */
export interface KernelLabCodeState {
  readonly d: PictureKind;
  readonly k: readonly number[];
  readonly r: number;
  readonly c: number;
  readonly relu: boolean;
  readonly scale: 'byte' | 'unit';
  readonly pad: Uint8Array;
}

const pythonNumber = (value: number) => String(Number(value.toPrecision(9)));

function pictureLines({ d, pad }: KernelLabCodeState, mnistIndex: number): string[] {
  switch (d) {
    case '3':
    case '7':
      return [
        'from torchvision.datasets import MNIST',
        '',
        `image = MNIST('.', train=True, download=True).data[${mnistIndex}].float()  # 28 x 28, 0 paper .. 255 ink`,
      ];
    case 'pad': {
      const rows = Array.from(
        { length: 28 },
        (_, row) => `    [${Array.from(pad.slice(row * 28, row * 28 + 28)).join(',')}],`,
      );
      return ['', 'image = torch.tensor([', ...rows, '], dtype=torch.float)'];
    }
    case 'flat':
      return ['', 'image = torch.full((28, 28), 100.)'];
    default:
      return ['', 'row, col = torch.arange(28)[:, None], torch.arange(28)[None, :]', `image = ${ruleLine[d]}`];
  }
}

const ruleLine = {
  horizontal: '254. * (row >= 14).expand(28, 28)',
  vertical: '254. * (col >= 14).expand(28, 28)',
  diagonal: '254. * (row + col >= 28)',
  checker: '254. * ((row + col) % 2 == 0)',
} as const;

/** Runnable Python for a state; `mnistIndex` is the digit shown. Prints the answer at the window, the extremes and the counts. */
export function kernelLabCode(state: KernelLabCodeState, mnistIndex: number): string {
  const rows = [0, 3, 6].map(
    (at) =>
      `[${state.k
        .slice(at, at + 3)
        .map(pythonNumber)
        .join(', ')}]`,
  );
  return [
    'import torch',
    'import torch.nn.functional as F',
    ...pictureLines(state, mnistIndex),
    ...(state.scale === 'unit' ? ['image = image / 255'] : []),
    `kernel = torch.tensor([${rows.join(', ')}], dtype=torch.float)`,
    'response = F.conv2d(image[None, None], kernel[None, None])[0, 0]  # 1x1x28x28 * 1x1x3x3 -> 26 x 26',
    ...(state.relu ? ['response = response.relu()'] : []),
    `print(response[${state.r - 1}, ${state.c - 1}])  # the window centred at row ${state.r}, column ${state.c}`,
    'print(response.max(), response.min())',
    'print((response > 0).sum(), (response < 0).sum(), (response == 0).sum())',
    '',
  ].join('\n');
}

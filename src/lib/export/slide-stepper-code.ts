// PyTorch code that prints the shape and the numbers the stepper shows: its small pictures and kernels are written by rule, as the book makes them.
import { middleOf, type SmallKernel, type SmallPicture } from '@lib/data/small-pictures.ts';
import type { RowsAndCols } from '@lib/state/pair-field.ts';
import { windowsOf, type WindowSettings } from '@lib/state/window-fields.ts';

/** The part of the figure's state that the code depends on. */
export interface SlideStepperCodeState extends WindowSettings {
  readonly x: SmallPicture;
  readonly w: SmallKernel;
}

const pictureLines = {
  digits: (rows: number, cols: number) => [
    `row, col = torch.arange(${rows})[:, None], torch.arange(${cols})[None, :]`,
    'image = ((3 * row + 7 * col + row * col) % 10).float()',
  ],
  index: (rows: number, cols: number) => [
    `image = torch.arange(${rows * cols}).reshape(${rows}, ${cols}).float()  # the number of each cell`,
  ],
} satisfies Record<SmallPicture, (rows: number, cols: number) => string[]>;

const kernelLines = {
  ones: (rows: number, cols: number) => [`kernel = torch.ones(${rows}, ${cols})`],
  count: (rows: number, cols: number) => [
    `kernel = torch.arange(1, ${rows * cols + 1}).reshape(${rows}, ${cols}).float()`,
  ],
  corner: (rows: number, cols: number) => [`kernel = torch.zeros(${rows}, ${cols})`, 'kernel[0, 0] = 1'],
  centre: (rows: number, cols: number) => [
    `kernel = torch.zeros(${rows}, ${cols})`,
    `kernel[${middleOf(rows)}, ${middleOf(cols)}] = 1`,
  ],
} satisfies Record<SmallKernel, (rows: number, cols: number) => string[]>;

/** A setting as PyTorch takes it: one number, or rows and columns. */
const setting = ([rows, cols]: RowsAndCols): string => (rows === cols ? String(rows) : `(${rows}, ${cols})`);

/** Runnable Python for a state; `isHidden` keeps the size of the output out of its comments. Prints the shape of the output and its numbers; where the window fits nowhere, what PyTorch says to that. */
export function slideStepperCode(state: SlideStepperCodeState, isHidden = false): string {
  const { i, k, s, p, d } = state;
  const [rows, cols] = [windowsOf(state, 0), windowsOf(state, 1)];
  const call = `F.conv2d(image[None, None], kernel[None, None], stride=${setting(s)}, padding=${setting(p)}, dilation=${setting(d)})`;
  const isPossible = rows.count > 0 && cols.count > 0;
  return [
    'import torch',
    'import torch.nn.functional as F',
    '',
    ...pictureLines[state.x](...i),
    ...kernelLines[state.w](...k),
    ...(isPossible
      ? [
          `output = ${call}${isHidden ? '' : `  # 1x1x${i.join('x')} -> 1x1x${rows.count}x${cols.count}`}`,
          'print(tuple(output.shape))',
          'print(output[0, 0].int().tolist())',
        ]
      : [
          'try:',
          `    ${call}`,
          'except RuntimeError as error:',
          '    print(error)  # the kernel is larger than the padded picture: there is no position',
        ]),
    '',
  ].join('\n');
}

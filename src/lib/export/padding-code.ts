// PyTorch code that prints the numbers the padding playground shows: padding first and convolution after, and both in one layer.
import { foldedKernel, ringOf, type Grid } from '@lib/conv/padded-grid.ts';
import type { PaddingMode } from '@lib/conv/pad.ts';
import { paddingPictureName } from '@lib/data/padding-pictures.ts';

/** The part of the playground’s state that the code depends on. */
export interface PaddingCodeState {
  readonly mode: PaddingMode;
  readonly p: number;
  readonly img: Grid;
  readonly k: readonly number[];
}

const ninth = 9;

/** A weight as one would type it: as a ninth where it is one. */
function pythonNumber(value: number): string {
  const text = String(Number(value.toPrecision(9)));
  const ninths = Math.round(value * ninth);
  return text.length > 6 && Math.abs(value * ninth - ninths) < 1e-6 ? `${ninths}/${ninth}` : text;
}

function pythonRows(values: readonly number[], cols: number): string {
  const rows = Array.from({ length: values.length / cols }, (_, row) =>
    values
      .slice(row * cols, (row + 1) * cols)
      .map(pythonNumber)
      .join(', '),
  );
  return rows.length === 1 ? `[[${rows[0] ?? ''}]]` : `[\n${rows.map((row) => `    [${row}],`).join('\n')}\n]`;
}

function pictureLine(img: Grid): string {
  if (paddingPictureName(img) === 'flat') return `image = torch.full((${img.rows}, ${img.cols}), 9.)`;
  return `image = torch.tensor(${pythonRows(img.values, img.cols)}, dtype=torch.float)`;
}

/** The lines that pad, and those that do both at once. */
function paddingLines(mode: PaddingMode, [ringRows, ringCols]: readonly [number, number]): string[] {
  const around = `(${ringCols}, ${ringCols}, ${ringRows}, ${ringRows})  # left, right, top, bottom`;
  if (mode === 'symmetric')
    return [
      '# PyTorch has no mirror that repeats the edge; NumPy has.',
      `ring = ((${ringRows}, ${ringRows}), (${ringCols}, ${ringCols}))`,
      "padded = torch.from_numpy(np.pad(image.numpy(), ring, mode='symmetric'))[None, None]",
    ];
  return [
    `around = ${around}`,
    `padded = F.pad(image[None, None], around, mode='${mode === 'zeros' ? 'constant' : mode}')`,
  ];
}

function layerLines(mode: PaddingMode, ring: readonly [number, number]): string[] {
  if (mode === 'symmetric') return [];
  return [
    '',
    '# The same in one layer.',
    `layer = nn.Conv2d(1, 1, tuple(kernel.shape), padding=(${ring.join(', ')}), padding_mode='${mode}', bias=False)`,
    'layer.weight.data[:] = kernel',
    'print(torch.allclose(layer(image[None, None])[0, 0], response, atol=1e-3))',
  ];
}

/** Runnable Python for a state: it prints the padded picture and the answers, row by row. */
export function paddingCode({ mode, p, img, k }: PaddingCodeState): string {
  const ring = ringOf(img, p);
  const kernel = foldedKernel(img, k);
  const [, , height = 1, width = 1] = kernel.shape;
  const folded =
    height * width === k.length ? '' : '  # the axis of one cell has nothing to slide along: weights added up';
  return [
    ...(mode === 'symmetric' ? ['import numpy as np'] : []),
    'import torch',
    'import torch.nn.functional as F',
    ...(mode === 'symmetric' ? [] : ['from torch import nn']),
    '',
    pictureLine(img),
    `kernel = torch.tensor(${pythonRows(Array.from(kernel.data), width)}, dtype=torch.float)${folded}`,
    '',
    ...paddingLines(mode, ring),
    'response = F.conv2d(padded, kernel[None, None])[0, 0]',
    'for row in padded[0, 0].tolist():',
    "    print('padded', row)",
    'for row in response.tolist():',
    "    print('answers', row)",
    ...layerLines(mode, ring),
    '',
  ].join('\n');
}

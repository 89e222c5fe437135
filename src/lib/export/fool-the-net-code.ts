// PyTorch code that shows a changed picture to a net which has learned: the scores before and after the change, and the slope of the lead at one
// pixel, by autograd. The picture stands in it as its bytes, the changes as a list; the net's numbers are read from a file of weights.
import type { Layer } from '@lib/nn/layers.ts';
import { rowsOf } from '@lib/nn/network-table.ts';
import { batchShape } from '@lib/nn/training-run.ts';
import { stackedLayers, stackLines, torchHelpers } from './torch-layers.ts';
import { pictureLines } from './torch-picture.ts';
import { loadPart } from './torch-run-parts.ts';

/** The part of the figure's state that the code depends on. */
export interface FoolTheNetCodeState {
  readonly layers: readonly Layer[];
  /** The name of the file of weights. */
  readonly file: string;
  /** The 784 bytes as they were, and as they are. */
  readonly original: Uint8Array;
  readonly pixels: Uint8Array;
  /** Row and column of the pixel whose slope is printed. */
  readonly at: readonly [row: number, col: number];
}

/**
 * Runnable Python for a state. The file of weights is the script's argument, unless it lies where the script is run.
 * @throws RangeError if the layers do not fit together
 */
export function foolTheNetCode({ layers, file, original, pixels, at }: FoolTheNetCodeState): string {
  const rows = rowsOf(layers, batchShape(1), 'foolTheNetCode');
  const changed = Array.from(pixels.keys()).filter((place) => pixels[place] !== original[place]);
  const list = changed.map((place) => `(${Math.floor(place / 28)}, ${place % 28}, ${pixels[place] ?? 0})`).join(', ');
  const [row, col] = at;
  const lines = [
    `# A three that was changed, and the net that looks at it. “Take home” under the figure saves its weights as ${file}.`,
    'import json',
    'import sys',
    '',
    'import torch',
    'from torch import nn',
    '',
    `${torchHelpers(rows)}${stackLines('net', stackedLayers(rows))}`,
    '',
    '',
    loadPart.trim(),
    '',
    '',
    `net.load_state_dict(load(sys.argv[1] if len(sys.argv) > 1 else ${JSON.stringify(file)}))`,
    'net.eval()',
    ...pictureLines(original),
    `changes = [${list}]  # row, column, what the pixel became`,
    'changed = picture.clone()',
    'for row, col, byte in changes:',
    '    changed[0, 0, row, col] = byte / 255',
    'changed.requires_grad_()',
    "for name, image in ('as it was', picture), (f'{len(changes)} changed', changed):",
    '    three, seven = net(image)[0]',
    "    print(f'{name}: score of 3 {three.item():.6f}, score of 7 {seven.item():.6f}')",
    '(seven - three).backward()  # the lead of the seven in the changed picture',
    `print(f'slope at row ${row}, column ${col}: {changed.grad[0, 0, ${row}, ${col}].item():.6f}')`,
    '',
  ];
  return lines.join('\n');
}

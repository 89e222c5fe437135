// PyTorch code that prints the numbers the feature maps show: one cell of one map, the scores, and their shares. The picture stands in it; the
// network's numbers are drawn from the seed where it has not learned yet, and read from a file of weights where it has.
import type { FeatureStage } from '@lib/nn/feature-stages.ts';
import type { Layer } from '@lib/nn/layers.ts';
import { rowsOf } from '@lib/nn/network-table.ts';
import { batchShape } from '@lib/nn/training-run.ts';
import { stackedLayers, stackLines, torchHelpers } from './torch-layers.ts';
import { pictureLines } from './torch-picture.ts';
import { loadPart, seededPart, startPart } from './torch-run-parts.ts';

/** The part of the figure's state that the code depends on. */
export interface FeatureMapsCodeState {
  readonly layers: readonly Layer[];
  /** The digits that are told apart; the first has the first score. */
  readonly digits: readonly number[];
  /** The 784 bytes that go through the network. */
  readonly pixels: Uint8Array;
  /** The stage whose map stands open, its number from 1, and the cell. */
  readonly stage: FeatureStage;
  readonly number: number;
  readonly cell: { readonly channel: number; readonly row: number; readonly col: number };
  /** Whether the map is shown before its ReLU. */
  readonly isBeforeRelu: boolean;
  /** Where the network's numbers come from: the seed of its start, or a file of weights with this name. */
  readonly numbers: { readonly seed: number } | { readonly file: string };
}

/**
 * Runnable Python for a state. With a file of weights its name is the script's argument, unless it lies where the script is run.
 * @throws RangeError if the layers do not fit together
 */
export function featureMapsCode(state: FeatureMapsCodeState): string {
  const { layers, digits, stage, number, cell, numbers } = state;
  const rows = rowsOf(layers, batchShape(1), 'featureMapsCode');
  const isDrawn = 'seed' in numbers;
  const last = state.isBeforeRelu ? stage.before : stage.after;
  const isGrid = rows[last]?.outputShape.length === 4;
  const place = isGrid ? `0, ${cell.channel}, ${cell.row}, ${cell.col}` : `0, ${cell.channel}`;
  const when = stage.hasRelu ? `, ${state.isBeforeRelu ? 'before' : 'after'} ReLU` : '';
  const lines = [
    isDrawn
      ? '# The network before its first step: its numbers are drawn from the seed, as the page does.'
      : `# The network as the figure shows it. “Take home” under the figure saves its weights as ${numbers.file}.`,
    ...(isDrawn ? ['import math'] : ['import json', 'import sys']),
    '',
    'import torch',
    'from torch import nn',
    ...(isDrawn ? ['', `INITIAL_SEED = ${numbers.seed}`] : []),
    '',
    `${torchHelpers(rows)}${stackLines('net', stackedLayers(rows))}`,
    ...(isDrawn ? [seededPart, startPart] : [loadPart]).map((part) => `\n\n${part.trim()}`),
    '',
    '',
    isDrawn
      ? 'draw_start()'
      : `net.load_state_dict(load(sys.argv[1] if len(sys.argv) > 1 else ${JSON.stringify(numbers.file)}))`,
    'net.eval()',
    ...pictureLines(state.pixels),
    'with torch.no_grad():',
    `    maps = net[:${last + 1}](picture)  # layer ${number}${when}: ${stage.shape.join(' x ')}`,
    '    scores = net(picture)[0]',
    `print('layer ${number}, map ${cell.channel}, row ${cell.row}, column ${cell.col}:', f'{maps[${place}]:.6f}')`,
    `for digit, score, share in zip([${digits.join(', ')}], scores, scores.softmax(0)):`,
    "    print(f'score of {digit}: {score:.6f}, share {share:.6f}')",
    '',
  ];
  return lines.join('\n');
}

// A training run as a plain PyTorch script that trains the same run as the page: the same pictures, weights at the start, order and rates, from
// the same seeds. `scripts/torch/network-states.ts` runs such scripts and compares their losses with ours.
import { rowsOf } from '@lib/nn/network-table.ts';
import { momentumKept } from '@lib/nn/optimiser.ts';
import { oneCycle } from '@lib/nn/schedule.ts';
import { batchShape, checkRun, type TrainingRun } from '@lib/nn/training-run.ts';
import { stackedLayers, stackLines } from './torch-layers.ts';
import {
  judgePart,
  loadPart,
  mainPart,
  orderPart,
  readPart,
  seededPart,
  shufflePart,
  startPart,
} from './torch-run-parts.ts';
import { tamperingParts } from './torch-tampering.ts';

/** What the code of a run has to know besides the run. */
export interface RunCodeOptions {
  /**
   * Pictures of the run in each file of the training set, in their order, as `BatchOrder` has them; they shape the first epoch. A reader's own
   * pictures are in no file of MNIST, so a run with such has no script.
   */
  readonly fileCounts: readonly number[];
  /** An address that shows the run, to stand at the top; none if left out. */
  readonly link?: string | undefined;
  /** Of what is random in the tampering; 1 if left out. */
  readonly tamperingSeed?: number | undefined;
}

/** The page has all threes and sevens; of the other digits, those among the first so many pictures. */
const firstPictures = { train: 10_000, t10k: 2000 } as const;

/**
 * A Python script that trains a run and prints its losses and what it makes of the held-out digits. Its argument is a folder with the four
 * MNIST files; `--weights` reads safetensors instead of training, `--held-out` and `--stop` cut it short, `--every` says how often it
 * prints a loss.
 * @throws RangeError naming what cannot be trained, and why
 */
export function torchRunCode(run: TrainingRun, options: RunCodeOptions): string {
  checkRun(run);
  const isShuffled = run.orderSeed !== 'sequential';
  const tampering = run.tampering === 'none' ? undefined : tamperingParts[run.tampering];
  const functions = [
    seededPart,
    ...(isShuffled || tampering?.shuffles ? [shufflePart] : []),
    readPart,
    ...(tampering === undefined ? [] : [tampering.code]),
    digitsPart(run),
    startPart,
    ...(isShuffled ? [orderPart] : []),
    batchesPart(run),
    ...(run.schedule === 'one-cycle' ? [ratePart] : []),
    trainPart(run),
    judgePart,
    loadPart,
    mainPart(Math.max(1, 10 * Math.round(run.steps / 200))),
  ];
  const top = [header(run, options), imports(run), constants(run, options), network(run)];
  return [...top, ...functions.map((part) => `\n${part.trim()}\n`)].join('\n');
}

/** Whether the page has all pictures of these digits. */
function hasAllPictures(digits: readonly number[]): boolean {
  return digits.join() === '3,7';
}

function header({ digits }: TrainingRun, { link }: RunCodeOptions): string {
  const names = `${digits.slice(0, -1).join(', ')} and ${digits.at(-1) ?? ''}`;
  const lines = [
    `# Tells ${names} apart: a run of the page, with its pictures, start, order and rates.`,
    ...(link === undefined ? [] : [`# ${link.replaceAll(/\s/g, '%20')}`]),
    '#',
    '#   python train.py FOLDER                             trains, then judges the held-out digits',
    '#   python train.py FOLDER --weights net.safetensors   judges them with weights from the page',
    '#',
    '# FOLDER has the four files of MNIST: train-images-idx3-ubyte and so on, as they are or with .gz.',
  ];
  return lines.join('\n');
}

const imports = ({ orderSeed }: TrainingRun): string => `import argparse
import gzip
${orderSeed === 'sequential' ? '' : 'import itertools\n'}import json
import math
import os

import torch
import torch.nn.functional as F
from torch import nn
`;

function constants({ digits, batch, steps, rate, ...run }: TrainingRun, options: RunCodeOptions): string {
  const first = `FIRST = {'train': ${firstPictures.train}, 't10k': ${firstPictures.t10k}}  # pictures that the page has`;
  const files = `FILES = [${options.fileCounts.join(', ')}]  # training pictures in each file of the page`;
  return [
    `DIGITS = [${digits.join(', ')}]`,
    ...(hasAllPictures(digits) ? [] : [first]),
    `BATCH, STEPS, RATE = ${batch}, ${steps}, ${rate}`,
    `INITIAL_SEED = ${run.initialSeed}`,
    ...(run.tampering === 'none' ? [] : [`TAMPERING_SEED = ${options.tamperingSeed ?? 1}`]),
    ...(run.orderSeed === 'sequential' ? [] : [`ORDER_SEED = ${run.orderSeed}`, files]),
    '',
  ].join('\n');
}

function network({ layers, batch }: TrainingRun): string {
  return `${stackLines('net', stackedLayers(rowsOf(layers, batchShape(batch), 'torchRunCode')))}\n`;
}

/** What a script makes of all that is in two files. */
const ourPictures = 'images[chosen][:, None] / 255, torch.searchsorted(ours, labels[chosen])';

function digitsPart({ digits, tampering }: TrainingRun): string {
  const cut = hasAllPictures(digits) ? '' : '[:FIRST[name]]';
  return `
def digits(folder, name):
    # The pictures of our digits, ink from 0 to 1, and their classes: ${digits[0] ?? 0} is class 0, ${digits[1] ?? 1} is class 1${digits.length > 2 ? ', and so on' : ''}.
    images = read(folder, name + '-images-idx3-ubyte')${cut}
    labels = read(folder, name + '-labels-idx1-ubyte')${cut}.long()
    ours = torch.tensor(DIGITS)
    chosen = torch.isin(labels, ours)
    ${tampering === 'none' ? `return ${ourPictures}` : `return tampered(${ourPictures}, name)`}
`;
}

function batchesPart({ orderSeed, keepsLastBatch }: TrainingRun): string {
  const isShuffled = orderSeed !== 'sequential';
  const epochs = isShuffled ? 'Epoch after epoch, each shuffled anew' : 'The order of the file, again and again';
  const rest = keepsLastBatch ? 'the pictures left over make a short batch' : 'the pictures left over are dropped';
  return `
def batches(count):
    # ${epochs}; at the end of an epoch ${rest}.
    ${isShuffled ? 'for epoch in itertools.count()' : 'while True'}:
        order = ${isShuffled ? 'order_of(count, epoch)' : 'list(range(count))'}
        for first in range(0, count${keepsLastBatch ? '' : ' - BATCH + 1'}, BATCH):
            yield order[first:first + BATCH]
`;
}

const ratePart = `
def rate_at(step):
    # One cycle: up to RATE in the first ${oneCycle.riseShare * 100} % of the steps, then down to next to nothing, both along half a cosine.
    done = step / STEPS
    if done < ${oneCycle.riseShare}:
        begin, end, share = RATE / ${oneCycle.startDivisor}, RATE, done / ${oneCycle.riseShare}
    else:
        begin, end, share = RATE, RATE / ${oneCycle.endDivisor}, (done - ${oneCycle.riseShare}) / ${1 - oneCycle.riseShare}
    return begin + (1 - math.cos(math.pi * share)) / 2 * (end - begin)
`;

const optimisers = {
  sgd: 'torch.optim.SGD(net.parameters(), lr=RATE)',
  momentum: `torch.optim.SGD(net.parameters(), lr=RATE, momentum=${momentumKept})`,
  adam: 'torch.optim.Adam(net.parameters(), lr=RATE)',
} as const;

function trainPart({ optimiser, schedule }: TrainingRun): string {
  const rate = schedule === 'fixed' ? '' : "        optimiser.param_groups[0]['lr'] = rate_at(step)\n";
  return `
def train(images, labels, every, stop):
    optimiser = ${optimisers[optimiser]}
    for step, places in zip(range(stop), batches(len(images))):
${rate}        loss = F.cross_entropy(net(images[places]), labels[places])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if (step + 1) % every == 0:
            print(f'step {step + 1}: loss {loss.item():.6f}')
`;
}

// A training run as data: what is told apart, by which network, from which start, in which order, by which rule and for how long. Nothing
// else decides what a run does, so a run can be a link, and the same link gives the same losses.
import { checkWhole } from '@lib/array/check.ts';
import type { Shape4 } from '@lib/array/tensor.ts';
import { convNet, type ConvLayer, type Layer } from './layers.ts';
import { tableOf, type LayerRow } from './network-table.ts';

/** The rules by which a gradient becomes a step. */
export const optimiserNames = ['sgd', 'momentum', 'adam'] as const;

/** A rule by which a gradient becomes a step. */
export type OptimiserName = (typeof optimiserNames)[number];

/** The ways in which the learning rate goes through a run. */
export const scheduleNames = ['fixed', 'one-cycle'] as const;

/** A way in which the learning rate goes through a run. */
export type ScheduleName = (typeof scheduleNames)[number];

/** What can be done to the pictures and labels beforehand, so that a run fails in an instructive way. */
export const tamperings = ['none', 'shuffled-pixels', 'off-centre', 'wrong-labels'] as const;

/** Something that is done to pictures and labels beforehand. */
export type Tampering = (typeof tamperings)[number];

/** Everything that decides a training run. */
export interface TrainingRun {
  /** The digits that are told apart, ascending; the first is class 0. */
  readonly digits: readonly number[];
  readonly tampering: Tampering;
  readonly layers: readonly Layer[];
  /** Of the weights and biases at the start. */
  readonly initialSeed: number;
  /** Of the order of the pictures; `sequential` is the order of the file, again and again. */
  readonly orderSeed: number | 'sequential';
  readonly optimiser: OptimiserName;
  readonly schedule: ScheduleName;
  /** The learning rate; with one-cycle its peak. */
  readonly rate: number;
  /** Pictures in a step. */
  readonly batch: number;
  /** Whether the pictures that are left over at the end of an epoch make a short batch of their own. */
  readonly keepsLastBatch: boolean;
  readonly steps: number;
}

/** The session's run: two epochs of its net on threes and sevens. */
export const sessionRun: TrainingRun = {
  digits: [3, 7],
  tampering: 'none',
  layers: convNet(),
  initialSeed: 1,
  orderSeed: 1,
  optimiser: 'adam',
  schedule: 'one-cycle',
  rate: 0.01,
  batch: 64,
  keepsLastBatch: false,
  steps: 386,
};

/** The pictures of all runs: one channel, 28 × 28, ink from 0 to 1. */
export const pictureShape = [1, 28, 28] as const;

/** The most and the largest that can be trained; `outputs` are those of a dense layer. */
export const trainingLimits = {
  channels: 64,
  kernel: 7,
  stride: 3,
  padding: 7,
  outputs: 1024,
  layers: 32,
  batch: 4096,
} as const;

/** The shape of a batch of pictures, `[batch, 1, 28, 28]`. */
export function batchShape(batch: number): Shape4 {
  return [batch, ...pictureShape];
}

/**
 * How many steps make an epoch of so many pictures.
 * @throws RangeError if not even one batch fits
 */
export function stepsPerEpoch(
  { batch, keepsLastBatch }: Pick<TrainingRun, 'batch' | 'keepsLastBatch'>,
  count: number,
): number {
  const steps = keepsLastBatch ? Math.ceil(count / batch) : Math.floor(count / batch);
  if (steps >= 1) return steps;
  throw new RangeError(`stepsPerEpoch: batch must be at most ${count}, the pictures there are, got ${batch}`);
}

/**
 * Checks a run, and gives the table of its network on one picture.
 * @throws RangeError naming what cannot be trained, and why
 */
export function checkRun(run: TrainingRun): readonly LayerRow[] {
  const caller = 'train';
  const refuse = (argument: string, must: string, got: unknown): never => {
    throw new RangeError(`${caller}: ${argument} must ${must}, got ${String(got)}`);
  };
  const { digits, rate, layers, orderSeed } = run;
  const areDigits = digits.every(
    (digit, at) => Number.isInteger(digit) && digit >= 0 && digit <= 9 && digit > (digits[at - 1] ?? -1),
  );
  if (digits.length < 2 || !areDigits) refuse('digits', 'be at least two digits, ascending', `[${digits.join()}]`);
  if (!(rate > 0 && Number.isFinite(rate))) refuse('rate', 'be above 0', rate);
  checkWhole(run.steps, 1, { caller, argument: 'steps' });
  if (checkWhole(run.batch, 1, { caller, argument: 'batch' }) > trainingLimits.batch) {
    refuse('batch', `be at most ${trainingLimits.batch}`, run.batch);
  }
  if (orderSeed !== 'sequential') checkWhole(orderSeed, 0, { caller, argument: 'orderSeed' });
  checkWhole(run.initialSeed, 0, { caller, argument: 'initialSeed' });
  if (layers.length > trainingLimits.layers) refuse('layers', `be at most ${trainingLimits.layers}`, layers.length);
  const { rows, problem } = tableOf(layers, batchShape(1));
  if (problem !== undefined) {
    const { layer, message } = problem;
    refuse(`layers[${layer}] (${layers[layer]?.kind ?? '?'})`, 'fit', message);
  }
  layers.forEach((layer, at) => checkLayer(layer, `layers[${at}]`, refuse));
  const out = rows.at(-1)?.outputShape ?? [];
  if (out.length !== 2 || out[1] !== digits.length) {
    refuse('layers', `end in ${digits.length} scores for each picture`, `[${out.join(', ')}]`);
  }
  if (rows.every(({ parameters }) => parameters === 0)) refuse('layers', 'have something to learn', 'nothing');
  return rows;
}

function checkLayer(layer: Layer, name: string, refuse: (argument: string, must: string, got: unknown) => never): void {
  if (layer.kind === 'batch-norm') {
    const { epsilon = 1e-5, momentum = 0.1 } = layer;
    if (!(epsilon > 0)) refuse(`${name}.epsilon`, 'be above 0', epsilon);
    if (!(momentum >= 0 && momentum <= 1)) refuse(`${name}.momentum`, 'be from 0 to 1', momentum);
  }
  if (layer.kind === 'dense' && layer.outputs > trainingLimits.outputs) {
    refuse(`${name}.outputs`, `be at most ${trainingLimits.outputs}`, layer.outputs);
  }
  if (layer.kind !== 'conv') return;
  const most = (value: ConvLayer['kernel'] | undefined, limit: number, what: string): void => {
    const largest = Math.max(...[value ?? 1].flat());
    if (largest > limit) refuse(`${name}.${what}`, `be at most ${limit}`, largest);
  };
  most(layer.kernel, trainingLimits.kernel, 'kernel');
  most(layer.stride, trainingLimits.stride, 'stride');
  most(layer.padding, trainingLimits.padding, 'padding');
  most(layer.outChannels, trainingLimits.channels, 'outChannels');
  if (Math.max(...[layer.dilation ?? 1].flat()) > 1)
    refuse(`${name}.dilation`, 'be 1 in training', String(layer.dilation));
  if ((layer.groups ?? 1) > 1) refuse(`${name}.groups`, 'be 1 in training', layer.groups);
  if ((layer.paddingMode ?? 'zeros') !== 'zeros')
    refuse(`${name}.paddingMode`, 'be zeros in training', layer.paddingMode);
}

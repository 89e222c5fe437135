// A training run in a link: one short field for each of its settings. The same fields, optional and with `b.` before them, describe a second run
// to be held against the first. Names and meanings are permanent, since links to runs are in other people's posts.
import { pictureCounts } from '@lib/data/picture-counts.ts';
import { layersOf, type Architecture } from '@lib/nn/architecture.ts';
import {
  optimiserNames,
  scheduleNames,
  sessionRun,
  stepsPerEpoch,
  tamperings,
  type OptimiserName,
  type ScheduleName,
  type Tampering,
  type TrainingRun,
} from '@lib/nn/training-run.ts';
import { architectureField } from './architecture-field.ts';
import { shorten, type LinkField } from './link-codec.ts';
import { flagField, integerField, printNumber, readNumber, roundForLink, wordField } from './link-fields.ts';

/** What a link says of a run. */
export interface RunLink {
  readonly net: Architecture;
  /** The digits told apart, ascending. */
  readonly d: readonly number[];
  readonly tamper: Tampering;
  /** Epochs. */
  readonly ep: number;
  /** Steps; 0 for as many as the epochs have. */
  readonly n: number;
  readonly bs: number;
  /** Whether the short last batch of an epoch is kept. */
  readonly last: boolean;
  /** The learning rate; with one-cycle its peak. */
  readonly lr: number;
  readonly sched: ScheduleName;
  readonly opt: OptimiserName;
  readonly seed: number;
  readonly order: TrainingRun['orderSeed'];
}

/** The settings in which a second run may differ; what both share is not said twice. */
export const secondNames = ['net', 'tamper', 'bs', 'lr', 'sched', 'opt', 'seed', 'order'] as const;

type SecondName = (typeof secondNames)[number];

/** What a link says of a second run: where it differs from the first. There is none if nothing is said. */
export type SecondLink = { readonly [Name in SecondName as `b.${Name}`]: RunLink[Name] | undefined };

/** Bounds of what a link can ask for. */
export const runLimits = {
  rate: [0.0001, 100],
  epochs: [1, 40],
  batch: [1, 1024],
  steps: 20_000,
  seed: 9999,
} as const;

/** The digits `37`, any two or more in a row, or a range `0~9`. */
export const digitsField: LinkField<readonly number[]> = {
  initial: sessionRun.digits,
  parse(text) {
    const [, from, to] = /^(\d)~(\d)$/.exec(text) ?? [];
    const all = Array.from({ length: 10 }, (_, digit) => digit);
    const isWanted = (digit: number): boolean =>
      from === undefined ? text.includes(String(digit)) : digit >= Number(from) && digit <= Number(to);
    const isRead = /^\d{2,10}$/.test(text) || from !== undefined;
    const value = isRead ? all.filter(isWanted) : [];
    if (value.length >= 2) return { value };
    return {
      value: sessionRun.digits,
      note: `“${shorten(text)}” are not two or more digits, such as 37 or 0~9; threes and sevens are used.`,
    };
  },
  print(digits) {
    const [first = 0] = digits;
    const last = digits.at(-1) ?? 0;
    return digits.length > 2 && last - first === digits.length - 1 ? `${first}~${last}` : digits.join('');
  },
};

/** A learning rate. */
export const rateField: LinkField<number> = {
  initial: sessionRun.rate,
  parse(text) {
    const number = readNumber(text);
    if (number === undefined)
      return { value: sessionRun.rate, note: `“${shorten(text)}” is not a number; ${sessionRun.rate} is used.` };
    const value = clampRate(number);
    const [least, most] = runLimits.rate;
    return value === number
      ? { value }
      : {
          value,
          note: `a rate here goes from ${least} to ${most}, with four decimals; ${printNumber(value)} is used.`,
        };
  },
  print: printNumber,
};

/** Brings a learning rate to what a link can carry. */
export function clampRate(rate: number): number {
  const [least, most] = runLimits.rate;
  return roundForLink(Math.min(most, Math.max(least, rate)));
}

const seedField = integerField(sessionRun.initialSeed, [0, runLimits.seed]);

const orderField: LinkField<TrainingRun['orderSeed']> = {
  initial: sessionRun.orderSeed,
  parse: (text) => (text === 'seq' ? { value: 'sequential' } : seedField.parse(text)),
  print: (order) => (order === 'sequential' ? 'seq' : printNumber(order)),
};

/** The fields of a run. */
export const runFields: { readonly [Name in keyof RunLink]: LinkField<RunLink[Name]> } = {
  net: architectureField(),
  d: digitsField,
  tamper: wordField(sessionRun.tampering, tamperings),
  ep: integerField(2, runLimits.epochs),
  n: integerField(0, [0, runLimits.steps]),
  bs: integerField(sessionRun.batch, runLimits.batch),
  last: flagField(sessionRun.keepsLastBatch),
  lr: rateField,
  sched: wordField(sessionRun.schedule, scheduleNames),
  opt: wordField(sessionRun.optimiser, optimiserNames),
  seed: seedField,
  order: orderField,
};

/** The fields of a second run. */
export const secondFields: { readonly [Name in keyof SecondLink]: LinkField<SecondLink[Name]> } = {
  'b.net': optional(runFields.net),
  'b.tamper': optional(runFields.tamper),
  'b.bs': optional(runFields.bs),
  'b.lr': optional(runFields.lr),
  'b.sched': optional(runFields.sched),
  'b.opt': optional(runFields.opt),
  'b.seed': optional(runFields.seed),
  'b.order': optional(runFields.order),
};

function optional<T>({ parse, print }: LinkField<T>): LinkField<T | undefined> {
  return { initial: undefined, parse, print: (value) => (value === undefined ? '' : print(value)) };
}

/** The run that a link asks for. */
export function runOf(link: RunLink): TrainingRun {
  const { d: digits, bs: batch, last: keepsLastBatch, ep, n } = link;
  const perEpoch = stepsPerEpoch({ batch, keepsLastBatch }, pictureCounts(digits).train);
  return {
    digits,
    tampering: link.tamper,
    layers: layersOf(link.net),
    initialSeed: link.seed,
    orderSeed: link.order,
    optimiser: link.opt,
    schedule: link.sched,
    rate: link.lr,
    batch,
    keepsLastBatch,
    steps: Math.min(runLimits.steps, n === 0 ? ep * perEpoch : n),
  };
}

/** The settings of the second run: the first one's, and where it differs. `undefined` if there is no second run. */
export function secondOf(link: RunLink & SecondLink): RunLink | undefined {
  if (secondNames.every((name) => link[`b.${name}`] === undefined)) return undefined;
  return {
    ...link,
    net: link['b.net'] ?? link.net,
    tamper: link['b.tamper'] ?? link.tamper,
    bs: link['b.bs'] ?? link.bs,
    lr: link['b.lr'] ?? link.lr,
    sched: link['b.sched'] ?? link.sched,
    opt: link['b.opt'] ?? link.opt,
    seed: link['b.seed'] ?? link.seed,
    order: link['b.order'] ?? link.order,
  };
}

/** A link without a second run. */
export const noSecond: SecondLink = {
  'b.net': undefined,
  'b.tamper': undefined,
  'b.bs': undefined,
  'b.lr': undefined,
  'b.sched': undefined,
  'b.opt': undefined,
  'b.seed': undefined,
  'b.order': undefined,
};

/** The settings that give a run, if a link can carry it: seeds and sizes beyond its bounds cannot. */
export function linkOfRun(run: TrainingRun, net: Architecture): RunLink {
  const perEpoch = stepsPerEpoch(run, pictureCounts(run.digits).train);
  const epochs = run.steps / perEpoch;
  const isWhole = Number.isInteger(epochs) && epochs <= runLimits.epochs[1];
  return {
    net,
    d: run.digits,
    tamper: run.tampering,
    ep: isWhole ? epochs : runFields.ep.initial,
    n: isWhole ? 0 : run.steps,
    bs: run.batch,
    last: run.keepsLastBatch,
    lr: run.rate,
    sched: run.schedule,
    opt: run.optimiser,
    seed: run.initialSeed,
    order: run.orderSeed,
  };
}

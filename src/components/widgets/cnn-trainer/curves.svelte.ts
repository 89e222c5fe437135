// The curves of the laboratory as lists of points: what the run under way has so far, on pictures held out and on pictures it learns from,
// what the one before it came to, and the second run.
import type { Judgement, Score } from '@lib/engine/training/order.ts';
import type { RunHistory } from '@lib/state/live-run.svelte.ts';
import type { CnnTrainerState } from './cnn-trainer.svelte.ts';

/** A point: a step and a value there. */
export type CurvePoint = readonly [step: number, value: number];

/** A line of a chart. */
export interface Curve {
  readonly label: string;
  readonly points: readonly CurvePoint[];
  readonly kind: 'main' | 'dashed' | 'thin' | 'pale';
}

/** Points that the noisy line has at most: of longer runs, the least and the greatest loss of every few steps. */
const mostPoints = 800;

/** The loss of each step; of long runs the extremes of every few, so that no peak is lost. */
export function lossPoints(losses: readonly number[], most = mostPoints): CurvePoint[] {
  const size = Math.ceil((2 * losses.length) / most);
  if (size <= 2) return losses.map((loss, step) => [step, loss]);
  const points: CurvePoint[] = [];
  for (let first = 0; first < losses.length; first += size) {
    let [least, greatest] = [first, first];
    for (let step = first; step < Math.min(first + size, losses.length); step++) {
      if (!((losses[step] ?? 0) >= (losses[least] ?? 0))) least = step;
      if (!((losses[step] ?? 0) <= (losses[greatest] ?? 0))) greatest = step;
    }
    const kept = least === greatest ? [least] : [Math.min(least, greatest), Math.max(least, greatest)];
    for (const step of kept) points.push([step, losses[step] ?? NaN]);
  }
  return points;
}

/** What a curve is of. */
export type Measure = 'loss' | 'right';

const valueOf = ({ loss, right, count }: Score, measure: Measure): number =>
  measure === 'loss' ? loss : (100 * right) / count;

/** A look at the held-out pictures, as a curve needs it. */
export type Look = Pick<Judgement, 'step' | 'loss' | 'right' | 'count' | 'sample'>;

/** What was made of the pictures held out, by step. */
export const heldOutPoints = (looks: readonly Look[], measure: Measure): CurvePoint[] =>
  looks.map((look) => [look.step, valueOf(look, measure)]);

/** What was made of the sample of pictures that are learned from, at the same steps. */
export const sampledPoints = (looks: readonly Look[], measure: Measure): CurvePoint[] =>
  looks.flatMap(({ step, sample }) => (sample === undefined ? [] : [[step, valueOf(sample, measure)]]));

const heldOut = (history: RunHistory | undefined, measure: Measure): CurvePoint[] =>
  heldOutPoints(history?.judgements ?? [], measure);
const sampled = (history: RunHistory | undefined, measure: Measure): CurvePoint[] =>
  sampledPoints(history?.judgements ?? [], measure);

/** The curves of a laboratory. */
export class Curves {
  readonly #lab: CnnTrainerState;

  constructor(lab: CnnTrainerState) {
    this.#lab = lab;
  }

  readonly #isPair = $derived.by(() => this.#lab.second !== undefined);
  /** The old curve, until the new one is finished. */
  readonly #old = $derived.by(() => (this.#lab.a.phase === 'finished' ? undefined : this.#lab.a.previous));
  readonly #batches = $derived.by(() => lossPoints(this.#lab.a.history?.losses ?? []));

  readonly loss = $derived.by<Curve[]>(() => [
    ...(this.#isPair ? [] : [line('each batch', this.#batches, 'thin')]),
    ...this.#lines('loss'),
  ]);
  readonly right = $derived.by<Curve[]>(() => this.#lines('right'));

  /** Both runs on the pictures held out, that which is looked into in front; or a single one, on both kinds of pictures. */
  #lines(measure: Measure): Curve[] {
    const { a, b, into } = this.#lab;
    const old = this.#old === undefined ? [] : [line('before', heldOut(this.#old, measure), 'pale')];
    if (!this.#isPair) {
      const sample = line('learned from', sampled(a.history, measure), 'dashed');
      return [...old, sample, line('held out', heldOut(a.history, measure), 'main')];
    }
    const both = [
      line('A', heldOut(a.history, measure), into === 'a' ? 'main' : 'pale'),
      line('B', heldOut(b.history, measure), into === 'b' ? 'main' : 'pale'),
    ];
    return [...old, ...(into === 'a' ? both.toReversed() : both)];
  }

  /** Where the axis of steps ends. */
  readonly steps = $derived.by(() => {
    const { a, b, run, second } = this.#lab;
    const ofA = a.history?.run.steps ?? run.steps;
    return Math.max(ofA, second === undefined ? 0 : (b.history?.run.steps ?? second.steps));
  });

  readonly epochSteps = $derived.by(() => {
    const every = this.#lab.epochSteps;
    const count = Math.floor(this.steps / every);
    return Array.from({ length: Math.min(count, 60) }, (_, at) => (at + 1) * every);
  });

  /** The ends of the axis of losses. Stays as it is while a usual run moves in it. */
  readonly lossRange = $derived.by<readonly [number, number]>(() => lossEnds(this.loss));

  /** The ends of the axis of right answers, in per cent: the upper part where every run gets there, and stays. */
  readonly rightRange = $derived.by<readonly [number, number]>(() => rightEnds(this.right));
}

/** The ends of the axis of losses, which has a place for the lowest line but that of single batches. */
export function lossEnds(curves: readonly Pick<Curve, 'points' | 'kind'>[]): readonly [number, number] {
  const values = curves.flatMap(({ points }) => points.map(([, value]) => value)).filter(Number.isFinite);
  const greatest = values.reduce((most, value) => Math.max(most, value), 1);
  const least = curves
    .filter(({ kind }) => kind !== 'thin')
    .flatMap(({ points }) => points.map(([, value]) => value))
    .reduce((low, value) => (value > 0 ? Math.min(low, value) : low), 0.01);
  return [least < 0.01 ? 0.001 : 0.005, greatest > 1 ? Math.min(1e6, 10 ** Math.ceil(Math.log10(greatest))) : 1];
}

/** Where an axis of right answers may begin: the part above it has room for all that matters. */
const floors = [
  [95, 90],
  [80, 60],
  [50, 40],
] as const;

/** The ends of the axis of right answers: it reaches down to where the lowest line ends. Where a line began does not count. */
export function rightEnds(curves: readonly Pick<Curve, 'points'>[]): readonly [number, number] {
  const ends = curves.flatMap(({ points }) => points.at(-1)?.[1] ?? []).filter(Number.isFinite);
  const least = ends.length === 0 ? 100 : Math.min(...ends);
  return [floors.find(([reached]) => least >= reached)?.[1] ?? 0, 100];
}

function line(label: string, points: readonly CurvePoint[], kind: Curve['kind']): Curve {
  return { label, points, kind };
}

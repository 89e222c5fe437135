// One network being trained on tfjs, on whichever backend is set. A step is sent whole; what comes back are the scores of all steps, at the
// end, from which the losses are worked out.
import { concat, keep, tensor1d, tensor2d, tidy, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { AdamCorrections, momentRows } from '@lib/nn/optimiser.ts';
import { broughtBack, ordersOf, reordered } from './channels-last.ts';
import { checkBatch } from './checks.ts';
import type { Answers, Learner, LearnerPlan, LearnerState, PictureSet, StepOrder } from './learner.ts';
import { planStages } from './stages.ts';
import { lossesOf, meanLoss } from './scores.ts';
import { scoresGradient, shaped, type Arithmetic, type Movable } from './tfjs-arithmetic.ts';
import type { Averages } from './tfjs-norm.ts';
import { passBackward, passForward, type TfjsNetwork } from './tfjs-pass.ts';
import type { TfjsPictures } from './tfjs-pictures.ts';

/** What a learner needs of the machine it is on. */
export interface TfjsPlace {
  readonly arithmetic: Arithmetic;
  readonly pictures: Readonly<Record<PictureSet, TfjsPictures>>;
  /** Reads tensors, in turn. */
  read(tensors: readonly Tensor[]): Promise<readonly Float32Array[]>;
  /** Does something, and rejects in words if the machine fails or is lost meanwhile; all commands are sent before the first `await`. */
  readonly guard: <Answer>(compute: () => Promise<Answer>) => Promise<Answer>;
}

/** Pictures that are evaluated together. */
const evaluatedTogether = 256;

/** Steps whose scores wait together for being read: about so many numbers. */
const mostWaiting = 2 ** 20;

/** Makes a learner on tfjs. */
export function tfjsLearner(plan: LearnerPlan, place: TfjsPlace): Learner {
  return new TfjsLearner(plan, place);
}

class TfjsLearner implements Learner {
  readonly #plan: LearnerPlan;
  readonly #place: TfjsPlace;
  readonly #stages;
  readonly #orders;
  #row: Movable | undefined;
  #averages: (Averages | undefined)[] = [];
  #step = 0;
  #corrections = new AdamCorrections();

  constructor(plan: LearnerPlan, place: TfjsPlace) {
    this.#plan = plan;
    this.#place = place;
    this.#stages = planStages(plan.rows, plan.vectors);
    this.#orders = ordersOf(this.#stages, plan.vectors);
  }

  restore({ step, learned, remembered, moments }: LearnerState): void {
    this.close();
    const placed = (row: Float32Array, order: Uint32Array): Float32Array =>
      reordered(row, order, new Float32Array(row.length));
    const onDevice = (row: Float32Array): Tensor1D => tensor1d(placed(row, this.#orders.learned));
    const rows = Array.from({ length: momentRows[this.#plan.optimiser] }, (_, at) => moments[at]);
    this.#row = {
      learned: onDevice(learned),
      moments: rows.map((moment) => onDevice(moment ?? new Float32Array(learned.length))),
    };
    const remembering = placed(remembered, this.#orders.remembered);
    this.#averages = this.#stages.stages.map((stage) => {
      if (stage.kind !== 'norm') return undefined;
      const part = ({ first, count }: { readonly first: number; readonly count: number }): Tensor1D =>
        tensor1d(remembering.slice(first, first + count));
      return { mean: part(stage.mean), variance: part(stage.variance) };
    });
    this.#step = step;
    this.#corrections = new AdamCorrections(step);
  }

  async state(): Promise<LearnerState> {
    return this.#place.guard(async () => {
      const { learned, moments } = this.#numbers();
      const norms = this.#averages.flatMap((averages) => (averages === undefined ? [] : [averages]));
      const step = this.#step;
      const [row, ...rest] = await this.#place.read([
        learned,
        ...moments,
        ...norms.flatMap(({ mean, variance }) => [mean, variance]),
      ]);
      const back = (from: Float32Array | undefined): Float32Array =>
        broughtBack(from ?? new Float32Array(0), this.#orders.learned);
      const remembered = new Float32Array(this.#plan.vectors.rememberedCount);
      let first = 0;
      for (const part of rest.slice(moments.length)) {
        remembered.set(part, first);
        first += part.length;
      }
      return {
        step,
        learned: back(row),
        remembered: broughtBack(remembered, this.#orders.remembered),
        moments: rest.slice(0, moments.length).map(back),
      };
    });
  }

  async train(steps: readonly StepOrder[]): Promise<Float32Array> {
    const losses: Float32Array[] = [];
    const together = Math.max(1, Math.floor(mostWaiting / (this.#plan.batch * this.#stages.classes)));
    for (let first = 0; first < steps.length; first += together) {
      losses.push(await this.#trainTogether(steps.slice(first, first + together)));
    }
    return Float32Array.from(losses.flatMap((some) => [...some]));
  }

  async evaluate(set: PictureSet, first: number, count: number): Promise<Answers> {
    const pictures = this.#place.pictures[set];
    if (count === 0) return { logits: new Float32Array(0), losses: new Float32Array(0) };
    return this.#place.guard(async () => {
      const places = Uint32Array.from({ length: count }, (_, at) => first + at);
      const classes = pictures.classesAt(places);
      const scores = tidy(() => {
        const parts: Tensor1D[] = [];
        for (let from = 0; from < count; from += evaluatedTogether) {
          const some = places.subarray(from, from + evaluatedTogether);
          parts.push(tidy(() => flat(passForward(this.#network(), pictures.at(some), false).logits)));
        }
        return concat(parts);
      });
      const logits = await this.#scoresFrom(scores);
      return { logits, losses: lossesOf(logits, classes) };
    });
  }

  async gradient(
    places: Uint32Array,
  ): Promise<{ readonly loss: number; readonly logits: Float32Array; readonly learned: Float32Array }> {
    return this.#place.guard(async () => {
      const [scores, gradient] = tidy((): [Tensor, Tensor] => {
        const { pass, gradient } = this.#backAndForth(places);
        return [flat(pass.logits), gradient];
      });
      const [row = new Float32Array(0)] = await this.#readOnce([gradient]);
      const logits = await this.#scoresFrom(scores);
      return {
        loss: meanLoss(logits, this.#classesOf(places)),
        logits,
        learned: broughtBack(row, this.#orders.learned),
      };
    });
  }

  close(): void {
    const { learned, moments } = this.#row ?? { moments: [] };
    for (const tensor of [learned, ...moments]) tensor?.dispose();
    for (const averages of this.#averages) {
      averages?.mean.dispose();
      averages?.variance.dispose();
    }
    this.#row = undefined;
    this.#averages = [];
  }

  async #trainTogether(steps: readonly StepOrder[]): Promise<Float32Array> {
    return this.#place.guard(async () => {
      const classes = steps.map(({ places }) => this.#classesOf(places));
      const waiting: Tensor1D[] = [];
      let scores: Tensor;
      try {
        for (const order of steps) waiting.push(this.#move(order));
        scores = tidy(() => concat(waiting));
      } finally {
        for (const logits of waiting) logits.dispose();
      }
      const logits = await this.#scoresFrom(scores);
      let first = 0;
      return Float32Array.from(classes, (right) => {
        const size = right.length * this.#stages.classes;
        first += size;
        return meanLoss(logits.subarray(first - size, first), right);
      });
    });
  }

  /** The classes of a batch that can be trained on. */
  #classesOf(places: Uint32Array): Uint8Array {
    checkBatch(this.#plan.rows, places.length);
    return this.#place.pictures.train.classesAt(places);
  }

  /** Takes one step; gives its scores in one row. */
  #move({ places, rate }: StepOrder): Tensor1D {
    const before = [this.#numbers(), ...this.#averages];
    const logits = tidy(() => {
      const { pass, gradient } = this.#backAndForth(places);
      const adam = this.#corrections.next(rate);
      const row = this.#place.arithmetic.move(this.#numbers(), gradient, {
        optimiser: this.#plan.optimiser,
        rate,
        adam,
      });
      for (const tensor of tensorsOf([row, ...pass.averages])) keep(tensor);
      this.#row = row;
      this.#averages = [...pass.averages];
      return flat(pass.logits);
    });
    const kept = new Set(tensorsOf([this.#numbers(), ...this.#averages]));
    for (const tensor of tensorsOf(before)) if (!kept.has(tensor)) tensor.dispose();
    this.#step++;
    return logits;
  }

  #backAndForth(places: Uint32Array) {
    const rightClasses = this.#classesOf(places);
    const pass = passForward(this.#network(), this.#place.pictures.train.at(places), true);
    const { classes } = this.#stages;
    const right = new Float32Array(places.length * classes);
    rightClasses.forEach((one, picture) => {
      right[picture * classes + (this.#orders.scores[one] ?? 0)] = 1;
    });
    const scores = scoresGradient(pass.logits, tensor2d(right, [places.length, classes]));
    return { pass, gradient: passBackward(pass, scores) };
  }

  #numbers(): Movable {
    if (this.#row === undefined) throw new TypeError('learner: restore must come first, got no numbers');
    return this.#row;
  }

  #network(): TfjsNetwork {
    return {
      plan: this.#stages,
      arithmetic: this.#place.arithmetic,
      learned: this.#numbers().learned,
      averages: this.#averages,
    };
  }

  /** Scores that were flattened, with the classes in their order; the tensor is disposed of. */
  async #scoresFrom(tensor: Tensor): Promise<Float32Array> {
    const [row = new Float32Array(0)] = await this.#readOnce([tensor]);
    const { classes } = this.#stages;
    return row.map((_, at) => row[at - (at % classes) + (this.#orders.scores[at % classes] ?? 0)] ?? NaN);
  }

  async #readOnce(tensors: readonly Tensor[]): Promise<readonly Float32Array[]> {
    try {
      return await this.#place.read(tensors);
    } finally {
      for (const tensor of tensors) tensor.dispose();
    }
  }
}

const flat = (x: Tensor): Tensor1D => shaped(x, [x.size]);

function tensorsOf(holders: readonly (Movable | Averages | undefined)[]): Tensor[] {
  return holders.flatMap((holder) => {
    if (holder === undefined) return [];
    return 'learned' in holder ? [holder.learned, ...holder.moments] : [holder.mean, holder.variance];
  });
}

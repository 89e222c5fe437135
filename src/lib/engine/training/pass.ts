// One way through a run, from its start or from a snapshot: slices of steps, and at milestones a snapshot of all numbers and a look at the
// pictures held out. These may come later than a network is to be judged by them; then its numbers are kept and judged afterwards, so
// that what is reported does not depend on the speed of a connection.
import { BatchOrder } from '@lib/nn/batch-order.ts';
import { rateAt } from '@lib/nn/schedule.ts';
import type { Learner, LearnerPlan, LearnerState, StepOrder } from './learner.ts';
import type { RunEnd, TrainingEvent, TrainingOrder } from './order.ts';
import type { Stock } from './stock.ts';

/** How long a slice is to take. */
const sliceMs = 14;

/** Pictures that are judged at first before listening; more or fewer once it is known how long they take. */
const judgedAtFirst = 32;

/** What a pass works with. */
export interface Passing {
  readonly order: TrainingOrder;
  readonly plan: LearnerPlan;
  readonly learner: Learner;
  readonly stock: Stock;
  readonly report: (event: TrainingEvent) => void;
  /** Lets messages in; whether the run goes on. */
  readonly goesOn: () => Promise<boolean>;
}

/** One way through a run, from its start or from a snapshot. */
export class Pass {
  readonly report: Passing['report'];
  step: number;
  hasDiverged = false;
  readonly #passing: Passing;
  readonly #batches: BatchOrder;
  /** Networks that wait to be judged. */
  #unjudged: LearnerState[] = [];
  /** The last numbers that were reported. */
  #last: LearnerState;
  /** The last step that was judged, or waits for it. */
  #judged = -1;
  #stepMs = Infinity;
  #judgeMs = 0;

  constructor(passing: Passing, start: LearnerState) {
    this.#passing = passing;
    this.report = passing.report;
    this.#batches = new BatchOrder(passing.order.run, passing.stock.pictures.fileCounts.train);
    this.#last = start;
    this.step = start.step;
  }

  /** Reports the start. It is judged later: nobody should wait for that before the first step. */
  async begin(): Promise<void> {
    const { order, learner, report } = this.#passing;
    if (order.from !== undefined) return;
    const state = await learner.state();
    report({ kind: 'snapshot', state });
    if (order.judgeEvery > 0) this.#await(state);
  }

  /** The pictures that the next step needs and that are not there; `undefined` if all are. */
  missing(): { readonly first: number; readonly last: number } | undefined {
    const { stock } = this.#passing;
    const first = stock.count('train');
    if (this.#batches.at(this.step).every((place) => place < first)) return undefined;
    return { first, last: first + stock.nextCount('train') - 1 };
  }

  nextFile(): Promise<void> {
    return this.#passing.stock.next();
  }

  /** Takes as many steps as fit into a slice, up to the next milestone; at most `most`. */
  async slice(most = Infinity): Promise<void> {
    const { learner, report } = this.#passing;
    const steps = this.#steps(Math.max(1, Math.min(most, Math.floor(sliceMs / this.#stepMs), this.#toMilestone())));
    const startedMs = performance.now();
    const taken = await learner.train(steps);
    const milliseconds = performance.now() - startedMs;
    this.#stepMs = milliseconds / steps.length;
    const bad = taken.findIndex((loss) => !Number.isFinite(loss));
    this.hasDiverged = bad >= 0;
    const losses = this.hasDiverged ? taken.slice(0, bad + 1) : taken;
    const first = this.step;
    this.step += losses.length;
    report({ kind: 'steps', first, losses, milliseconds });
    if (!this.hasDiverged) await this.#milestone();
  }

  /** Reports the numbers as they are, and what the network says about the pictures held out. */
  async show(): Promise<void> {
    await this.#milestone({ snapshot: true, judge: true });
  }

  /** Judges what still waits for it, unless the run was stopped. */
  async end(): Promise<RunEnd> {
    const { order, learner, stock, goesOn } = this.#passing;
    if (this.hasDiverged) return { ended: 'diverged', state: this.#last };
    const state = await learner.state();
    if (this.step < order.run.steps) return { ended: 'stopped', state };
    while (this.#unjudged.length > 0 && (await goesOn())) {
      if (stock.hasAll('valid')) await this.#catchUp();
      else await stock.next();
    }
    return { ended: 'finished', state };
  }

  #steps(count: number): StepOrder[] {
    const { order, stock } = this.#passing;
    const there = stock.count('train');
    const steps: StepOrder[] = [];
    for (let step = this.step; step < this.step + count; step++) {
      const places = this.#batches.at(step);
      if (steps.length > 0 && places.some((place) => place >= there)) break;
      steps.push({ places: places.slice(), rate: rateAt(order.run, step) });
    }
    return steps;
  }

  /** Steps to the next look. */
  #toMilestone(): number {
    const { run, snapshotEvery, judgeEvery } = this.#passing.order;
    const until = (every: number): number => (every > 0 ? every - (this.step % every) : Infinity);
    return Math.min(until(snapshotEvery), until(judgeEvery), run.steps - this.step);
  }

  /** Reports what is due at this step, or what is wanted besides. */
  async #milestone(wanted = { snapshot: false, judge: false }): Promise<void> {
    const { order, learner, stock } = this.#passing;
    const isDue = (every: number): boolean => every > 0 && (this.step === order.run.steps || this.step % every === 0);
    const hasSnapshot = wanted.snapshot || isDue(order.snapshotEvery);
    const isJudged = isDue(order.judgeEvery) || (wanted.judge && order.judgeEvery > 0);
    if (!hasSnapshot && !isJudged) return;
    const state = await learner.state();
    this.#last = state;
    if (hasSnapshot) this.report({ kind: 'snapshot', state });
    if (isJudged) this.#await(state);
    if (stock.hasAll('valid')) await this.#catchUp();
  }

  /** Puts a network among those that wait to be judged, unless its step was. */
  #await(state: LearnerState): void {
    if (state.step === this.#judged) return;
    this.#judged = state.step;
    this.#unjudged.push(state);
  }

  /** Judges all networks that wait for it. */
  async #catchUp(): Promise<void> {
    const { learner } = this.#passing;
    const waiting = this.#unjudged;
    this.#unjudged = [];
    const isOnlyNow = waiting.length === 1 && waiting[0]?.step === this.step;
    const now = isOnlyNow || waiting.length === 0 ? undefined : await learner.state();
    for (const state of waiting) {
      if (now !== undefined) learner.restore(state);
      if (!(await this.#judge(state.step))) break;
    }
    if (now !== undefined) learner.restore(now);
  }

  /** Asks the network about all pictures held out; whether it came to the end. */
  async #judge(step: number): Promise<boolean> {
    const { learner, stock, plan, goesOn } = this.#passing;
    const { heldOut } = stock;
    const classes = plan.rows.at(-1)?.outputShape[1] ?? 1;
    const logits = new Float32Array(heldOut.length * classes);
    let losses = 0;
    for (let first = 0; first < heldOut.length;) {
      const fitting = this.#judgeMs === 0 ? judgedAtFirst : Math.max(1, Math.floor(sliceMs / this.#judgeMs));
      const some = Math.min(fitting, heldOut.length - first);
      const startedMs = performance.now();
      const answers = await learner.evaluate('valid', first, some);
      this.#judgeMs = (performance.now() - startedMs) / some;
      logits.set(answers.logits, first * classes);
      for (const loss of answers.losses) losses += loss;
      first += some;
      if (first < heldOut.length && !(await goesOn())) return false;
    }
    const right = countRight(logits, heldOut, classes);
    const count = heldOut.length;
    this.report({ kind: 'judged', judgement: { step, logits, loss: losses / count, right, count } });
    return true;
  }
}

/** How many scores are largest at the class that is wanted. */
function countRight(logits: Float32Array, wanted: readonly number[], classes: number): number {
  return wanted.filter((label, picture) => {
    const scores = logits.subarray(picture * classes, (picture + 1) * classes);
    return scores.indexOf(Math.max(...scores)) === label;
  }).length;
}

// One way through a run, from its start or from a snapshot: slices of steps, and at milestones a snapshot of all numbers and a look at the
// pictures held out. These may come later than a network is to be judged by them; then its numbers are kept and judged afterwards, so
// that what is reported does not depend on the speed of a connection.
import { BatchOrder } from '@lib/nn/batch-order.ts';
import { rateAt } from '@lib/nn/schedule.ts';
import type { Learner, LearnerPlan, LearnerState, PictureSet, StepOrder } from './learner.ts';
import type { RunEnd, Score, TrainingEvent, TrainingOrder } from './order.ts';
import type { Stock } from './stock.ts';

/** How long a slice is to take. */
const sliceMs = 14;

/** The least that a slice is taken to have lasted: clocks are coarse. */
const leastMs = 1;

/** Pictures that are judged at first before listening; at most twice as many each time, until a slice is full. */
const judgedAtFirst = 4;

/** What a pass works with. */
export interface Passing {
  readonly order: TrainingOrder;
  readonly plan: LearnerPlan;
  readonly learner: Learner;
  readonly stock: Stock;
  readonly report: (event: TrainingEvent) => void;
  /** Lets messages in; whether nobody touched a handle. */
  readonly listen: () => Promise<boolean>;
}

/** One way through a run, from its start or from a snapshot. */
export class Pass {
  readonly report: Passing['report'];
  step: number;
  readonly #passing: Passing;
  readonly #batches: BatchOrder;
  /** Networks that wait to be judged. */
  #unjudged: LearnerState[];
  /** Steps that were judged, or wait for it. */
  readonly #judged = new Set<number>();
  /** The last numbers that were numbers, and whether they were reported. */
  #last: LearnerState;
  #isShown: boolean;
  #hasDiverged = false;
  /** Steps of the last slice and pictures of the last look, which the next may double, and how long one picture took. */
  #steps = 0;
  #pictureMs = Infinity;
  #judgedAtOnce = judgedAtFirst;

  constructor(passing: Passing, start: LearnerState) {
    const { order, stock } = passing;
    this.#passing = passing;
    this.report = passing.report;
    this.#batches = new BatchOrder(order.run, stock.pictures.fileCounts.train);
    this.#unjudged = [...(order.unjudged ?? [])];
    this.#last = start;
    this.#isShown = order.from !== undefined;
    this.step = start.step;
  }

  /** Whether all steps were taken, or none more can be. */
  get isOver(): boolean {
    return this.#hasDiverged || this.step >= this.#passing.order.run.steps;
  }

  /** Whether networks wait to be judged. */
  get hasUnjudged(): boolean {
    return this.#unjudged.length > 0;
  }

  /** Reports the start. It is judged later: nobody should wait for that before the first step. */
  async begin(): Promise<void> {
    await this.show();
    if (this.#isDue(this.#passing.order.judgeEvery)) this.#await(this.#last);
  }

  /** The pictures that are needed next and that are not there; `undefined` if all are. */
  missing(set: PictureSet): { readonly first: number; readonly last: number } | undefined {
    const { stock } = this.#passing;
    const first = stock.count(set);
    const isThere =
      set === 'valid' ? stock.hasAll('valid') : this.#batches.at(this.step).every((place) => place < first);
    return isThere ? undefined : { first, last: first + Math.max(stock.nextCount(set), 1) - 1 };
  }

  nextFile(): Promise<void> {
    return this.#passing.stock.next();
  }

  /** Takes as many steps as fit into a slice, up to the next milestone; at most `most`. */
  async slice(most: number): Promise<void> {
    const { learner, report, order } = this.#passing;
    const fitting = Math.floor(sliceMs / (this.#pictureMs * order.run.batch));
    const steps = this.#next(Math.max(1, Math.min(most, fitting, 2 * this.#steps, this.#toMilestone())));
    const startedMs = performance.now();
    const taken = await learner.train(steps);
    const milliseconds = performance.now() - startedMs;
    const pictures = steps.reduce((sum, { places }) => sum + places.length, 0);
    this.#pictureMs = Math.max(milliseconds, leastMs) / pictures;
    this.#steps = steps.length;
    const bad = taken.findIndex((loss) => !Number.isFinite(loss));
    this.#hasDiverged = bad >= 0;
    const losses = this.#hasDiverged ? taken.slice(0, bad + 1) : taken;
    const first = this.step;
    this.step += losses.length;
    this.#isShown = false;
    report({ kind: 'steps', first, losses, milliseconds });
    if (!this.#hasDiverged) await this.#milestone();
  }

  /** Reports the numbers as they are; they are among those to be judged. */
  async show(): Promise<void> {
    if (this.#isShown || !(await this.#read())) return;
    this.#isShown = true;
    this.report({ kind: 'snapshot', state: this.#last });
    if (this.#passing.order.judgeEvery > 0) this.#await(this.#last);
  }

  /** Judges networks that wait for it, if the pictures are there, until a handle is touched. */
  async look(): Promise<void> {
    const { learner, stock } = this.#passing;
    const [first] = this.#unjudged;
    if (first === undefined || !stock.hasAll('valid')) return;
    const isNow = (state: LearnerState): boolean => state.step === this.step && !this.#hasDiverged;
    const now = this.#unjudged.every(isNow) ? undefined : await learner.state();
    for (let state = this.#unjudged[0]; state !== undefined; state = this.#unjudged[0]) {
      if (now !== undefined) learner.restore(state);
      if (!(await this.#judge(state.step))) break;
      this.#unjudged.shift();
    }
    if (now !== undefined) learner.restore(now);
  }

  /** How it ended. */
  async end(): Promise<RunEnd> {
    if (!this.#hasDiverged) await this.#read();
    if (this.#hasDiverged) return { ended: 'diverged', state: this.#last };
    return { ended: this.isOver ? 'finished' : 'stopped', state: this.#last };
  }

  /** The next steps, as far as their pictures are there. */
  #next(count: number): StepOrder[] {
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

  #isDue(every: number): boolean {
    return every > 0 && (this.step === this.#passing.order.run.steps || this.step % every === 0);
  }

  /** Reports what is due at this step. */
  async #milestone(): Promise<void> {
    const { snapshotEvery, judgeEvery } = this.#passing.order;
    const [hasSnapshot, isJudged] = [this.#isDue(snapshotEvery), this.#isDue(judgeEvery)];
    if ((!hasSnapshot && !isJudged) || !(await this.#read())) return;
    if (hasSnapshot) this.report({ kind: 'snapshot', state: this.#last });
    this.#isShown ||= hasSnapshot;
    if (isJudged) this.#await(this.#last);
    await this.look();
  }

  /** Reads all numbers; whether they are numbers. If not, the run has diverged, whatever its losses say. */
  async #read(): Promise<boolean> {
    if (this.#last.step === this.step && this.step > 0 && !this.#hasDiverged) return true;
    const state = await this.#passing.learner.state();
    const areNumbers = state.learned.every(Number.isFinite) && state.remembered.every(Number.isFinite);
    if (areNumbers) this.#last = state;
    else this.#hasDiverged = true;
    return areNumbers;
  }

  /** Puts a network among those that wait to be judged, unless its step was. */
  #await(state: LearnerState): void {
    if (this.#judged.has(state.step)) return;
    this.#judged.add(state.step);
    this.#unjudged.push(state);
  }

  /** Asks the network about all pictures held out, and about a sample of those learned from; whether it came to the end. */
  async #judge(step: number): Promise<boolean> {
    const { stock, order } = this.#passing;
    const heldOut = await this.#ask('valid', stock.classes('valid'));
    if (heldOut === undefined) return false;
    const wanted = stock.classes('train').slice(0, order.sampled ?? 0);
    if (wanted.length === 0) {
      this.report({ kind: 'judged', judgement: { step, ...heldOut } });
      return true;
    }
    if (!(await this.#passing.listen())) return false;
    const sample = await this.#ask('train', wanted);
    if (sample === undefined) return false;
    const { loss, right, count } = sample;
    this.report({ kind: 'judged', judgement: { step, ...heldOut, sample: { loss, right, count } } });
    return true;
  }

  /** Asks the network about the first pictures of a set, which are of these classes; nothing if a handle was touched meanwhile. */
  async #ask(
    set: PictureSet,
    wanted: readonly number[],
  ): Promise<(Score & { readonly logits: Float32Array }) | undefined> {
    const { learner, plan, listen } = this.#passing;
    const count = wanted.length;
    const classes = plan.rows.at(-1)?.outputShape[1] ?? 1;
    const logits = new Float32Array(count * classes);
    let losses = 0;
    for (let first = 0; first < count;) {
      const some = Math.min(this.#judgedAtOnce, count - first);
      const startedMs = performance.now();
      const answers = await learner.evaluate(set, first, some);
      const pictureMs = Math.max(performance.now() - startedMs, leastMs) / some;
      this.#judgedAtOnce = Math.max(1, Math.min(2 * this.#judgedAtOnce, Math.floor(sliceMs / pictureMs)));
      logits.set(answers.logits, first * classes);
      for (const loss of answers.losses) losses += loss;
      first += some;
      if (first < count && !(await listen())) return undefined;
    }
    return { logits, loss: losses / count, right: countRight(logits, wanted, classes), count };
  }
}

/** How many scores are largest at the class that is wanted. */
function countRight(logits: Float32Array, wanted: readonly number[], classes: number): number {
  return wanted.filter((label, picture) => {
    const scores = logits.subarray(picture * classes, (picture + 1) * classes);
    return scores.indexOf(Math.max(...scores)) === label;
  }).length;
}

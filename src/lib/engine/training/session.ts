// Trains on one machine, one run at a time and in slices: between two of them whoever is outside is heard, so that pause, step, stop and a
// changed setting answer at once. Pictures come file by file, and training starts on the first.
import { crc32 } from '@lib/data/checksum.ts';
import type { PicturesOf, TrainingPictures } from '@lib/data/training-pictures.ts';
import { BatchOrder } from '@lib/nn/batch-order.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import type { Learner, LearnerState, StepOrder, TrainingMachine } from './learner.ts';
import type { RunEnd, TrainingEvent, TrainingOrder } from './order.ts';
import { Pass } from './pass.ts';
import { initialState, learnerPlan } from './start.ts';
import { Stock } from './stock.ts';
import { turn } from './turn.ts';
import type { BatchGradient } from './worker-api.ts';

/** How long steps must take to tell how long one does, and how many are enough however fast they are. */
const measuredMs = 40;
const mostMeasured = 128;

/** How long to wait between slices while nobody looks. */
const hiddenWaitMs = 250;

/** Trains on one machine, one run at a time. */
export class TrainingSession {
  readonly #machine: TrainingMachine;
  readonly #open: (of: PicturesOf) => Promise<TrainingPictures>;
  #stock: Stock | undefined;
  #isPaused = false;
  #isStopped = false;
  #isHidden = false;
  #singleSteps = 0;
  #wake: () => void = () => undefined;

  constructor(machine: TrainingMachine, open: (of: PicturesOf) => Promise<TrainingPictures>) {
    this.#machine = machine;
    this.#open = open;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#wake();
  }

  /** Takes one step, then pauses. */
  step(): void {
    this.#isPaused = true;
    this.#singleSteps++;
    this.#wake();
  }

  /** Ends the run under way. */
  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  /** Slows down while nobody looks. */
  setHidden(isHidden: boolean): void {
    this.#isHidden = isHidden;
  }

  /**
   * Trains.
   * @throws RangeError if the run cannot be trained; DigitError if pictures cannot be had; whatever the machine throws
   */
  async train(order: TrainingOrder, report: (event: TrainingEvent) => void): Promise<RunEnd> {
    const { run, from } = order;
    this.#isPaused = order.isPaused === true;
    this.#isStopped = false;
    this.#singleSteps = 0;
    const plan = learnerPlan(run);
    const start = from ?? initialState(run);
    const stock = await this.#stockFor(run, order.extra);
    stock.reload();
    const learner = this.#machine.learner(plan);
    try {
      learner.restore(start);
      const pass = new Pass({ order, plan, learner, stock, report, goesOn: () => this.#goesOn() }, start);
      await pass.begin();
      while (pass.step < run.steps && !pass.hasDiverged && !this.#isStopped) {
        if (!(await this.#mayGo(pass)) || !(await this.#hasPictures(pass, report))) continue;
        const isSingle = this.#singleSteps > 0;
        if (isSingle) this.#singleSteps--;
        await pass.slice(isSingle ? 1 : undefined);
        if (isSingle) await pass.show();
        await this.#goesOn();
      }
      return await pass.end();
    } finally {
      learner.close();
    }
  }

  /**
   * How long a step of a run takes, in milliseconds: a few to warm up, then as many as take long enough to tell.
   * @throws like `train`
   */
  async measure(run: TrainingRun): Promise<number> {
    return this.#withLearner(run, initialState(run), async (learner, places) => {
      const steps = (count: number): StepOrder[] => Array.from({ length: count }, () => ({ places, rate: 1e-6 }));
      await learner.train(steps(2));
      for (let count = 4; ; count *= 2) {
        const startedMs = performance.now();
        await learner.train(steps(count));
        const takenMs = performance.now() - startedMs;
        if (takenMs >= measuredMs || count >= mostMeasured) return takenMs / count;
        await turn();
      }
    });
  }

  /**
   * The gradient over the pictures of a run's first step, at given numbers.
   * @throws like `train`
   */
  async gradient(run: TrainingRun, state: LearnerState): Promise<BatchGradient> {
    return this.#withLearner(run, state, (learner, places) => learner.gradient(places));
  }

  /** What the machine holds. */
  held(): ReturnType<TrainingMachine['held']> {
    return this.#machine.held();
  }

  /** Works with a learner on the pictures of a run's first step. */
  async #withLearner<T>(
    run: TrainingRun,
    state: LearnerState,
    work: (learner: Learner, places: Uint32Array) => Promise<T>,
  ): Promise<T> {
    const plan = learnerPlan(run);
    const stock = await this.#stockFor(run, undefined);
    stock.reload();
    const places = new BatchOrder(run, stock.pictures.fileCounts.train).at(0).slice();
    while (places.some((place) => place >= stock.count('train'))) await stock.next();
    const learner = this.#machine.learner(plan);
    try {
      learner.restore(state);
      return await work(learner, places);
    } finally {
      learner.close();
    }
  }

  /** Waits while paused; whether to go on with a slice. */
  async #mayGo(pass: Pass): Promise<boolean> {
    if (!this.#isPaused || this.#singleSteps > 0) return true;
    await pass.show();
    if (!this.#isPaused || this.#isStopped || this.#singleSteps > 0) return false; // changed meanwhile
    const woken = this.#untilWoken();
    pass.report({ kind: 'paused', step: pass.step });
    await woken;
    return false;
  }

  /** Waits for the next step's pictures, in words; whether they are there. */
  async #hasPictures(pass: Pass, report: (event: TrainingEvent) => void): Promise<boolean> {
    const missing = pass.missing();
    if (missing === undefined) return true;
    const woken = this.#untilWoken();
    report({ kind: 'waiting', ...missing });
    await Promise.race([pass.nextFile(), woken]);
    return false;
  }

  #untilWoken(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  /** Lets messages in; whether the run goes on. */
  async #goesOn(): Promise<boolean> {
    await (this.#isHidden ? new Promise((resolve) => setTimeout(resolve, hiddenWaitMs)) : turn());
    return !this.#isStopped;
  }

  async #stockFor({ digits, tampering }: TrainingRun, extra: PicturesOf['extra']): Promise<Stock> {
    const key = `${digits.join()} ${tampering} ${extra === undefined ? '' : crc32(extra.pixels)} ${extra?.classes.join() ?? ''}`;
    if (this.#stock?.key === key) return this.#stock;
    const pictures = await this.#open({ digits, tampering, extra });
    this.#machine.clear();
    this.#stock = new Stock(key, pictures, this.#machine);
    return this.#stock;
  }
}

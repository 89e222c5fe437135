// Trains on one machine, one thing at a time and runs in slices: between two of them whoever is outside is heard, so that pause, step, stop and
// a changed setting answer at once. Pictures come file by file, and training starts on the first.
import { crc32 } from '@lib/data/checksum.ts';
import type { PicturesOf, TrainingPictures } from '@lib/data/training-pictures.ts';
import { BatchOrder } from '@lib/nn/batch-order.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import { checkBatch, checkState } from './checks.ts';
import type { Learner, LearnerPlan, LearnerState, StepOrder, TrainingMachine } from './learner.ts';
import type { RunEnd, TrainingEvent, TrainingOrder } from './order.ts';
import { Pass } from './pass.ts';
import { asRefusal, RunRefusal } from './refusal.ts';
import { initialState, learnerPlan } from './start.ts';
import { Stock } from './stock.ts';
import { turn } from './turn.ts';
import type { BatchGradient } from './worker-api.ts';

/** How long steps must take to tell how long one does, and how many are enough however fast they are. */
const measuredMs = 40;
const mostMeasured = 128;

/** How long to wait between slices while nobody looks. */
const hiddenWaitMs = 250;

/** What a run begins with once its pictures are known. */
interface Prepared {
  readonly plan: LearnerPlan;
  readonly stock: Stock;
}

/** Trains on one machine. What is asked while something else is under way waits for its end. */
export class TrainingSession {
  readonly #machine: TrainingMachine;
  readonly #open: (of: PicturesOf) => Promise<TrainingPictures>;
  #stock: Stock | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #isPaused = false;
  #isStopped = false;
  #isHidden = false;
  #singleSteps = 0;
  /** Whether a handle was touched since this was last looked at: whatever takes long breaks off. */
  #isRoused = false;
  #wake: () => void = () => undefined;

  constructor(machine: TrainingMachine, open: (of: PicturesOf) => Promise<TrainingPictures>) {
    this.#machine = machine;
    this.#open = open;
  }

  pause(): void {
    this.#isPaused = true;
    this.#rouse();
  }

  resume(): void {
    this.#isPaused = false;
    this.#singleSteps = 0;
    this.#rouse();
  }

  /** Takes one step, then pauses. */
  step(): void {
    this.#isPaused = true;
    this.#singleSteps++;
    this.#rouse();
  }

  /** Ends the run under way. */
  stop(): void {
    this.#isStopped = true;
    this.#rouse();
  }

  /** Slows down while nobody looks. */
  setHidden(isHidden: boolean): void {
    this.#isHidden = isHidden;
  }

  /**
   * Trains.
   * @throws RunRefusal if the run cannot be trained, or its pictures cannot be had; whatever the machine throws
   */
  train(order: TrainingOrder, report: (event: TrainingEvent) => void): Promise<RunEnd> {
    return this.#inTurn(() => this.#train(order, report));
  }

  /**
   * How long a step of a run takes, in milliseconds: one to warm up, then as many as take long enough to tell.
   * @throws like `train`
   */
  measure(run: TrainingRun): Promise<number> {
    return this.#withLearner(run, initialState(run), async (learner, places) => {
      const steps = (count: number): StepOrder[] => Array.from({ length: count }, () => ({ places, rate: 1e-6 }));
      await learner.train(steps(1));
      for (let count = 1; ; count *= 2) {
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
  gradient(run: TrainingRun, state: LearnerState): Promise<BatchGradient> {
    return this.#withLearner(run, state, (learner, places) => learner.gradient(places));
  }

  /** What the machine holds. */
  held(): ReturnType<TrainingMachine['held']> {
    return this.#machine.held();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const answer = this.#last.then(work);
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #train(order: TrainingOrder, report: (event: TrainingEvent) => void): Promise<RunEnd> {
    const { run, from } = order;
    this.#isPaused = order.isPaused === true;
    this.#isStopped = false;
    this.#singleSteps = 0;
    const start = from ?? (await asRefusal(() => initialState(run)));
    const prepared = await this.#unlessStopped(asRefusal(() => this.#prepare(run, start, order.extra)));
    if (prepared === undefined) return { ended: 'stopped', state: start };
    const learner = this.#machine.learner(prepared.plan);
    try {
      learner.restore(start);
      const pass = new Pass({ order, ...prepared, learner, report, listen: () => this.#listen() }, start);
      await pass.begin();
      while (!pass.isOver && !this.#isStopped) {
        if (!(await this.#mayGo(pass)) || !(await this.#hasPictures(pass, 'train'))) continue;
        this.#isRoused = false;
        const isSingle = this.#singleSteps > 0;
        if (isSingle) this.#singleSteps--;
        await pass.slice(isSingle ? 1 : Infinity);
        await this.#listen();
      }
      const unjudged = this.#isStopped ? undefined : await this.#judgeRest(pass);
      const end = await pass.end();
      return unjudged === undefined ? end : { ...end, unjudged };
    } finally {
      learner.close();
    }
  }

  /** What a run needs, checked; starts on its pictures. */
  async #prepare(run: TrainingRun, start: LearnerState, extra: PicturesOf['extra']): Promise<Prepared> {
    const plan = learnerPlan(run);
    checkState(plan, start);
    const stock = await this.#stockFor(run, extra);
    const count = stock.pictures.fileCounts.train.reduce((sum, size) => sum + size, 0);
    checkBatch(plan.rows, run.keepsLastBatch ? count % run.batch || run.batch : run.batch);
    new BatchOrder(run, stock.pictures.fileCounts.train); // refuses a batch that is larger than everything
    stock.reload();
    return { plan, stock };
  }

  /** Works with a learner on the pictures of a run's first step. */
  #withLearner<T>(
    run: TrainingRun,
    state: LearnerState,
    work: (learner: Learner, places: Uint32Array) => Promise<T>,
  ): Promise<T> {
    return this.#inTurn(async () => {
      const { plan, stock } = await asRefusal(() => this.#prepare(run, state, undefined));
      const places = new BatchOrder(run, stock.pictures.fileCounts.train).at(0).slice();
      while (places.some((place) => place >= stock.count('train'))) await stock.next();
      const learner = this.#machine.learner(plan);
      try {
        learner.restore(state);
        return await work(learner, places);
      } finally {
        learner.close();
      }
    });
  }

  /** Judges what is left at the end; gives why it could not, in words. */
  async #judgeRest(pass: Pass): Promise<string | undefined> {
    try {
      while (pass.hasUnjudged && !this.#isStopped) {
        this.#isRoused = false;
        if (await this.#hasPictures(pass, 'valid')) await pass.look();
        await this.#listen();
      }
      return undefined;
    } catch (error) {
      if (!(error instanceof RunRefusal)) throw error; // the machine's: another may go on
      return error.message;
    }
  }

  /** Waits while paused; whether to go on with a slice. */
  async #mayGo(pass: Pass): Promise<boolean> {
    if (!this.#isPaused || this.#singleSteps > 0) return true;
    this.#isRoused = false;
    await pass.show();
    if (this.#isRoused) return false;
    const woken = this.#untilWoken();
    pass.report({ kind: 'paused', step: pass.step });
    await pass.look();
    // What could not be judged yet is judged as soon as its pictures come.
    while (!this.#isRoused && pass.hasUnjudged && pass.missing('valid') !== undefined) {
      const hasCome = pass.nextFile().then(
        () => true,
        () => false, // said where a step needs it
      );
      if (!(await Promise.race([hasCome, woken.then(() => false)]))) break;
      await pass.look();
    }
    if (!this.#isRoused) await woken;
    return false;
  }

  /** Waits for the pictures that are needed next, in words; whether they are there. */
  async #hasPictures(pass: Pass, set: 'train' | 'valid'): Promise<boolean> {
    const missing = pass.missing(set);
    if (missing === undefined) return true;
    const woken = this.#untilWoken();
    pass.report({ kind: 'waiting', set, ...missing });
    await Promise.race([pass.nextFile(), woken]);
    return false;
  }

  /** What comes of waiting; nothing if the run is stopped first. */
  async #unlessStopped<T>(coming: Promise<T>): Promise<T | undefined> {
    coming.catch(() => undefined); // nobody may be left to hear it
    while (!this.#isStopped) {
      const woken = this.#untilWoken();
      const came = await Promise.race([coming.then((value) => ({ value })), woken]);
      if (came !== undefined) return came.value;
    }
    return undefined;
  }

  #rouse(): void {
    this.#isRoused = true;
    this.#wake();
  }

  #untilWoken(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  /** Lets messages in; whether nobody touched a handle. */
  async #listen(): Promise<boolean> {
    await (this.#isHidden ? new Promise((resolve) => setTimeout(resolve, hiddenWaitMs)) : turn());
    return !this.#isRoused;
  }

  async #stockFor({ digits, tampering }: TrainingRun, extra: PicturesOf['extra']): Promise<Stock> {
    const key = `${digits.join()} ${tampering} ${extra === undefined ? '' : crc32(extra.pixels)} ${extra?.classes.join() ?? ''}`;
    if (this.#stock?.key === key) return this.#stock;
    const pictures = await this.#open({ digits, tampering, extra });
    this.#stock?.close();
    this.#machine.clear();
    this.#stock = new Stock(key, pictures, this.#machine);
    return this.#stock;
  }
}

// The engines of this machine, side by side on the same run: each on a worker of its own, so that they also share the processors.
import { trainerNames, type TrainerName } from '@lib/engine/training/learner.ts';
import { createTrainer, trainerTitles, type Trainer, type TrainingProgress } from '@lib/engine/training/trainer.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import { oncePerFrame } from '@lib/state/frames.ts';
import { prefersReducedMotion } from '@lib/state/motion.ts';
import { wholeNumber } from '@lib/text/network-words.ts';

/** One engine in the race. */
export interface RaceLane {
  readonly engine: TrainerName;
  readonly name: string;
  /** Steps taken, and to take. */
  readonly done: number;
  readonly total: number;
  /** Pictures a second, once something is known. */
  readonly perSecond: number | undefined;
  /** Where it stands, in words. */
  readonly words: string;
}

/** The engines' names at the head of a lane. */
const raceNames: Readonly<Record<TrainerName, string>> = { ...trainerTitles, simd: 'own code', cpu: 'CPU' };

/** A race. */
export class RaceState {
  lanes = $state.raw<readonly RaceLane[]>([]);
  isRunning = $state(false);
  /** Whether graphics that the processor draws may run, too. */
  isSoftwareAsked = $state(false);
  readonly #frames = oncePerFrame(() => (this.lanes = this.#list));
  /** The lanes as they are between two frames. */
  #list: readonly RaceLane[] = [];
  #trainers: Trainer[] = [];
  #abort = new AbortController();

  /** Starts all engines on a run. Settles when all have ended. */
  async start(run: TrainingRun): Promise<void> {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.#list = trainerNames.map((engine) => {
      const name = raceNames[engine];
      return { engine, name, done: 0, total: run.steps, perSecond: undefined, words: 'starting' };
    });
    this.isRunning = true;
    await Promise.all(trainerNames.map((engine) => this.#drive(engine, run, abort.signal)));
    if (this.#abort === abort) this.stop();
  }

  /** Ends the race where it is. */
  stop(): void {
    this.#abort.abort();
    this.#trainers.forEach((trainer) => trainer.dispose());
    this.#trainers = [];
    if (this.isRunning) {
      for (const { engine, done, total, words } of this.#list) {
        if (words === 'starting' || words === 'running')
          this.#say(engine, { words: `stopped at step ${wholeNumber(done)} of ${wholeNumber(total)}` });
      }
      this.#frames.now();
    }
    this.isRunning = false;
  }

  dispose(): void {
    this.stop();
    this.#frames.stop();
  }

  async #drive(engine: TrainerName, run: TrainingRun, signal: AbortSignal): Promise<void> {
    const trainer = createTrainer();
    this.#trainers.push(trainer);
    let milliseconds = 0;
    const hear = (progress: TrainingProgress): void => {
      if (progress.kind === 'waiting') this.#say(engine, { words: 'waiting for its digits' });
      if (progress.kind !== 'steps') return;
      milliseconds += progress.milliseconds;
      const done = progress.first + progress.losses.length;
      this.#say(engine, { done, perSecond: (1000 * done * run.batch) / milliseconds, words: 'running' });
    };
    try {
      const obstacle = this.isSoftwareAsked ? undefined : await trainer.obstacle(engine);
      signal.throwIfAborted();
      if (obstacle !== undefined) {
        this.#say(engine, { words: obstacle.startsWith('no graphics hardware') ? 'software graphics only' : obstacle });
        return;
      }
      const { ended } = await trainer.train(run, {
        engine,
        isStrict: true,
        signal,
        snapshotEvery: run.steps,
        judgeEvery: run.steps,
        onProgress: hear,
      });
      const words = { finished: 'finished', stopped: 'stopped', diverged: 'diverged, as every engine does here' }[
        ended
      ];
      this.#say(engine, { words });
    } catch (error) {
      if (!signal.aborted) this.#say(engine, { words: error instanceof Error ? error.message : String(error) });
    }
  }

  #say(engine: TrainerName, change: Partial<RaceLane>): void {
    const before = this.#list.find((lane) => lane.engine === engine);
    this.#list = this.#list.map((lane) => (lane.engine === engine ? { ...lane, ...change } : lane));
    // with reduced motion a bar grows in tenths
    const isSmall =
      before?.words === (change.words ?? before?.words) && tenthOf(before) === tenthOf({ ...before, ...change });
    if (!isSmall || !prefersReducedMotion()) this.#frames.ask();
  }
}

function tenthOf({ done = 0, total = 1 }: Partial<RaceLane> = {}): number {
  return Math.floor((10 * done) / total);
}

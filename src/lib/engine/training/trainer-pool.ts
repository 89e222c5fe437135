// Two trainers where there are two processors: many runs at once, each on its own worker.
import type { TrainingRun } from '@lib/nn/training-run.ts';
import { createTrainer, type Trainer, type TrainerOptions, type TrainingOutcome } from './trainer.ts';
import type { TrainerName } from './learner.ts';
import type { Judgement } from './order.ts';

/** How one of many runs ended. */
export interface PooledRun {
  /** Its place in the list. */
  readonly at: number;
  readonly run: TrainingRun;
  readonly outcome: TrainingOutcome;
  /** What the network said of the held-out pictures on the way, by step. */
  readonly judgements: readonly Judgement[];
}

/** How many runs are done. */
export interface PoolOrder {
  readonly signal: AbortSignal;
  /** Looks at the held-out pictures in each run. */
  readonly looks: number;
  readonly engine?: TrainerName | undefined;
  /** Called with the place of a run in the list and how many steps it has behind it, whenever that is heard. */
  readonly onstep?: (at: number, step: number) => void;
  /** Called for each run when it has ended, in whatever order. */
  readonly onrun: (done: PooledRun) => void;
}

/** Some trainers, made when they are first needed. */
export class TrainerPool {
  readonly #options: TrainerOptions;
  readonly #trainers: Trainer[] = [];

  constructor(options: TrainerOptions = {}) {
    this.#options = options;
  }

  /** How many there may be: two, where there are two processors. */
  get size(): number {
    return navigator.hardwareConcurrency >= 2 ? 2 : 1;
  }

  /** One of them, counted from 0. */
  at(place: number): Trainer {
    const trainer = (this.#trainers[place] ??= createTrainer(this.#options));
    return trainer;
  }

  /** Trains many runs, as many at a time as there are trainers; rejects with the first fault, and with the signal's reason. */
  async trainAll(runs: readonly TrainingRun[], { signal, looks, engine, onstep, onrun }: PoolOrder): Promise<void> {
    const queue = [...runs.entries()];
    const work = async (trainer: Trainer): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [at, run] = next;
        const judgements: Judgement[] = [];
        const outcome = await trainer.train(run, {
          signal,
          judgeEvery: Math.max(1, Math.ceil(run.steps / looks)),
          snapshotEvery: run.steps,
          ...(engine === undefined ? {} : { engine }),
          onProgress: (progress) => {
            if (progress.kind === 'judged') judgements.push(progress.judgement);
            if (progress.kind === 'steps') onstep?.(at, progress.first + progress.losses.length);
          },
        });
        onrun({ at, run, outcome, judgements });
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.size, runs.length) }, (_, place) => work(this.at(place))));
  }

  /** Ends all of them. */
  dispose(): void {
    this.#trainers.forEach((trainer) => trainer.dispose());
    this.#trainers.length = 0;
  }
}

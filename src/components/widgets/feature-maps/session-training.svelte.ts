// Training the session's network from inside the figure, for readers who have not trained one yet: its maps change while it learns.
import type { Judgement } from '@lib/engine/training/order.ts';
import type { PictureSet } from '@lib/engine/training/learner.ts';
import type { TrainingProgress } from '@lib/engine/training/trainer.ts';
import { sessionRun } from '@lib/nn/training-run.ts';
import { ownDigits } from '@lib/state/own-digits.svelte.ts';
import { trainedNetwork } from '@lib/state/trained-network.svelte.ts';

export class SessionTraining {
  isRunning = $state(false);
  /** How many steps were taken. */
  step = $state(0);
  /** What the network said of the pictures held out, when it was last asked. */
  judged = $state.raw<Judgement | undefined>();
  /** Why they could not be looked at, in words. */
  unjudged = $state.raw<string | undefined>();
  /** How many of the reader's own digits were among those learned from. */
  own = $state(0);
  /** Why it could not be trained, in words. */
  fault = $state.raw<string | undefined>();
  /** Which pictures it waits for, if it waits. */
  awaited = $state.raw<PictureSet | undefined>();
  #end: AbortController | undefined;

  readonly steps = sessionRun.steps;

  /** Trains from the first step on. */
  async start(): Promise<void> {
    if (this.isRunning) return;
    const end = new AbortController();
    this.#end = end;
    const extra = ownDigits.pictures(sessionRun.digits);
    [this.isRunning, this.step, this.judged, this.fault] = [true, 0, undefined, undefined];
    [this.awaited, this.unjudged] = [undefined, undefined];
    this.own = extra?.classes.length ?? 0;
    try {
      const { createTrainer } = await import('@lib/engine/training/trainer.ts');
      const trainer = createTrainer();
      try {
        const onProgress = (progress: TrainingProgress) => this.#take(progress);
        const { unjudged } = await trainer.train(sessionRun, {
          signal: end.signal,
          onProgress,
          ...(extra && { extra }),
        });
        if (this.#end === end) this.unjudged = unjudged;
      } finally {
        trainer.dispose();
      }
    } catch (error) {
      if (!end.signal.aborted) this.fault = error instanceof Error ? error.message : String(error);
    } finally {
      if (this.#end === end) this.isRunning = false;
    }
  }

  /** Ends it where it is; the network keeps what it has learned. */
  stop(): void {
    this.#end?.abort();
    this.isRunning = false;
  }

  #take(progress: TrainingProgress): void {
    if (this.#end?.signal.aborted) return;
    this.awaited = progress.kind === 'waiting' ? progress.set : undefined;
    if (progress.kind === 'steps') this.step = progress.first + progress.losses.length;
    else if (progress.kind === 'judged') this.judged = progress.judgement;
    else if (progress.kind === 'snapshot') {
      const { learned, remembered, step } = progress.state;
      trainedNetwork.set({ run: sessionRun, learned, remembered, step });
    }
  }
}

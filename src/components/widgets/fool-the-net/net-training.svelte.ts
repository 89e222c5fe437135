// The net of the figure: trained in the page when a reader first touches it, and anew for another seed.
import { AskedWork } from '@lib/state/asked-work.svelte.ts';
import { sessionRun } from '@lib/nn/training-run.ts';
import type { SessionNet } from '@lib/engine/training/session-net.ts';

/** A net, and the seed it started from. */
interface SeededNet extends SessionNet {
  readonly seed: number;
}

export class NetTraining extends AskedWork<SeededNet> {
  /** How many steps were taken. */
  step = $state(0);
  readonly steps = sessionRun.steps;
  /** The seed that is being trained, or was last. */
  #seed: number | undefined;

  /** Trains the net of a seed, unless it is here or on its way. */
  async train(seed: number): Promise<void> {
    if (this.#seed === seed && (this.isRunning || this.outcome !== undefined)) return;
    this.#seed = seed;
    this.step = 0;
    await this.start(async (signal) => {
      const { sessionNet } = await import('@lib/engine/training/session-net.ts');
      const onstep = (step: number) => {
        if (!signal.aborted) this.step = step;
      };
      const net = await sessionNet(seed, { signal, onstep });
      if (!signal.aborted) this.outcome = { ...net, seed };
    });
  }
}

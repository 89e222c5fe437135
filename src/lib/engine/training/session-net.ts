// The session's net, trained in the page from a seed, for figures that need a net that has learned and no curves. The book's own code trains it where
// it can, since that gives the same numbers everywhere; what was trained last is kept, so that all who ask for one seed look into one net.
import { modelFrom } from '@lib/nn/parameter-vector.ts';
import type { Model } from '@lib/nn/parameters.ts';
import { batchShape, sessionRun, type TrainingRun } from '@lib/nn/training-run.ts';
import { createTrainer, trainerTitles } from './trainer.ts';

/** A net that has learned. */
export interface SessionNet {
  readonly model: Model;
  readonly run: TrainingRun;
  /** Who trained it, as readers know it. */
  readonly trainedBy: string;
  /** How long its steps took. */
  readonly milliseconds: number;
}

let last: { readonly seed: number; readonly net: SessionNet } | undefined;

/** Trains the net of a seed, unless it is at hand; rejects in words where that cannot be done, and with the signal's reason. */
export async function sessionNet(
  seed: number,
  { signal, onstep }: { readonly signal: AbortSignal; readonly onstep: (step: number) => void },
): Promise<SessionNet> {
  if (last?.seed === seed) return last.net;
  const run = { ...sessionRun, initialSeed: seed };
  const trainer = createTrainer();
  let milliseconds = 0;
  try {
    const { state, engine } = await trainer.train(run, {
      signal,
      engine: 'simd',
      judgeEvery: 0,
      snapshotEvery: run.steps,
      onProgress: (progress) => {
        if (progress.kind !== 'steps') return;
        milliseconds += progress.milliseconds;
        onstep(progress.first + progress.losses.length);
      },
    });
    const model = modelFrom(run.layers, batchShape(1), state);
    const net = { model, run, trainedBy: trainerTitles[engine], milliseconds };
    last = { seed, net };
    return net;
  } finally {
    trainer.dispose();
  }
}

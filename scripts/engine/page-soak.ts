// Wears the trainer out in the page: many starts and stops, many steps; and says what is held before and after.
import { TrainingControl } from '@lib/engine/training/control.ts';
import type { TrainerName } from '@lib/engine/training/learner.ts';
import { createTrainer, type Trainer } from '@lib/engine/training/trainer.ts';
import { sessionRun } from '@lib/nn/training-run.ts';

/** What is held at one moment. */
export interface Held {
  readonly tensors: number;
  /** Of the engine's own memory: pictures and networks. */
  readonly bytes: number;
  /** Of the page and its workers, after a collection of garbage. */
  readonly browserBytes: number;
}

/** What to wear out, and how much. */
export interface SoakAsked {
  readonly engine: TrainerName;
  readonly starts: number;
  readonly steps: number;
}

declare global {
  interface Performance {
    measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
  }
}

/** What goes before the first measurement, so that all pictures are there and everything that grows once has grown. */
const warmUp = { starts: 10, steps: 1000 };

/** Looks at the pictures held out in a long run. */
const looks = 5;

/**
 * Starts and stops a run so many times, then takes so many steps.
 * @throws Error in words where the engine cannot run
 */
export async function soak({ engine, starts, steps }: SoakAsked): Promise<{ before: Held; after: Held }> {
  const trainer = createTrainer();
  const wearOut = async (times: Omit<SoakAsked, 'engine'>): Promise<void> => {
    for (let start = 0; start < times.starts; start++) await startAndStop(trainer, engine);
    const run = { ...sessionRun, schedule: 'fixed', rate: 1e-4, steps: times.steps } as const;
    await trainer.train(run, { engine, isStrict: true, judgeEvery: Math.ceil(times.steps / looks) });
  };
  try {
    await trainer.train({ ...sessionRun, steps: 20 }, { engine, isStrict: true, judgeEvery: 20 }); // until all pictures are there
    await wearOut(warmUp);
    const before = await held(trainer, engine);
    await wearOut({ starts, steps });
    return { before, after: await held(trainer, engine) };
  } finally {
    trainer.dispose();
  }
}

async function startAndStop(trainer: Trainer, engine: TrainerName): Promise<void> {
  const control = new TrainingControl();
  const onProgress = ({ kind }: { readonly kind: string }): void => {
    if (kind === 'steps') control.stop();
  };
  const how = { engine, isStrict: true, judgeEvery: 0, control, onProgress };
  await trainer.train({ ...sessionRun, steps: 100_000 }, how);
}

async function held(trainer: Trainer, engine: TrainerName): Promise<Held> {
  const { bytes: browserBytes } = await performance.measureUserAgentSpecificMemory();
  return { ...(await trainer.held(engine)), browserBytes };
}

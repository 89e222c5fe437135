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

/**
 * Starts and stops a run so many times, then takes so many steps.
 * @throws Error in words where the engine cannot run
 */
export async function soak({ engine, starts, steps }: SoakAsked): Promise<{ before: Held; after: Held }> {
  const trainer = createTrainer();
  const how = { engine, isStrict: true, judgeEvery: 0 };
  try {
    await trainer.train({ ...sessionRun, steps: 20 }, how); // loads everything
    await startAndStop(trainer, how);
    const before = await held(trainer, engine);
    for (let start = 0; start < starts; start++) await startAndStop(trainer, how);
    await trainer.train({ ...sessionRun, schedule: 'fixed', rate: 1e-4, steps }, how);
    return { before, after: await held(trainer, engine) };
  } finally {
    trainer.dispose();
  }
}

async function startAndStop(trainer: Trainer, how: Parameters<Trainer['train']>[1]): Promise<void> {
  const control = new TrainingControl();
  const onProgress = ({ kind }: { readonly kind: string }): void => {
    if (kind === 'steps') control.stop();
  };
  await trainer.train({ ...sessionRun, steps: 100_000 }, { ...how, control, onProgress });
}

async function held(trainer: Trainer, engine: TrainerName): Promise<Held> {
  const { bytes: browserBytes } = await performance.measureUserAgentSpecificMemory();
  return { ...(await trainer.held(engine)), browserBytes };
}

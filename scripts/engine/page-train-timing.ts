// Times training in the page, each engine in a worker of its own that stays open, so that a benchmark can go round them in turn.
import { wrap } from 'comlink';
import type { TrainerName } from '@lib/engine/training/learner.ts';
import { createTrainer, type Trainer } from '@lib/engine/training/trainer.ts';
import { sessionRun } from '@lib/nn/training-run.ts';
import type { StockTraining } from './stock-training.ts';

/** What a run took. */
export interface TrainTiming {
  /** Computing, in the worker. */
  readonly milliseconds: number;
  /** From the call to its end, in the page, judging the pictures held out at the end if that was wanted. */
  readonly wholeMs: number;
  /** From the call to the news of the first step. */
  readonly firstStepMs: number;
  /** The share of the pictures held out that are right, if it was wanted. */
  readonly accuracy?: number | undefined;
}

/** What to run: the session's run, or its first steps. */
export interface TrainTimingAsked {
  readonly engine: TrainerName;
  readonly steps: number;
  readonly isJudged: boolean;
  /** Whether to start a new worker for it. */
  readonly isCold?: boolean;
  readonly batch?: number;
}

/** Commands of WebGPU in one step. */
export interface StepCounts {
  readonly dispatches: number;
  readonly submits: number;
  readonly bytes: number;
}

const trainers = new Map<string, Trainer>();
const stocks = new Map<string, ReturnType<typeof startStock>>();

function startStock() {
  return wrap<StockTraining>(new Worker(new URL('./stock-training.ts', import.meta.url), { type: 'module' }));
}

/**
 * Trains and times it.
 * @throws Error in words where the engine cannot run
 */
export async function timeTraining(asked: TrainTimingAsked): Promise<TrainTiming> {
  const { engine, steps, isJudged, isCold = false, batch = sessionRun.batch } = asked;
  const known = isCold ? undefined : trainers.get(engine);
  const trainer = known ?? createTrainer();
  if (!isCold) trainers.set(engine, trainer);
  let [milliseconds, firstStepMs] = [0, NaN];
  let accuracy: number | undefined;
  const startedMs = performance.now();
  await trainer.train(
    { ...sessionRun, batch, steps },
    {
      ...{ engine, isStrict: true, snapshotEvery: 0, judgeEvery: isJudged ? steps : 0 },
      onProgress(progress) {
        if (progress.kind === 'steps') milliseconds += progress.milliseconds;
        if (progress.kind === 'steps' && progress.first === 0) firstStepMs = performance.now() - startedMs;
        if (progress.kind === 'judged') accuracy = progress.judgement.right / progress.judgement.count;
      },
    },
  );
  const wholeMs = performance.now() - startedMs;
  if (isCold) trainer.dispose();
  return { milliseconds, wholeMs, firstStepMs, accuracy };
}

/** Times tfjs as its examples use it; gives milliseconds, or why it cannot train. */
export async function timeStock(backend: string, batch: number, steps: number): Promise<number | string> {
  const stock = stocks.get(backend) ?? startStock();
  stocks.set(backend, stock);
  return stock.train(backend, batch, steps);
}

/** Counts the commands of a step on WebGPU: the difference of a longer and a shorter run. */
export async function countCommands(): Promise<StepCounts> {
  const workers: Worker[] = [];
  const trainer = createTrainer({
    makeWorker() {
      const worker = new Worker(new URL('./counting-trainer.ts', import.meta.url), { type: 'module' });
      workers.push(worker);
      return worker;
    },
  });
  const after = async (steps: number): Promise<StepCounts> => {
    await trainer.train(
      { ...sessionRun, steps },
      { engine: 'webgpu', isStrict: true, snapshotEvery: 0, judgeEvery: 0 },
    );
    return counted(workers[0]);
  };
  const [few, many] = [4, 36];
  await after(few);
  const before = await after(few);
  const between = await after(many);
  const base = await after(few);
  trainer.dispose();
  const perStep = (of: (counts: StepCounts) => number): number =>
    (of(between) - of(before) - (of(base) - of(between))) / (many - few);
  return {
    dispatches: perStep(({ dispatches }) => dispatches),
    submits: perStep(({ submits }) => submits),
    bytes: perStep(({ bytes }) => bytes),
  };
}

function counted(worker: Worker | undefined): Promise<StepCounts> {
  return new Promise((resolve) => {
    const hear = ({ data }: MessageEvent<{ counts?: StepCounts }>): void => {
      if (data.counts === undefined) return;
      worker?.removeEventListener('message', hear);
      resolve(data.counts);
    };
    worker?.addEventListener('message', hear);
    worker?.postMessage('count');
  });
}

// What the page and a worker that trains agree on. A worker has one machine; whoever wants another asks another worker.
import type { TrainingRun } from '@lib/nn/training-run.ts';
import type { LearnerState, TrainerName } from './learner.ts';
import type { RunEnd, TrainingEvent, TrainingOrder } from './order.ts';

/** What a worker is told at its start. */
export interface TrainerOrders {
  readonly name: TrainerName;
  /** Whether software graphics will do, since the machine was asked for by name. */
  readonly isSoftwareWelcome: boolean;
  /** Address of the folder with the digits. */
  readonly dataUrl: string;
  /** The name of the lock that the worker holds as long as it lives; see `worker-life.ts`. */
  readonly lifeLock?: string | undefined;
}

/** How a run ended; or why it was refused, because it asks for the impossible or for pictures that cannot be had, in words. */
export interface TrainingAnswer {
  readonly end?: RunEnd;
  readonly refusal?: string;
}

/** The gradient of one batch, which moves nothing. */
export interface BatchGradient {
  readonly loss: number;
  /** `[batch, classes]` */
  readonly logits: Float32Array;
  /** Laid out like `LearnerState.learned`. */
  readonly learned: Float32Array;
}

/** What the worker does for the page, one run at a time. It rejects where its machine failed. */
export interface TrainerApi {
  /** Comes first, once. Gives what stands in the way of this machine here, in words. */
  open(orders: TrainerOrders): Promise<string | undefined>;
  /** Trains; what happens is posted as `TrainingNews`. */
  train(order: TrainingOrder, pass: number): Promise<TrainingAnswer>;
  /** How long a step of a run takes here, in milliseconds. */
  measure(run: TrainingRun): Promise<number>;
  /** The gradient over the pictures of the run's first step. */
  gradient(run: TrainingRun, state: LearnerState): Promise<BatchGradient>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Takes one step, then pauses. */
  step(): Promise<void>;
  stop(): Promise<void>;
  setHidden(isHidden: boolean): Promise<void>;
  /** What the machine holds: a leak shows here. */
  held(): Promise<{ readonly tensors: number; readonly bytes: number }>;
}

/** What a worker posts while it trains. */
export interface TrainingNews {
  /** Which call of `train` it belongs to. */
  readonly pass: number;
  readonly event: TrainingEvent;
}

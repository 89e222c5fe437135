// What page and worker agree on.
import type { Computed } from './computed.ts';
import type { Answers, Asked, OperationName } from './operations/asked.ts';
import type { BackendOrders } from './runner.ts';

/** What a worker is told at its start. */
export interface WorkerOrders extends BackendOrders {
  /** The name of the lock that the worker holds as long as it lives; see `worker-life.ts`. */
  readonly lifeLock?: string;
}

/** What the worker does besides computing. */
interface Control {
  /** Comes first, once. */
  open(orders: WorkerOrders): Promise<void>;
  /** Stops the call under way at the next opportunity. */
  stop(): Promise<void>;
  /** How many tfjs tensors are alive: a leak shows here. */
  countTensors(): Promise<number>;
}

/** What the worker does for the page, one call at a time. */
export type WorkerApi = Control & {
  readonly [Name in OperationName]: (...asked: Asked[Name]) => Promise<Computed<Answers[Name]>>;
};

// A worker together with the news of its end.
import { releaseProxy, wrap, type Remote } from 'comlink';
import { endOfLife, newLifeLock } from './worker-life.ts';

/** The worker is gone, or never came; the message says why, in words that follow “the worker”. */
export class WorkerGone extends Error {
  override readonly name = 'WorkerGone';
}

/** A worker that answered. */
export interface LiveWorker<Api> {
  readonly api: Remote<Api>;
  /** Hears what the worker says without being asked. */
  readonly messages: Pick<Worker, 'addEventListener' | 'removeEventListener'>;
  /** Rejects with `WorkerGone` when the worker ends by itself, or with the reason given to `end`. */
  readonly gone: Promise<never>;
  /** Stops the worker; calls under way are rejected with the reason. */
  end(reason: unknown): void;
}

/** How a worker comes to life. */
export interface WorkerStart<Api> {
  /** Makes the worker; may throw where there are none. */
  readonly make: () => Worker;
  /** Says the first word, with the name of the lock that the worker is to hold as long as it lives; see `worker-life.ts`. */
  readonly open: (api: Remote<Api>, lifeLock: string | undefined) => Promise<unknown>;
  /** How long its script may take to arrive and answer, in milliseconds. */
  readonly limitMs: number;
}

/**
 * Starts a worker and waits for its first word.
 * @throws WorkerGone if it cannot be made, ends, or keeps silent for too long
 */
export async function startWorker<Api>({ make, open, limitMs }: WorkerStart<Api>): Promise<LiveWorker<Api>> {
  const worker = attempt(make);
  const api = wrap<Api>(worker);
  const watch = new AbortController();
  let reject: (reason: unknown) => void = () => undefined;
  const gone = new Promise<never>((_, fail) => (reject = fail));
  gone.catch(() => undefined); // heard by whoever waits; nobody has to

  function end(reason: unknown): void {
    if (watch.signal.aborted) return;
    watch.abort();
    reject(reason);
    api[releaseProxy]();
    worker.terminate();
  }

  worker.addEventListener('error', (event) => {
    event.preventDefault(); // the reader is told in words
    end(new WorkerGone(`failed${event.message ? `: ${event.message}` : ''}`));
  });
  const limit = setTimeout(() => end(new WorkerGone('did not answer')), limitMs);
  const lifeLock = newLifeLock();
  try {
    await Promise.race([open(api, lifeLock), gone]);
  } catch (error) {
    end(error); // nobody else knows of it
    throw error;
  } finally {
    clearTimeout(limit);
  }
  if (lifeLock !== undefined) void endOfLife(lifeLock, watch.signal).then(() => end(new WorkerGone('was stopped')));
  return { api, messages: worker, gone, end };
}

function attempt(make: () => Worker): Worker {
  try {
    return make();
  } catch (error) {
    throw new WorkerGone(`could not be made: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Calls a worker that may be gone, or go meanwhile: then it rejects with the reason. */
export function tell<Api, T>(worker: LiveWorker<Api>, call: (worker: LiveWorker<Api>) => Promise<T>): Promise<T> {
  // A worker that is gone throws where it is called, which must not come before the news of its end.
  const called = (async () => call(worker))();
  return Promise.race([worker.gone, called]);
}

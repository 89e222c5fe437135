// One worker that trains, seen from the page: it is started when it is needed, and whoever waits for it hears of its end.
import { startWorker, tell, type LiveWorker } from '../live-worker.ts';
import type { Controlled, TrainingControl } from './control.ts';
import type { TrainerName } from './learner.ts';
import type { TrainingEvent, TrainingOrder } from './order.ts';
import type { TrainerApi, TrainerOrders, TrainingAnswer, TrainingNews } from './worker-api.ts';

/** How workers are made and what they are told. */
export interface HostOptions extends Pick<TrainerOrders, 'isSoftwareWelcome' | 'dataUrl'> {
  readonly makeWorker: () => Worker;
  /** How long a worker's script may take to arrive, in milliseconds. */
  readonly startLimitMs: number;
}

/** What goes with a run. */
export interface HostCall {
  readonly report: (event: TrainingEvent) => void;
  readonly control: TrainingControl;
  readonly signal: AbortSignal;
}

/** A worker with one machine. All methods reject with `WorkerGone` when it goes, or with the words of a machine that failed. */
export class TrainerHost {
  readonly name: TrainerName;
  readonly #options: HostOptions;
  #started: Promise<{ readonly worker: LiveWorker<TrainerApi>; readonly obstacle: string | undefined }> | undefined;
  #ended: { readonly reason: unknown } | undefined;
  #pass = 0;

  constructor(name: TrainerName, options: HostOptions) {
    this.name = name;
    this.#options = options;
  }

  /** What stands in the way of this machine here, in words. */
  async obstacle(): Promise<string | undefined> {
    return (await this.#start()).obstacle;
  }

  /** Trains; when the signal is aborted the worker is told to stop, and the answer still comes. */
  async train(order: TrainingOrder, { report, control, signal }: HostCall): Promise<TrainingAnswer> {
    const { worker } = await this.#start();
    const pass = ++this.#pass;
    const hear = ({ data }: MessageEvent<unknown>): void => {
      if (isNews(data) && data.pass === pass && !signal.aborted) report(data.event);
    };
    const say = (act: (api: LiveWorker<TrainerApi>['api']) => Promise<void>): void =>
      void tell(worker, ({ api }) => act(api)).catch(() => undefined); // its end is heard by whoever waits for the run
    const handles: Controlled = {
      pause: () => say((api) => api.pause()),
      resume: () => say((api) => api.resume()),
      step: () => say((api) => api.step()),
      stop: () => say((api) => api.stop()),
    };
    worker.messages.addEventListener('message', hear);
    const stop = (): void => handles.stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const answer = tell(worker, ({ api }) => api.train({ ...order, isPaused: control.isPaused }, pass));
      const detach = control.attach(handles);
      if (signal.aborted) handles.stop(); // it was, while the worker came to life
      return await answer.finally(detach);
    } finally {
      signal.removeEventListener('abort', stop);
      worker.messages.removeEventListener('message', hear);
    }
  }

  /** Asks the worker for something else. */
  async ask<T>(question: (api: LiveWorker<TrainerApi>['api']) => Promise<T>): Promise<T> {
    const { worker } = await this.#start();
    return tell(worker, ({ api }) => question(api));
  }

  /** Says whether anybody looks, if the worker has started. */
  setHidden(isHidden: boolean): void {
    void this.#started?.then(({ worker }) => tell(worker, ({ api }) => api.setHidden(isHidden))).catch(() => undefined);
  }

  /** Ends the worker, and makes no other; whoever waits for it or asks it something afterwards gets the reason. */
  end(reason: unknown): void {
    this.#ended ??= { reason };
    void this.#started?.then(
      ({ worker }) => worker.end(reason),
      () => undefined,
    );
    this.#started = undefined;
  }

  #start() {
    if (this.#ended !== undefined) return Promise.reject(this.#ended.reason);
    if (this.#started !== undefined) return this.#started;
    const started = this.#open();
    this.#started = started;
    // A worker that is gone, or never came, makes room for another.
    const forget = (): void => {
      if (this.#started === started) this.#started = undefined;
    };
    started.then(({ worker }) => worker.gone.catch(forget), forget);
    return started;
  }

  async #open() {
    const { makeWorker, startLimitMs, isSoftwareWelcome, dataUrl } = this.#options;
    let obstacle: string | undefined;
    const worker = await startWorker<TrainerApi>({
      make: makeWorker,
      open: async (api, lifeLock) => {
        obstacle = await api.open({ name: this.name, isSoftwareWelcome, dataUrl, lifeLock });
      },
      limitMs: startLimitMs,
    });
    return { worker, obstacle };
  }
}

function isNews(data: unknown): data is TrainingNews {
  return typeof data === 'object' && data !== null && 'pass' in data && 'event' in data;
}

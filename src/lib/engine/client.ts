// The engine as the figures see it: ask, and an answer comes that says where it was computed. Whatever breaks on the way (no worker, a
// worker that dies, a device that is lost) ends in an answer all the same, from the book's own code if from nowhere else.
import type { Tensor } from '@lib/array/tensor.ts';
import { conv2d as referenceConv2d } from '@lib/conv/conv2d.ts';
import { planConv2d, type Conv2dOptions, type Pair } from '@lib/conv/conv2d-plan.ts';
import type { Conv1dOptions } from '@lib/conv/conv1d.ts';
import type { Conv3dOptions } from '@lib/conv/conv3d.ts';
import type { ConvTranspose2dOptions } from '@lib/conv/conv-transpose2d.ts';
import type { WeightedGradients } from '@lib/nn/dense.ts';
import type { NetworkGradients } from '@lib/nn/gradients.ts';
import type { Model } from '@lib/nn/parameters.ts';
import type { Pool2dOptions } from '@lib/nn/pooling.ts';
import type { Computed } from './computed.ts';
import { refuseTooLarge } from './largest.ts';
import { startWorker, tell, WorkerGone, type LiveWorker as AnyLiveWorker } from './live-worker.ts';
import type { Answers, Asked, Conv2dGradientsAsked, OperationName } from './operations/asked.ts';
import type { BackendOrders } from './runner.ts';
import type { WorkerApi } from './worker-api.ts';

type LiveWorker = AnyLiveWorker<WorkerApi>;

export type { ComputedBy } from './backend-names.ts';
export type { Computed } from './computed.ts';

/** Settings of one call. */
export interface Call {
  /** Rejects the call with its reason when aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Computes beside the page, each operation like the reference and refusing the same with the same words. Calls are answered in order; an
 * aborted one rejects at once with its signal's reason and is not computed if its turn has not come; after `dispose` all reject with an
 * AbortError.
 */
export interface Engine {
  /** `[batch, in, height, width]` by `[out, in / groups, kernelH, kernelW]`. */
  conv2d(input: Tensor, weight: Tensor, options?: Conv2dOptions, call?: Call): Promise<Computed<Tensor>>;
  /** `[batch, in, length]` by `[out, in / groups, kernel]`. */
  conv1d(input: Tensor, weight: Tensor, options?: Conv1dOptions, call?: Call): Promise<Computed<Tensor>>;
  /** `[batch, in, depth, height, width]` by `[out, in / groups, kernelD, kernelH, kernelW]`. */
  conv3d(input: Tensor, weight: Tensor, options?: Conv3dOptions, call?: Call): Promise<Computed<Tensor>>;
  /** `[batch, in, height, width]` by `[in, out / groups, kernelH, kernelW]`. */
  convTranspose2d(
    input: Tensor,
    weight: Tensor,
    options?: ConvTranspose2dOptions,
    call?: Call,
  ): Promise<Computed<Tensor>>;
  /** `[rows, inner]` by `[inner, cols]`. */
  matMul(left: Tensor, right: Tensor, call?: Call): Promise<Computed<Tensor>>;
  /** The largest number of each window of `[batch, channels, height, width]`. */
  maxPool2d(input: Tensor, kernel: Pair, options?: Pool2dOptions, call?: Call): Promise<Computed<Tensor>>;
  /** The mean of each window of `[batch, channels, height, width]`. */
  avgPool2d(input: Tensor, kernel: Pair, options?: Pool2dOptions, call?: Call): Promise<Computed<Tensor>>;
  /** The gradients of a convolution with respect to input, weight and bias. */
  conv2dGradients(asked: Conv2dGradientsAsked, call?: Call): Promise<Computed<WeightedGradients>>;
  /** What a network makes of images, `[batch, channels, height, width]`, mostly logits `[batch, classes]`. */
  forward(model: Model, images: Tensor, call?: Call): Promise<Computed<Tensor>>;
  /** What every layer of a network makes of images, in the order of the layers. */
  layerOutputs(model: Model, images: Tensor, call?: Call): Promise<Computed<readonly Tensor[]>>;
  /** What a batch with its labels, counted from 0, says about every number of a network. */
  gradients(model: Model, images: Tensor, labels: readonly number[], call?: Call): Promise<Computed<NetworkGradients>>;
  /** How many tfjs tensors are alive; 0 without a worker. */
  countTensors(): Promise<number>;
  /** Stops the worker for good; calls under way reject with an AbortError. */
  dispose(): void;
}

/** How an engine is made. */
export interface EngineOptions extends BackendOrders {
  /** How its worker is made; tests give broken ones. */
  readonly makeWorker?: () => Worker;
  /** How long the worker's script may take to arrive, in milliseconds; 20 seconds if left out. */
  readonly startLimitMs?: number;
  /** What is asked before this has come waits, and nothing is loaded for it; at once if left out. */
  readonly mayStart?: Promise<void>;
}

/** Makes an engine; its worker starts with the first call. */
export function createEngine(options: EngineOptions = {}): Engine {
  return new WorkerEngine(options);
}

/** What is asked: of a worker, and where there is none, here. */
interface Question<T> {
  /** Throws where the question has no answer, before anything is started. */
  readonly check?: () => Promise<void>;
  readonly there: (worker: LiveWorker) => Promise<Computed<T>>;
  readonly here: () => T | Promise<T>;
}

/** Asks a worker for an operation. */
type There<Name extends OperationName> = (worker: LiveWorker, asked: Asked[Name]) => Promise<Computed<Answers[Name]>>;

const makeEngineWorker = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

class WorkerEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #mayStart: Promise<void>;
  #worker: Promise<LiveWorker> | undefined;
  #restartsLeft = 1;
  /** Why no worker is used any more, in words that follow “the worker”. */
  #givenUp: string | undefined;
  #lastCall: Promise<unknown> = Promise.resolve();
  readonly #end = new AbortController();

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#mayStart = options.mayStart ?? Promise.resolve();
  }

  async conv2d(input: Tensor, weight: Tensor, options: Conv2dOptions = {}, call: Call = {}): Promise<Computed<Tensor>> {
    refuseTooLarge('conv2d', planConv2d(input, weight, options).outputShape);
    return this.#ask(
      {
        there: ({ api }) => api.conv2d(input, weight, options),
        here: () => referenceConv2d(input, weight, options),
      },
      call,
    );
  }

  conv1d(input: Tensor, weight: Tensor, options: Conv1dOptions = {}, call: Call = {}): Promise<Computed<Tensor>> {
    return this.#askFor('conv1d', [input, weight, options], { there: ({ api }, asked) => api.conv1d(...asked), call });
  }

  conv3d(input: Tensor, weight: Tensor, options: Conv3dOptions = {}, call: Call = {}): Promise<Computed<Tensor>> {
    return this.#askFor('conv3d', [input, weight, options], { there: ({ api }, asked) => api.conv3d(...asked), call });
  }

  convTranspose2d(
    input: Tensor,
    weight: Tensor,
    options: ConvTranspose2dOptions = {},
    call: Call = {},
  ): Promise<Computed<Tensor>> {
    const there: There<'convTranspose2d'> = ({ api }, asked) => api.convTranspose2d(...asked);
    return this.#askFor('convTranspose2d', [input, weight, options], { there, call });
  }

  matMul(left: Tensor, right: Tensor, call: Call = {}): Promise<Computed<Tensor>> {
    return this.#askFor('matMul', [left, right], { there: ({ api }, asked) => api.matMul(...asked), call });
  }

  maxPool2d(input: Tensor, kernel: Pair, options: Pool2dOptions = {}, call: Call = {}): Promise<Computed<Tensor>> {
    const there: There<'maxPool2d'> = ({ api }, asked) => api.maxPool2d(...asked);
    return this.#askFor('maxPool2d', [input, kernel, options], { there, call });
  }

  avgPool2d(input: Tensor, kernel: Pair, options: Pool2dOptions = {}, call: Call = {}): Promise<Computed<Tensor>> {
    const there: There<'avgPool2d'> = ({ api }, asked) => api.avgPool2d(...asked);
    return this.#askFor('avgPool2d', [input, kernel, options], { there, call });
  }

  conv2dGradients(asked: Conv2dGradientsAsked, call: Call = {}): Promise<Computed<WeightedGradients>> {
    const there: There<'conv2dGradients'> = ({ api }, arguments_) => api.conv2dGradients(...arguments_);
    return this.#askFor('conv2dGradients', [asked], { there, call });
  }

  forward(model: Model, images: Tensor, call: Call = {}): Promise<Computed<Tensor>> {
    return this.#askFor('forward', [model, images], { there: ({ api }, asked) => api.forward(...asked), call });
  }

  layerOutputs(model: Model, images: Tensor, call: Call = {}): Promise<Computed<readonly Tensor[]>> {
    const there: There<'layerOutputs'> = ({ api }, asked) => api.layerOutputs(...asked);
    return this.#askFor('layerOutputs', [model, images], { there, call });
  }

  gradients(
    model: Model,
    images: Tensor,
    labels: readonly number[],
    call: Call = {},
  ): Promise<Computed<NetworkGradients>> {
    const there: There<'gradients'> = ({ api }, asked) => api.gradients(...asked);
    return this.#askFor('gradients', [model, images, labels], { there, call });
  }

  async countTensors(): Promise<number> {
    const worker = await this.#worker?.catch(() => undefined);
    return worker === undefined ? 0 : tell(worker, ({ api }) => api.countTensors()).catch(() => 0);
  }

  dispose(): void {
    const reason = new DOMException('The engine was disposed', 'AbortError');
    this.#end.abort(reason);
    void this.#worker?.then(
      (worker) => worker.end(reason),
      () => undefined,
    );
  }

  /** Asks for an operation whose checks and code are fetched when it is asked for the first time. */
  #askFor<Name extends OperationName>(
    name: Name,
    asked: Asked[Name],
    { there, call }: { readonly there: There<Name>; readonly call: Call },
  ): Promise<Computed<Answers[Name]>> {
    const more = this.#mayStart.then(() => import('./more-operations.ts'));
    return this.#ask(
      {
        check: async () => (await more).check(name, asked),
        there: (worker) => there(worker, asked),
        here: async () => (await more).compute(name, asked),
      },
      call,
    );
  }

  /** Asks in turn; rejects at once when the call is aborted or the engine disposed. */
  #ask<T>(question: Question<T>, { signal }: Call): Promise<Computed<T>> {
    const ends = signal === undefined ? this.#end.signal : AbortSignal.any([this.#end.signal, signal]);
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(ends.reason);
      if (ends.aborted) stop();
      ends.addEventListener('abort', stop);
      this.#lastCall = this.#lastCall.then(async () => {
        if (!ends.aborted) await this.#answer(question, ends).then(resolve, reject);
        ends.removeEventListener('abort', stop);
      });
    });
  }

  /** Asks the worker, a second one if the first dies on the way, and then the reference. */
  async #answer<T>({ check, there, here }: Question<T>, ends: AbortSignal): Promise<Computed<T>> {
    await this.#mayStart;
    await check?.();
    while (this.#givenUp === undefined) {
      let wasAlive = false;
      try {
        const worker = await (this.#worker ??= this.#start());
        wasAlive = true;
        return await withStop(worker, there, ends);
      } catch (error) {
        if (!(error instanceof WorkerGone)) throw error;
        this.#worker = undefined;
        if (!wasAlive || this.#restartsLeft-- === 0) this.#givenUp = error.message;
      }
    }
    const said = `The worker beside the page ${this.#givenUp}`;
    if (this.#options.isStrict) throw new Error(`${said}.`);
    const startedMs = performance.now();
    const value = await here();
    const milliseconds = performance.now() - startedMs;
    const reason = `${said}; computed by the book’s own code, in the page.`;
    return { value, backend: 'reference', milliseconds, reason };
  }

  #start(): Promise<LiveWorker> {
    const { makeWorker = makeEngineWorker, startLimitMs = 20_000, mayStart: _, ...orders } = this.#options;
    return startWorker<WorkerApi>({
      make: makeWorker,
      open: (api, lifeLock) => api.open({ ...orders, lifeLock }),
      limitMs: startLimitMs,
    });
  }
}

/** Asks a worker, and tells it when the answer is no longer wanted. */
async function withStop<T>(worker: LiveWorker, there: Question<T>['there'], ends: AbortSignal): Promise<Computed<T>> {
  const stop = (): void => void tell(worker, ({ api }) => api.stop()).catch(() => undefined); // it is gone: that is a stop, too
  ends.addEventListener('abort', stop, { once: true });
  try {
    return await tell(worker, there);
  } finally {
    ends.removeEventListener('abort', stop);
  }
}

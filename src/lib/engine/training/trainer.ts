// Training as the page sees it: `train(run)`, and a run is trained, on the best machine there is. If a machine fails or its worker dies, the
// run goes on from its last snapshot on another, and says so.
import { checkRun, type TrainingRun } from '@lib/nn/training-run.ts';
import { backendTitles } from '../backend-names.ts';
import { webgpuObstacle } from '../graphics.ts';
import { TrainingControl } from './control.ts';
import { TrainerHost, type HostOptions } from './host.ts';
import { trainerNames, type LearnerState, type TrainerName } from './learner.ts';
import type { RunEnd, TrainingEvent, TrainingOrder } from './order.ts';
import type { BatchGradient } from './worker-api.ts';

/** What is reported on the way: the engine that computes from now on and why, and what happens on it. */
export type TrainingProgress =
  TrainingEvent | { readonly kind: 'engine'; readonly engine: TrainerName; readonly reason: string };

/** Settings of one run that do not change what it computes. */
export interface TrainCall extends Partial<
  Pick<TrainingOrder, 'from' | 'snapshotEvery' | 'judgeEvery' | 'extra' | 'sampled'>
> {
  /** Rejects the run with its reason when aborted. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Handles to pause, step and stop it. */
  readonly control?: TrainingControl;
  /** The engine to train on; chosen by a short measurement if left out. */
  readonly engine?: TrainerName;
  /** Whether no other may stand in for it. */
  readonly isStrict?: boolean;
}

/** How a run ended, where, and why there. */
export interface TrainingOutcome extends RunEnd {
  readonly engine: TrainerName;
  /** In words for a reader. */
  readonly reason: string;
}

/** How a machine did in a short measurement of a run. */
export interface MeasuredTrainer {
  readonly name: TrainerName;
  /** Milliseconds of a step; `undefined` where it cannot run. */
  readonly stepMs: number | undefined;
  /** What stands in its way, in words. */
  readonly obstacle?: string | undefined;
}

/** Does what it is asked one after the other; after `dispose` all reject with an AbortError. */
export interface Trainer {
  /**
   * Trains. Rejects with a `RangeError` where the run is impossible, with an Error in words where it turns out to be so beside its pictures,
   * where these cannot be had, or where no engine is left, and with the signal's reason.
   */
  train(run: TrainingRun, call?: TrainCall): Promise<TrainingOutcome>;
  /** The gradient over the pictures of a run's first step, at given numbers, on one engine. */
  gradient(run: TrainingRun, state: LearnerState, engine: TrainerName): Promise<BatchGradient>;
  /** Measures a run on every engine that can run here, software graphics left out. */
  measure(run: TrainingRun): Promise<MeasuredTrainer[]>;
  /** What stands in an engine's way here, in words; software graphics does. */
  obstacle(engine: TrainerName): Promise<string | undefined>;
  /** What an engine holds; nothing if it has not started. */
  held(engine: TrainerName): Promise<{ readonly tensors: number; readonly bytes: number }>;
  dispose(): void;
}

/** How a trainer is made. */
export interface TrainerOptions extends Partial<Omit<HostOptions, 'isSoftwareWelcome'>> {
  /** What tells whether anybody looks: the document, if left out. */
  readonly visibility?: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
  /** What keeps graphics hardware from being measured, in words; asked of the browser if left out. */
  readonly hardwareObstacle?: () => Promise<string | undefined>;
}

/** Snapshots and looks at the pictures held out, in a run of any length. */
const snapshotsInRun = 40;
const judgementsInRun = 20;

/** The engines' names as readers know them. */
export const trainerTitles: Readonly<Record<TrainerName, string>> = {
  ...{ webgpu: backendTitles.webgpu, webgl: backendTitles.webgl, wasm: backendTitles.wasm, cpu: backendTitles.cpu },
  simd: 'this site’s own code',
};

/** Makes a trainer; its workers start with the first run. */
export function createTrainer(options: TrainerOptions = {}): Trainer {
  return new WorkerTrainer(options);
}

const makeTrainingWorker = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

const dataOfThisSite = (): string => new URL(`${import.meta.env.BASE_URL}data/`, document.baseURI).href;

/** A choice of engines, in the order in which they are tried, and why. */
interface Choice {
  readonly names: readonly TrainerName[];
  readonly why: string;
}

class WorkerTrainer implements Trainer {
  readonly #options: TrainerOptions;
  readonly #hosts = new Map<string, TrainerHost>();
  readonly #choices = new Map<string, Choice>();
  readonly #end = new AbortController();
  readonly #visibility: TrainerOptions['visibility'];
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: TrainerOptions) {
    this.#options = options;
    this.#visibility = options.visibility ?? (typeof document === 'undefined' ? undefined : document);
    this.#visibility?.addEventListener('visibilitychange', this.#look);
  }

  async train(run: TrainingRun, call: TrainCall = {}): Promise<TrainingOutcome> {
    checkRun(run);
    const ends = call.signal === undefined ? this.#end.signal : AbortSignal.any([this.#end.signal, call.signal]);
    return this.#inTurn(() => this.#train(run, call, ends), ends);
  }

  async gradient(run: TrainingRun, state: LearnerState, engine: TrainerName): Promise<BatchGradient> {
    return this.#inTurn(async () => {
      const host = this.#host(engine, true);
      await needs(host);
      return host.ask((api) => api.gradient(run, state));
    });
  }

  async measure(run: TrainingRun): Promise<MeasuredTrainer[]> {
    checkRun(run);
    return this.#inTurn(async () => {
      const measured: MeasuredTrainer[] = [];
      // One after the other: together they would take each other's time.
      for (const name of trainerNames) measured.push(await this.#measured(name, run));
      return measured;
    });
  }

  async obstacle(engine: TrainerName): Promise<string | undefined> {
    return this.#host(engine, false).obstacle().catch(inWords);
  }

  async held(engine: TrainerName): Promise<{ readonly tensors: number; readonly bytes: number }> {
    const host = [true, false].map((isWelcome) => this.#hosts.get(keyOf(engine, isWelcome))).find((known) => known);
    return host === undefined ? { tensors: 0, bytes: 0 } : host.ask((api) => api.held());
  }

  dispose(): void {
    const reason = new DOMException('The trainer was disposed', 'AbortError');
    this.#visibility?.removeEventListener('visibilitychange', this.#look);
    this.#end.abort(reason);
    this.#hosts.forEach((host) => host.end(reason));
    this.#hosts.clear();
  }

  readonly #look = (): void => {
    this.#hosts.forEach((host) => host.setHidden(this.#visibility?.hidden === true));
  };

  /** Does one thing after the other; rejects at once when told to end. */
  #inTurn<T>(work: () => Promise<T>, ends: AbortSignal = this.#end.signal): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(ends.reason);
      if (ends.aborted) stop();
      ends.addEventListener('abort', stop);
      this.#last = this.#last.then(async () => {
        if (!ends.aborted) await work().then(resolve, reject);
        ends.removeEventListener('abort', stop);
      });
    });
  }

  async #train(run: TrainingRun, call: TrainCall, signal: AbortSignal): Promise<TrainingOutcome> {
    const { control = new TrainingControl() } = call;
    const { names, why } = await this.#choice(run, call);
    const rhythm = rhythmOf(run, call);
    const setbacks: string[] = [];
    const progress = new Progress(run, { ...call, ...rhythm });
    for (const name of names) {
      const host = this.#host(name, name === call.engine);
      try {
        const obstacle = await host.obstacle();
        if (obstacle !== undefined) {
          setbacks.push(obstacle);
          continue;
        }
        signal.throwIfAborted();
        const goneOn = progress.isUnderWay ? [`the run went on from step ${progress.from?.step ?? 0}`] : [];
        const reason = sentence([...setbacks, ...goneOn, `${why}${trainerTitles[name]}`]);
        progress.tell({ kind: 'engine', engine: name, reason });
        if (this.#visibility?.hidden === true) host.setHidden(true);
        const { from, unjudged } = progress;
        const { extra, sampled } = call;
        const order = { run, from, unjudged, extra, sampled, ...rhythm };
        const report = (event: TrainingEvent): void => progress.hear(event);
        const { end, refusal } = await host.train(order, { report, control, signal });
        if (end === undefined) throw new RefusedRun(refusal);
        return { ...end, engine: name, reason };
      } catch (error) {
        if (signal.aborted || error instanceof RefusedRun) throw error; // a host that is gone starts anew by itself
        setbacks.push(`${trainerTitles[name]} failed (${inWords(error)})`);
        this.#forget(host, error);
      }
    }
    throw new Error(sentence(setbacks));
  }

  /** The engines to try: one that was asked for, else the faster of graphics hardware and vectors, then whatever there is. */
  async #choice(run: TrainingRun, { engine, isStrict }: TrainCall): Promise<Choice> {
    if (engine !== undefined) {
      const rest = isStrict === true ? [] : inOrderOfSpeed.filter((name) => name !== engine);
      return { names: [engine, ...rest], why: 'training on ' };
    }
    const key = JSON.stringify([run.layers, run.batch]);
    const known = this.#choices.get(key);
    if (known !== undefined) return known;
    const { isCertain, ...choice } = await this.#measuredChoice(run);
    if (isCertain) this.#choices.set(key, choice);
    return choice;
  }

  /** The choice, and whether another measurement would come to the same. */
  async #measuredChoice(run: TrainingRun): Promise<Choice & { readonly isCertain: boolean }> {
    const unmeasured = { names: inOrderOfSpeed, why: 'training on ' };
    // Without graphics hardware there is nothing to measure.
    const { hardwareObstacle = () => webgpuObstacle(false) } = this.#options;
    if ((await hardwareObstacle().catch(inWords)) !== undefined) return { ...unmeasured, isCertain: true };
    const { stepMs: graphicsMs } = await this.#measured('webgpu', run);
    const { stepMs: vectorsMs } = await this.#measured('simd', run);
    if (graphicsMs === undefined || vectorsMs === undefined) {
      const names = graphicsMs === undefined ? inOrderOfSpeed : firstOf('webgpu');
      return { ...unmeasured, names, isCertain: false };
    }
    const told = [
      `${milliseconds(graphicsMs)} a step on ${trainerTitles.webgpu}`,
      `${milliseconds(vectorsMs)} a step on ${trainerTitles.simd}`,
    ];
    const names = firstOf(graphicsMs > vectorsMs ? 'simd' : 'webgpu');
    return { names, why: `measured here: ${told.join(', ')}; training on `, isCertain: true };
  }

  async #measured(name: TrainerName, run: TrainingRun): Promise<MeasuredTrainer> {
    this.#end.signal.throwIfAborted();
    const host = this.#host(name, false);
    try {
      const obstacle = await host.obstacle();
      if (obstacle !== undefined) return { name, stepMs: undefined, obstacle };
      return { name, stepMs: await host.ask((api) => api.measure(run)) };
    } catch (error) {
      const isRefused = error instanceof Error && error.name === 'RunRefusal';
      if (!isRefused) this.#forget(host, error);
      return { name, stepMs: undefined, obstacle: inWords(error) };
    }
  }

  #host(name: TrainerName, isSoftwareWelcome: boolean): TrainerHost {
    this.#end.signal.throwIfAborted();
    const key = keyOf(name, isSoftwareWelcome);
    const known = this.#hosts.get(key);
    if (known !== undefined) return known;
    const { makeWorker = makeTrainingWorker, startLimitMs = 20_000, dataUrl = dataOfThisSite() } = this.#options;
    const host = new TrainerHost(name, { makeWorker, startLimitMs, dataUrl, isSoftwareWelcome });
    this.#hosts.set(key, host);
    return host;
  }

  #forget(gone: TrainerHost, reason: unknown): void {
    gone.end(reason);
    this.#hosts.forEach((host, key) => {
      if (host === gone) this.#hosts.delete(key);
    });
  }
}

/** The order in which engines are tried where nothing was measured. */
const inOrderOfSpeed: readonly TrainerName[] = ['simd', 'webgpu', 'webgl', 'wasm', 'cpu'];

const firstOf = (first: TrainerName): TrainerName[] => [first, ...inOrderOfSpeed.filter((name) => name !== first)];

/** Only graphics care whether software will do: the others have one worker in either case. */
const keyOf = (name: TrainerName, isSoftwareWelcome: boolean): string =>
  name === 'webgpu' || name === 'webgl' ? `${name} ${isSoftwareWelcome}` : name;

const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

/** What is known of a run while it goes from engine to engine. */
class Progress {
  /** The last snapshot. */
  from: LearnerState | undefined;
  /** Networks that should have been judged and were not. */
  unjudged: readonly LearnerState[] = [];
  /** Whether anything was heard of it. */
  isUnderWay = false;
  readonly #steps: number;
  readonly #judgeEvery: number;
  readonly #onProgress: NonNullable<TrainCall['onProgress']>;

  constructor({ steps }: TrainingRun, { from, judgeEvery = 0, onProgress = () => undefined }: TrainCall) {
    this.from = from;
    this.#steps = steps;
    this.#judgeEvery = judgeEvery;
    this.#onProgress = onProgress;
  }

  hear(event: TrainingEvent): void {
    this.isUnderWay = true;
    if (event.kind === 'snapshot') {
      const { state } = event;
      this.from = state;
      const isDue = this.#judgeEvery > 0 && (state.step % this.#judgeEvery === 0 || state.step === this.#steps);
      if (isDue) this.unjudged = [...this.unjudged.filter(({ step }) => step !== state.step), state];
    }
    if (event.kind === 'judged') {
      this.unjudged = this.unjudged.filter(({ step }) => step !== event.judgement.step);
    }
    this.tell(event);
  }

  /** Tells whoever listens; what goes wrong there is no engine's fault. */
  tell(progress: TrainingProgress): void {
    try {
      this.#onProgress(progress);
    } catch (error) {
      reportError(error);
    }
  }
}

/** The run itself was refused: no other engine would take it either. */
class RefusedRun extends Error {
  override readonly name = 'RefusedRun';
}

function rhythmOf(
  { steps }: TrainingRun,
  { snapshotEvery, judgeEvery }: TrainCall,
): Pick<TrainingOrder, 'snapshotEvery' | 'judgeEvery'> {
  const every = (given: number | undefined, times: number): number => given ?? Math.max(1, Math.ceil(steps / times));
  return { snapshotEvery: every(snapshotEvery, snapshotsInRun), judgeEvery: every(judgeEvery, judgementsInRun) };
}

async function needs(host: TrainerHost): Promise<void> {
  const obstacle = await host.obstacle();
  if (obstacle !== undefined) throw new Error(sentence([obstacle]));
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function sentence(parts: readonly string[]): string {
  const words = `${parts.join('; ')}.`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

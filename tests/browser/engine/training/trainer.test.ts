// Training as a page asks for it: in a worker, on the engine that is best or wanted, and on to the end whatever breaks.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sessionRunDigits } from '../../../fixtures/session-run.ts';
import { around } from './around.ts';
import { crc32 } from '@lib/data/checksum.ts';
import { TrainingControl } from '@lib/engine/training/control.ts';
import type { TrainerName } from '@lib/engine/training/learner.ts';
import { TrainingRecord } from '@lib/engine/training/record.ts';
import {
  createTrainer,
  type TrainCall,
  type Trainer,
  type TrainerOptions,
  type TrainingProgress,
} from '@lib/engine/training/trainer.ts';
import type { TrainingNews } from '@lib/engine/training/worker-api.ts';
import { turn } from '@lib/engine/training/turn.ts';
import type { Layer } from '@lib/nn/layers.ts';
import { sessionRun, type TrainingRun } from '@lib/nn/training-run.ts';

const run: TrainingRun = { ...sessionRun, steps: 24 };
const open: Trainer[] = [];
/** Losses that engines give of the same steps: the first ones, before rounding grows. */
const lossTolerance = 5e-3;
/** Steps that may be taken before a handle is heard, far more than a page and its worker need, and far fewer than a run of 100 000. */
const momentSteps = 2000;
/** How long a worker waits between slices while nobody looks; timers may be a millisecond early. */
const hiddenWaitMs = 249;
const undo: (() => void)[] = [];

afterEach(() => {
  for (const trainer of open.splice(0)) trainer.dispose();
  undo.splice(0).forEach((back) => back());
});

function trainerWith(options: TrainerOptions = {}): Trainer {
  const trainer = createTrainer(options);
  open.push(trainer);
  return trainer;
}

/** Trains, and keeps what was said. */
async function watch(trainer: Trainer, what: TrainingRun, call: TrainCall = {}) {
  const record = new TrainingRecord();
  const engines: TrainerName[] = [];
  const events: TrainingProgress[] = [];
  const outcome = await trainer.train(what, {
    snapshotEvery: 8,
    judgeEvery: 0,
    ...call,
    onProgress(progress) {
      events.push(progress);
      if (progress.kind === 'engine') engines.push(progress.engine);
      else record.add(progress);
      call.onProgress?.(progress);
    },
  });
  return { outcome, record, engines, events };
}

function remembered(make: () => Worker): { makeWorker: () => Worker; workers: Worker[] } {
  const workers: Worker[] = [];
  const makeWorker = (): Worker => {
    const worker = make();
    workers.push(worker);
    return worker;
  };
  return { makeWorker, workers };
}

/** Counts the workers that are ended from now on. */
function countEnded(): { readonly count: number } {
  const ended = { count: 0 };
  undo.push(
    around(Worker.prototype, 'terminate', (call) => {
      ended.count++;
      return call();
    }),
  );
  return ended;
}

/** Names of the locks that are asked for in this page from now on: each stands for the life of a worker. */
function rememberLocks(): readonly unknown[] {
  const names: unknown[] = [];
  undo.push(
    around(LockManager.prototype, 'request', (call, [name]) => {
      names.push(name);
      return call();
    }),
  );
  return names;
}

/** Counts the steps that a worker says it took. */
function countSteps(worker: Worker | undefined): { readonly count: number } {
  const steps = { count: 0 };
  worker?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isNews(data) && data.event.kind === 'steps') steps.count += data.event.losses.length;
  });
  return steps;
}

function isNews(data: unknown): data is TrainingNews {
  return typeof data === 'object' && data !== null && 'pass' in data && 'event' in data;
}

// The bundler reads these lines as they stand, so the file and the name cannot be arguments.
const make = {
  whole: () => new Worker(new URL('./faulty-trainer.ts', import.meta.url), { type: 'module', name: 'whole' }),
  'no-simd': () => new Worker(new URL('./faulty-trainer.ts', import.meta.url), { type: 'module', name: 'no-simd' }),
  'no-wasm': () => new Worker(new URL('./faulty-trainer.ts', import.meta.url), { type: 'module', name: 'no-wasm' }),
  'hardware-adapter': () =>
    new Worker(new URL('./faulty-trainer.ts', import.meta.url), { type: 'module', name: 'hardware-adapter' }),
  'lose-device': () =>
    new Worker(new URL('./faulty-trainer.ts', import.meta.url), { type: 'module', name: 'lose-device' }),
  'little-memory': () =>
    new Worker(new URL('./faulty-trainer.ts', import.meta.url), { type: 'module', name: 'little-memory' }),
  'wasm-missing': () =>
    new Worker(new URL('./faulty-trainer.ts', import.meta.url), { type: 'module', name: 'wasm-missing' }),
  silent: () => new Worker(new URL('./faulty-trainer.ts', import.meta.url), { type: 'module', name: 'silent' }),
  throwing: () => new Worker(new URL('./faulty-trainer.ts', import.meta.url), { type: 'module', name: 'throwing' }),
};

it('gives the digits that the session’s run gives everywhere', async () => {
  const { outcome, record } = await watch(trainerWith(), sessionRun, { judgeEvery: sessionRun.steps });
  const last = record.judgements.at(-1);
  expect({
    losses: crc32(new Uint8Array(Float32Array.from(record.losses).buffer)),
    weights: crc32(new Uint8Array(outcome.state.learned.slice().buffer)),
    lastLoss: record.losses.at(-1),
    heldOutLoss: last?.loss,
    right: last?.right,
  }).toEqual(sessionRunDigits);
});

describe('an engine', () => {
  it('is chosen, named and explained: without graphics hardware this site’s own code', async () => {
    const { outcome, engines } = await watch(trainerWith(), run);
    expect(engines).toEqual(['simd']);
    expect(outcome).toMatchObject({ ended: 'finished', engine: 'simd', state: { step: 24 } });
    expect(outcome.reason).toBe('Training on this site’s own code.');
  });

  it('on graphics hardware is the one that was measured to be faster, and says so', { timeout: 120_000 }, async () => {
    const { outcome } = await watch(
      trainerWith({ makeWorker: make['hardware-adapter'], hardwareObstacle: async () => undefined }),
      run,
    );
    expect(outcome.reason).toMatch(/^Measured here: .* ms a step on WebGPU, .* ms a step on this site’s own code; /);
    expect(outcome.engine).toBe('simd'); // the adapter only pretends to be hardware
  });

  it.each<TrainerName>(['webgpu', 'webgl', 'wasm', 'cpu'])(
    '%s is used when it is asked for, and agrees',
    { timeout: 120_000 },
    async (engine) => {
      const short = { ...run, steps: 6 };
      const { outcome, record } = await watch(trainerWith(), short, { engine, isStrict: true, judgeEvery: 0 });
      expect(outcome.engine).toBe(engine);
      const exact = await watch(trainerWith(), short, { engine: 'simd', isStrict: true });
      exact.record.losses.forEach((loss, step) => {
        expect(Math.abs((record.losses[step] ?? NaN) - loss)).toBeLessThan(lossTolerance * loss);
      });
    },
  );

  it('without vector instructions falls to the next, in words', { timeout: 120_000 }, async () => {
    const { outcome } = await watch(trainerWith({ makeWorker: make['no-simd'] }), { ...run, steps: 3 });
    expect(outcome.engine).toBe('wasm');
    expect(outcome.reason).toMatch(/^No vector instructions in WebAssembly here; .*training on WASM\.$/);
  });

  it('that is the only one wanted and cannot run is an error in words', async () => {
    const trainer = trainerWith({ makeWorker: make['no-simd'] });
    await expect(trainer.train(run, { engine: 'simd', isStrict: true })).rejects.toThrow(
      'No vector instructions in WebAssembly here.',
    );
  });
});

describe('whatever breaks', () => {
  it(
    'a worker that ends in the middle: the run goes on from its last snapshot elsewhere',
    { timeout: 120_000 },
    async () => {
      const { makeWorker, workers } = remembered(make.whole);
      const { outcome, record, engines } = await watch(
        trainerWith({ makeWorker }),
        { ...run, steps: 800 },
        {
          onProgress(progress) {
            if (progress.kind === 'snapshot' && progress.state.step === 16) workers[0]?.postMessage('end');
          },
        },
      );
      expect(engines).toEqual(['simd', 'wasm']);
      expect(outcome).toMatchObject({ ended: 'finished', engine: 'wasm', state: { step: 800 } });
      expect(outcome.reason).toMatch(
        /^This site’s own code failed \(was stopped\); .*; the run went on from step \d+; training on WASM\.$/,
      );
      expect(record.losses).toHaveLength(800);
      expect(record.losses.every(Number.isFinite)).toBe(true);
    },
  );

  it('a device that is lost: the run goes on from its last snapshot on another', { timeout: 120_000 }, async () => {
    const { makeWorker, workers } = remembered(make['lose-device']);
    const { outcome, record, engines } = await watch(trainerWith({ makeWorker }), run, {
      engine: 'webgpu',
      onProgress(progress) {
        if (progress.kind === 'snapshot' && progress.state.step === 8) workers[0]?.postMessage('lose-device');
      },
    });
    expect(engines).toEqual(['webgpu', 'simd']);
    expect(outcome.reason).toMatch(/WebGPU failed \(.*\); the run went on from step \d+/);
    expect(record.losses).toHaveLength(24);
    expect(record.losses.every(Number.isFinite)).toBe(true);
  });

  it.each(['silent', 'throwing'] as const)('no worker comes to life (%s): an error in words', async (name) => {
    const trainer = trainerWith({ makeWorker: make[name], startLimitMs: 300 });
    await expect(trainer.train(run)).rejects.toThrow(/This site’s own code failed/);
  });

  it('a worker that ended while nobody trained: a new one of the same engine takes its place', async () => {
    const { makeWorker, workers } = remembered(make.whole);
    const lives = rememberLocks();
    const trainer = trainerWith({ makeWorker });
    const strict = { engine: 'simd', isStrict: true } as const;
    await watch(trainer, run, strict);
    workers[0]?.postMessage('end');
    await vi.waitUntil(async () => {
      const { held = [], pending = [] } = await navigator.locks.query();
      return ![...held, ...pending].some(({ name }) => lives.includes(name));
    });
    const { outcome, engines } = await watch(trainer, run, strict);
    expect(engines).toEqual(['simd']);
    expect(outcome).toMatchObject({ ended: 'finished', reason: 'Training on this site’s own code.' });
    expect(workers).toHaveLength(2);
    expect(lives.length).toBeGreaterThan(0);
  });

  it('a machine with too little memory: the run is tried on the next engine', { timeout: 120_000 }, async () => {
    let isFirst = true;
    const makeWorker = (): Worker => {
      const worker = isFirst ? make['little-memory']() : make.whole();
      isFirst = false;
      return worker;
    };
    const layers: Layer[] = [
      { kind: 'conv', outChannels: 4, kernel: 3, padding: 1 },
      { kind: 'batch-norm' }, // of the whole batch, which must be kept: 25 MB
      { kind: 'global-average-pool' },
      { kind: 'flatten' },
      { kind: 'dense', outputs: 2 },
    ];
    const large: TrainingRun = { ...run, layers, batch: 2048, steps: 1 };
    const { outcome, engines } = await watch(trainerWith({ makeWorker }), large);
    expect(engines).toEqual(['simd', 'wasm']);
    expect(outcome).toMatchObject({ ended: 'finished', engine: 'wasm', state: { step: 1 } });
    expect(outcome.reason).toMatch(/^This site’s own code failed \(there is no more memory\); /);
  });

  it('a machine that does not open: its worker is ended', async () => {
    const ended = countEnded();
    const { makeWorker, workers } = remembered(make['wasm-missing']);
    const trainer = trainerWith({ makeWorker });
    await expect(trainer.train(run, { engine: 'wasm', isStrict: true })).rejects.toThrow(/^WASM failed/);
    expect([workers.length, ended.count]).toEqual([1, 1]);
  });

  it('digits that cannot be reached end the run in a reader’s words', async () => {
    const trainer = trainerWith({ dataUrl: 'http://127.0.0.1:9/data/' });
    await expect(trainer.train(run)).rejects.toThrow('The digits could not be reached.');
  });

  it('an impossible run is refused before anything starts', async () => {
    await expect(trainerWith().train({ ...run, layers: [] })).rejects.toThrow(RangeError);
  });
});

describe('handles', () => {
  it('are heard within a moment: pause, step, resume, stop', async () => {
    const control = new TrainingControl();
    const pausedAt: number[] = [];
    let askedAt: number | undefined;
    const { outcome } = await watch(
      trainerWith(),
      { ...run, steps: 100_000 },
      {
        control,
        judgeEvery: 0,
        snapshotEvery: 1000,
        onProgress(progress) {
          if (progress.kind === 'steps' && progress.first > 20 && askedAt === undefined) {
            askedAt = progress.first + progress.losses.length;
            control.pause();
          }
          if (progress.kind !== 'paused') return;
          pausedAt.push(progress.step);
          if (pausedAt.length < 3) control.step();
          else control.stop();
        },
      },
    );
    const [first = NaN] = pausedAt;
    expect(pausedAt).toEqual([first, first + 1, first + 2]);
    expect(first - (askedAt ?? NaN)).toBeLessThan(momentSteps);
    expect(outcome).toMatchObject({ ended: 'stopped', state: { step: first + 2 } });
  });

  it('an aborted run rejects at once with the reason, and the next begins', async () => {
    const trainer = trainerWith();
    const abort = new AbortController();
    const aborted = trainer.train({ ...run, steps: 100_000 }, { signal: abort.signal, judgeEvery: 0 });
    const next = watch(trainer, run);
    abort.abort(new Error('the knob moved'));
    await expect(aborted).rejects.toThrow('the knob moved');
    expect((await next).record.step).toBe(24);
  });

  it('a run that is aborted in the moment it starts stops at once, and keeps no other waiting', async () => {
    const { makeWorker, workers } = remembered(make.whole);
    const trainer = trainerWith({ makeWorker });
    await watch(trainer, run);
    const steps = countSteps(workers[0]);
    const abort = new AbortController();
    const aborted = trainer.train(
      { ...run, steps: 100_000 },
      {
        signal: abort.signal,
        judgeEvery: 0,
        onProgress: ({ kind }) => kind === 'engine' && abort.abort(new Error('the knob moved')),
      },
    );
    await expect(aborted).rejects.toThrow('the knob moved');
    expect((await watch(trainer, run)).record.step).toBe(24);
    expect(workers).toHaveLength(1);
    expect(steps.count).toBeGreaterThanOrEqual(24);
    expect(steps.count).toBeLessThan(24 + momentSteps);
  });

  it.each(['comes to life', 'measures'])(
    'a trainer that is disposed while a worker %s makes no more, and ends it',
    async (moment) => {
      const ended = countEnded();
      const { makeWorker, workers } = remembered(() => {
        const worker = make.whole();
        const dispose = (): void => void turn().then(() => trainer.dispose());
        if (moment === 'comes to life') dispose();
        else worker.addEventListener('message', dispose, { once: true }); // it is open, and asked to measure
        return worker;
      });
      const trainer = trainerWith({ makeWorker });
      await expect(trainer.measure(run)).rejects.toThrow('disposed');
      await vi.waitUntil(() => ended.count > 0);
      for (let turns = 0; turns < 20; turns++) await turn(); // whoever would make another had time to
      await expect(trainer.measure(run)).rejects.toThrow('disposed');
      expect([workers.length, ended.count]).toEqual([1, 1]);
    },
  );

  it('a disposed trainer rejects what is under way and what comes', async () => {
    const trainer = trainerWith();
    const underWay = trainer.train({ ...run, steps: 100_000 });
    trainer.dispose();
    await expect(underWay).rejects.toThrow('disposed');
    await expect(trainer.train(run)).rejects.toThrow('disposed');
  });
});

it('a hidden page slows the run down and does not break it', async () => {
  let isHidden = true;
  const heard = new Set<() => void>();
  const visibility: NonNullable<TrainerOptions['visibility']> = {
    get hidden() {
      return isHidden;
    },
    addEventListener: (_: string, listener: unknown) => {
      if (typeof listener === 'function') heard.add(() => void Reflect.apply(listener, undefined, []));
    },
    removeEventListener: () => heard.clear(),
  };
  const begunMs = performance.now();
  let [slices, hiddenMs] = [0, NaN];
  const { record } = await watch(
    trainerWith({ visibility }),
    { ...run, steps: 60 },
    {
      judgeEvery: 0,
      snapshotEvery: 60,
      onProgress(progress) {
        if (progress.kind !== 'steps') return;
        slices++;
        if (slices !== 4) return;
        hiddenMs = performance.now() - begunMs;
        isHidden = false;
        heard.forEach((look) => look());
      },
    },
  );
  expect(hiddenMs).toBeGreaterThan(3 * hiddenWaitMs); // between four slices
  expect(record.losses).toEqual((await watch(trainerWith(), { ...run, steps: 60 })).record.losses);
});

it('holds nothing more after many starts and stops', async () => {
  const trainer = trainerWith();
  await watch(trainer, run, { judgeEvery: 24 }); // waits for all pictures
  const before = await trainer.held('simd');
  for (let start = 0; start < 20; start++) {
    const control = new TrainingControl();
    await watch(
      trainer,
      { ...run, steps: 1000 },
      { control, onProgress: ({ kind }) => kind === 'steps' && control.stop() },
    );
  }
  expect(await trainer.held('simd')).toEqual(before);
});

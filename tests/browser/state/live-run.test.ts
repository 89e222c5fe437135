// A run as a figure shows it, on the real trainer: its phases, its faults in words, and the way back to any of its steps.
import { afterEach, describe, expect, it } from 'vitest';
import { TrainingRecord } from '@lib/engine/training/record.ts';
import {
  createTrainer,
  type Trainer,
  type TrainerOptions,
  type TrainingProgress,
} from '@lib/engine/training/trainer.ts';
import { convNet } from '@lib/nn/layers.ts';
import { sessionRun, type TrainingRun } from '@lib/nn/training-run.ts';
import { LiveRun } from '@lib/state/live-run.svelte.ts';

const run: TrainingRun = { ...sessionRun, steps: 40 };
const patience = { timeout: 25_000, interval: 20 };

let trainers: Trainer[] = [];
let live: LiveRun;

function liveRun(options: TrainerOptions = {}): LiveRun {
  const trainer = createTrainer(options);
  trainers.push(trainer);
  live = new LiveRun(() => trainer);
  return live;
}

const faulty = (faults: string) => () =>
  new Worker(new URL('./faulty-training-worker.ts', import.meta.url), { type: 'module', name: faults });

afterEach(() => {
  live.dispose();
  trainers.forEach((trainer) => trainer.dispose());
  trainers = [];
});

const phase = () => expect.poll(() => live.phase, patience);

describe('a run', () => {
  it('goes from idle to finished, with every loss, and looks and snapshots on the way', async () => {
    liveRun();
    expect(live.phase).toBe('idle');
    await live.start(run, { looks: 4 });
    expect(live.phase).toBe('finished');
    expect(live.engine).toBe('simd');
    expect(live.history?.losses).toHaveLength(40);
    expect(live.history?.judgements.map(({ step }) => step)).toEqual([0, 10, 20, 30, 40]);
    expect(live.snapshotAt(17)?.step).toBe(17);
    expect(live.step).toBe(40);
  });

  it('is left at once for another, and the last finished one stays', async () => {
    liveRun();
    await live.start(run);
    const left = live.start({ ...run, rate: 0.001, steps: 2000 });
    await phase().toBe('training');
    const next = live.start({ ...run, rate: 0.02 });
    await Promise.all([left, next]);
    expect(live.phase).toBe('finished');
    expect(live.history?.run.rate).toBe(0.02);
    expect(live.history?.losses).toHaveLength(40);
    expect(live.previous?.run.rate).toBe(0.01);
  });

  it('pauses, takes single steps, goes on, and comes to the same end', async () => {
    liveRun();
    await live.start(run);
    const straight = live.history?.losses.slice();
    const halting = live.start(run, { isPaused: true });
    await phase().toBe('paused');
    live.takeStep();
    await expect.poll(() => live.step, patience).toBe(1);
    live.takeStep();
    await expect.poll(() => live.step, patience).toBe(2);
    live.resume();
    await halting;
    expect(live.history?.losses).toEqual(straight);
  });

  it('stops where it is, and keeps what it has', async () => {
    liveRun();
    const stopped = live.start({ ...run, steps: 20_000 });
    await expect.poll(() => live.step, patience).toBeGreaterThan(20);
    live.stop();
    await stopped;
    expect(live.phase).toBe('stopped');
    expect(live.step).toBeGreaterThan(20);
    live.forget();
    expect(live.phase).toBe('idle');
    expect(live.history).toBeUndefined();
  });

  it('goes back to a step between two snapshots, to the very numbers of that step', async () => {
    liveRun();
    const long = { ...run, steps: 100 };
    await live.start(long, { looks: 2 });
    expect(live.snapshotAt(58)?.step).toBe(57);
    await live.lookAt(58);
    await expect.poll(() => live.judgementAt(58), patience).toBeDefined();
    const record = new TrainingRecord();
    await trainers[0]?.train(long, {
      snapshotEvery: 58,
      onProgress: (event) => event.kind !== 'engine' && record.add(event),
    });
    expect(live.snapshotAt(58)).toEqual(record.snapshotAt(58));
    expect(live.history?.losses).toHaveLength(100);
  });

  it('goes back with the reader’s own pictures, if it was trained with them', async () => {
    liveRun();
    const extra = { pixels: new Uint8Array(20 * 784).fill(200), classes: new Uint8Array(20).fill(1) };
    const long = { ...run, batch: 512, steps: 60 }; // the second epoch mixes them in
    await live.start(long, { looks: 2, extra });
    expect(live.own).toBe(20);
    expect(live.snapshotAt(59)?.step).toBe(58);
    await live.lookAt(59);
    const record = new TrainingRecord();
    const onProgress = (event: TrainingProgress) => event.kind !== 'engine' && record.add(event);
    await trainers[0]?.train(long, { snapshotEvery: 59, extra, onProgress });
    expect(live.snapshotAt(59)).toEqual(record.snapshotAt(59));
    await live.start(long, { looks: 2 });
    expect(live.own).toBe(0);
    expect(live.snapshotAt(60)).not.toEqual(record.snapshotAt(60));
  });

  it('of a network from elsewhere is judged where it stands, even at its end', async () => {
    liveRun();
    await live.start(run, { looks: 2 });
    const [state, judgement] = [live.snapshotAt(40), live.judgementAt(40)];
    if (state === undefined) return expect.unreachable('a finished run has its last numbers');
    live.adopt(run, state);
    expect(live.phase).toBe('stopped');
    expect(live.step).toBe(40);
    await live.lookAt(40);
    await expect.poll(() => live.judgementAt(40), patience).toEqual(judgement);
  });

  it('is asked at every snapshot when there is time', async () => {
    liveRun();
    await live.start(run, { looks: 2 });
    await live.refine();
    await expect.poll(() => live.history?.judgements.length, patience).toBe(41);
  });
});

describe('whether a run is quick enough to follow a knob', () => {
  const costs = ({ steps }: TrainingRun): number => steps * 1e6;
  it('is guessed from its costs at first, then known from how long the last one took', async () => {
    liveRun();
    expect(live.isQuick(costs, run)).toBe(true);
    expect(live.isQuick(costs, { ...run, steps: 100_000 })).toBe(false);
    await live.start(run);
    const msPerStep = (live.history?.milliseconds ?? NaN) / run.steps;
    expect(live.isQuick(costs, { ...run, steps: Math.floor(2900 / msPerStep) })).toBe(true);
    expect(live.isQuick(costs, { ...run, steps: Math.ceil(3100 / msPerStep) })).toBe(false);
  });
});

describe('a run that cannot be', () => {
  it('is refused before any worker is asked', async () => {
    liveRun({ makeWorker: () => expect.unreachable('no worker is needed to refuse') });
    await live.start({ ...run, layers: convNet([1, 4, 3]) });
    expect(live.phase).toBe('refused');
    expect(live.fault).toMatch(/scores/);
  });

  it('diverges at a step, and keeps the last numbers that were any', async () => {
    liveRun();
    const layers = convNet().filter(({ kind }) => kind !== 'relu');
    await live.start({ ...run, layers, optimiser: 'sgd', schedule: 'fixed', rate: 1 });
    expect(live.phase).toBe('diverged');
    expect(live.history?.losses.at(-1)).not.toSatisfy(Number.isFinite);
    expect(live.history?.snapshots.at(-1)?.learned.every(Number.isFinite)).toBe(true);
  });

  it('says in words that its pictures cannot be had, and tries again', async () => {
    liveRun({ dataUrl: new URL('/nowhere/', document.baseURI).href });
    await live.start(run);
    expect(live.phase).toBe('failed');
    expect(live.isAboutPictures).toBe(true);
    expect(live.fault).toMatch(/digits/);
    await live.start(run);
    expect(live.phase).toBe('failed');
  });
});

describe('an engine that is lost', () => {
  it('is replaced by the next, from the last snapshot, and the reason says so', async () => {
    const workers: Worker[] = [];
    liveRun({
      makeWorker: () => {
        const worker = new Worker(new URL('./faulty-training-worker.ts', import.meta.url), { type: 'module' });
        workers.push(worker);
        return worker;
      },
    });
    const going = live.start({ ...run, steps: 60 }, { engine: 'simd', isPaused: true });
    await phase().toBe('paused');
    live.takeStep();
    await expect.poll(() => live.history?.snapshots.at(-1)?.step, patience).toBe(1);
    workers.forEach((worker) => worker.terminate());
    await expect.poll(() => live.hasMoved, patience).toBe(true);
    expect(live.engine).not.toBe('simd');
    expect(live.reason).toMatch(/the run went on from step 1/i);
    live.stop();
    await going;
  });

  it('without WebAssembly the processor’s plain JavaScript trains, and the reason says why', async () => {
    liveRun({ makeWorker: faulty('no-wasm,no-webgpu,no-webgl') });
    await live.start({
      ...run,
      steps: 1,
      batch: 4,
      layers: convNet([1, 1, 2]).toSpliced(-1, 1, { kind: 'global-average-pool' }, { kind: 'flatten' }),
    });
    expect(live.fault).toBe('');
    expect(live.engine).toBe('cpu');
    expect(live.reason).toMatch(/no WebAssembly here/i);
  });
});

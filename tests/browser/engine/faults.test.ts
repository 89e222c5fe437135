// Whatever breaks, the caller gets the right number, and words that say what happened. The faults themselves are in faults.ts.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { backendTolerance } from '../../fixtures/cases.ts';
import { randomTensor } from '../../unit/random-tensor.ts';
import { digit, hasWebgl, topKernel } from './shared.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { seededRandom } from '@lib/array/random.ts';
import { tensor } from '@lib/array/tensor.ts';
import { conv2d as referenceConv2d } from '@lib/conv/conv2d.ts';
import { conv3d } from '@lib/conv/conv3d.ts';
import { createEngine, type ComputedBy, type Engine, type EngineOptions } from '@lib/engine/client.ts';
import { forward } from '@lib/nn/forward.ts';
import { convNet } from '@lib/nn/layers.ts';
import { initialParameters } from '@lib/nn/parameters.ts';
import { maxPool2d } from '@lib/nn/pooling.ts';

const expected = referenceConv2d(digit, topKernel);
const volume = randomTensor([1, 2, 4, 5, 6], 1);
const cube = randomTensor([3, 2, 2, 3, 3], 2);
const pictures = randomTensor([2, 1, 28, 28], 3);
const net = { layers: convNet(), parameters: initialParameters(convNet(), pictures.shape, seededRandom(4)) };
/** The whole of it would take several times as long. */
const stoppedWithinMs = 3000;
const open: Engine[] = [];

function engineWith(options: EngineOptions): Engine {
  const engine = createEngine(options);
  open.push(engine);
  return engine;
}

afterEach(() => {
  for (const engine of open.splice(0)) engine.dispose();
  vi.unstubAllGlobals();
});

/** Asks for the map of `top`, which must be right, and tells who computed it and why. */
async function ask(engine: Engine): Promise<{ backend: ComputedBy; reason: string }> {
  const { value, backend, reason } = await engine.conv2d(digit, topKernel);
  expect(value).toEqual(expected);
  return { backend, reason };
}

/** A maker that remembers its workers, so that a test can speak to them. */
function remembered(make: () => Worker): { makeWorker: () => Worker; workers: Worker[] } {
  const workers: Worker[] = [];
  return {
    workers,
    makeWorker() {
      const worker = make();
      workers.push(worker);
      return worker;
    },
  };
}

// The bundler reads these lines as they stand, so the file and the name cannot be arguments.
const broken = {
  'no-webgpu': () => new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'no-webgpu' }),
  'no-webgl': () => new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'no-webgl' }),
  'no-wasm': () => new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'no-wasm' }),
  'wasm-missing': () =>
    new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'wasm-missing' }),
  'wasm-broken': () =>
    new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'wasm-broken' }),
  'hardware-adapter': () =>
    new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'hardware-adapter' }),
  'no-device': () => new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'no-device' }),
  'shader-broken': () =>
    new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'shader-broken' }),
  'out-of-memory': () =>
    new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'out-of-memory' }),
  'lose-device-in-call': () =>
    new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'lose-device-in-call' }),
  'lose-device': () =>
    new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'lose-device' }),
  'lose-context-in-call': () =>
    new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'lose-context-in-call' }),
  'lose-context': () =>
    new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'lose-context' }),
  silent: () => new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'silent' }),
  throwing: () => new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'throwing' }),
  sound: () => new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'sound' }),
};

const noHardware = 'o graphics hardware for WebGPU here; no graphics hardware for WebGL here';

describe('the automatic choice', () => {
  it('passes over graphics that are drawn by software', async () => {
    expect(await ask(engineWith({}))).toEqual({ backend: 'wasm', reason: `N${noHardware}; running on WASM.` });
  });

  it('takes WebGPU where the adapter is hardware', async () => {
    const answer = await ask(engineWith({ makeWorker: broken['hardware-adapter'] }));
    expect(answer).toEqual({ backend: 'webgpu', reason: 'Running on WebGPU.' });
  });

  it.each([
    {
      fault: 'no-webgpu',
      backend: 'wasm',
      reason: 'No WebGPU here; no graphics hardware for WebGL here; running on WASM.',
    },
    {
      fault: 'no-webgl',
      backend: 'wasm',
      reason: 'No graphics hardware for WebGPU here; no WebGL outside the page here; running on WASM.',
    },
    { fault: 'no-wasm', backend: 'cpu', reason: `N${noHardware}; no WebAssembly here; running on the CPU.` },
  ] as const)('$fault: goes on to $backend', async ({ fault, backend, reason }) => {
    expect(await ask(engineWith({ makeWorker: broken[fault] }))).toEqual({ backend, reason });
  });

  it.each(['wasm-missing', 'wasm-broken'] as const)('%s: goes on to the CPU and says so', async (fault) => {
    const { backend, reason } = await ask(engineWith({ makeWorker: broken[fault] }));
    expect(backend).toBe('cpu');
    expect(reason).toMatch(/WASM did not start: .+; running on the CPU\.$/);
  });
});

describe('a backend that was asked for', () => {
  it.each([
    {
      fault: 'no-webgpu',
      force: 'webgpu',
      words: 'No WebGPU here; no graphics hardware for WebGL here; running on WASM, though WebGPU was asked for.',
    },
    {
      fault: 'no-webgl',
      force: 'webgl',
      words:
        'No WebGL outside the page here; no graphics hardware for WebGPU here; running on WASM, though WebGL was asked for.',
    },
    {
      fault: 'no-device',
      force: 'webgpu',
      words:
        'WebGPU did not start: no device today; no graphics hardware for WebGL here; running on WASM, though WebGPU was asked for.',
    },
  ] as const)('$fault: gives way to the automatic choice', async ({ fault, force, words }) => {
    expect(await ask(engineWith({ force, makeWorker: broken[fault] }))).toEqual({ backend: 'wasm', reason: words });
  });

  it.each([
    { fault: 'shader-broken', words: /^WebGPU failed: it reported an error \(.*shader/is },
    { fault: 'out-of-memory', words: /^WebGPU failed: it reported an error \(the graphics memory is full\)/ },
  ] as const)('$fault: the call is answered by the next backend', async ({ fault, words }) => {
    const engine = engineWith({ force: 'webgpu', makeWorker: broken[fault] });
    const { backend, reason } = await ask(engine);
    expect(backend).toBe('wasm');
    expect(reason).toMatch(words);
    expect(await engine.countTensors()).toBe(0);
  });

  it.each([
    { fault: 'lose-device', force: 'webgpu', words: /^WebGPU failed: its device was lost/ },
    { fault: 'lose-device-in-call', force: 'webgpu', words: /^WebGPU failed: its device was lost/ },
    ...(hasWebgl
      ? ([
          { fault: 'lose-context', force: 'webgl', words: /^WebGL failed: its context was lost/ },
          { fault: 'lose-context-in-call', force: 'webgl', words: /^WebGL failed: / },
        ] as const)
      : []),
  ] as const)('$fault: the next backend answers, and goes on', async ({ fault, force, words }) => {
    const { makeWorker, workers } = remembered(broken[fault]);
    const engine = engineWith({ force, makeWorker });
    expect((await ask(engine)).backend).toBe(force);
    workers[0]?.postMessage(fault);
    const { backend, reason } = await ask(engine);
    expect(backend).toBe('wasm');
    expect(reason).toMatch(words);
    expect(await ask(engine)).toEqual({ backend, reason });
    expect(await engine.countTensors()).toBe(0);
  });
});

describe('a worker', () => {
  it('that cannot be made: the page computes', async () => {
    vi.stubGlobal('Worker', undefined);
    const { backend, reason } = await ask(engineWith({}));
    expect(backend).toBe('reference');
    expect(reason).toMatch(
      /^The worker beside the page could not be made: .+; computed by the book’s own code, in the page\.$/,
    );
  });

  it('that breaks at its start: the page computes', async () => {
    const { backend, reason } = await ask(engineWith({ makeWorker: broken.throwing }));
    expect(backend).toBe('reference');
    expect(reason).toMatch(/^The worker beside the page failed: .*it broke at its start/);
  });

  it('whose file is missing: the page computes', async () => {
    const missing = (): Worker => new Worker('/no/such/worker.js', { type: 'module' });
    const { backend, reason } = await ask(engineWith({ makeWorker: missing }));
    expect(backend).toBe('reference');
    expect(reason).toMatch(/^The worker beside the page failed; /);
  });

  it('that never answers: the page computes when the limit is over', async () => {
    const { backend, reason } = await ask(engineWith({ makeWorker: broken.silent, startLimitMs: 300 }));
    expect(backend).toBe('reference');
    expect(reason).toMatch(/^The worker beside the page did not answer; /);
  });

  it('that is stopped later: a second one goes on, and after that the page', async () => {
    const { makeWorker, workers } = remembered(broken.sound);
    const engine = engineWith({ force: 'cpu', makeWorker });
    expect((await ask(engine)).backend).toBe('cpu');
    workers[0]?.terminate();
    expect((await ask(engine)).backend).toBe('cpu');
    expect(workers).toHaveLength(2);
    workers[1]?.terminate();
    const { backend, reason } = await ask(engine);
    expect(backend).toBe('reference');
    expect(reason).toMatch(/^The worker beside the page was stopped; /);
    expect(workers).toHaveLength(2);
    expect(await engine.countTensors()).toBe(0);
  });
});

// The mechanism is one for all operations; these run through several pieces of a backend's work, and need code of their own.
const others = [
  { operation: 'conv3d', ask: (engine: Engine) => engine.conv3d(volume, cube), wanted: conv3d(volume, cube) },
  { operation: 'maxPool2d', ask: (engine: Engine) => engine.maxPool2d(digit, 2), wanted: maxPool2d(digit, 2) },
  { operation: 'forward', ask: (engine: Engine) => engine.forward(net, pictures), wanted: forward(net, pictures) },
];

describe.each(others)('$operation meets the same faults', ({ ask: askOther, wanted }) => {
  async function answered(engine: Engine, backend: ComputedBy, words: RegExp): Promise<void> {
    const { value, ...how } = await askOther(engine);
    expect(maxAbsDifference(value, wanted).value).toBeLessThanOrEqual(backendTolerance);
    expect(how.backend).toBe(backend);
    expect(how.reason).toMatch(words);
    expect(await engine.countTensors()).toBe(0);
  }

  it.each([
    { fault: 'out-of-memory', words: /^WebGPU failed: it reported an error \(the graphics memory is full\)/ },
    { fault: 'shader-broken', words: /^WebGPU failed: it reported an error \(.*shader/is },
    { fault: 'no-device', words: /^WebGPU did not start: no device today/ },
  ] as const)('$fault: the next backend answers', async ({ fault, words }) => {
    await answered(engineWith({ force: 'webgpu', makeWorker: broken[fault] }), 'wasm', words);
  });

  it('lose-device-in-call: the next backend answers, and goes on', async () => {
    const { makeWorker, workers } = remembered(broken['lose-device-in-call']);
    const engine = engineWith({ force: 'webgpu', makeWorker });
    await ask(engine);
    workers[0]?.postMessage('lose-device-in-call');
    await answered(engine, 'wasm', /^WebGPU failed: its device was lost/);
    await answered(engine, 'wasm', /^WebGPU failed: its device was lost/);
  });

  it.runIf(hasWebgl)('lose-context-in-call: the next backend answers', async () => {
    const { makeWorker, workers } = remembered(broken['lose-context-in-call']);
    const engine = engineWith({ force: 'webgl', makeWorker });
    await ask(engine);
    workers[0]?.postMessage('lose-context-in-call');
    await answered(engine, 'wasm', /^WebGL failed: /);
  });

  it('wasm-broken: the CPU answers', async () => {
    await answered(engineWith({ makeWorker: broken['wasm-broken'] }), 'cpu', /WASM did not start: /);
  });

  it('a worker that is stopped twice: the page computes', async () => {
    const { makeWorker, workers } = remembered(broken.sound);
    const engine = engineWith({ force: 'cpu', makeWorker });
    await ask(engine);
    workers[0]?.terminate();
    await answered(engine, 'cpu', /^Running on the CPU/);
    workers[1]?.terminate();
    await answered(engine, 'reference', /^The worker beside the page was stopped; /);
  });
});

describe('an engine that may use one backend only', () => {
  it.each([
    { fault: 'no-webgpu', force: 'webgpu', words: 'No WebGPU here.' },
    { fault: 'no-device', force: 'webgpu', words: 'WebGPU did not start: no device today.' },
    { fault: 'no-wasm', force: 'wasm', words: 'No WebAssembly here.' },
    {
      fault: 'out-of-memory',
      force: 'webgpu',
      words: 'WebGPU failed: it reported an error (the graphics memory is full).',
    },
  ] as const)('$fault: rejects in words, again and again', async ({ fault, force, words }) => {
    const engine = engineWith({ force, isStrict: true, makeWorker: broken[fault] });
    await expect(engine.conv2d(digit, topKernel)).rejects.toThrow(words);
    await expect(engine.conv3d(volume, cube)).rejects.toThrow(words);
    expect(await engine.countTensors()).toBe(0);
  });

  it('rejects where there is no worker', async () => {
    const engine = engineWith({ force: 'cpu', isStrict: true, makeWorker: broken.throwing });
    await expect(engine.conv2d(digit, topKernel)).rejects.toThrow(/^The worker beside the page failed: .*broke/);
  });

  it('still refuses the impossible in the words of the reference', async () => {
    const engine = engineWith({ force: 'cpu', isStrict: true });
    await expect(engine.conv3d(volume, digit)).rejects.toThrow(
      new RangeError('conv3d: weight must have 5 axes, got 4: [1, 1, 28, 28]'),
    );
    expect((await ask(engine)).backend).toBe('cpu');
  });
});

describe('a call', () => {
  it('that is aborted between two pieces of its work makes way for the next', async () => {
    const engine = engineWith({ force: 'cpu' });
    await ask(engine);
    const photo = tensor([1, 1, 1500, 1500], new Float32Array(1500 * 1500));
    const kernel = tensor([1, 1, 21, 21], new Float32Array(441));
    const controller = new AbortController();
    const call = engine.conv2d(photo, kernel, {}, { signal: controller.signal });
    const startedMs = performance.now();
    setTimeout(() => controller.abort('never mind'), 200);
    await expect(call).rejects.toBe('never mind');
    expect((await ask(engine)).backend).toBe('cpu');
    expect(performance.now() - startedMs).toBeLessThan(stoppedWithinMs);
    expect(await engine.countTensors()).toBe(0);
  });

  it('that is aborted before it begins rejects with the signal’s reason and computes nothing', async () => {
    const { makeWorker, workers } = remembered(broken.sound);
    const reason = new Error('the reader went on');
    const signal = AbortSignal.abort(reason);
    await expect(engineWith({ makeWorker }).conv2d(digit, topKernel, {}, { signal })).rejects.toBe(reason);
    expect(workers).toHaveLength(0);
  });

  it('that is aborted in the queue rejects at once, is not sent, and the others are answered', async () => {
    const { makeWorker, workers } = remembered(broken.sound);
    const engine = engineWith({ force: 'cpu', makeWorker });
    await ask(engine);
    const posted = vi.spyOn(workers[0] ?? expect.unreachable(), 'postMessage');
    const controller = new AbortController();
    const first = ask(engine);
    const second = engine.conv2d(digit, topKernel, {}, { signal: controller.signal });
    const third = ask(engine);
    controller.abort('too late');
    await expect(second).rejects.toBe('too late');
    expect([(await first).backend, (await third).backend]).toEqual(['cpu', 'cpu']);
    expect(posted).toHaveBeenCalledTimes(2);
  });

  it('that is aborted under way rejects, and the next is answered', async () => {
    const engine = engineWith({ force: 'cpu' });
    await ask(engine);
    const controller = new AbortController();
    const call = engine.conv2d(digit, topKernel, {}, { signal: controller.signal });
    await Promise.resolve();
    controller.abort('never mind');
    await expect(call).rejects.toBe('never mind');
    expect((await ask(engine)).backend).toBe('cpu');
    expect(await engine.countTensors()).toBe(0);
  });

  it('that is impossible rejects in the words of the reference, without a worker', async () => {
    const { makeWorker, workers } = remembered(broken.sound);
    const engine = engineWith({ makeWorker });
    await expect(engine.conv2d(digit, topKernel, { stride: 0 })).rejects.toThrow(
      new RangeError('conv2d: stride[rows] must be a whole number of at least 1, got 0'),
    );
    expect(workers).toHaveLength(0);
  });

  it('that is under way or comes later when the engine is disposed rejects with an AbortError', async () => {
    const engine = engineWith({ force: 'cpu' });
    await ask(engine);
    const call = engine.conv2d(digit, topKernel);
    engine.dispose();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect(engine.conv2d(digit, topKernel)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

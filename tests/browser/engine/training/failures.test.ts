// Graphics hardware is taken away, or runs full: whoever waits is told, in words.
import { afterEach, describe, expect, it } from 'vitest';
import { hasWebgl } from '../shared.ts';
import { around } from './around.ts';
import { begin, noise } from './nets.ts';
import type { Learner, TrainingMachine } from '@lib/engine/training/learner.ts';
import { open as openWebgl } from '@lib/engine/training/machines/webgl.ts';
import { open as openWebgpu } from '@lib/engine/training/machines/webgpu.ts';
import type { Layer } from '@lib/nn/layers.ts';

const layers: Layer[] = [
  { kind: 'conv', outChannels: 2, kernel: 3, stride: 3 },
  { kind: 'global-average-pool' },
  { kind: 'flatten' },
];

const order = { places: Uint32Array.of(0, 1, 2, 3), rate: 0.1 };

const undo: (() => void)[] = [];
afterEach(() => {
  undo.splice(0).forEach((back) => {
    back();
  });
});

function train(machine: TrainingMachine): Learner {
  machine.add('train', noise(4, 2));
  const { plan, state } = begin(layers, 'adam', { batch: 4 });
  const learner = machine.learner(plan);
  learner.restore(state);
  return learner;
}

async function expectRefusals(learner: Learner, words: string): Promise<void> {
  await expect(learner.train([order])).rejects.toThrow(words);
  await expect(learner.gradient(order.places)).rejects.toThrow(words);
  await expect(learner.evaluate('train', 0, 4)).rejects.toThrow(words);
  await expect(learner.state()).rejects.toThrow(words);
}

describe('webgpu', () => {
  async function openWatched(): Promise<{ machine: TrainingMachine; device: GPUDevice }> {
    const devices: GPUDevice[] = [];
    undo.push(
      around(GPUAdapter.prototype, 'requestDevice', async (call) => {
        const device = await call();
        if (device instanceof GPUDevice) devices.push(device);
        return device;
      }),
    );
    const machine = await openWebgpu();
    return { machine, device: devices[0] ?? expect.unreachable() };
  }

  it('says that its device was lost, between calls', async () => {
    const { machine, device } = await openWatched();
    const learner = train(machine);
    await learner.train([order]);
    device.destroy();
    await expectRefusals(learner, 'its device was lost');
    learner.close();
    machine.close();
  });

  it('says that its device was lost, in the middle of a call', async () => {
    const { machine, device } = await openWatched();
    const learner = train(machine);
    await learner.train([order]);
    undo.push(
      around(GPUBuffer.prototype, 'mapAsync', (call) => {
        device.destroy();
        return call();
      }),
    );
    await expect(learner.train([order])).rejects.toThrow('its device was lost');
    learner.close();
    machine.close();
  });

  it('says that its memory is full, whenever it was asked for', async () => {
    const { machine } = await openWatched();
    machine.add('train', noise(4, 2));
    const large: Layer[] = [
      { kind: 'conv', outChannels: 64, kernel: 3, padding: 1 },
      { kind: 'conv', outChannels: 64, kernel: 3, padding: 1 },
      ...layers,
    ];
    const { plan, state } = begin(large, 'sgd', { batch: 4096 });
    const learner = machine.learner(plan);
    learner.restore(state);
    await expect(learner.train([order])).rejects.toThrow('it reported an error');
    learner.close();
    machine.close();
  });

  it('has no device to offer where there is no adapter', async () => {
    undo.push(around(GPU.prototype, 'requestAdapter', async () => null));
    await expect(openWebgpu()).rejects.toThrow('it has no adapter');
  });
});

describe.runIf(hasWebgl)('webgl', () => {
  async function openWatched(): Promise<{ machine: TrainingMachine; context: WebGL2RenderingContext }> {
    const contexts: WebGL2RenderingContext[] = [];
    undo.push(
      around(OffscreenCanvas.prototype, 'getContext', (call) => {
        const context = call();
        if (context instanceof WebGL2RenderingContext) contexts.push(context);
        return context;
      }),
    );
    const machine = await openWebgl();
    return { machine, context: contexts.at(-1) ?? expect.unreachable() };
  }

  const lose = (gl: WebGL2RenderingContext): void => gl.getExtension('WEBGL_lose_context')?.loseContext();

  it('says that its context was lost, between calls', async () => {
    const { machine, context } = await openWatched();
    const learner = train(machine);
    await learner.train([order]);
    lose(context);
    await expectRefusals(learner, 'its context was lost');
    learner.close();
    machine.close();
  });

  it('says that its context was lost, in the middle of a call', async () => {
    const { machine, context } = await openWatched();
    const learner = train(machine);
    await learner.train([order]);
    const draw = context.drawElements.bind(context);
    context.drawElements = (...args) => {
      draw(...args);
      lose(context);
    };
    await expect(learner.train([order])).rejects.toThrow('its context was lost');
    learner.close();
    machine.close();
  });
});

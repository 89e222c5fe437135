// Nothing stays behind: not after training, not after an error, not after a hundred learners.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasWebgl } from '../shared.ts';
import { machines } from './machines.ts';
import { begin, noise } from './nets.ts';
import type { TrainingMachine } from '@lib/engine/training/learner.ts';
import type { Layer } from '@lib/nn/layers.ts';

const learners = 100;

const layers: Layer[] = [
  { kind: 'conv', outChannels: 4, kernel: 3, stride: 3 },
  { kind: 'batch-norm' },
  { kind: 'relu' },
  { kind: 'max-pool', kernel: 2 },
  { kind: 'flatten' },
  { kind: 'dense', outputs: 2 },
];

const steps = [
  { places: Uint32Array.of(0, 1, 2, 3), rate: 0.01 },
  { places: Uint32Array.of(4, 5, 6), rate: 0.01 },
];

describe.each(machines)('$name', ({ name, open }) => {
  const canRun = name !== 'webgl' || hasWebgl;
  let machine: TrainingMachine;
  beforeAll(async () => {
    if (!canRun) return;
    machine = await open();
    machine.add('train', noise(8, 2));
  });
  afterAll(() => {
    if (canRun) machine.close();
  });

  it.runIf(canRun)(`holds what it held, ${learners} learners later`, async () => {
    const before = machine.held();
    expect(before.bytes).toBeGreaterThan(0);
    for (let seed = 0; seed < learners; seed++) {
      const { plan, state } = begin(layers, 'adam', { batch: 4, seed });
      const learner = machine.learner(plan);
      learner.restore(state);
      await learner.train(steps);
      expect(machine.held().bytes).toBeGreaterThan(before.bytes);
      learner.close();
      expect(machine.held()).toEqual(before);
    }
  });

  it.runIf(canRun)('holds what it held after everything else a learner does', async () => {
    const before = machine.held();
    const { plan, state } = begin(layers, 'momentum', { batch: 4 });
    const learner = machine.learner(plan);
    learner.restore(state);
    await learner.train([]);
    await learner.train(steps);
    const whileTraining = machine.held();
    learner.restore(await learner.state());
    await learner.evaluate('train', 1, 7);
    await learner.gradient(Uint32Array.of(5, 6));
    await expect(learner.train([{ places: Uint32Array.of(1, 8), rate: 0.1 }])).rejects.toThrow('must be below 8');
    await learner.train(steps);
    expect(machine.held()).toEqual(whileTraining);
    learner.close();
    learner.close();
    expect(machine.held()).toEqual(before);
  });

  it.runIf(canRun)('forgets its pictures, and takes others', async () => {
    const before = machine.held();
    machine.add('train', noise(4, 2, 2));
    expect(machine.held().bytes).toBeGreaterThan(before.bytes);
    machine.clear();
    expect(machine.held()).toEqual({ tensors: 0, bytes: 0 });
    const { plan, state } = begin(layers, 'sgd', { batch: 4 });
    const learner = machine.learner(plan);
    learner.restore(state);
    await expect(learner.evaluate('train', 0, 1)).rejects.toThrow('must be below 0');
    machine.add('train', noise(8, 2));
    expect(machine.held().bytes).toBeGreaterThan(0);
    expect(await learner.train(steps)).toHaveLength(steps.length);
    learner.close();
    machine.clear();
    machine.add('train', noise(8, 2));
  });
});

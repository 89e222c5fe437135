// The session's net on its digits, as PyTorch trained it (tests/fixtures/simple-cnn.json), on every place to train.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simpleCnn } from '../../../fixtures/networks.ts';
import simpleCnnFile from '../../../fixtures/simple-cnn.json';
import { hasWebgl } from '../shared.ts';
import { machines } from './machines.ts';
import { begin } from './nets.ts';
import { openDigits } from '@lib/data/digits.ts';
import type { TrainingMachine } from '@lib/engine/training/learner.ts';

/** How far a loss may be from PyTorch's, relative to it or to 0.01. */
const lossTolerance = 5e-3;

/** How far a gradient may be from PyTorch's, relative to its length. */
const gradientTolerance = 1e-3;

/** Software graphics and plain JavaScript take their time. */
const patienceMs = 120_000;

const { batch, model } = simpleCnn;
const placesOf = (step: number): Uint32Array => Uint32Array.from({ length: batch }, (_, at) => step * batch + at);

describe.each(machines)('$name', ({ name, open }) => {
  const canRun = name !== 'webgl' || hasWebgl;
  let machine: TrainingMachine;
  beforeAll(async () => {
    if (!canRun) return;
    const digits = await openDigits('/data/threes-sevens');
    machine = await open();
    for (const at of [0, 1]) {
      const { pixels, labels } = await digits.chunk('train', at);
      machine.add('train', { pixels, classes: Uint8Array.from(labels, (label) => (label === 7 ? 1 : 0)) });
    }
  });
  afterAll(() => {
    if (canRun) machine.close();
  });

  it.runIf(canRun)('finds PyTorch’s gradient of the first batch', async () => {
    const { plan, state } = begin(model.layers, 'sgd', { parameters: model.parameters });
    const learner = machine.learner(plan);
    learner.restore(state);
    const { loss, learned } = await learner.gradient(placesOf(0));
    learner.close();
    expect(Math.abs(loss - simpleCnn.loss)).toBeLessThanOrEqual(lossTolerance);
    for (const { layer, name: part, first, count } of plan.vectors.learned) {
      const wanted = simpleCnn.gradients[layer]?.[part]?.data ?? expect.unreachable();
      let [apart, length] = [0, 0];
      wanted.forEach((value, at) => {
        apart += ((learned[first + at] ?? NaN) - value) ** 2;
        length += value ** 2;
      });
      expect(wanted).toHaveLength(count);
      expect(Math.sqrt(apart / length)).toBeLessThanOrEqual(gradientTolerance);
    }
  });

  it.runIf(canRun).each(['sgd', 'adam'] as const)(
    'loses as PyTorch does in the first 40 steps of %s',
    async (optimiser) => {
      const { lr, losses } = simpleCnnFile.runs[optimiser];
      const { plan, state } = begin(model.layers, optimiser, { parameters: model.parameters });
      const learner = machine.learner(plan);
      learner.restore(state);
      const found = await learner.train(losses.map((_, step) => ({ places: placesOf(step), rate: lr })));
      learner.close();
      const apart = losses.map((loss, step) => Math.abs((found[step] ?? NaN) - loss) / Math.max(loss, 0.01));
      expect(Math.max(...apart)).toBeLessThanOrEqual(lossTolerance);
    },
    patienceMs,
  );
});

// Training runs as PyTorch did them (tests/fixtures/training.ts), on every place to train: the session's net from two starts, and other networks.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trainingCases } from '../../../fixtures/training.ts';
import { hasWebgl } from '../shared.ts';
import { machines } from './machines.ts';
import { begin } from './nets.ts';
import { openDigits } from '@lib/data/digits.ts';
import type { TrainingMachine } from '@lib/engine/training/learner.ts';
import type { Layer } from '@lib/nn/layers.ts';

/** How far a loss may be from PyTorch's, relative to it or to 0.01, on the book's own kernels and on tfjs. */
const ownTolerance = 1e-4;
const tfjsTolerance = 5e-3;

/** How far a gradient may be from PyTorch's, relative to its length. */
const gradientTolerance = 1e-3;

/** The gradient of a bias in front of a normalisation is 0 but for rounding. */
const roundingTolerance = 5e-5;

/** Software graphics and plain JavaScript take their time. */
const patienceMs = 120_000;

const placesOf = (step: number, batch: number): Uint32Array =>
  Uint32Array.from({ length: batch }, (_, at) => step * batch + at);

/** On software graphics Adam is enough, but for the session's net from its first start: the other rules are tried on smaller networks. */
const slowOnes = ['webgpu', 'webgl'];
const casesFor = (name: string): typeof trainingCases =>
  trainingCases.filter(
    ({ title, optimiser }) => !slowOnes.includes(name) || optimiser === 'adam' || title.includes('first weights'),
  );

/** There a rule takes all 40 steps from the first start, and so many from the other. */
const few = 8;
const stepsOn = (name: string, title: string): number =>
  slowOnes.includes(name) && title.startsWith("the session's,") ? few : Infinity;

/** Networks that were looked at already: their gradients are the same for every rule. */
const once = (seen: Set<readonly Layer[]>, layers: readonly Layer[]): boolean =>
  !seen.has(layers) && !!seen.add(layers);

describe.each(machines)('$name', ({ name, open }) => {
  const canRun = name !== 'webgl' || hasWebgl;
  const lossTolerance = name === 'simd' ? ownTolerance : tfjsTolerance;
  const seen = new Set<readonly Layer[]>();
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

  it.runIf(canRun).each(trainingCases.filter(({ layers }) => once(seen, layers)))(
    'finds PyTorch’s gradients: $title',
    async ({ layers, parameters, gradients, batch }) => {
      const { plan, state } = begin(layers, 'sgd', { parameters, batch });
      const learner = machine.learner(plan);
      learner.restore(state);
      const { learned } = await learner.gradient(placesOf(0, batch));
      learner.close();
      for (const { layer, name: part, first, count } of plan.vectors.learned) {
        const wanted = gradients[layer]?.[part]?.data ?? expect.unreachable();
        expect(wanted).toHaveLength(count);
        const length = Math.hypot(...wanted);
        const apart = Math.hypot(...wanted.map((value, at) => (learned[first + at] ?? NaN) - value));
        const isUndone = part === 'bias' && layers[layer + 1]?.kind === 'batch-norm';
        expect(apart).toBeLessThanOrEqual(isUndone ? roundingTolerance : gradientTolerance * length);
      }
    },
    patienceMs,
  );

  it.runIf(canRun).each(casesFor(name))(
    'loses as PyTorch does: $title',
    async ({ title, layers, parameters, optimiser, rate, batch, losses: all }) => {
      const losses = all.slice(0, stepsOn(name, title));
      const { plan, state } = begin(layers, optimiser, { parameters, batch });
      const learner = machine.learner(plan);
      learner.restore(state);
      const found = await learner.train(losses.map((_, step) => ({ places: placesOf(step, batch), rate })));
      learner.close();
      const apart = losses.map((loss, step) => Math.abs((found[step] ?? NaN) - loss) / Math.max(loss, 0.01));
      expect(Math.max(...apart)).toBeLessThanOrEqual(lossTolerance);
    },
    patienceMs,
  );
});

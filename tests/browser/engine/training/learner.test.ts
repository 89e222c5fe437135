// Every place to train against the plain reference: gradients of every kind of layer, the moves of every optimiser, answers outside training.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasWebgl } from '../shared.ts';
import { machines } from './machines.ts';
import { begin, leastGradient, nets, noise, referenceAnswers, referenceGradient, referenceTraining } from './nets.ts';
import { optimiserNames } from '@lib/nn/training-run.ts';
import type { TrainingMachine } from '@lib/engine/training/learner.ts';
import type { Layer } from '@lib/nn/layers.ts';

/** How far a gradient may be from the reference's, relative to its length. */
const gradientTolerance = 1e-3;

/** How far a score, a loss or a number after a few steps may be from the reference's. */
const valueTolerance = 1e-4;

/** Software graphics take their time over large networks. */
const patienceMs = 120_000;

const pictures = noise(12, 3);
const places = Uint32Array.of(7, 2, 11, 0, 7);

/** No number in it has a gradient that is 0 but for rounding, of which Adam would make whole steps. */
const trainedLayers: Layer[] = [
  { kind: 'conv', outChannels: 4, kernel: 3, stride: 3, hasBias: false },
  { kind: 'batch-norm', momentum: 0.3 },
  { kind: 'conv', outChannels: 5, kernel: 3, stride: 2 },
  { kind: 'average-pool', kernel: 2, padding: 1 },
  { kind: 'flatten' },
  { kind: 'dense', outputs: 3 },
];

/** Batches of several lengths, the last of them short. */
const steps = [
  { places, rate: 0.02 },
  { places: Uint32Array.of(1, 3, 5, 6, 8), rate: 0.05 },
  { places: Uint32Array.of(9, 10), rate: 0.01 },
];

function expectClose(found: ArrayLike<number>, wanted: ArrayLike<number>, tolerance = valueTolerance): void {
  expect(found).toHaveLength(wanted.length);
  const apart = Array.from(wanted, (value, at) => Math.abs((found[at] ?? NaN) - value));
  expect(Math.max(0, ...apart)).toBeLessThanOrEqual(tolerance);
}

const length = (row: Float32Array): number => Math.sqrt(row.reduce((sum, value) => sum + value ** 2, 0));

describe.each(machines)('$name', ({ name, open }) => {
  const canRun = name !== 'webgl' || hasWebgl;
  let machine: TrainingMachine;
  beforeAll(async () => {
    if (!canRun) return;
    machine = await open();
    machine.add('train', { pixels: pictures.pixels.slice(0, 5 * 784), classes: pictures.classes.slice(0, 5) });
    machine.add('train', { pixels: pictures.pixels.slice(5 * 784), classes: pictures.classes.slice(5) });
  });
  afterAll(() => {
    if (canRun) machine.close();
  });

  it.runIf(canRun).each(nets)(
    'finds the gradients of a net with $title',
    { timeout: patienceMs },
    async ({ layers }) => {
      const { plan, model, state, classes } = begin(layers, 'sgd', { batch: places.length });
      const shown = { ...pictures, classes: pictures.classes.map((one) => one % classes) };
      const learner = machine.learner(plan);
      learner.restore(state);
      const { loss, logits, learned } = await learner.gradient(places);
      learner.close();
      const wanted = referenceGradient(model, shown, places);
      expectClose(logits, wanted.logits.data);
      expectClose([loss], [wanted.loss]);
      for (const { first, count } of plan.vectors.learned) {
        const [ours, theirs] = [learned, wanted.learned].map((row) => row.slice(first, first + count));
        if (ours === undefined || theirs === undefined) expect.unreachable();
        const apart = length(ours.map((value, at) => value - (theirs[at] ?? NaN)));
        expect(apart).toBeLessThanOrEqual(gradientTolerance * length(theirs) + leastGradient * Math.sqrt(count));
      }
    },
  );

  it.runIf(canRun).each(optimiserNames)('moves by %s as the reference does', async (optimiser) => {
    const start = begin(trainedLayers, optimiser, { batch: places.length, seed: 3 });
    const learner = machine.learner(start.plan);
    learner.restore(start.state);
    const losses = await learner.train(steps);
    const state = await learner.state();
    learner.close();
    const wanted = referenceTraining(start, pictures, steps);
    expectClose(losses, wanted.losses);
    expect(state.step).toBe(steps.length);
    expectClose(state.learned, wanted.state.learned);
    expectClose(state.remembered, wanted.state.remembered);
    expect(state.moments).toHaveLength(wanted.state.moments.length);
    state.moments.forEach((moment, at) => {
      expectClose(moment, wanted.state.moments[at] ?? expect.unreachable());
    });
  });

  it.runIf(canRun).each(optimiserNames)('goes on from a state as if it had never stopped, by %s', async (optimiser) => {
    const { plan, state } = begin(trainedLayers, optimiser, { batch: places.length });
    const through = machine.learner(plan);
    through.restore(state);
    const losses = await through.train(steps);
    const wanted = await through.state();
    through.close();

    const first = machine.learner(plan);
    first.restore(state);
    const before = await first.train(steps.slice(0, 2));
    const between = await first.state();
    first.close();
    const second = machine.learner(plan);
    second.restore(between);
    expect(await second.state()).toEqual(between);
    const after = await second.train(steps.slice(2));
    expect(await second.state()).toEqual(wanted);
    second.close();
    expect([...before, ...after]).toEqual([...losses]);
  });

  it.runIf(canRun)('moves nothing when asked for a gradient or an answer', async () => {
    const { plan, state } = begin(trainedLayers, 'adam', { batch: places.length });
    const learner = machine.learner(plan);
    learner.restore(state);
    await learner.gradient(places);
    await learner.evaluate('train', 0, 5);
    expect(await learner.state()).toEqual(state);
    learner.close();
  });

  it.runIf(canRun)('answers for a whole set by the running averages', async () => {
    const held = noise(300, 3, 9);
    machine.add('valid', { pixels: held.pixels.slice(0, 280 * 784), classes: held.classes.slice(0, 280) });
    const start = begin(trainedLayers, 'sgd', { batch: places.length });
    const learner = machine.learner(start.plan);
    machine.add('valid', { pixels: held.pixels.slice(280 * 784), classes: held.classes.slice(280) });
    learner.restore({ ...start.state, remembered: start.state.remembered.map((_, at) => 0.5 + at / 16) });
    const { logits, losses } = await learner.evaluate('valid', 2, 298);
    learner.close();
    const averages = [0.5, 0.5625, 0.625, 0.6875, 0.75, 0.8125, 0.875, 0.9375];
    const parameters = start.model.parameters.map((numbers) => ({
      ...numbers,
      ...(numbers.runningMean && {
        runningMean: { ...numbers.runningMean, data: Float32Array.from(averages.slice(0, 4)) },
      }),
      ...(numbers.runningVariance && {
        runningVariance: { ...numbers.runningVariance, data: Float32Array.from(averages.slice(4)) },
      }),
    }));
    const all = Uint32Array.from({ length: 298 }, (_, at) => at + 2);
    const wanted = referenceAnswers({ ...start.model, parameters }, held, all);
    expectClose(logits, wanted.logits);
    expectClose(losses, wanted.losses);
  });

  it.runIf(canRun)('says which pictures there are, asked for others', async () => {
    const { plan, state } = begin(trainedLayers, 'sgd', { batch: places.length });
    const learner = machine.learner(plan);
    learner.restore(state);
    const beyond = { places: Uint32Array.of(3, 12), rate: 0.1 };
    await expect(learner.train([beyond])).rejects.toThrow('places must be below 12, the pictures there are, got 12');
    await expect(learner.gradient(beyond.places)).rejects.toThrow('must be below 12');
    await expect(learner.evaluate('train', 10, 3)).rejects.toThrow('must be below 12');
    learner.close();
  });

  it.runIf(canRun)('refuses a batch in which a normalisation would see one number', async () => {
    const { plan, state } = begin([{ kind: 'flatten' }, { kind: 'dense', outputs: 3 }, { kind: 'batch-norm' }], 'sgd');
    const learner = machine.learner(plan);
    learner.restore(state);
    await expect(learner.train([{ places: Uint32Array.of(1), rate: 0.1 }])).rejects.toThrow(
      'places must be at least 2',
    );
    await expect(learner.gradient(Uint32Array.of(1))).rejects.toThrow('places must be at least 2');
    learner.close();
  });
});

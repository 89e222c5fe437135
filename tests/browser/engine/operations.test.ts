// Every operation on every backend: PyTorch's numbers, the reference's answers, nothing left behind.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomTensor } from '../../unit/random-tensor.ts';
import { backendTolerance } from '../../fixtures/cases.ts';
import {
  conv1dCases,
  conv2dGradientCases,
  conv3dCases,
  convTranspose2dCases,
  pool2dCases,
} from '../../fixtures/mixed-cases.ts';
import { everyLayer, simpleCnn } from '../../fixtures/networks.ts';
import { relativeDistance } from '../../fixtures/stored.ts';
import { backendRuns, hasWebgl } from './shared.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { matMul } from '@lib/array/mat-mul.ts';
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { openDigits } from '@lib/data/digits.ts';
import { createEngine, type Computed, type Engine } from '@lib/engine/client.ts';
import { forward, forwardPass } from '@lib/nn/forward.ts';
import type { LayerGradients } from '@lib/nn/gradients.ts';

/** How far a gradient may be from PyTorch's, relative to its length. */
const gradientTolerance = 1e-3;

/** Twelve megapixels, as telephones take them. */
const photo = [1, 1, 3000, 4000] as const;

async function sessionBatch(): Promise<{ images: Tensor; labels: number[] }> {
  const digits = await openDigits('/data/threes-sevens');
  const chunk = await digits.chunk('train', 0);
  const { batch } = simpleCnn;
  const pixels = Float32Array.from(chunk.pixels.subarray(0, batch * 784), (value) => value / 255);
  const labels = Array.from(chunk.labels.subarray(0, batch), (label) => (label === 7 ? 1 : 0));
  return { images: tensor([batch, 1, 28, 28], pixels), labels };
}

function expectClose(found: Tensor, wanted: Tensor): void {
  expect(maxAbsDifference(found, wanted).value).toBeLessThanOrEqual(backendTolerance);
}

function expectSameGradients(found: readonly LayerGradients[], wanted: readonly LayerGradients[]): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((layer, at) => {
    for (const name of ['weight', 'bias'] as const) {
      const [ours, theirs] = [found[at]?.[name], layer[name]];
      if (theirs === undefined) expect(ours).toBeUndefined();
      else expect(relativeDistance(ours ?? expect.unreachable(), theirs)).toBeLessThanOrEqual(gradientTolerance);
    }
  });
}

describe.each(backendRuns)('$name', ({ name, options }) => {
  const canRun = name !== 'webgl' || hasWebgl;
  let engine: Engine;
  beforeAll(() => {
    engine = createEngine({ ...options, isStrict: true });
  });
  afterAll(() => engine.dispose());

  /** The answer, which must be from this backend. */
  async function own<T>(computing: Promise<Computed<T>>): Promise<T> {
    const { value, backend } = await computing;
    expect(backend).toBe(options.force);
    return value;
  }

  it.runIf(canRun).each(conv1dCases)('conv1d $title', async ({ input, weight, options: settings, output }) => {
    expectClose(await own(engine.conv1d(input, weight, settings)), output);
  });

  it.runIf(canRun).each(conv3dCases)('conv3d $title', async ({ input, weight, options: settings, output }) => {
    expectClose(await own(engine.conv3d(input, weight, settings)), output);
  });

  it.runIf(canRun).each(convTranspose2dCases)(
    'convTranspose2d $title',
    async ({ input, weight, options: settings, output }) => {
      expectClose(await own(engine.convTranspose2d(input, weight, settings)), output);
    },
  );

  it.runIf(canRun).each(conv2dGradientCases)('gradients of $title', async (known) => {
    const { input, weight, gradient, options: settings } = known;
    const found = await own(engine.conv2dGradients({ input, weight, gradient, options: settings }));
    expectClose(found.input, known.inputGradient);
    expectClose(found.weight, known.weightGradient);
    if (known.biasGradient !== undefined) expectClose(found.bias, known.biasGradient);
  });

  it.runIf(canRun).each(pool2dCases)('$title', async ({ isMax, input, kernel, options: settings, output }) => {
    const pooled = isMax ? engine.maxPool2d(input, kernel, settings) : engine.avgPool2d(input, kernel, settings);
    expectClose(await own(pooled), output);
  });

  it.runIf(canRun)('multiplies matrices', async () => {
    const [left, right] = [randomTensor([7, 33], 1), randomTensor([33, 5], 2)];
    expectClose(await own(engine.matMul(left, right)), matMul(left, right));
  });

  it.runIf(canRun)('gives the logits and gradients of the session’s net', async () => {
    const { images, labels } = await sessionBatch();
    expectClose(await own(engine.forward(simpleCnn.model, images)), simpleCnn.logits);
    const { loss, logits, layers } = await own(engine.gradients(simpleCnn.model, images, labels));
    expectClose(logits, simpleCnn.logits);
    expect(Math.abs(loss - simpleCnn.loss)).toBeLessThanOrEqual(backendTolerance);
    expectSameGradients(layers, simpleCnn.gradients);
  });

  it.runIf(canRun)('takes a net with a layer of every kind there and back', async () => {
    const { model, images, labels } = everyLayer;
    expectClose(await own(engine.forward(model, images)), forward(model, images));
    const { loss, logits, layers, input } = await own(engine.gradients(model, images, labels));
    expectClose(logits, everyLayer.logits);
    expect(Math.abs(loss - everyLayer.loss)).toBeLessThanOrEqual(backendTolerance);
    // Some are 0 but for rounding: what stands before a batch normalisation cannot shift it.
    everyLayer.gradients.forEach(({ weight, bias }, at) => {
      if (weight !== undefined) expectClose(layers[at]?.weight ?? expect.unreachable(), weight);
      if (bias !== undefined) expectClose(layers[at]?.bias ?? expect.unreachable(), bias);
    });
    expect(relativeDistance(input, everyLayer.inputGradient)).toBeLessThanOrEqual(gradientTolerance);
  });

  it.runIf(canRun)(
    'gives what every layer makes of images, flattened ones too, and leaves nothing behind',
    async () => {
      const { model, images } = everyLayer;
      const before = await engine.countTensors();
      const wanted = forwardPass(model, images).layers;
      const found = (await engine.layerOutputs(model, images)).value;
      expect(found).toHaveLength(wanted.length);
      found.forEach((output, at) => expectClose(output, wanted[at]?.output ?? expect.unreachable()));
      expect(await engine.countTensors()).toBe(before);
    },
  );

  it.runIf(canRun)('convolves 64 images under 128 kernels', async () => {
    const [images, kernels] = [randomTensor([64, 1, 12, 12], 3), randomTensor([128, 1, 3, 3], 4)];
    expectClose(await own(engine.conv2d(images, kernels)), conv2d(images, kernels));
  });

  it.runIf(canRun)('convolves in pieces what would be too large at once', async () => {
    const [picture, kernel] = [randomTensor([1, 1, 300, 300], 5), randomTensor([1, 1, 15, 15], 6)];
    expectClose(await own(engine.conv2d(picture, kernel)), conv2d(picture, kernel));
  });

  it.runIf(canRun)('leaves no tensor after all of this', async () => {
    expect(await engine.countTensors()).toBe(0);
  });
});

// Software graphics would take a minute for it.
it.each(['wasm', 'cpu'] as const)('%s convolves a photo of 12 megapixels', async (force) => {
  const engine = createEngine({ force, isStrict: true });
  const pixels = new Float32Array(photo[2] * photo[3]);
  pixels.forEach((_, at) => (pixels[at] = at % 251));
  const laplace = tensor([1, 1, 3, 3], [0, 1, 0, 1, -4, 1, 0, 1, 0]);
  const { value, backend } = await engine.conv2d(tensor(photo, pixels), laplace);
  engine.dispose();
  const { shape, data } = value;
  expect(backend).toBe(force);
  expect(shape).toEqual([1, 1, 2998, 3998]);
  const at = (row: number, col: number): number => pixels[row * photo[3] + col] ?? NaN;
  for (const [row, col] of [
    [0, 0],
    [1499, 2001],
    [2997, 3997],
  ] as const) {
    const wanted = at(row, col + 1) + at(row + 1, col) + at(row + 1, col + 2) + at(row + 2, col + 1);
    expect(data[row * 3998 + col]).toBe(wanted - 4 * at(row + 1, col + 1));
  }
});

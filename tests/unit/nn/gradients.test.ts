import { describe, expect, it } from 'vitest';
import { referenceTolerance } from '../../fixtures/cases.ts';
import { firstDigits } from '../../fixtures/first-digits.ts';
import { everyLayer, numberDistances, simpleCnn } from '../../fixtures/networks.ts';
import { relativeDistance } from '../../fixtures/stored.ts';
import { centralDifferences } from './central-differences.ts';
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { crossEntropy } from '@lib/nn/cross-entropy.ts';
import { forward, forwardPass } from '@lib/nn/forward.ts';
import { backwardPass, gradients } from '@lib/nn/gradients.ts';
import type { LayerParameters } from '@lib/nn/parameters.ts';

// Small enough that hardly a ReLU or a maximum changes sides on the way, large enough to stand out of float32 rounding.
const smallStep = 2 ** -11;
const differenceTolerance = 0.02;

describe('gradients', () => {
  it('of the session’s net on its first batch are PyTorch’s', () => {
    const { images, labels } = firstDigits(simpleCnn.batch);
    const found = gradients(simpleCnn.model, images, labels);
    expect(Math.abs(found.loss - simpleCnn.loss)).toBeLessThanOrEqual(referenceTolerance);
    const apart = numberDistances(found.layers, simpleCnn.gradients);
    expect(apart).toHaveLength(10);
    expect(Math.max(...apart)).toBeLessThanOrEqual(referenceTolerance);
  });

  it('through every kind of layer are PyTorch’s', () => {
    const found = gradients(everyLayer.model, everyLayer.images, everyLayer.labels);
    expect(Math.abs(found.loss - everyLayer.loss)).toBeLessThanOrEqual(referenceTolerance);
    expect(found.layers).toHaveLength(everyLayer.model.layers.length);
    const apart = numberDistances(found.layers, everyLayer.gradients);
    expect(apart).toHaveLength(12);
    expect(Math.max(...apart)).toBeLessThanOrEqual(referenceTolerance);
    expect(relativeDistance(found.input, everyLayer.inputGradient)).toBeLessThanOrEqual(referenceTolerance);
  });

  it.each([true, false])('are those of central differences (in training: %s)', (isTraining) => {
    const { model, images, labels } = everyLayer;
    const lossWith = (parameters: readonly LayerParameters[]) =>
      crossEntropy(forward({ ...model, parameters }, images, { isTraining }), labels);
    const found = gradients(model, images, labels, { isTraining });
    const slopes = model.parameters.map((numbers, at) => {
      const slopeOf = (name: 'weight' | 'bias'): Tensor | undefined =>
        numbers[name] &&
        centralDifferences(
          numbers[name],
          (moved) => lossWith(model.parameters.with(at, { ...numbers, [name]: moved })),
          smallStep,
        );
      return { weight: slopeOf('weight'), bias: slopeOf('bias') };
    });
    expect(Math.max(...numberDistances(found.layers, slopes))).toBeLessThan(differenceTolerance);
  });

  it('of one score tell which pixels it hangs on', () => {
    const { images } = firstDigits(1);
    const pass = forwardPass(simpleCnn.model, images);
    const { input } = backwardPass(pass, tensor([1, 2], [0, 1]));
    expect(input.shape).toEqual([1, 1, 28, 28]);
    const strongest = input.data.reduce(
      (best, value, at) => (Math.abs(value) > Math.abs(input.data[best] ?? 0) ? at : best),
      0,
    );
    const brighter = tensor(images.shape, images.data.with(strongest, (images.data[strongest] ?? 0) + 2 ** -7));
    const change = (forward(simpleCnn.model, brighter).data[1] ?? NaN) - (pass.output.data[1] ?? NaN);
    expect(change * 2 ** 7).toBeCloseTo(input.data[strongest] ?? NaN, 3);
  });

  it('refuse labels and gradients that do not fit', () => {
    const { model, images } = everyLayer;
    expect(() => gradients(model, images, [0, 1])).toThrow(
      new RangeError('crossEntropy: labels must hold one for each of 6 images, got 2'),
    );
    expect(() => backwardPass(forwardPass(model, images), images)).toThrow(
      new RangeError('backwardPass: gradient must have the shape [6, 3], got [6, 2, 8, 9]'),
    );
  });
});

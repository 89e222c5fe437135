import { describe, expect, it } from 'vitest';
import { referenceTolerance } from '../../fixtures/cases.ts';
import { firstDigits } from '../../fixtures/first-digits.ts';
import { everyLayer, simpleCnn } from '../../fixtures/networks.ts';
import { randomTensor } from '../random-tensor.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { seededRandom } from '@lib/array/random.ts';
import { tensor } from '@lib/array/tensor.ts';
import { forward, forwardPass, parametersAfter } from '@lib/nn/forward.ts';
import type { Layer } from '@lib/nn/layers.ts';
import { initialParameters, type LayerParameters } from '@lib/nn/parameters.ts';

describe('forward', () => {
  it('goes through the layers one after the other', () => {
    const layers: Layer[] = [
      { kind: 'conv', outChannels: 1, kernel: [1, 2] },
      { kind: 'relu' },
      { kind: 'flatten' },
      { kind: 'dense', outputs: 1, hasBias: false },
    ];
    const parameters: LayerParameters[] = [
      { weight: tensor([1, 1, 1, 2], [1, -1]), bias: tensor([1], [2]) },
      {},
      {},
      { weight: tensor([1, 2], [10, 100]) },
    ];
    const { layers: passed } = forwardPass({ layers, parameters }, tensor([1, 1, 1, 3], [1, 2, 9]));
    expect(passed.map(({ output }) => [...output.data])).toEqual([[1, -5], [1, 0], [1, 0], [10]]);
    expect(passed.map(({ output }) => output.shape.length)).toEqual([4, 4, 2, 2]);
  });

  it('gives PyTorch’s scores for the first 64 threes and sevens', () => {
    const logits = forward(simpleCnn.model, firstDigits(simpleCnn.batch).images);
    expect(maxAbsDifference(logits, simpleCnn.logits).value).toBeLessThanOrEqual(referenceTolerance);
  });

  it('answers an image the same alone as in a batch', () => {
    const { images } = firstDigits(2);
    const second = tensor([1, 1, 28, 28], images.data.slice(784));
    expect(forward(simpleCnn.model, second).data).toEqual(forward(simpleCnn.model, images).data.slice(2));
  });

  it('through every kind of layer is as in PyTorch, in training and after', () => {
    const { model, images } = everyLayer;
    const pass = forwardPass(model, images, { isTraining: true });
    expect(maxAbsDifference(pass.output, everyLayer.logits).value).toBeLessThanOrEqual(referenceTolerance);
    const after = parametersAfter(pass);
    everyLayer.after.forEach((wanted, at) => {
      for (const name of ['weight', 'bias', 'runningMean', 'runningVariance'] as const) {
        const [mine, theirs] = [after[at]?.[name], wanted[name]];
        expect(mine?.shape).toEqual(theirs?.shape);
        if (mine && theirs) expect(maxAbsDifference(mine, theirs).value).toBeLessThanOrEqual(referenceTolerance);
      }
    });
    const evaluated = forward({ ...model, parameters: after }, images);
    expect(maxAbsDifference(evaluated, everyLayer.evaluated).value).toBeLessThanOrEqual(referenceTolerance);
  });

  it('outside training remembers nothing', () => {
    expect(parametersAfter(forwardPass(everyLayer.model, everyLayer.images))).toEqual(everyLayer.model.parameters);
  });
});

describe('forward refuses, and says where', () => {
  const layers: Layer[] = [{ kind: 'relu' }, { kind: 'conv', outChannels: 2, kernel: 3 }, { kind: 'batch-norm' }];
  const images = randomTensor([2, 1, 5, 5], 1);
  const [, conv, norm] = initialParameters(layers, images.shape, seededRandom(1));
  const without = (numbers: LayerParameters | undefined, name: keyof LayerParameters) => ({
    ...numbers,
    [name]: undefined,
  });

  it.each([
    { parameters: [], words: 'parameters[1].weight must have the shape [2, 1, 3, 3], got none' },
    { parameters: [{}, without(conv, 'bias')], words: 'parameters[1].bias must have the shape [2], got none' },
    {
      parameters: [{}, { ...conv, weight: tensor([2, 1, 1, 9], new Float32Array(18)) }],
      words: 'parameters[1].weight must have the shape [2, 1, 3, 3], got [2, 1, 1, 9]',
    },
    {
      parameters: [{}, conv ?? {}, without(norm, 'runningMean')],
      words: 'parameters[2].runningMean must have the shape [2], got none',
    },
  ])('$words', ({ parameters, words }) => {
    expect(() => forward({ layers, parameters }, images)).toThrow(new RangeError(`forward: ${words}`));
  });

  it('a picture too small for a layer', () => {
    expect(() => forward({ layers, parameters: [] }, randomTensor([2, 1, 2, 5], 1))).toThrow(
      new RangeError(
        'forward: layers[1] (conv) must fit, got conv2d: weight must span at most the 2 cells of the padded height (axis 2), got a span of 3',
      ),
    );
  });
});

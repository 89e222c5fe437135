import { describe, expect, it } from 'vitest';
import { everyLayer, simpleCnn } from '../../fixtures/networks.ts';
import { trainingCases } from '../../fixtures/training.ts';
import { seededRandom } from '@lib/array/random.ts';
import { tensor } from '@lib/array/tensor.ts';
import { convNet, type Layer } from '@lib/nn/layers.ts';
import { fromVectors, planVectors, toVectors } from '@lib/nn/parameter-vector.ts';
import { initialParameters } from '@lib/nn/parameters.ts';
import { batchShape } from '@lib/nn/training-run.ts';

const picture = batchShape(1);

const mixture: Layer[] = [
  { kind: 'conv', outChannels: 2, kernel: [1, 2] },
  { kind: 'batch-norm' },
  { kind: 'relu' },
  { kind: 'flatten' },
  { kind: 'dense', outputs: 1, hasBias: false },
];
const mixtureShape = [1, 1, 1, 2];
const mixtureNumbers = [
  { weight: tensor([2, 1, 1, 2], [1, 2, 3, 4]), bias: tensor([2], [5, 6]) },
  {
    weight: tensor([2], [7, 8]),
    bias: tensor([2], [9, 10]),
    runningMean: tensor([2], [-1, -2]),
    runningVariance: tensor([2], [-3, -4]),
  },
  {},
  {},
  { weight: tensor([1, 2], [11, 12]) },
];

describe('planVectors', () => {
  it('puts weights before biases, layer after layer, and what is remembered in a row of its own', () => {
    const plan = planVectors(mixture, mixtureShape);
    expect(plan.learned.map(({ layer, name, first, count }) => [layer, name, first, count])).toEqual([
      [0, 'weight', 0, 4],
      [0, 'bias', 4, 2],
      [1, 'weight', 6, 2],
      [1, 'bias', 8, 2],
      [4, 'weight', 10, 2],
    ]);
    expect(plan.remembered.map(({ layer, name, first, count }) => [layer, name, first, count])).toEqual([
      [1, 'runningMean', 0, 2],
      [1, 'runningVariance', 2, 2],
    ]);
    expect([plan.learnedCount, plan.rememberedCount]).toEqual([12, 4]);
  });

  it('counts the 6,722 numbers of the session’s net', () => {
    expect(planVectors(convNet(), picture).learnedCount).toBe(6722);
  });

  it('refuses layers that do not fit', () => {
    expect(() => planVectors([{ kind: 'dense', outputs: 2 }], picture)).toThrow(
      new RangeError(
        'planVectors: layers[0] (dense) must fit, got dense: input must have 2 axes, got 4: [1, 1, 28, 28]',
      ),
    );
  });
});

describe('toVectors', () => {
  it('reads like PyTorch’s state_dict', () => {
    const { learned, remembered } = toVectors({ layers: mixture, parameters: mixtureNumbers }, mixtureShape);
    expect([...learned]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect([...remembered]).toEqual([-1, -2, -3, -4]);
  });

  it('strings the fixture’s tensors together in the order in which PyTorch wrote them', () => {
    const { model } = simpleCnn;
    const listed = model.parameters.flatMap(({ weight, bias }) => [...(weight?.data ?? []), ...(bias?.data ?? [])]);
    expect([...toVectors(model, picture).learned]).toEqual(listed);
  });

  it('refuses numbers that are missing or have another shape', () => {
    const { layers, parameters } = { layers: mixture, parameters: mixtureNumbers };
    expect(() => toVectors({ layers, parameters: parameters.slice(0, 1) }, mixtureShape)).toThrow(
      new RangeError('toVectors: parameters[1].weight must have the shape [2], got none'),
    );
    expect(() =>
      toVectors({ layers, parameters: parameters.with(4, { weight: tensor([2, 1], [1, 2]) }) }, mixtureShape),
    ).toThrow(new RangeError('toVectors: parameters[4].weight must have the shape [1, 2], got [2, 1]'));
  });
});

describe('fromVectors', () => {
  const networks = new Map(trainingCases.map((run) => [run.layers, { ...run, shape: picture }]));

  it.each([
    { title: 'a mixture', layers: mixture, parameters: mixtureNumbers, shape: mixtureShape },
    { title: 'every kind of layer', ...everyLayer.model, shape: everyLayer.images.shape },
    ...networks.values(),
  ])('undoes toVectors: $title', ({ layers, parameters, shape }) => {
    const vectors = toVectors({ layers, parameters }, shape);
    expect(fromVectors(planVectors(layers, shape), vectors, layers.length)).toEqual(parameters);
  });

  it('copies, so that going on with the row changes nothing', () => {
    const parameters = initialParameters(mixture, mixtureShape, seededRandom(1));
    const vectors = toVectors({ layers: mixture, parameters }, mixtureShape);
    const taken = fromVectors(planVectors(mixture, mixtureShape), vectors, mixture.length);
    vectors.learned.fill(0);
    vectors.remembered.fill(0);
    expect(taken).toEqual(parameters);
  });
});

import { describe, expect, it } from 'vitest';
import { seededRandom } from '@lib/array/random.ts';
import { tensor } from '@lib/array/tensor.ts';
import { convNet, type Layer } from '@lib/nn/layers.ts';
import { besideLayers, initialParameters } from '@lib/nn/parameters.ts';

const flatMixture: Layer[] = [
  { kind: 'conv', outChannels: 6, kernel: 3, groups: 2, hasBias: false },
  { kind: 'batch-norm' },
  { kind: 'global-average-pool' },
  { kind: 'flatten' },
  { kind: 'dense', outputs: 3 },
];

describe('initialParameters', () => {
  it('have the shapes that the layers need', () => {
    const numbers = initialParameters(flatMixture, [1, 4, 8, 8], seededRandom(1));
    expect(numbers.map(({ weight, bias }) => [weight?.shape, bias?.shape])).toEqual([
      [[6, 2, 3, 3], undefined],
      [[6], [6]],
      [undefined, undefined],
      [undefined, undefined],
      [[3, 6], [3]],
    ]);
  });

  it.each([
    { layer: 0, inputs: 9, bound: 0.3333 },
    { layer: 2, inputs: 36, bound: 0.1667 },
  ])('fill ±1/√$inputs = ±$bound evenly', ({ layer, bound }) => {
    const drawn = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) => {
      const { weight, bias } = initialParameters(convNet(), [1, 1, 28, 28], seededRandom(seed))[layer] ?? {};
      return [...(weight?.data ?? []), ...(bias?.data ?? [])];
    });
    expect(Math.max(...drawn.map(Math.abs))).toBeLessThan(bound + 1e-4);
    expect(Math.max(...drawn)).toBeGreaterThan(bound * 0.97);
    expect(Math.min(...drawn)).toBeLessThan(-bound * 0.97);
    const meanSquare = drawn.reduce((sum, value) => sum + value ** 2, 0) / drawn.length;
    expect(Math.abs(meanSquare / (bound ** 2 / 3) - 1)).toBeLessThan(0.2); // of an even spread, within four deviations
  });

  it('let batch normalisation begin as if it only normalised', () => {
    const [, norm] = initialParameters(flatMixture, [1, 4, 8, 8], seededRandom(1));
    expect(norm).toEqual({
      weight: tensor([6], [1, 1, 1, 1, 1, 1]),
      bias: tensor([6], [0, 0, 0, 0, 0, 0]),
      runningMean: tensor([6], [0, 0, 0, 0, 0, 0]),
      runningVariance: tensor([6], [1, 1, 1, 1, 1, 1]),
    });
  });

  it('are the same for the same seed', () => {
    const draw = (seed: number) => initialParameters(flatMixture, [1, 4, 8, 8], seededRandom(seed));
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });

  it('are not drawn for layers that do not fit', () => {
    expect(() => initialParameters(flatMixture, [1, 3, 8, 8], seededRandom(1))).toThrow(
      new RangeError(
        'initialParameters: layers[0] (conv) must fit, got conv2d: input must have channels (axis 1) that split into 2 groups, got 3',
      ),
    );
  });
});

describe('besideLayers', () => {
  it('leaves an empty place beside each layer that learns nothing', () => {
    const [one, two, three] = [1, 2, 3].map((value) => ({ weight: tensor([1], [value]) }));
    if (!one || !two || !three) throw new Error('three were made');
    expect(besideLayers(flatMixture, [one, two, three])).toEqual([one, two, {}, {}, three]);
  });

  it('refuses a list that is too short', () => {
    expect(() => besideLayers(flatMixture, [{}])).toThrow(
      new RangeError('besideLayers: listed must hold numbers for 3 layers, got 1'),
    );
  });
});

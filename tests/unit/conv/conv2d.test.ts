import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conv2dCases, digitImage, digitMaps, referenceTolerance } from '../../fixtures/cases.ts';
import { randomTensor, seeds } from '../random-tensor.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import type { Conv2dOptions } from '@lib/conv/conv2d-plan.ts';
import { namedKernels, type KernelName } from '@lib/conv/named-kernels.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';

// Sums of a few dozen float32 products of numbers below 10.
const roundingTolerance = 1e-3;

const digit = tensor([1, 1, 28, 28], sessionDigit);
const mapOf = (name: KernelName): Tensor => conv2d(digit, tensor([1, 1, 3, 3], namedKernels[name]));
const at = (map: Tensor, centreRow: number, centreCol: number): number | undefined =>
  map.data[(centreRow - 1) * 26 + centreCol - 1];

// Numbers below 5, so that rounding shows.
const wideTensor = (shape: readonly number[], seed: number): Tensor => randomTensor(shape, seed, 5);

describe('conv2d', () => {
  it('slides a kernel over 1…9: four places, four sums', () => {
    const output = conv2d(tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]), tensor([1, 1, 2, 2], [1, 0, 0, 10]));
    expect(output.shape).toEqual([1, 1, 2, 2]);
    expect([...output.data]).toEqual([51, 62, 84, 95]);
  });

  it('does not turn the kernel', () => {
    expect([...conv2d(tensor([1, 1, 1, 3], [1, 2, 4]), tensor([1, 1, 1, 2], [1, 10])).data]).toEqual([21, 42]);
  });

  it('adds the channels of a group and keeps groups apart', () => {
    const input = tensor([1, 2, 1, 2], [1, 2, 30, 40]);
    expect([...conv2d(input, tensor([1, 2, 1, 1], [1, 2])).data]).toEqual([61, 82]);
    expect([...conv2d(input, tensor([2, 1, 1, 1], [1, 2]), { groups: 2 }).data]).toEqual([1, 2, 60, 80]);
  });

  it('adds each output channel’s bias once, for every image', () => {
    const output = conv2d(tensor([2, 1, 1, 1], [1, 2]), tensor([2, 1, 1, 1], [1, 1]), { bias: tensor([2], [10, 20]) });
    expect(output.shape).toEqual([2, 2, 1, 1]);
    expect([...output.data]).toEqual([11, 21, 12, 22]);
  });

  it('starts at the padding: the identity kernel with stride 2 and padding 1 answers 0 first, not 29', () => {
    const indices = tensor(
      [1, 1, 28, 28],
      Array.from({ length: 784 }, (_, index) => index),
    );
    const output = conv2d(indices, tensor([1, 1, 3, 3], namedKernels.identity), { stride: 2, padding: 1 });
    expect(output.shape).toEqual([1, 1, 14, 14]);
    expect([...output.data.slice(0, 3)]).toEqual([0, 2, 4]);
  });

  it('darkens the rim of a constant under zeros, and only under zeros', () => {
    const nines = tensor([1, 1, 4, 4], Array<number>(16).fill(9));
    const box = tensor([1, 1, 3, 3], namedKernels.box);
    const first = (options: Conv2dOptions) => conv2d(nines, box, { padding: 1, ...options }).data[0];
    expect(first({})).toBeCloseTo(4, 5);
    for (const paddingMode of ['replicate', 'reflect', 'circular', 'symmetric'] as const) {
      expect(first({ paddingMode })).toBeCloseTo(9, 5);
    }
  });

  it.each(conv2dCases)('$title as in PyTorch', ({ input, weight, options, output }) => {
    expect(maxAbsDifference(conv2d(input, weight, options), output).value).toBeLessThanOrEqual(referenceTolerance);
  });
});

describe('conv2d on the session’s digit', () => {
  it('sees the digit that PyTorch saw', () => {
    expect(digit).toEqual(digitImage);
  });

  it.each(digitMaps)('gives the map of $name', ({ weights, map }) => {
    expect(conv2d(digit, tensor([1, 1, 3, 3], weights))).toEqual(map);
  });

  it.each([
    { name: 'top', edge: 762, eight: -29, ink: 0, max: 762, min: -762, above: 159, below: 164 },
    { name: 'left', edge: 13, eight: -474, ink: 0, max: 514, min: -536, above: 130, below: 138 },
    { name: 'diag1', edge: 267, eight: 71, ink: 254, max: 540, min: -321, above: 242, below: 46 },
    { name: 'diag2', edge: 163, eight: 332, ink: 254, max: 509, min: -263, above: 248, below: 42 },
    { name: 'bottom', edge: -762, eight: 29, ink: 0, max: 762, min: -762, above: 164, below: 159 },
  ] as const)(
    '$name: $edge at (5,7), $eight at (8,18), $ink on flat ink',
    ({ name, edge, eight, ink, max, min, above, below }) => {
      const map = mapOf(name);
      expect([at(map, 5, 7), at(map, 8, 18), at(map, 17, 20)]).toEqual([edge, eight, ink]);
      expect([Math.max(...map.data), Math.min(...map.data)]).toEqual([max, min]);
      expect(map.data.filter((value) => value > 0)).toHaveLength(above);
      expect(map.data.filter((value) => value < 0)).toHaveLength(below);
    },
  );

  it('answers the kernels with fractions at (5,7)', () => {
    expect(at(mapOf('box'), 5, 7)).toBeCloseTo(145, 3);
    expect(at(mapOf('gauss'), 5, 7)).toBeCloseTo(150.75, 3);
    expect(at(mapOf('sharpen'), 5, 7)).toBe(133);
    expect(at(mapOf('laplace'), 5, 7)).toBe(22);
    expect(at(mapOf('session-blur'), 5, 7)).toBeCloseTo(-75, 3);
  });

  it('steps over the strongest cell with stride 2 and padding 1: 14 × 14, at most 753', () => {
    const map = conv2d(digit, tensor([1, 1, 3, 3], namedKernels.top), { stride: 2, padding: 1 });
    expect(map.shape).toEqual([1, 1, 14, 14]);
    expect(Math.max(...map.data)).toBe(753);
  });
});

describe('conv2d, whatever the numbers', () => {
  it('is linear in the input: the answer to a sum is the sum of the answers', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: -3, max: 3, noNaN: true }), (start, factor) => {
        const [a, b] = [wideTensor([2, 2, 5, 6], start), wideTensor([2, 2, 5, 6], start + 1)];
        const weight = wideTensor([3, 2, 3, 2], start + 2);
        const options = { stride: [2, 1], padding: [1, 2], paddingMode: 'reflect', dilation: [1, 2] } as const;
        const mixed = tensor(
          a.shape,
          a.data.map((value, index) => value + factor * (b.data[index] ?? NaN)),
        );
        const [first, second] = [conv2d(a, weight, options), conv2d(b, weight, options)];
        const sum = tensor(
          first.shape,
          first.data.map((value, index) => value + factor * (second.data[index] ?? NaN)),
        );
        expect(maxAbsDifference(conv2d(mixed, weight, options), sum).value).toBeLessThan(roundingTolerance);
      }),
    );
  });

  it('follows a shift: a picture moved round moves its map round', () => {
    fc.assert(
      fc.property(seeds, fc.nat(6), fc.nat(6), (start, down, right) => {
        const picture = wideTensor([1, 1, 7, 7], start);
        const weight = wideTensor([1, 1, 3, 3], start + 1);
        const moved = (one: Tensor): Tensor =>
          tensor(
            one.shape,
            one.data.map((_, index) => {
              const row = (Math.floor(index / 7) + 7 - down) % 7;
              return one.data[row * 7 + (((index % 7) + 7 - right) % 7)] ?? NaN;
            }),
          );
        const around = (one: Tensor): Tensor => conv2d(one, weight, { padding: 1, paddingMode: 'circular' });
        expect(around(moved(picture))).toEqual(moved(around(picture)));
      }),
    );
  });

  it('with groups is as many convolutions side by side', () => {
    fc.assert(
      fc.property(seeds, (start) => {
        const input = wideTensor([1, 4, 5, 5], start);
        const weight = wideTensor([6, 2, 3, 3], start + 1);
        const half = (group: number): Tensor =>
          conv2d(
            tensor([1, 2, 5, 5], input.data.slice(group * 50, group * 50 + 50)),
            tensor([3, 2, 3, 3], weight.data.slice(group * 54, group * 54 + 54)),
          );
        expect([...conv2d(input, weight, { groups: 2 }).data]).toEqual([...half(0).data, ...half(1).data]);
      }),
    );
  });
});

describe('conv2d with dilation', () => {
  it('is a convolution by the kernel with zeros stuffed between its taps', () => {
    const setting = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(seeds, setting, setting, setting, (start, down, right, stride) => {
        const [input, weight] = [wideTensor([2, 2, 9, 10], start), wideTensor([3, 2, 3, 2], start + 1)];
        const [height, width] = [2 * down + 1, right + 1];
        const stuffed = new Float32Array(3 * 2 * height * width);
        weight.data.forEach((value, at) => {
          const [plane, row, col] = [Math.floor(at / 6), Math.floor(at / 2) % 3, at % 2];
          stuffed[(plane * height + row * down) * width + col * right] = value;
        });
        const dilated = conv2d(input, weight, { stride, padding: 2, dilation: [down, right] });
        const plain = conv2d(input, tensor([3, 2, height, width], stuffed), { stride, padding: 2 });
        expect(dilated).toEqual(plain);
      }),
    );
  });
});

describe('conv2d refuses, and says why', () => {
  const image = tensor([1, 4, 5, 6], new Float32Array(120));
  const kernel = tensor([6, 4, 3, 3], new Float32Array(216));
  const kernelOf = (...shape: number[]) => tensor(shape, new Float32Array(shape.reduce((a, b) => a * b)));

  it.each<{ input?: Tensor; weight?: Tensor; options?: Conv2dOptions; words: string }>([
    { input: tensor([5, 6], new Float32Array(30)), words: 'input must have 4 axes, got 2: [5, 6]' },
    { weight: tensor([3, 3], new Float32Array(9)), words: 'weight must have 4 axes, got 2: [3, 3]' },
    { weight: kernelOf(6, 3, 3, 3), words: 'weight must have 4 channels (axis 1) for an input of 4 in 1 group, got 3' },
    { options: { groups: 2 }, words: 'weight must have 2 channels (axis 1) for an input of 4 in 2 groups, got 4' },
    { options: { groups: 3 }, words: 'input must have channels (axis 1) that split into 3 groups, got 4' },
    {
      weight: kernelOf(6, 1, 3, 3),
      options: { groups: 4 },
      words: 'weight must have outputs (axis 0) that split into 4 groups, got 6',
    },
    { options: { groups: 0 }, words: 'groups must be a whole number of at least 1, got 0' },
    { options: { bias: kernelOf(5) }, words: 'bias must have the shape [6], got [5]' },
    { options: { stride: [1, 0] }, words: 'stride[cols] must be a whole number of at least 1, got 0' },
    { options: { padding: -1 }, words: 'padding[rows] must be a whole number of at least 0, got -1' },
    { options: { dilation: [1.5, 1] }, words: 'dilation[rows] must be a whole number of at least 1, got 1.5' },
    {
      options: { dilation: [3, 1] },
      words: 'weight must span at most the 5 cells of the padded height (axis 2), got a span of 7',
    },
    {
      weight: kernelOf(6, 4, 3, 9),
      options: { padding: [0, 1] },
      words: 'weight must span at most the 8 cells of the padded width (axis 3), got a span of 9',
    },
    {
      options: { padding: 5, paddingMode: 'reflect' },
      words: 'padding must be at most 4 for reflect on an axis of 5, got 5',
    },
  ])('$words', ({ input = image, weight = kernel, options = {}, words }) => {
    expect(() => conv2d(input, weight, options)).toThrow(new RangeError(`conv2d: ${words}`));
  });

  it.each([
    { options: { stride: [1, 2, 3] }, words: 'stride must be one number or a list of 2, got 3' },
    { options: { dilation: [2] }, words: 'dilation must be one number or a list of 2, got 1' },
    { options: { padding: '1' }, words: 'padding[rows] must be a whole number of at least 0, got 1' },
  ])('$words', ({ options, words }) => {
    const call = () => Reflect.apply(conv2d, undefined, [image, kernel, options]);
    expect(call).toThrow(new RangeError(`conv2d: ${words}`));
  });
});

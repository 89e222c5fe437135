// The gradients of a convolution on the processor, by the book's own module and by plain loops, against the reference; and the moves of the
// module's optimisers. Both work on channels last.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomTensor, seeds } from '../../random-tensor.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { fourAxes, tensor, type Tensor } from '@lib/array/tensor.ts';
import { planConv2d } from '@lib/conv/conv2d-plan.ts';
import { startBackward } from '@lib/engine/training/own-backward.ts';
import { addFilterGradient, addInputGradient, addMaxPoolGradient } from '@lib/engine/training/plain-gradients.ts';
import type { ConvStage, Grid, PoolStage } from '@lib/engine/training/stages.ts';
import { conv2dBiasGradient, conv2dInputGradient, conv2dWeightGradient } from '@lib/nn/conv2d-gradients.ts';
import { AdamCorrections, momentRows, stepInPlace } from '@lib/nn/optimiser.ts';
import { maxPool2dGradient, planPool2d } from '@lib/nn/pooling.ts';
import { optimiserNames } from '@lib/nn/training-run.ts';

const tolerance = 1e-4;

/** The axes of a tensor in another order. */
function turned({ shape, data }: Tensor, order: readonly [number, number, number, number]): Tensor {
  const sizes = fourAxes(shape, 'turned', 'tensor');
  const strides = sizes.map((_, axis) => sizes.slice(axis + 1).reduce((product, size) => product * size, 1));
  const to = order.map((axis) => sizes[axis] ?? 0);
  const values = Float32Array.from(data, (_, at) => {
    let [rest, from] = [at, 0];
    for (let axis = 3; axis >= 0; axis--) {
      const size = to[axis] ?? 1;
      from += (rest % size) * (strides[order[axis] ?? 0] ?? 0);
      rest = Math.floor(rest / size);
    }
    return data[from] ?? NaN;
  });
  return tensor(to, values);
}

const channelsLast = (map: Tensor): Tensor => turned(map, [0, 2, 3, 1]);
const channelsFirst = (map: Tensor): Tensor => turned(map, [0, 3, 1, 2]);
const kernelsLast = (weight: Tensor): Tensor => turned(weight, [2, 3, 1, 0]);
const kernelsFirst = (weight: Tensor): Tensor => turned(weight, [3, 2, 0, 1]);

const gridOf = ([, channels = 0, height = 0, width = 0]: readonly number[]): Grid => ({ channels, height, width });
const noPart = { layer: 0, name: 'weight', shape: [], first: 0, count: 0 } as const;

/** Rows of numbers in the module's memory, one behind the other. */
function lay(rows: readonly Float32Array[]) {
  const memory = new WebAssembly.Memory({ initial: 64 });
  const numbers = new Float32Array(memory.buffer);
  let first = 0;
  const places = rows.map((row) => {
    numbers.set(row, first);
    first += row.length;
    return 4 * (first - row.length);
  });
  const read = (place = 0, count = 0): Float32Array => numbers.slice(place / 4, place / 4 + count);
  return { own: startBackward(memory), places, read };
}

describe('the gradients of a convolution', () => {
  const small = fc.integer({ min: 1, max: 3 });
  const slides = fc.record({
    batch: fc.integer({ min: 1, max: 6 }),
    channels: fc.integer({ min: 1, max: 11 }),
    outChannels: fc.integer({ min: 1, max: 18 }),
    kernel: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
    stride: fc.tuple(small, small),
    padding: fc.tuple(fc.nat(3), fc.nat(3)),
    size: fc.tuple(fc.integer({ min: 5, max: 9 }), fc.integer({ min: 5, max: 9 })),
    seed: seeds,
  });

  it('are the reference’s whatever the settings', () => {
    fc.assert(
      fc.property(slides, ({ batch, channels, outChannels, kernel, size, seed, ...options }) => {
        const input = randomTensor([batch, channels, ...size], seed);
        const weight = randomTensor([outChannels, channels, ...kernel], seed + 1);
        const { outputShape } = planConv2d(input, weight, options);
        const arriving = randomTensor(outputShape, seed + 2);
        const stage: ConvStage = {
          kind: 'conv',
          from: gridOf(input.shape),
          to: gridOf(outputShape),
          hasRelu: false,
          features: undefined,
          window: { kernel, ...options },
          weight: noPart,
          bias: undefined,
        };
        const wantedFilter = conv2dWeightGradient(arriving, input, weight, options);
        const wantedInput = conv2dInputGradient(arriving, input, weight, options);
        const wantedBias = conv2dBiasGradient(arriving);
        const [x, dy, w] = [channelsLast(input), channelsLast(arriving), kernelsLast(weight)];
        const expectBoth = (filterGradient: Float32Array, inputGradient: Float32Array): void => {
          const filter = kernelsFirst(tensor(w.shape, filterGradient));
          expect(maxAbsDifference(filter, wantedFilter).value).toBeLessThanOrEqual(tolerance);
          const back = channelsFirst(tensor(x.shape, inputGradient));
          expect(maxAbsDifference(back, wantedInput).value).toBeLessThanOrEqual(tolerance);
        };

        const [plainFilter, plainInput] = [new Float32Array(w.data.length), new Float32Array(x.data.length)];
        addFilterGradient(plainFilter, { input: x.data, arriving: dy.data, batch }, stage);
        addInputGradient(plainInput, { filter: w.data, arriving: dy.data, batch }, stage);
        expectBoth(plainFilter, plainInput);

        const unclean = (length: number): Float32Array => new Float32Array(length).fill(7);
        const { own, places, read } = lay([
          ...[x.data, dy.data, w.data, unclean(w.data.length), unclean(w.data.length), unclean(x.data.length)],
          unclean(outChannels),
        ]);
        const [inputAt = 0, arrivingAt = 0, filterAt = 0, turnedAt = 0, filterTo = 0, inputTo = 0, biasTo = 0] = places;
        own.filterGradient({ input: inputAt, arriving: arrivingAt, gradient: filterTo }, stage, batch);
        own.inputGradient(
          { arriving: arrivingAt, filter: filterAt, turned: turnedAt, gradient: inputTo },
          stage,
          batch,
        );
        own.columnSums({ input: arrivingAt, sums: biasTo }, dy.data.length / outChannels, outChannels);
        expectBoth(read(filterTo, w.data.length), read(inputTo, x.data.length));
        const bias = tensor([outChannels], read(biasTo, outChannels));
        expect(maxAbsDifference(bias, wantedBias).value).toBeLessThanOrEqual(tolerance);
        expect([...read(inputAt, x.data.length)]).toEqual([...x.data]); // nothing was written beside
      }),
    );
  });

  it('let through where something came out of a ReLU', () => {
    const arriving = Float32Array.of(1, -2, 3, 4, 5, 6, 7);
    const output = Float32Array.of(0, 1, 0, 0.5, 2, 0, 3);
    const { own, places, read } = lay([arriving, output, new Float32Array(7).fill(9)]);
    const [arrivingAt = 0, outputAt = 0, to = 0] = places;
    own.throughRelu({ arriving: arrivingAt, output: outputAt, gradient: to }, 7);
    expect([...read(to, 7)]).toEqual([0, -2, 0, 4, 5, 0, 7]);
  });
});

describe('the gradient of maximum pooling', () => {
  it.each([
    { kernel: 2, stride: 2, padding: 0 },
    { kernel: 3, stride: 2, padding: 1 },
    { kernel: 1, stride: 2, padding: 0 },
  ])('k=$kernel s=$stride p=$padding goes to the first of the largest', ({ kernel, ...options }) => {
    const rough = randomTensor([2, 3, 7, 6], 5);
    const input = tensor(
      rough.shape,
      rough.data.map((value) => Math.max(0, Math.round(3 * value))),
    );
    const plan = planPool2d(input, kernel, options);
    const arriving = randomTensor(plan.outputShape, 6);
    const stage: PoolStage = {
      kind: 'max',
      from: gridOf(input.shape),
      to: gridOf(plan.outputShape),
      hasRelu: false,
      features: undefined,
      window: plan,
    };
    const gradient = new Float32Array(input.data.length);
    addMaxPoolGradient(
      gradient,
      { input: channelsLast(input).data, arriving: channelsLast(arriving).data, batch: 2 },
      stage,
    );
    const back = channelsFirst(tensor([2, 7, 6, 3], gradient));
    const wanted = maxPool2dGradient(arriving, input, kernel, options);
    expect(maxAbsDifference(back, wanted).value).toBeLessThanOrEqual(tolerance);
  });
});

describe('the optimisers', () => {
  it.each(optimiserNames)('%s moves as the rule says, three times', (optimiser) => {
    const count = 11;
    const row = (seed: number): Float32Array => randomTensor([count], seed).data.slice();
    const [parameters, gradient] = [row(1), row(2)];
    const moments = Array.from({ length: momentRows[optimiser] }, () => new Float32Array(count));
    const { own, places, read } = lay([parameters, gradient, ...moments]);
    const [learned = 0, slopes = 0, ...momentPlaces] = places;
    const corrections = new AdamCorrections();
    for (const rate of [0.1, 0.2, 0.05]) {
      const adam = corrections.next(rate);
      own.move({ learned, gradient: slopes, moments: momentPlaces }, count, { optimiser, rate, adam });
      stepInPlace(optimiser, { parameters, gradient, moments }, rate, adam);
    }
    const apart = (found: Float32Array, wanted: Float32Array): number =>
      Math.max(...found.map((value, at) => Math.abs(value - (wanted[at] ?? NaN))));
    expect(apart(read(learned, count), parameters)).toBeLessThanOrEqual(tolerance);
    moments.forEach((moment, at) => {
      expect(apart(read(momentPlaces[at], count), moment)).toBeLessThanOrEqual(tolerance);
    });
  });
});

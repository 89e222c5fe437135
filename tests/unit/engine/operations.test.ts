// How operations are composed of what a machine can do, tried on the machine that is the book's own code.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomTensor, seeds } from '../random-tensor.ts';
import { referenceTolerance } from '../../fixtures/cases.ts';
import { everyLayer } from '../../fixtures/networks.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { matMul as referenceMatMul } from '@lib/array/mat-mul.ts';
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { conv2d as referenceConv2d } from '@lib/conv/conv2d.ts';
import { planConv2d } from '@lib/conv/conv2d-plan.ts';
import { convTranspose2d as referenceConvTranspose2d } from '@lib/conv/conv-transpose2d.ts';
import { paddingModes } from '@lib/conv/pad.ts';
import type { Machine } from '@lib/engine/backends/machine.ts';
import { refuseTooLarge } from '@lib/engine/largest.ts';
import { check, compute } from '@lib/engine/more-operations.ts';
import { conv2d } from '@lib/engine/operations/conv2d.ts';
import { referenceMachine } from '@lib/engine/reference-machine.ts';
import { conv2dGradients } from '@lib/nn/conv2d-gradients.ts';
import { gradients } from '@lib/nn/gradients.ts';
import { maxPool2d } from '@lib/nn/pooling.ts';

/** Without its own convolution: everything goes through the plain one, as on a backend of tfjs. */
const plainMachine: Machine = { ...referenceMachine, conv2d: () => undefined };

const small = fc.integer({ min: 1, max: 3 });
const settings = fc.record({
  groups: fc.integer({ min: 1, max: 2 }),
  kernel: fc.tuple(small, small),
  stride: fc.tuple(small, small),
  padding: fc.tuple(fc.nat(2), fc.nat(2)),
  dilation: fc.tuple(small, small),
  seed: seeds,
});

function expectClose(found: Tensor, wanted: Tensor): void {
  expect(maxAbsDifference(found, wanted).value).toBeLessThanOrEqual(referenceTolerance);
}

describe('composed of plain convolutions', () => {
  it('conv2d is the reference', async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.constantFrom(...paddingModes), async ({ kernel, seed, ...rest }, paddingMode) => {
        const input = randomTensor([2, 2 * rest.groups, 8, 9], seed);
        const weight = randomTensor([3 * rest.groups, 2, ...kernel], seed + 1);
        const options = { ...rest, paddingMode, bias: randomTensor([3 * rest.groups], seed + 2) };
        expectClose(await conv2d(plainMachine, [input, weight, options]), referenceConv2d(input, weight, options));
      }),
    );
  });

  it('the gradients are the reference’s', async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.constantFrom(...paddingModes), async ({ kernel, seed, ...rest }, paddingMode) => {
        const input = randomTensor([2, 2 * rest.groups, 8, 9], seed);
        const weight = randomTensor([3 * rest.groups, 2, ...kernel], seed + 1);
        const options = { ...rest, paddingMode };
        const gradient = randomTensor(planConv2d(input, weight, options).outputShape, seed + 2);
        const found = await compute('conv2dGradients', [{ input, weight, gradient, options }]);
        const wanted = conv2dGradients(gradient, input, weight, options);
        for (const name of ['input', 'weight', 'bias'] as const) expectClose(found[name], wanted[name]);
      }),
    );
  });

  it('the transposed convolution is the reference', async () => {
    await fc.assert(
      fc.asyncProperty(settings, async ({ kernel, seed, ...rest }) => {
        fc.pre(kernel.every((taps, axis) => 3 * taps > 2 * (rest.padding[axis] ?? 0)));
        const input = randomTensor([2, 2 * rest.groups, 5, 4], seed);
        const weight = randomTensor([2 * rest.groups, 3, ...kernel], seed + 1);
        const outputPadding = rest.stride.map((steps) => steps - 1);
        const [rows = 0, cols = 0] = outputPadding;
        const options = { ...rest, outputPadding: [rows, cols] as const, bias: randomTensor([3 * rest.groups], seed) };
        const found = await compute('convTranspose2d', [input, weight, options]);
        expectClose(found, referenceConvTranspose2d(input, weight, options));
      }),
    );
  });

  it('the product of matrices is the reference', async () => {
    const [left, right] = [randomTensor([4, 7], 1), randomTensor([7, 3], 2)];
    expectClose(await compute('matMul', [left, right]), referenceMatMul(left, right));
  });

  it('the largest of overlapping, padded windows is the reference', async () => {
    const input = randomTensor([2, 3, 7, 8], 3);
    const options = { stride: [1, 2], padding: [1, 1] } as const;
    expect(await compute('maxPool2d', [input, [3, 2], options])).toEqual(maxPool2d(input, [3, 2], options));
  });

  it('a net with a layer of every kind gives the reference’s gradients', async () => {
    const { model, images, labels } = everyLayer;
    const found = await compute('gradients', [model, images, labels]);
    const wanted = gradients(model, images, labels);
    expect(found.loss).toBeCloseTo(wanted.loss, 5);
    expectClose(found.logits, wanted.logits);
    expectClose(found.input, wanted.input);
    wanted.layers.forEach(({ weight, bias }, at) => {
      if (weight !== undefined) expectClose(found.layers[at]?.weight ?? expect.unreachable(), weight);
      if (bias !== undefined) expectClose(found.layers[at]?.bias ?? expect.unreachable(), bias);
    });
  });
});

describe('a large convolution', () => {
  const picture = randomTensor([1, 1, 300, 300], 5);
  const kernel = randomTensor([1, 1, 15, 15], 6);

  it('goes to the machine in pieces, none of them too large', async () => {
    const sizes: number[] = [];
    const machine: Machine = {
      ...plainMachine,
      async convolve(job) {
        sizes.push(job.inputShape[1]);
        return referenceMachine.convolve(job);
      },
    };
    expectClose(await conv2d(machine, [picture, kernel, {}]), referenceConv2d(picture, kernel));
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThan(300);
  });

  it('stops between two pieces when it is no longer wanted', async () => {
    const controller = new AbortController();
    let pieces = 0;
    const machine: Machine = {
      ...plainMachine,
      async convolve(job) {
        pieces++;
        controller.abort('never mind');
        return referenceMachine.convolve(job);
      },
    };
    await expect(conv2d(machine, [picture, kernel, {}], controller.signal)).rejects.toBe('never mind');
    expect(pieces).toBe(1);
  });
});

describe('before anything is started', () => {
  const one = tensor([1, 1, 1, 1], [1]);

  it('impossible operations are refused in the words of the reference', () => {
    expect(() => check('conv1d', [one, one, {}])).toThrow('conv1d: input must have 3 axes, got 4: [1, 1, 1, 1]');
    expect(() => check('matMul', [randomTensor([2, 3], 1), randomTensor([2, 3], 2)])).toThrow(RangeError);
    expect(() => check('avgPool2d', [one, 2, {}])).toThrow(/^avgPool2d: kernel must span at most/);
    expect(() =>
      check('conv2dGradients', [{ input: one, weight: one, gradient: randomTensor([1, 1, 2, 2], 1) }]),
    ).toThrow('conv2dGradients: gradient must have the shape [1, 1, 1, 1], got [1, 1, 2, 2]');
  });

  it('a net without its numbers is refused at its layer', () => {
    const { layers } = everyLayer.model;
    expect(() => check('forward', [{ layers, parameters: [] }, everyLayer.images])).toThrow(
      /^forward: parameters\[0\]\.weight must have the shape/,
    );
  });

  it('a label that is no class is refused', () => {
    const { model, images, labels } = everyLayer;
    expect(() => check('gradients', [model, images, labels.map(() => 9)])).toThrow(/labels\[0\] must be a class/);
  });

  it('answers that no page can hold are refused with the way out', () => {
    expect(() => refuseTooLarge('conv2d', [1, 8, 3000, 4000])).not.toThrow();
    expect(() => refuseTooLarge('conv2d', [1, 64, 3000, 4000])).toThrow(
      'conv2d: output must hold at most 134217728 values to fit in memory, got 768000000: [1, 64, 3000, 4000]; use a smaller picture or fewer kernels',
    );
  });
});

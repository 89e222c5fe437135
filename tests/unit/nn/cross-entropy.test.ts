import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomTensor, seeds } from '../random-tensor.ts';
import { centralDifferences, differenceTolerance } from './central-differences.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { tensor } from '@lib/array/tensor.ts';
import { accuracy, crossEntropy, crossEntropyGradient, softmax } from '@lib/nn/cross-entropy.ts';

const scores = tensor([1, 2], [2, -1]);

describe('softmax', () => {
  it('of 2 and −1 gives the first class 0.953', () => {
    expect(softmax(scores).data[0]).toBeCloseTo(0.953, 3);
  });

  it('gives shares that add up to 1, and the same ones when all scores rise by the same', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: -64, max: 64 }), (seed, rise) => {
        const logits = tensor(
          [3, 4],
          randomTensor([3, 4], seed, 8).data.map((value) => Math.round(value * 64) / 64),
        );
        const shares = softmax(logits);
        for (let row = 0; row < 3; row++) {
          expect(shares.data.slice(row * 4, row * 4 + 4).reduce((sum, share) => sum + share)).toBeCloseTo(1, 6);
        }
        expect(
          softmax(
            tensor(
              [3, 4],
              logits.data.map((value) => value + rise),
            ),
          ),
        ).toEqual(shares);
      }),
    );
  });

  it('does not burst on scores that no power of e could hold', () => {
    expect([...softmax(tensor([1, 3], [1000, 1000, -1000])).data]).toEqual([0.5, 0.5, 0]);
  });
});

describe('crossEntropy', () => {
  it('of 2 and −1 is 0.049 if the first class is right and 3.049 if not', () => {
    expect(crossEntropy(scores, [0])).toBeCloseTo(0.049, 3);
    expect(crossEntropy(scores, [1])).toBeCloseTo(3.049, 3);
  });

  it.each([2, 10])('of %i equal scores is the logarithm of their number', (classes) => {
    const logits = tensor([4, classes], new Float32Array(4 * classes));
    expect(crossEntropy(logits, [0, 1, 0, 1])).toBeCloseTo(Math.log(classes), 12);
  });

  it('is the mean over the batch', () => {
    const both = tensor([2, 2], [2, -1, 2, -1]);
    expect(crossEntropy(both, [0, 1])).toBeCloseTo((crossEntropy(scores, [0]) + crossEntropy(scores, [1])) / 2, 12);
  });

  it('stays finite where the right class has no share left', () => {
    expect(crossEntropy(tensor([1, 2], [1000, -1000]), [1])).toBe(2000);
  });

  it('has the gradient of central differences', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [logits, labels] = [randomTensor([3, 4], seed, 3), [seed % 4, (seed + 1) % 4, 2]];
        const slopes = centralDifferences(logits, (moved) => crossEntropy(moved, labels));
        expect(maxAbsDifference(crossEntropyGradient(logits, labels), slopes).value).toBeLessThan(differenceTolerance);
      }),
      { numRuns: 20 },
    );
  });
});

describe('accuracy', () => {
  it('is the share of rows whose largest score is the label’s', () => {
    const logits = tensor([4, 3], [1, 0, 0, 0, 2, 1, 0, 0, 3, 5, 4, 3]);
    expect(accuracy(logits, [0, 1, 0, 0])).toBe(0.75);
  });

  it('takes the first of equal scores, and never a row with a NaN', () => {
    expect(accuracy(tensor([2, 2], [0, 0, NaN, 1]), [0, 1])).toBe(0.5);
  });

  it('moves by 1/2038 with one image', () => {
    const logits = tensor(
      [2038, 2],
      Float32Array.from({ length: 4076 }, (_, at) => (at + 1) % 2),
    );
    const labels = Array<number>(2038).fill(0);
    expect(accuracy(logits, labels)).toBe(1);
    expect(100 * (1 - accuracy(logits, labels.with(5, 1)))).toBeCloseTo(0.0491, 4);
  });
});

describe.each([
  { name: 'crossEntropy', call: crossEntropy },
  { name: 'crossEntropyGradient', call: crossEntropyGradient },
  { name: 'accuracy', call: accuracy },
])('$name refuses, and says why', ({ name, call }) => {
  it.each([
    { logits: tensor([2], [1, 2]), labels: [0], words: 'logits must have 2 axes, got 1: [2]' },
    { logits: scores, labels: [0, 1], words: 'labels must hold one for each of 1 images, got 2' },
    { logits: scores, labels: [2], words: 'labels[0] must be a class from 0 to 1, got 2' },
    { logits: scores, labels: [0.5], words: 'labels[0] must be a class from 0 to 1, got 0.5' },
  ])('$words', ({ logits, labels, words }) => {
    expect(() => call(logits, labels)).toThrow(new RangeError(`${name}: ${words}`));
  });
});

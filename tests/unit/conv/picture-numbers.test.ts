import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@lib/array/random.ts';
import { tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { findInk, numbersOfMaps, pictureNumbers, statisticOf } from '@lib/conv/picture-numbers.ts';
import { kernelTensor } from '@lib/conv/response.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import { seeds } from '../random-tensor.ts';

/** Sums of nine products of bytes, in 32 bits there and in 64 here, relative to the largest there can be. */
const tolerance = 1e-6;

const cells = 28 * 28;
const paper = new Uint8Array(cells);

/** A picture with ink in a few random rectangles, often at the rim. */
function randomPicture(rng: () => number): Uint8Array {
  const picture = new Uint8Array(cells);
  const any = (most: number) => Math.floor(rng() * most);
  const [top, left] = [any(28), any(28)];
  const [bottom, right] = [top + any(28 - top), left + any(28 - left)];
  for (let row = top; row <= bottom; row++)
    for (let col = left; col <= right; col++) picture[row * 28 + col] = rng() < 0.6 ? any(256) : 0;
  return picture;
}

describe('pictureNumbers', () => {
  it('of the session’s three under top: the greatest answer is 762', () => {
    const { greatest, positiveMean } = pictureNumbers(findInk(sessionDigit), namedKernels.top);
    expect([...greatest]).toEqual([762]);
    const map = conv2d(tensor([1, 1, 28, 28], sessionDigit), kernelTensor(namedKernels.top)).data;
    const positive = map.filter((answer) => answer > 0).reduce((sum, answer) => sum + answer, 0);
    expect(positiveMean[0]).toBe(positive / 676);
  });

  it('of one pixel of ink under a kernel: every weight answers once, and the other places answer 0', () => {
    const dot = paper.slice();
    dot[14 * 28 + 14] = 10;
    const { greatest, positiveMean } = pictureNumbers(findInk(dot), [-1, 2, 0, 0.5, -4, 0, 3, -1, 0]);
    expect([...greatest, ...positiveMean]).toEqual([30, (10 * (2 + 0.5 + 3)) / 676]);
    expect([...pictureNumbers(findInk(dot), new Array<number>(9).fill(-1)).greatest]).toEqual([0]);
  });

  it('of paper are 0, and of ink everywhere are the sum of the weights, below 0 too', () => {
    const both = new Uint8Array(2 * cells).fill(255, cells);
    const { greatest, positiveMean } = pictureNumbers(findInk(both), [0, 0, 0, 0, -2, 0, 0, 0, 0]);
    expect([...greatest, ...positiveMean]).toEqual([0, -510, 0, 0]);
  });

  it('agree with the maps of the reference, for any pictures and weights', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rng = seededRandom(seed);
        const pictures = [randomPicture(rng), randomPicture(rng), randomPicture(rng)];
        const pixels = new Uint8Array(pictures.flatMap((picture) => [...picture]));
        const weights = Array.from({ length: 9 }, () => Math.round((2 * rng() - 1) * 99e4) / 1e4);
        const ours = pictureNumbers(findInk(pixels), weights);
        const theirs = numbersOfMaps(conv2d(tensor([3, 1, 28, 28], pixels), kernelTensor(weights)).data);
        const near = tolerance * 255 * 9 * 99;
        for (const statistic of ['max', 'mean', 'diff'] as const) {
          const [mine, reference] = [statisticOf(ours, statistic), statisticOf(theirs, statistic)];
          for (const at of [0, 1, 2]) expect(Math.abs((mine[at] ?? NaN) - (reference[at] ?? NaN))).toBeLessThan(near);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('refuse what is no picture and what are not nine weights', () => {
    expect(() => findInk(new Uint8Array(783))).toThrow(
      /^findInk: pixels must be whole pictures of 784 bytes, got 783$/,
    );
    expect(() => pictureNumbers(findInk(paper), [1, 2])).toThrow(/^pictureNumbers: weights must be nine, got 2$/);
  });
});

describe('statisticOf', () => {
  const made = { greatest: Float64Array.of(5, 0), positiveMean: Float64Array.of(2, 0) };
  it.each([
    ['max', [5, 0]],
    ['mean', [2, 0]],
    ['diff', [3, 0]],
  ] as const)('%s -> %j', (statistic, numbers) => expect([...statisticOf(made, statistic)]).toEqual(numbers));
});

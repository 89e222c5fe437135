import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelSpan, leftover, outputLength, paddingThatKeeps, slidesTo } from '@lib/conv/output-length.ts';

describe('outputLength', () => {
  it.each([
    { n: 4, k: 3, s: 1, p: 0, d: 1, length: 2 },
    { n: 28, k: 3, s: 1, p: 0, d: 1, length: 26 },
    { n: 28, k: 5, s: 1, p: 0, d: 1, length: 24 },
    { n: 5, k: 4, s: 1, p: 2, d: 1, length: 6 },
    { n: 28, k: 3, s: 1, p: 1, d: 1, length: 28 },
    { n: 5, k: 3, s: 1, p: 2, d: 1, length: 7 },
    { n: 4, k: 3, s: 2, p: 0, d: 1, length: 1 },
    { n: 10, k: 3, s: 2, p: 0, d: 1, length: 4 },
    { n: 5, k: 3, s: 2, p: 1, d: 1, length: 3 },
    { n: 6, k: 3, s: 2, p: 1, d: 1, length: 3 },
    { n: 28, k: 3, s: 2, p: 1, d: 1, length: 14 },
    { n: 224, k: 7, s: 2, p: 3, d: 1, length: 112 },
    { n: 227, k: 11, s: 4, p: 0, d: 1, length: 55 },
    { n: 7, k: 3, s: 1, p: 0, d: 2, length: 3 },
    { n: 28, k: 3, s: 1, p: 0, d: 2, length: 24 },
    { n: 28, k: 3, s: 1, p: 2, d: 2, length: 28 },
    { n: 4, k: 3, s: 1, p: 2, d: 1, length: 6 },
    { n: 4, k: 2, s: 2, p: 0, d: 1, length: 2 },
    { n: 5, k: 3, s: 2, p: 0, d: 1, length: 2 },
    { n: 2160, k: 7, s: 2, p: 3, d: 1, length: 1080 },
    { n: 1600, k: 7, s: 2, p: 3, d: 1, length: 800 },
    { n: 1, k: 1, s: 5, p: 0, d: 9, length: 1 },
  ])('n=$n k=$k s=$s p=$p d=$d -> $length', ({ n, k, s, p, d, length }) => {
    expect(outputLength(n, k, { stride: s, padding: p, dilation: d })).toBe(length);
  });

  it('counts the places that a walk along the axis finds', () => {
    const number = (min: number, max: number) => fc.integer({ min, max });
    fc.assert(
      fc.property(
        fc.record({ n: number(1, 40), k: number(1, 7), s: number(1, 5), p: number(0, 6), d: number(1, 4) }),
        ({ n, k, s, p, d }) => {
          fc.pre(kernelSpan(k, d) <= n + 2 * p);
          let places = 0;
          let end = 0;
          for (let start = 0; start + kernelSpan(k, d) <= n + 2 * p; start += s) {
            places++;
            end = start + kernelSpan(k, d);
          }
          expect(outputLength(n, k, { stride: s, padding: p, dilation: d })).toBe(places);
          expect(leftover(n, k, { stride: s, padding: p, dilation: d })).toBe(n + 2 * p - end);
        },
      ),
    );
  });

  it.each([
    { args: [0, 3, {}], words: 'outputLength: size must be a whole number of at least 1, got 0' },
    { args: [5, 2.5, {}], words: 'outputLength: kernel must be a whole number of at least 1, got 2.5' },
    { args: [5, 3, { stride: 0 }], words: 'outputLength: stride must be a whole number of at least 1, got 0' },
    { args: [5, 3, { padding: -1 }], words: 'outputLength: padding must be a whole number of at least 0, got -1' },
    { args: [5, 3, { dilation: NaN }], words: 'outputLength: dilation must be a whole number of at least 1, got NaN' },
    {
      args: [4, 3, { dilation: 2 }],
      words: 'outputLength: kernel must span at most the 4 cells of the padded input, got a span of 5',
    },
  ] as const)('refuses $args', ({ args, words }) => {
    const [size, kernel, options] = args;
    expect(() => outputLength(size, kernel, options)).toThrow(new RangeError(words));
  });
});

describe('leftover', () => {
  it('is the one cell that a stride of 2 leaves of 6 with padding 1, and nothing of 5', () => {
    expect(leftover(6, 3, { stride: 2, padding: 1 })).toBe(1);
    expect(leftover(5, 3, { stride: 2, padding: 1 })).toBe(0);
  });
});

describe('paddingThatKeeps', () => {
  it.each([
    { k: 1, d: 1, padding: 0 },
    { k: 3, d: 1, padding: 1 },
    { k: 7, d: 1, padding: 3 },
    { k: 3, d: 2, padding: 2 },
    { k: 2, d: 1, padding: undefined },
    { k: 4, d: 3, padding: undefined },
    { k: 4, d: 2, padding: 3 },
  ])('k=$k d=$d -> $padding', ({ k, d, padding }) => {
    expect(paddingThatKeeps(k, d)).toBe(padding);
  });

  it('keeps every size that it claims to keep', () => {
    for (const kernel of [1, 3, 5, 7]) {
      for (const size of [1, 2, 28]) {
        expect(outputLength(size, kernel, { padding: paddingThatKeeps(kernel) ?? NaN })).toBe(size);
      }
    }
  });
});

describe('slidesTo', () => {
  it('finds all ways from 28 to 14 with kernels of 5', () => {
    const slides = slidesTo(28, 14, { kernel: 5 }).filter(({ kernel }) => kernel === 5);
    expect(slides).toEqual([{ kernel: 5, stride: 2, padding: 2, dilation: 1 }]);
  });

  it('finds nothing where nothing can be found', () => {
    expect(slidesTo(3, 40)).toEqual([]);
  });

  it('finds only ways that lead there, and each once', () => {
    const slides = slidesTo(12, 6, { dilation: 3 });
    expect(slides.length).toBeGreaterThan(10);
    for (const { kernel, ...options } of slides) expect(outputLength(12, kernel, options)).toBe(6);
    expect(new Set(slides.map((slide) => JSON.stringify(slide))).size).toBe(slides.length);
  });

  it('refuses a limit below its least', () => {
    expect(() => slidesTo(28, 14, { stride: 0 })).toThrow(
      new RangeError('slidesTo: limits.stride must be a whole number of at least 1, got 0'),
    );
  });
});

describe('kernelSpan', () => {
  it('reaches from the first tap to the last', () => {
    expect([kernelSpan(1, 5), kernelSpan(3), kernelSpan(3, 2), kernelSpan(2, 4)]).toEqual([1, 3, 5, 5]);
  });
});

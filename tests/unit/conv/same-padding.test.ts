import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outputLength } from '@lib/conv/output-length.ts';
import { compareWindows, sameInTensorflow, sameInTorch } from '@lib/conv/same-padding.ts';

const three = { kernel: 3, stride: 2, dilation: 1 };

describe('sameInTensorflow', () => {
  it.each([
    { n: 28, count: 14, before: 0, after: 1, kind: 'shifted' },
    { n: 14, count: 7, before: 0, after: 1, kind: 'shifted' },
    { n: 7, count: 4, before: 1, after: 1, kind: 'same' },
    { n: 4, count: 2, before: 0, after: 1, kind: 'shifted' },
    { n: 2, count: 1, before: 0, after: 1, kind: 'shifted' },
  ])('n=$n k=3 s=2 -> $count places, $before before and $after after: $kind as padding 1', ({ n, kind, ...ends }) => {
    expect(sameInTensorflow(n, three)).toEqual(ends);
    const explicit = { before: 1, after: 1, count: outputLength(n, 3, { stride: 2, padding: 1 }) };
    expect(compareWindows(sameInTensorflow(n, three), explicit).kind).toBe(kind);
  });

  it('pads nothing where the windows leave cells over', () => {
    expect(sameInTensorflow(5, { kernel: 1, stride: 3, dilation: 1 })).toEqual({ before: 0, after: 0, count: 2 });
  });

  it('pads just enough: one cell less and there would be one place less, unless nothing is padded', () => {
    const number = (min: number, max: number) => fc.integer({ min, max });
    fc.assert(
      fc.property(number(1, 40), number(1, 7), number(1, 4), number(1, 3), (n, kernel, stride, dilation) => {
        const { before, after, count } = sameInTensorflow(n, { kernel, stride, dilation });
        const padded = n + before + after;
        expect(after - before === 0 || after - before === 1).toBe(true);
        expect(outputLength(padded, kernel, { stride, dilation })).toBe(count);
        if (before + after > 0 && count > 1)
          expect(outputLength(padded - 1, kernel, { stride, dilation })).toBe(count - 1);
      }),
    );
  });
});

describe('sameInTorch', () => {
  it('is refused at stride 2', () => expect(sameInTorch(28, three)).toBeUndefined());

  it('n=28 k=4 s=1 -> one before, two after', () => {
    expect(sameInTorch(28, { kernel: 4, stride: 1, dilation: 1 })).toEqual({ before: 1, after: 2, count: 28 });
  });

  it('is what TensorFlow does, at stride 1', () => {
    const number = (min: number, max: number) => fc.integer({ min, max });
    fc.assert(
      fc.property(number(1, 40), number(1, 7), number(1, 3), (n, kernel, dilation) => {
        const slide = { kernel, stride: 1, dilation };
        expect(sameInTorch(n, slide)).toEqual(sameInTensorflow(n, slide));
      }),
    );
  });
});

describe('compareWindows', () => {
  it('says by how many cells the first ones begin later', () => {
    expect(compareWindows({ before: 0, after: 1, count: 2 }, { before: 1, after: 1, count: 2 })).toEqual({
      kind: 'shifted',
      by: 1,
    });
    expect(compareWindows({ before: 0, after: 1, count: 2 }, { before: 1, after: 1, count: 3 }).kind).toBe(
      'other-count',
    );
  });
});

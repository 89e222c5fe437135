import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisWindows, placeNear, placesOn, tapsFrom } from '@lib/conv/axis-windows.ts';
import { kernelSpan, outputLength } from '@lib/conv/output-length.ts';
import { planConv2d } from '@lib/conv/conv2d-plan.ts';

const plain = { stride: 1, padding: 0, dilation: 1 };

describe('axisWindows', () => {
  it('n=5 k=3 s=2 p=1 -> windows at -1, 1, 3', () => {
    const axis = axisWindows(5, { ...plain, kernel: 3, stride: 2, padding: 1 });
    expect(axis).toMatchObject({ padded: 7, span: 3, count: 3, leftover: 0, starts: [-1, 1, 3] });
    expect(axis.uses).toEqual([1, 1, 2, 1, 2, 1, 1]);
  });

  it('n=6 k=3 s=2 p=1 -> the same windows, and a last cell that none of them taps', () => {
    const axis = axisWindows(6, { ...plain, kernel: 3, stride: 2, padding: 1 });
    expect(axis).toMatchObject({ padded: 8, count: 3, leftover: 1, starts: [-1, 1, 3] });
    expect(axis.uses).toEqual([1, 1, 2, 1, 2, 1, 1, 0]);
  });

  it('n=7 k=3 d=2 -> three windows of span 5 with gaps', () => {
    const axis = axisWindows(7, { ...plain, kernel: 3, dilation: 2 });
    expect(axis).toMatchObject({ span: 5, count: 3, starts: [0, 1, 2] });
    expect(axis.uses).toEqual([1, 1, 2, 1, 2, 1, 1]);
  });

  it('has no window where the kernel does not fit', () => {
    expect(axisWindows(4, { ...plain, kernel: 5 })).toMatchObject({
      count: 0,
      leftover: 0,
      starts: [],
      uses: [0, 0, 0, 0],
    });
  });

  it('refuses what is no size', () => {
    expect(() => axisWindows(0, { ...plain, kernel: 1 })).toThrow('axisWindows: size must be');
    expect(() => axisWindows(4, { ...plain, kernel: 0 })).toThrow(RangeError);
  });

  const number = (min: number, max: number) => fc.integer({ min, max });
  const settings = fc.record({
    size: number(1, 20),
    kernel: number(1, 7),
    stride: number(1, 4),
    padding: number(0, 6),
    dilation: number(1, 3),
  });

  it('agrees with the formula, with the plan of conv2d, and with itself', () => {
    fc.assert(
      fc.property(settings, ({ size, ...slide }) => {
        const axis = axisWindows(size, slide);
        const isPossible = kernelSpan(slide.kernel, slide.dilation) <= size + 2 * slide.padding;
        expect(axis.count).toBe(isPossible ? outputLength(size, slide.kernel, slide) : 0);
        if (isPossible) {
          const plan = planConv2d(
            { shape: [1, 1, size, 1] },
            { shape: [1, 1, slide.kernel, 1] },
            {
              stride: [slide.stride, 1],
              padding: [slide.padding, 0],
              dilation: [slide.dilation, 1],
            },
          );
          expect(plan.outputShape).toEqual([1, 1, axis.count, 1]);
        }
        // every tap is counted once, and lies in the padded axis
        expect(axis.uses).toHaveLength(axis.padded);
        expect(axis.uses.reduce((sum, count) => sum + count, 0)).toBe(axis.count * slide.kernel);
        // what the floor drops is never tapped
        const dropped = axis.leftover === 0 ? [] : axis.uses.slice(-axis.leftover);
        expect(dropped.every((count) => count === 0)).toBe(true);
        for (const [at, count] of axis.uses.entries()) expect(placesOn(axis, at - slide.padding)).toHaveLength(count);
        for (const [place, start] of axis.starts.entries()) {
          expect(placeNear(axis, start)).toBe(place);
          expect(tapsFrom(start, axis).at(-1)).toBe(start + axis.span - 1);
        }
      }),
    );
  });

  it('finds the nearest place, and stays on the axis', () => {
    const axis = axisWindows(5, { ...plain, kernel: 3, stride: 2, padding: 1 });
    expect([-9, -1, -0.2, 0.4, 9].map((start) => placeNear(axis, start))).toEqual([0, 0, 0, 1, 2]);
    expect(placeNear(axisWindows(2, { ...plain, kernel: 3 }), 1)).toBe(0);
  });
});

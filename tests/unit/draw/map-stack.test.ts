import { describe, expect, it } from 'vitest';
import { cornerOf, layoutStack, placeAt, stackLabels } from '@lib/draw/map-stack.ts';

const space = { widthPx: 1172, heightPx: 560 };

describe('layoutStack', () => {
  it('one picture stands in one row', () => {
    const layout = layoutStack({ pictures: 1, kernels: 4 }, space);
    expect(layout).toMatchObject({ blocks: 1, rowsPerBlock: 1 });
    expect(layout.mapPx).toBeGreaterThan(90);
  });

  it('64 pictures under four kernels make no thin strip: their maps stay large, in blocks', () => {
    const layout = layoutStack({ pictures: 64, kernels: 4 }, space);
    expect(layout.blocks).toBeGreaterThan(2);
    expect(layout.blocks * layout.rowsPerBlock).toBeGreaterThanOrEqual(64);
    expect(layout.mapPx).toBeGreaterThan(28);
  });

  it.each([
    [1, 4],
    [64, 4],
    [64, 128],
    [7, 30],
    [64, 1],
  ])('%i pictures under %i kernels stay in their space', (pictures, kernels) => {
    const layout = layoutStack({ pictures, kernels }, space);
    expect(layout.widthPx).toBeLessThanOrEqual(space.widthPx);
    expect(layout.heightPx).toBeLessThanOrEqual(space.heightPx);
  });

  it('on a phone, many maps become wider than it rather than too small', () => {
    const layout = layoutStack({ pictures: 64, kernels: 128 }, { widthPx: 350, heightPx: 560 });
    expect(layout.mapPx).toBe(6);
    expect(layout.widthPx).toBeGreaterThan(350);
  });
});

describe('placeAt', () => {
  const layout = layoutStack({ pictures: 64, kernels: 4 }, space);
  const inside = ([x, y]: readonly [number, number]) => [x + 2, y + 2] as const;

  it('finds every map, picture and kernel at its own corner', () => {
    for (let picture = 0; picture < 64; picture++) {
      expect(placeAt(layout, inside(cornerOf(layout, { picture })))).toEqual({ picture });
      for (let kernel = 0; kernel < 4; kernel++) {
        const corner = cornerOf(layout, { picture, kernel });
        expect(placeAt(layout, inside(corner))).toEqual({ picture, kernel });
        expect(placeAt(layout, inside([corner[0], cornerOf(layout, { kernel })[1]]))).toEqual({ kernel });
      }
    }
  });

  it('finds nothing between them, or beyond', () => {
    expect(placeAt(layout, [1, 1])).toBeUndefined();
    expect(placeAt(layout, [cornerOf(layout, { picture: 0, kernel: 0 })[0] + 2, 5])).toBeUndefined(); // a label
    expect(placeAt(layout, [-5, 100])).toBeUndefined();
    expect(placeAt(layout, [layout.widthPx + 50, 100])).toBeUndefined();
    expect(placeAt(layout, [cornerOf(layout, { picture: 0, kernel: 0 })[0] + 2, layout.heightPx + 9])).toBeUndefined();
  });
});

describe('stackLabels', () => {
  const numbers = (pictures: number, kernels: number, of: 'picture' | 'kernel') =>
    stackLabels(layoutStack({ pictures, kernels }, space))
      .filter((label) => label.of === of)
      .map(({ at }) => at);

  it('numbers every picture, and every channel in every block', () => {
    const { blocks } = layoutStack({ pictures: 64, kernels: 4 }, space);
    expect(numbers(64, 4, 'picture')).toEqual(Array.from({ length: 64 }, (_, at) => at));
    expect(numbers(64, 4, 'kernel')).toEqual(Array.from({ length: blocks }, () => [0, 1, 2, 3]).flat());
  });

  it('leaves out numbers that would stand too close', () => {
    expect(numbers(64, 128, 'picture').slice(0, 3)).toEqual([0, 5, 10]);
    expect(numbers(64, 128, 'kernel').at(-1)).toBe(125);
  });

  it('stand left of their picture, and over the middle of their kernel', () => {
    const layout = layoutStack({ pictures: 3, kernels: 4 }, space);
    for (const { of, at, xPx, yPx } of stackLabels(layout)) {
      const [x, y] = cornerOf(layout, of === 'picture' ? { picture: at } : { kernel: at });
      if (of === 'picture') expect([xPx < x, yPx]).toEqual([true, y + layout.mapPx / 2]);
      else expect([xPx, yPx < y]).toEqual([x + layout.kernelPx / 2, true]);
    }
  });
});

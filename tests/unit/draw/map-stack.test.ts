import { describe, expect, it } from 'vitest';
import { cornerOf, layoutStack, placeAt } from '@lib/draw/map-stack.ts';

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
        expect(placeAt(layout, inside([corner[0], 0]))).toEqual({ kernel });
      }
    }
  });

  it('finds nothing between them, or beyond', () => {
    expect(placeAt(layout, [1, 1])).toBeUndefined();
    expect(placeAt(layout, [-5, 100])).toBeUndefined();
    expect(placeAt(layout, [layout.widthPx + 50, 100])).toBeUndefined();
    expect(placeAt(layout, [cornerOf(layout, { picture: 0, kernel: 0 })[0] + 2, layout.heightPx + 9])).toBeUndefined();
  });
});

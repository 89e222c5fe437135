import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spans, tiles } from '@lib/engine/tiles.ts';

const whole = (first: number, count: number) => ({ first, count });

describe('tiles', () => {
  it('leaves whole what fits', () => {
    expect(tiles([64, 26, 26], 10)).toEqual([{ images: whole(0, 64), rows: whole(0, 26), cols: whole(0, 26) }]);
  });

  it('cuts between images first, then between rows, then within a row', () => {
    expect(tiles([3, 2, 5], 1, 20).map(({ images }) => images)).toEqual([whole(0, 2), whole(2, 1)]);
    expect(tiles([2, 3, 5], 1, 10).map(({ images, rows }) => [images.first, rows])).toEqual([
      ...[
        [0, whole(0, 2)],
        [0, whole(2, 1)],
      ],
      ...[
        [1, whole(0, 2)],
        [1, whole(2, 1)],
      ],
    ]);
    expect(tiles([1, 1, 5], 2, 5).map(({ cols }) => cols)).toEqual([whole(0, 2), whole(2, 2), whole(4, 1)]);
  });

  it('goes on cell by cell where even one costs too much', () => {
    expect(tiles([1, 2, 2], 100, 10)).toHaveLength(4);
  });

  it('covers every cell once, within what one may cost', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(size, size, size, size, fc.integer({ min: 9, max: 300 }), (batch, height, width, perCell, most) => {
        const seen = new Uint8Array(batch * height * width);
        for (const { images, rows, cols } of tiles([batch, height, width], perCell, most)) {
          expect(images.count * rows.count * cols.count * perCell).toBeLessThanOrEqual(most);
          for (let image = images.first; image < images.first + images.count; image++) {
            for (let row = rows.first; row < rows.first + rows.count; row++) {
              for (let col = cols.first; col < cols.first + cols.count; col++) {
                const at = (image * height + row) * width + col;
                seen[at] = (seen[at] ?? 0) + 1;
              }
            }
          }
        }
        expect(seen.every((times) => times === 1)).toBe(true);
      }),
    );
  });
});

describe('spans', () => {
  it('cuts an axis of 7 into 3 + 3 + 1', () => {
    expect(spans(7, 3)).toEqual([whole(0, 3), whole(3, 3), whole(6, 1)]);
  });
});

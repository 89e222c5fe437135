import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import MiniMap from '@components/views/MiniMap.svelte';
import { rgb } from '@lib/draw/oklab.ts';
import { levelColour, topLevel } from '@lib/draw/ramps.ts';

const canvas = () => document.querySelector('canvas') ?? expect.unreachable();
const pixelAt = (col: number, row: number) =>
  Array.from(canvas().getContext('2d')?.getImageData(col, row, 1, 1).data ?? []);
const colour = (level: number) => [...rgb(levelColour('signed', level, 'light').fill), 255];

describe('MiniMap', () => {
  it('paints one pixel a cell in the colours of the scale, and paints anew when the map changes', async () => {
    document.documentElement.dataset['theme'] = 'light';
    const picture = { values: [2, -2, 0, 1], rows: 2, cols: 2, ramp: 'signed', greatest: 2 } as const;
    const { rerender } = await render(MiniMap, { picture });
    await expect.poll(() => pixelAt(0, 0)).toEqual(colour(topLevel));
    expect([pixelAt(1, 0), pixelAt(0, 1), pixelAt(1, 1)]).toEqual([colour(-topLevel), colour(0), colour(topLevel / 2)]);
    expect([canvas().width, canvas().height]).toEqual([2, 2]);
    await rerender({ picture: { ...picture, values: [-2, 0, 0, 0] } });
    await expect.poll(() => pixelAt(0, 0)).toEqual(colour(-topLevel));
    delete document.documentElement.dataset['theme'];
  });
});

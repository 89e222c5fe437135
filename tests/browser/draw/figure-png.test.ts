import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import '../../../src/styles/tokens.css';
import '../../../src/styles/base.css';
import LossChart from '@components/views/LossChart.svelte';
import type { ChartPoint } from '@lib/draw/chart.ts';
import { figureToPng } from '@lib/draw/figure-png.ts';

const points = Array.from({ length: 50 }, (_, at): ChartPoint => [at, 0.7 / (at + 1)]);
let frame: HTMLElement;
let chart: Record<string, unknown>;

beforeEach(() => {
  document.documentElement.dataset['theme'] = 'light';
  frame = document.body.appendChild(document.createElement('div'));
  frame.style.width = '600px';
  chart = mount(LossChart, {
    target: frame,
    props: {
      id: 'loss',
      title: 'Loss',
      lines: [{ label: 'held-out loss', kind: 'main', points }],
      steps: 100,
      scale: 'log',
      step: 25,
      onstep: () => undefined,
      format: (value: number) => value.toFixed(3),
    },
  });
  flushSync();
});

afterEach(async () => {
  await unmount(chart);
  frame.remove();
  delete document.documentElement.dataset['theme'];
});

function svg(): SVGSVGElement {
  const found = frame.querySelector('svg');
  if (found === null) throw new RangeError('svg: the chart must have one, got none');
  return found;
}

async function pixelsOf(blob: Blob): Promise<ImageData> {
  const picture = await createImageBitmap(blob);
  const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  if (context === null) throw new RangeError('pixelsOf: canvas must have a context, got none');
  context.drawImage(picture, 0, 0);
  return context.getImageData(0, 0, picture.width, picture.height);
}

/** How many pixels are within a few steps of a colour. */
function countOf({ data }: ImageData, colour: string): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) return 0;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const wanted = context.getImageData(0, 0, 1, 1).data;
  let count = 0;
  for (let at = 0; at < data.length; at += 4)
    if ([0, 1, 2].every((part) => Math.abs((data[at + part] ?? 0) - (wanted[part] ?? 0)) <= 4)) count++;
  return count;
}

describe('a chart as PNG', () => {
  it('is as large as the chart with its labels, its title and a margin', async () => {
    const [plain, titled] = await Promise.all([
      figureToPng(svg(), { scale: 1 }),
      figureToPng(svg(), { scale: 2, title: 'Loss, seed 2' }),
    ]);
    expect(plain.type).toBe('image/png');
    const [small, large] = await Promise.all([pixelsOf(plain), pixelsOf(titled)]);
    const own = svg().getBoundingClientRect();
    expect(small.width).toBeGreaterThan(own.width + 32);
    expect(small.width).toBeLessThan(600 + 2 * 16);
    expect(small.height).toBeGreaterThan(own.height + 32);
    expect([large.width, large.height]).toEqual([2 * small.width, 2 * (small.height + 30)]);
  });

  it('has the paper, the line, the handle and the words of the page', async () => {
    const picture = await pixelsOf(await figureToPng(svg(), { scale: 1 }));
    const [paper, ink, accent] = ['#faf6ee', '#221d17', '#17604f'].map((colour) => countOf(picture, colour));
    expect(paper).toBeGreaterThan(picture.data.length / 4 / 2);
    expect(ink).toBeGreaterThan(200); // a line 2 px thick, half as wide as the plot
    expect(accent).toBeGreaterThan(100); // the handle from top to bottom
  });

  it('has the numbers of the axes, which nothing else has the colour of', async () => {
    const axis = '#736858';
    expect(countOf(await pixelsOf(await figureToPng(svg(), { scale: 4 })), axis)).toBeGreaterThan(200);
    svg()
      .querySelectorAll('text')
      .forEach((text) => text.remove());
    expect(countOf(await pixelsOf(await figureToPng(svg(), { scale: 4 })), axis)).toBe(0);
  });

  it('is dark where the page is', async () => {
    document.documentElement.dataset['theme'] = 'dark';
    const picture = await pixelsOf(await figureToPng(svg(), { scale: 1 }));
    expect(countOf(picture, '#1a1714')).toBeGreaterThan(picture.data.length / 4 / 2);
    expect(countOf(picture, '#e8e0d2')).toBeGreaterThan(200);
  });

  it('shows what changed since', async () => {
    const before = await pixelsOf(await figureToPng(svg(), { scale: 1 }));
    svg().querySelector('.main')?.remove();
    const after = await pixelsOf(await figureToPng(svg(), { scale: 1 }));
    expect(countOf(after, '#221d17')).toBeLessThan(countOf(before, '#221d17') / 2);
  });
});

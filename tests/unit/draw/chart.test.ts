import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bandAround,
  bandAt,
  chartFrame,
  drawBand,
  drawLine,
  epochMarks,
  labelPlace,
  pointAt,
  sheetSize,
  spreadApart,
  thinned,
  tickText,
  type ChartLine,
  type ChartPoint,
} from '@lib/draw/chart.ts';

const main = (...points: ChartPoint[]): ChartLine => ({ label: 'held-out loss', kind: 'main', points });
const plain = { x: (step: number) => step, y: (value: number) => value };

describe('axes', () => {
  it('a log axis ends at 1, 3, 10, … and has a tick at each', () => {
    const { low, high, ticks } = chartFrame({ lines: [main([0, 0.693], [9, 0.019])], steps: 10, scale: 'log' });
    expect([low, high]).toEqual([0.01, 1]);
    expect(ticks.map(({ value }) => value)).toEqual([0.01, 0.03, 0.1, 0.3, 1]);
    expect(ticks.map(({ at }) => at)[0]).toBe(sheetSize);
  });
  it('equal factors are equal heights: 0.01, 0.1, 1 -> 1000, 500, 0', () => {
    const { y } = chartFrame({ lines: [], steps: 10, scale: 'log', range: [0.01, 1] });
    expect([0.01, 0.1, 1].map((value) => Math.round(y(value)))).toEqual([1000, 500, 0]);
  });
  it('a log axis of many decades has few ticks', () => {
    const lines = [main([0, 1e-3], [1, 1e15])];
    const { ticks } = chartFrame({ lines, steps: 1, scale: 'log' });
    expect(ticks.map(({ value }) => value)).toEqual([1e-3, 10, 1e5, 1e9, 1e13]);
  });
  it('0 has no place on a log axis and is drawn below the sheet, at a number', () => {
    const { y } = chartFrame({ lines: [], steps: 10, scale: 'log', range: [0.01, 1] });
    expect([y(0), y(-1), y(1e9)]).toEqual([1500, 1500, -500]);
  });
  it('what is no number does not move the axis', () => {
    const lines = [main([0, 0.5], [1, Infinity], [2, NaN])];
    const { low, high } = chartFrame({ lines, steps: 2, scale: 'log' });
    expect([low, high]).toEqual([0.3, 1]);
  });
  it('a linear axis ends at round numbers', () => {
    const { low, high, ticks } = chartFrame({ lines: [main([0, 50.2], [1, 98.9])], steps: 1, scale: 'linear' });
    expect([low, high]).toEqual([50, 100]);
    expect(ticks.map(({ value }) => value)).toEqual([50, 60, 70, 80, 90, 100]);
  });
  it('one value alone still has an axis around it', () => {
    const { low, high } = chartFrame({ lines: [main([0, 50])], steps: 1, scale: 'linear' });
    expect(low).toBeLessThan(50);
    expect(high).toBeGreaterThan(50);
  });
  it('nothing at all has an axis too', () => expect(chartFrame({ lines: [], steps: 0, scale: 'log' }).x(0)).toBe(0));
  it('ticks lie on the sheet, whatever the range', () => {
    const anyLow = fc.double({ min: 1e-6, max: 10, noNaN: true });
    fc.assert(
      fc.property(anyLow, fc.double({ min: 1.5, max: 1e9, noNaN: true }), (low, factor) => {
        for (const scale of ['log', 'linear'] as const) {
          const { ticks } = chartFrame({ lines: [], steps: 1, scale, range: [low, low * factor] });
          expect(ticks.length).toBeLessThanOrEqual(11);
          for (const { at } of ticks) {
            expect(at).toBeGreaterThanOrEqual(-1e-3);
            expect(at).toBeLessThanOrEqual(sheetSize + 1e-3);
          }
        }
      }),
    );
  });
});

describe('ticks in words', () => {
  const three = (value: number) => value.toFixed(3);
  it('0.300 -> 0.3, 1.000 -> 1', () => expect([tickText(0.3, three), tickText(1, three)]).toEqual(['0.3', '1']));
  it('keeps a unit: 98.00 % -> 98 %', () => expect(tickText(98, (value) => `${value.toFixed(2)} %`)).toBe('98 %'));
  it('keeps the zeros of whole numbers: 100 -> 100', () => expect(tickText(100, String)).toBe('100'));
  it('is not rounded to nothing: 0.0003 -> 0.0003', () => expect(tickText(0.0003, three)).toBe('0.0003'));
  it('0 is 0', () => expect(tickText(0, three)).toBe('0'));
});

describe('lines', () => {
  it('is one path', () => {
    const line = drawLine(
      [
        [0, 1],
        [1, 2.25],
        [2, 3],
      ],
      plain,
    );
    expect(line).toEqual({ path: 'M0,1L1,2.3L2,3', end: [2, 3], brokenAt: undefined });
  });
  it('ends for good at the first step without a number', () => {
    const line = drawLine(
      [
        [0, 1],
        [1, 2],
        [2, NaN],
        [3, 4],
      ],
      plain,
    );
    expect(line).toEqual({ path: 'M0,1L1,2', end: [1, 2], brokenAt: 2 });
  });
  it('starts where its numbers start', () =>
    expect(
      drawLine(
        [
          [0, NaN],
          [1, NaN],
          [2, 5],
          [3, 6],
        ],
        plain,
      ),
    ).toEqual({ path: 'M2,5L3,6', end: [3, 6] }));
  it('without any number says where', () =>
    expect(drawLine([[4, Infinity]], plain)).toEqual({ path: '', brokenAt: 4 }));
  it('without any point says nothing', () => expect(drawLine([], plain)).toEqual({ path: '', brokenAt: undefined }));
  it('400 points are all drawn', () =>
    expect(
      drawLine(
        Array.from({ length: 400 }, (_, step) => [step, step] as const),
        plain,
      ).path,
    ).toContain('L399,399'));
  it('of many points the highest and the lowest stay', () => {
    const points = Array.from({ length: 20_000 }, (_, step): ChartPoint => [
      step,
      step === 7777 ? 99 : step === 1234 ? -99 : 0,
    ]);
    const kept = thinned(points);
    expect(kept.length).toBeLessThanOrEqual(2400);
    expect(kept).toContain(points[7777]);
    expect(kept).toContain(points[1234]);
    expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
    expect(kept.map(([step]) => step)).toEqual(kept.map(([step]) => step).toSorted((a, b) => a - b));
  });
});

describe('bands', () => {
  it('go there above and back below', () =>
    expect(
      drawBand(
        [
          { step: 0, low: 1, high: 2 },
          { step: 1, low: 3, high: 5 },
        ],
        plain,
      ),
    ).toBe('M0,2L1,5L1,3L0,1Z'));
  it('of one image reach as far above as below', () =>
    expect(bandAround([[3, 10]], 2)).toEqual([{ step: 3, low: 8, high: 12 }]));
  it('leave out what is no number', () => expect(drawBand(bandAround([[0, NaN]], 1), plain)).toBe(''));
});

describe('what stands at a step', () => {
  const points: ChartPoint[] = [
    [0, 5],
    [8, 6],
    [16, 7],
  ];
  it.each([
    [-1, undefined],
    [0, points[0]],
    [7, points[0]],
    [8, points[1]],
    [99, points[2]],
  ])('step %i -> %j, the last one up to there', (step, point) => expect(pointAt(points, step)).toBe(point));
  it('is found in a band as well', () => {
    const band = [
      { step: 0, low: 1, high: 2 },
      { step: 8, low: 3, high: 4 },
    ];
    expect([bandAt(band, -1), bandAt(band, 9)]).toEqual([undefined, band[1]]);
  });
});

describe('labels', () => {
  const within = { gap: 10, least: 0, greatest: 100 };
  it('stay where there is room', () => expect(spreadApart([50, 20], within)).toEqual([50, 20]));
  it('move apart and keep their order: 50, 48 -> 58, 48', () =>
    expect(spreadApart([50, 48], within)).toEqual([58, 48]));
  it('stay inside: 99, 100 -> 90, 100', () => expect(spreadApart([99, 100], within)).toEqual([90, 100]));
  it('of a thin line stands at its last stretch, of a main one at its end', () => {
    const points: ChartPoint[] = [
      [0, 100],
      [1, 200],
      [2, 600],
    ];
    const end = points[2];
    expect(labelPlace({ kind: 'thin', points, end }, plain)).toBe(300);
    expect(labelPlace({ kind: 'main', points, end }, plain)).toBe(600);
  });
});

describe('epochs', () => {
  it('names the one in the middle', () =>
    expect(epochMarks([193, 386], 386)).toEqual({ at: [193], named: { step: 193, words: '193, one epoch' } }));
  it('counts them', () => expect(epochMarks([10, 20, 30, 40], 40).named).toEqual({ step: 20, words: '20, 2 epochs' }));
  it('names none too near an end', () => expect(epochMarks([5], 40)).toEqual({ at: [5], named: undefined }));
  it('draws none of a crowd', () => {
    const crowd = Array.from({ length: 60 }, (_, epoch) => epoch + 1);
    expect(epochMarks(crowd, 60).at).toEqual([]);
  });
  it('knows of runs without epochs', () => expect(epochMarks([], 10)).toEqual({ at: [], named: undefined }));
});

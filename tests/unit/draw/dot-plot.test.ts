import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sheetSize } from '@lib/draw/chart.ts';
import { dotPlot } from '@lib/draw/dot-plot.ts';

describe('dot plot', () => {
  it('puts each dot at its value', () =>
    expect(dotPlot([0, 5, 10], { low: 0, high: 10 }).dots.map(({ at }) => at)).toEqual([0, 500, 1000]));
  it('stacks equal values', () =>
    expect(dotPlot([5, 5, 5], { low: 0, high: 10 }).dots.map(({ level }) => level)).toEqual([0, 1, 2]));
  it('no dot covers another, whatever the values', () =>
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }), (values) => {
        const { dots, levels } = dotPlot(values, { low: 0, high: 1 });
        expect(dots).toHaveLength(values.length);
        expect(Math.max(-1, ...dots.map(({ level }) => level))).toBe(levels - 1);
        for (const [first, dot] of dots.entries())
          for (const other of dots.slice(first + 1))
            if (dot.level === other.level) expect(other.at - dot.at).toBeGreaterThanOrEqual(32);
      }),
    ));
  it('fits its axis to round numbers, and to what it must hold besides', () => {
    const { ticks, place } = dotPlot([98.2, 99.7], { also: [97.1] });
    expect(ticks[0]?.value).toBe(97);
    expect(ticks.at(-1)).toEqual({ value: 100, at: sheetSize });
    expect(place(97)).toBe(0);
  });
  it('leaves out what is no number, and needs none', () => {
    expect(dotPlot([NaN, 1, Infinity]).dots).toHaveLength(1);
    expect(dotPlot([]).levels).toBe(0);
  });
  it('puts what lies beyond the axis at its end', () =>
    expect(dotPlot([-5, 20], { low: 0, high: 10 }).dots.map(({ at }) => at)).toEqual([0, sheetSize]));
});

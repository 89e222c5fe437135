import { describe, expect, it } from 'vitest';
import { modelOf, netTexts, seenBy } from './looked-into.ts';
import { featureStages, gridsAfter } from '@lib/nn/feature-stages.ts';
import { kernelsOf, takeApart } from '@lib/nn/taken-apart.ts';

/** Sums of float32 numbers, added up in another precision. */
const sumTolerance = 1e-4;

describe.each(netTexts)('%s', (text) => {
  const model = modelOf(text);
  const seen = seenBy(model);

  it('the parts of every number make the number that the network found', () => {
    for (const stage of featureStages(model.layers)) {
      const [, channels, rows, cols] = stage.shape;
      for (const channel of new Set([0, channels - 1])) {
        for (const [row, col] of [
          [0, 0],
          [rows - 1, cols - 1],
          [Math.floor(rows / 2), Math.floor(cols / 3)],
        ] as const) {
          const parts = takeApart(model, stage, seen, { channel, row, col });
          const index = (channel * rows + row) * cols + col;
          expect(parts.after).toBe(gridsAfter(seen, stage.after).data[index]);
          const made = madeOf(parts);
          expect(Math.abs(made - parts.before)).toBeLessThanOrEqual(sumTolerance * Math.max(1, Math.abs(made)));
          expect(parts.after).toBe(stage.hasRelu ? Math.max(0, parts.before) : parts.before);
        }
      }
    }
  });

  it('a channel’s kernels are those whose products are added', () => {
    for (const stage of featureStages(model.layers)) {
      const parts = takeApart(model, stage, seen, { channel: 1, row: 0, col: 0 });
      const kernels = kernelsOf(model, stage, 1);
      if (parts.kind !== 'sum') {
        expect(kernels).toBeUndefined();
        continue;
      }
      expect(kernels?.shape).toEqual([stage.inputShape[1], ...parts.kernel]);
      const factors = parts.trace.channels.flatMap(({ taps }) => taps.map(({ factor }) => factor));
      expect(Array.from(kernels?.data ?? [])).toEqual(factors);
    }
  });
});

function madeOf(parts: ReturnType<typeof takeApart>): number {
  if (parts.kind !== 'sum') {
    const values = parts.window.map(({ value }) => value);
    return parts.kind === 'max' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0) / parts.area;
  }
  const sum = parts.trace.channels.reduce((total, { partialSum }) => total + partialSum, parts.trace.bias);
  const { norm } = parts;
  if (norm === undefined) return sum;
  return ((sum - norm.mean) / Math.sqrt(norm.variance + norm.epsilon)) * norm.scale + norm.shift;
}

describe('takeApart', () => {
  it('a pooling window at the rim has fewer cells, and counts all of them in a mean', () => {
    const model = modelOf('1-2k1s1-ap3s2p1-gap');
    const [, pool] = featureStages(model.layers);
    const parts = takeApart(model, pool ?? expect.unreachable(), seenBy(model), { channel: 0, row: 0, col: 0 });
    expect(parts).toMatchObject({ kind: 'mean', cols: 2, area: 9 });
    expect(parts.kind === 'mean' && parts.window).toHaveLength(4);
  });
  it('refuses a cell that is not there', () => {
    const model = modelOf('1-4-8-16-32-2');
    const [first] = featureStages(model.layers);
    expect(() =>
      takeApart(model, first ?? expect.unreachable(), seenBy(model), { channel: 4, row: 0, col: 0 }),
    ).toThrow(RangeError);
  });
});

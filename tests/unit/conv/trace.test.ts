import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conv2dCases } from '../../fixtures/cases.ts';
import { randomTensor } from '../random-tensor.ts';
import { tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { convMatrix, entriesInRow, transposeShared } from '@lib/conv/matrix.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { paddingModes } from '@lib/conv/pad.ts';
import { traceInput, traceOutput } from '@lib/conv/trace.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';

const digit = tensor([1, 1, 28, 28], sessionDigit);
const top = tensor([1, 1, 3, 3], namedKernels.top);
const nine = tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]);

describe('traceOutput', () => {
  it('finds the 762 of the session: three zeros above, three times 254 below', () => {
    const { corner, bias, channels, sum } = traceOutput(digit, top, { channel: 0, row: 4, col: 6 });
    expect(corner).toEqual([4, 6]);
    expect(bias).toBe(0);
    expect(sum).toBe(762);
    expect(channels).toHaveLength(1);
    const taps = channels[0]?.taps ?? [];
    expect(taps.map(({ value }) => value)).toEqual([0, 0, 0, 142, 155, 246, 254, 254, 254]);
    expect(taps.map(({ product }) => product + 0)).toEqual([0, 0, 0, 0, 0, 0, 254, 254, 254]);
    expect(taps[5]).toMatchObject({ row: 5, col: 8, kernelRow: 1, kernelCol: 2, weight: 5, factor: 0 });
  });

  it('adds channel after channel onto the bias', () => {
    const planes = tensor([1, 3, 2, 2], [1, 0, 0, 1, 2, 2, 0, 0, 0, 1, 1, 0]);
    const kernels = tensor([1, 3, 2, 2], [1, 1, 0, 0, 0, 1, 1, 0, 2, 0, 0, -1]);
    const { channels, sum } = traceOutput(planes, kernels, { channel: 0, row: 0, col: 0 }, { bias: tensor([1], [-1]) });
    expect(channels.map(({ partialSum }) => partialSum + 0)).toEqual([1, 2, 0]);
    expect(channels.map(({ runningSum }) => runningSum)).toEqual([0, 2, 2]);
    expect(sum).toBe(2);
  });

  it('shows where padding comes from, and that zeros come from nowhere', () => {
    const at = (paddingMode: 'zeros' | 'reflect') => {
      const { corner, channels } = traceOutput(nine, nine, { channel: 0, row: 0, col: 0 }, { padding: 1, paddingMode });
      expect(corner).toEqual([-1, -1]);
      expect(channels[0]?.taps[0]).toMatchObject({ row: -1, col: -1 });
      return channels[0]?.taps.map(({ pixel, value }) => [pixel, value]);
    };
    const inside = [
      [0, 1],
      [1, 2],
      [3, 4],
      [4, 5],
    ];
    expect(at('zeros')).toEqual([
      [-1, 0],
      [-1, 0],
      [-1, 0],
      [-1, 0],
      ...inside.slice(0, 2),
      [-1, 0],
      ...inside.slice(2),
    ]);
    expect(at('reflect')?.map(([pixel]) => pixel)).toEqual([4, 3, 4, 1, 0, 1, 4, 3, 4]);
  });

  it.each(conv2dCases)('$title: every sum is the answer of the reference', ({ input, weight, options }) => {
    const output = conv2d(input, weight, options);
    const [batch = 0, channels = 0, height = 0, width = 0] = output.shape;
    const cells = fc.record({
      image: fc.nat(batch - 1),
      channel: fc.nat(channels - 1),
      row: fc.nat(height - 1),
      col: fc.nat(width - 1),
    });
    fc.assert(
      fc.property(cells, (cell) => {
        const at = ((cell.image * channels + cell.channel) * height + cell.row) * width + cell.col;
        expect(Math.fround(traceOutput(input, weight, cell, options).sum)).toBe(output.data[at]);
      }),
      { numRuns: 5 },
    );
  });

  it('refuses a cell or an image that is not there', () => {
    expect(() => traceOutput(nine, top, { channel: 0, row: 1, col: 0 })).toThrow(
      new RangeError('traceOutput: cell.row must be below 1, got 1'),
    );
    expect(() => traceOutput(nine, top, { channel: 0, row: 0, col: -1 })).toThrow(
      new RangeError('traceOutput: cell.col must be a whole number of at least 0, got -1'),
    );
    expect(() => traceOutput(nine, top, { image: 1, channel: 0, row: 0, col: 0 })).toThrow(
      new RangeError('traceOutput: cell.image must be below 1, got 1'),
    );
    expect(() => traceOutput(nine, nine, { channel: 0, row: 0, col: 0 }, { dilation: 2 })).toThrow(
      new RangeError(
        'traceOutput: weight must span at most the 3 cells of the padded height (axis 2), got a span of 5',
      ),
    );
  });
});

describe('traceInput', () => {
  it('finds the middle of 3×3 under each weight of 2×2, the corner under one', () => {
    const reached = (row: number, col: number) =>
      traceInput(nine, { shape: [1, 1, 2, 2] }, { channel: 0, row, col }).map((to) => [to.row, to.col, to.weight]);
    expect(reached(1, 1)).toEqual([
      [0, 0, 3],
      [0, 1, 2],
      [1, 0, 1],
      [1, 1, 0],
    ]);
    expect(reached(2, 2)).toEqual([[1, 1, 3]]);
  });

  it('reaches nothing from a cell that the stride steps over', () => {
    expect(traceInput(nine, { shape: [1, 1, 1, 1] }, { channel: 0, row: 1, col: 1 }, { stride: 2 })).toEqual([]);
  });

  it('is the column of the matrix', () => {
    const small = fc.integer({ min: 1, max: 2 });
    fc.assert(
      fc.property(
        small,
        small,
        fc.nat(2),
        fc.constantFrom(...paddingModes),
        fc.nat(4 * 5 * 6 - 1),
        (stride, groups, padding, paddingMode, pixel) => {
          const [input, weight] = [randomTensor([1, 4, 5, 6], 1), randomTensor([2, 4 / groups, 3, 2], 2)];
          const options = { stride, padding, paddingMode, groups };
          const cell = { channel: Math.floor(pixel / 30), row: Math.floor(pixel / 6) % 5, col: pixel % 6 };
          const [, , outHeight = 0, outWidth = 0] = conv2d(input, weight, options).shape;
          const reached = traceInput(input, weight, cell, options).map((to) => ({
            row: pixel,
            col: (to.channel * outHeight + to.row) * outWidth + to.col,
            weight: to.weight,
          }));
          const column = entriesInRow(transposeShared(convMatrix(input, weight, options)), pixel);
          const inOrder = (entries: typeof column) => entries.toSorted((a, b) => a.col - b.col || a.weight - b.weight);
          expect(inOrder(reached)).toEqual(inOrder(column));
        },
      ),
    );
  });

  it('refuses a cell that is not there', () => {
    expect(() => traceInput(nine, top, { channel: 1, row: 0, col: 0 })).toThrow(
      new RangeError('traceInput: cell.channel must be below 1, got 1'),
    );
  });
});

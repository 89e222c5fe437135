import { describe, expect, it } from 'vitest';
import { tensor } from '@lib/array/tensor.ts';
import { channelsFirst, channelsLast, kernelsLast } from '@lib/engine/layout.ts';

const span = (first: number, count: number) => ({ first, count });

describe('channelsLast', () => {
  it('puts the channels of a cell side by side', () => {
    const values = Float32Array.of(1, 2, 3, 10, 20, 30);
    const all = { images: span(0, 1), channels: span(0, 2), rows: [0], cols: [0, 1, 2] };
    expect([...channelsLast(values, [1, 2, 1, 3], all)]).toEqual([1, 10, 2, 20, 3, 30]);
  });

  it('takes some channels of some images', () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9); // three images of three channels, one cell each
    const some = { images: span(1, 2), channels: span(1, 2), rows: [0], cols: [0] };
    expect([...channelsLast(values, [3, 3, 1, 1], some)]).toEqual([5, 6, 8, 9]);
  });

  it('takes rows and columns in the order given, and 0 for padding', () => {
    const values = Float32Array.of(1, 2, 3, 4); // one picture, two rows of two
    const padded = { images: span(0, 1), channels: span(0, 1), rows: [-1, 1], cols: [1, 0, -1] };
    expect([...channelsLast(values, [1, 1, 2, 2], padded)]).toEqual([0, 0, 0, 4, 3, 0]);
  });
});

describe('channelsFirst', () => {
  it('undoes channelsLast group by group', () => {
    const shape = [2, 4, 3, 2] as const;
    const values = Float32Array.from({ length: 48 }, (_, index) => index);
    const data = new Float32Array(48);
    const tile = { images: span(0, 2), rows: span(0, 3), cols: span(0, 2) };
    for (const first of [0, 2]) {
      const channels = span(first, 2);
      const taken = channelsLast(values, shape, { images: span(0, 2), channels, rows: [0, 1, 2], cols: [0, 1] });
      channelsFirst(taken, { tile, channels }, { data, shape });
    }
    expect(data).toEqual(values);
  });

  it('fills a tile and leaves the rest alone', () => {
    const data = new Float32Array(12); // two images, two rows of three
    const tile = { images: span(1, 1), rows: span(1, 1), cols: span(1, 2) };
    channelsFirst([7, 8], { tile, channels: span(0, 1) }, { data, shape: [2, 1, 2, 3] });
    expect([...data]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 8]);
  });

  it('adds the bias of each channel', () => {
    const data = new Float32Array(4);
    const tile = { images: span(0, 1), rows: span(0, 1), cols: span(0, 2) };
    const bias = Float32Array.of(100, 200);
    channelsFirst([1, 2, 3, 4], { tile, channels: span(0, 2) }, { data, shape: [1, 2, 1, 2], bias });
    expect([...data]).toEqual([101, 103, 202, 204]);
  });
});

describe('kernelsLast', () => {
  it('puts the kernels of a tap side by side', () => {
    const weight = tensor([2, 2, 1, 2], [1, 2, 3, 4, 10, 20, 30, 40]); // two kernels of two channels, two taps each
    expect([...kernelsLast(weight, [2, 2, 1, 2], span(0, 2))]).toEqual([1, 10, 3, 30, 2, 20, 4, 40]);
    expect([...kernelsLast(weight, [2, 2, 1, 2], span(1, 1))]).toEqual([10, 30, 20, 40]);
  });
});

import { describe, expect, it } from 'vitest';
import { tensor } from '@lib/array/tensor.ts';
import { movedLast, renamedLast } from '@lib/conv/channels-last.ts';
import { channelsLast } from '@lib/engine/layout.ts';

const counted = (shape: readonly number[]) =>
  tensor(
    shape,
    Float32Array.from({ length: shape.reduce((one, other) => one * other) }, (_, at) => at),
  );

describe('movedLast', () => {
  it('two channels of 2 × 2: each pixel gets its two numbers side by side', () => {
    const moved = movedLast(counted([1, 2, 2, 2]));
    expect(moved.shape).toEqual([1, 2, 2, 2]);
    expect([...moved.data]).toEqual([0, 4, 1, 5, 2, 6, 3, 7]);
  });

  it('does what the engine does before it computes', () => {
    const input = counted([2, 3, 2, 4]);
    const all = {
      images: { first: 0, count: 2 },
      channels: { first: 0, count: 3 },
      rows: [0, 1],
      cols: [0, 1, 2, 3],
    };
    expect([...movedLast(input).data]).toEqual([...channelsLast(input.data, [2, 3, 2, 4], all)]);
  });
});

describe('renamedLast', () => {
  it('moves nothing', () => {
    const input = counted([1, 3, 2, 2]);
    const renamed = renamedLast(input);
    expect(renamed.shape).toEqual([1, 2, 2, 3]);
    expect([...renamed.data]).toEqual([...input.data]);
  });

  it.each([
    [1, true],
    [2, false],
    [3, false],
  ])('with %i channels it is the same as moving: %s', (channels, isSame) => {
    const input = counted([2, channels, 3, 4]);
    expect([...renamedLast(input).data].join() === [...movedLast(input).data].join()).toBe(isSame);
  });
});

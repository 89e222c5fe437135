import { describe, expect, it } from 'vitest';
import { convNet } from '@lib/nn/layers.ts';

describe('convNet', () => {
  it('is made of convolutions with ReLU between them, flattened at the end', () => {
    const conv = { kind: 'conv', kernel: 3, stride: 2, padding: 1 };
    expect(convNet([3, 5, 2])).toEqual([
      { ...conv, outChannels: 5 },
      { kind: 'relu' },
      { ...conv, outChannels: 2 },
      { kind: 'flatten' },
    ]);
  });

  it('refuses a single number of channels', () => {
    expect(() => convNet([1])).toThrow(new RangeError('convNet: channels must be at least 2 numbers, got 1'));
  });
});

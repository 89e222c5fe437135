import { describe, expect, it } from 'vitest';
import { matrixFact, type MatrixFactName } from '@lib/site/matrix-facts.ts';

describe('matrixFact', () => {
  const digit = { size: 28, kernel: 3 };

  it.each<[MatrixFactName, number]>([
    ['rows', 676],
    ['cols', 784],
    ['cells', 529_984],
    ['used', 6084],
    ['zero', 523_900],
    ['distinct', 9],
    ['parameters', 10],
    ['taps', 9],
    ['patches', 6084],
  ])('28 × 28 under 3 × 3 has %s %i', (fact, value) => expect(matrixFact({ ...digit, fact })).toBe(value));

  it('uses 9 squares of 784 in each row', () =>
    expect(matrixFact({ ...digit, fact: 'share' })).toBeCloseTo(900 / 784, 10));

  it('knows padding, stride and channels', () => {
    expect(matrixFact({ ...digit, padding: 1, fact: 'used' })).toBe(6724);
    expect(matrixFact({ ...digit, padding: 1, stride: 2, fact: 'used' })).toBe(1681);
    expect(matrixFact({ ...digit, padding: 1, stride: 2, fact: 'rows' })).toBe(196);
    const alexNet = { size: 227, kernel: 11, stride: 4, channels: 3 };
    expect([matrixFact({ ...alexNet, fact: 'taps' }), matrixFact({ ...alexNet, fact: 'rows' })]).toEqual([363, 3025]);
  });

  it('refuses what is no convolution', () =>
    expect(() => matrixFact({ size: 3, kernel: 5, fact: 'rows' })).toThrow(RangeError));
});

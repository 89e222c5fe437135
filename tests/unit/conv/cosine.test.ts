import { describe, expect, it } from 'vitest';
import { cosine, nearestNamedKernel } from '@lib/conv/cosine.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';

const precision = 12; // decimals

describe('cosine', () => {
  it.each([
    ['the same', [1, 2], [1, 2], 1],
    ['ten times as strong', [1, 2], [10, 20], 1],
    ['opposite', [1, 2], [-1, -2], -1],
    ['at right angles', [1, 0], [0, 3], 0],
    ['3-4-5', [1, 0], [3, 4], 0.6],
  ])('%s', (_, a, b, expected) => expect(cosine(a, b)).toBeCloseTo(expected, precision));
  it('is never above 1, whatever rounding does', () =>
    expect(cosine([0.1, 0.2, 0.3], [0.1, 0.2, 0.3])).toBeLessThanOrEqual(1));
  it('zeros have no direction', () => expect(cosine([0, 0], [1, 2])).toBeNaN());
  it('refuses lists of different lengths', () =>
    expect(() => cosine([1, 2], [1])).toThrow(new RangeError('cosine: b must have 2 numbers, got 1')));
});

describe('nearestNamedKernel', () => {
  it('each named kernel is nearest to itself, but for the one that is left out', () => {
    for (const [name, weights] of Object.entries(namedKernels)) {
      const nearest = nearestNamedKernel(weights.map((weight) => weight * 0.3));
      expect(nearest?.name).toBe(name === 'session-blur' ? 'sharpen' : name);
    }
  });
  it('the sign counts: minus top is bottom', () =>
    expect(nearestNamedKernel(namedKernels.top.map((weight) => -weight))).toMatchObject({ name: 'bottom' }));
  it('a little noise changes the cosine and not the name', () => {
    const nearest = nearestNamedKernel([-0.39, -0.11, 0.44, -0.41, 0.12, 0.38, -0.22, -0.05, 0.21]);
    expect(nearest?.name).toBe('left-prewitt');
    expect(nearest?.cosine).toBeCloseTo(0.95, 2);
  });
  it.each([
    ['zeros', Array.from({ length: 9 }, () => 0)],
    ['no numbers', Array.from({ length: 9 }, () => NaN)],
    ['five by five', Array.from({ length: 25 }, () => 1)],
  ])('%s have none', (_, weights) => expect(nearestNamedKernel(weights)).toBeUndefined());
});

import { describe, expect, it } from 'vitest';
import { editDistance, nearestPath } from '@lib/site/nearest-path.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['kernels', 'kernels', 0],
    ['', 'start', 5],
    ['start', '', 5],
    ['kernel', 'kernels', 1],
    ['kernles', 'kernels', 2],
    ['stride', 'start', 4],
  ])('“%s” to “%s” is %i', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
    expect(editDistance(to, from)).toBe(distance);
  });
});

describe('nearestPath', () => {
  const known = ['start', 'kernels', 'strides-padding', 'credits', 'notices'];

  it.each([
    ['/kernel/', 'kernels'],
    ['/Kernels.html', 'kernels'],
    ['/book/lessons/kernals', 'kernels'],
    ['/stride-padding/', 'strides-padding'],
    ['/credit', 'credits'],
    ['/lesson/padding/', 'strides-padding'],
    ['/strides/', 'strides-padding'],
    ['/s/kernels/start/', 'kernels'],
  ])('%s -> %s', (asked, path) => {
    expect(nearestPath(asked, known)).toBe(path);
  });

  it.each(['/', '', '/wp-admin/', '/lesson/', '/trainer/', `/${'x'.repeat(5000)}/`])('%s -> nothing', (asked) => {
    expect(nearestPath(asked, known)).toBeUndefined();
  });

  it('knows nothing when nothing is known', () => {
    expect(nearestPath('/kernels/', [])).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { sum } from '@lib/conv/response.ts';
import { edgeKernel } from '@lib/conv/turned-kernels.ts';

const third = (weights: readonly number[]) => weights.map((weight) => weight / 3);
const closeTo = (weights: readonly number[]) => weights.map((weight): unknown => expect.closeTo(weight, 12));

describe('edgeKernel', () => {
  it.each([
    [0, namedKernels.top],
    [90, namedKernels['left-prewitt']],
    [180, namedKernels.bottom],
    [270, namedKernels['right-prewitt']],
  ] as const)('%i° -> a third of %j', (degrees, kernel) => expect(edgeKernel(degrees)).toEqual(closeTo(third(kernel))));

  it('sums to 0 in every direction', () => {
    for (let degrees = 0; degrees < 360; degrees += 12) expect(sum(edgeKernel(degrees))).toBeCloseTo(0, 12);
  });

  it('turned by 180° it is the same with every sign changed', () =>
    expect(edgeKernel(48)).toEqual(closeTo(edgeKernel(228).map((weight) => -weight))));
});

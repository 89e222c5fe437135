import { describe, expect, it } from 'vitest';
import { kernelBank } from '@lib/conv/kernel-bank.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';

describe('kernelBank', () => {
  it('begins with the session’s four, in their order', () =>
    expect(kernelBank(4, 9)).toEqual([namedKernels.left, namedKernels.top, namedKernels.diag1, namedKernels.diag2]));

  it('a larger bank begins with the smaller one, and the seed decides only the random ones', () => {
    const bank = kernelBank(128, 1);
    expect(bank).toHaveLength(128);
    expect(bank.slice(0, 10)).toEqual(kernelBank(10, 1));
    const other = kernelBank(128, 2);
    expect(other.slice(0, 4)).toEqual(bank.slice(0, 4));
    expect(other.slice(4)).not.toEqual(bank.slice(4));
  });

  it('random weights are tenths from −1 to 1, both ends among them', () => {
    const weights = kernelBank(128, 1).slice(4).flat();
    for (const weight of weights) expect(Math.round(weight * 10)).toBeCloseTo(weight * 10, 9);
    expect([Math.min(...weights), Math.max(...weights)]).toEqual([-1, 1]);
  });

  it('refuses no kernel at all', () =>
    expect(() => kernelBank(0, 1)).toThrow('kernelBank: count must be a whole number of at least 1, got 0'));
});

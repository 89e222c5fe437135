import { describe, expect, it } from 'vitest';
import { sizesUntilTooSmall } from '@lib/conv/shrinking.ts';

describe('sizesUntilTooSmall', () => {
  it('28 under 3 × 3 -> 2 after 13 layers: sizes stay even', () => {
    expect(sizesUntilTooSmall(28, 3)).toEqual([28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2]);
  });
  it('27 -> 1 after 13 layers: sizes stay odd', () => {
    const sizes = sizesUntilTooSmall(27, 3);
    expect([sizes.length - 1, sizes.at(-1)]).toEqual([13, 1]);
  });
  it('stays as it is where the kernel does not fit', () => expect(sizesUntilTooSmall(2, 3)).toEqual([2]));
  it('refuses a kernel that takes nothing off', () => {
    expect(() => sizesUntilTooSmall(5, 1)).toThrow('sizesUntilTooSmall: kernel must be');
  });
});

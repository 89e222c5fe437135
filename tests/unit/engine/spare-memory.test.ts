import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SpareMemory } from '@lib/engine/spare-memory.ts';

describe('SpareMemory', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('never hands out the same memory twice, and always zeros', () => {
    const spare = new SpareMemory();
    const taken = Array.from({ length: 5 }, () => {
      const memory = spare.take(8);
      expect([...memory]).toEqual(Array(8).fill(0));
      memory.fill(1);
      vi.runAllTimers();
      return memory;
    });
    expect(new Set(taken.map(({ buffer }) => buffer)).size).toBe(5);
  });

  it('makes memory ready only for a size that was asked for twice', () => {
    const spare = new SpareMemory();
    spare.take(8);
    expect(vi.getTimerCount()).toBe(0);
    spare.take(9);
    expect(vi.getTimerCount()).toBe(0);
    spare.take(9);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('gives what is asked for after another size was ready', () => {
    const spare = new SpareMemory();
    spare.take(8);
    spare.take(8);
    vi.runAllTimers();
    expect(spare.take(3)).toHaveLength(3);
  });
});

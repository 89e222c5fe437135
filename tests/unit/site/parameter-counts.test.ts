import { describe, expect, it } from 'vitest';
import { parameterCounts } from '@lib/site/parameter-counts.ts';

describe('parameterCounts', () => {
  it('784 → 30 → 1 has 23,550 + 31', () => expect(parameterCounts['dense-net']).toBe(23_581));
  it('1 → 4 → 8 → 16 → 32 → 2 has 6,722, fewer than a third of them', () => {
    expect(parameterCounts['simple-cnn']).toBe(6722);
    expect(parameterCounts['simple-cnn'] * 3).toBeLessThan(parameterCounts['dense-net']);
  });
});

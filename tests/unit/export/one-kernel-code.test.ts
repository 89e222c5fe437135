import { describe, expect, it } from 'vitest';
import { oneKernelCode } from '@lib/export/one-kernel-code.ts';

const code = oneKernelCode({ k: [1, 2, 3, 4, 5, 6, 7, 8, -9.5], stat: 'mean', threshold: 52.55, above: 7, pic: 12 });

describe('oneKernelCode', () => {
  it('has the weights row by row, the threshold and both sides', () => {
    expect(code).toContain('    [1, 2, 3],\n    [4, 5, 6],\n    [7, 8, -9.5],\n');
    expect(code).toContain('THRESHOLD = 52.55  # more is taken for a 7, all else for a 3');
    expect(code).toContain('torch.where(numbers > THRESHOLD, 7, 3)');
  });
  it('makes the number that was asked for', () => {
    expect(code).toContain('numbers = maps.clamp(min=0).mean(dim=(1, 2, 3))  #');
    expect(oneKernelCode({ k: [], stat: 'max', threshold: 0, above: 3, pic: 0 })).toContain('numbers = maps.amax(');
    expect(oneKernelCode({ k: [], stat: 'diff', threshold: 0, above: 3, pic: 0 })).toContain(
      'amax(dim=(1, 2, 3)) - maps',
    );
  });
  it('counts on the held-out pictures and on those that nobody looked at', () =>
    expect([...code.matchAll(/count_right\('(\w+)'\)/g)].map(([, set]) => set)).toEqual(['t10k', 'train']));
});

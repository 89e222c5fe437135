import { describe, expect, it } from 'vitest';
import { filterBankCode } from '@lib/export/filter-bank-code.ts';

const code = filterBankCode({ n: 6, seed: 3, sel: [1, 5], r: 5, c: 7 }, [12, 15]);

describe('filterBankCode', () => {
  it('takes the digits by their MNIST indices', () => expect(code).toContain("'train-images-idx3-ubyte')[[12, 15]]"));
  it('draws the random kernels behind the session’s', () => {
    expect(code).toContain('[-1, 1, 0, -1, 1, 0, -1, 1, 0],  # left');
    expect(code).toContain('numbers = seeded(3)');
    expect(code).toContain('.view(6, 1, 3, 3)');
  });
  it('names the channel last where channels come last, and only there', () => {
    expect(code).not.toContain('permute');
    expect(filterBankCode({ n: 6, seed: 3, sel: [1, 5], r: 5, c: 7, layout: 'nhwc' }, [12, 15])).toContain(
      'last[1, 4, 6, 5].item()',
    );
  });
  it('prints the answer at the window, by its place in the map', () =>
    expect(code).toContain('maps[1, 5, 4, 6].item()'));
});

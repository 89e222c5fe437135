// That the code runs, and prints the figure's numbers, is checked by `npm run test:torch`; here is what a reader sees of it.
import { describe, expect, it } from 'vitest';
import { matmulCode, matmulSource, type MatmulCodeState } from '@lib/export/matmul-code.ts';

const letters: MatmulCodeState = {
  view: 'toeplitz',
  height: 3,
  width: 3,
  outHeight: 2,
  outWidth: 2,
  kernel: 2,
  stride: 1,
  padding: 0,
  weights: [1, 2, 3, 4],
  input: [1, 2, 3, 4, 5, 6, 7, 8, 9],
  mnistIndex: 12,
  bias: 0.5,
  own: undefined,
};

describe('matmulCode', () => {
  it('builds the matrix and multiplies, then asks conv2d', () => {
    expect(matmulCode(letters).split('\n')).toEqual([
      'import torch',
      'import torch.nn.functional as F',
      '',
      'x = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]], dtype=torch.float)',
      'w = torch.tensor([[1, 2], [3, 4]], dtype=torch.float)[None, None]  # 1 x 1 x 2 x 2',
      'b = 0.5',
      '',
      '# column by column: what comes out when one pixel is 1 and all others are 0',
      'W = F.conv2d(torch.eye(9).reshape(9, 1, 3, 3), w, stride=1, padding=0).flatten(1).T',
      'print(W.shape)',
      'y = W @ x.flatten() + b',
      'print(y.tolist())',
      'same = F.conv2d(x[None, None], w, stride=1, padding=0) + b',
      'print((y - same.flatten()).abs().max())',
      '',
    ]);
  });

  it('unfolds the picture in the view of patches', () => {
    const code = matmulCode({ ...letters, view: 'im2col' });
    expect(code).toContain('F.unfold(x[None, None], 2, stride=1, padding=0)[0]');
    expect(code).toContain('w.reshape(1, -1) @ columns + b');
  });

  it('transposes, with what the floor dropped', () => {
    const code = matmulCode({ ...letters, view: 'transpose', height: 6, width: 5, stride: 3, input: [1, 2, 3, 4] });
    expect(code).toContain('y = torch.tensor([[1, 2], [3, 4]], dtype=torch.float)');
    expect(code).toContain('F.conv_transpose2d(y[None, None], w, stride=3, padding=0, output_padding=(1, 0))');
  });

  it('has no convolution to compare with where the sharing is broken', () => {
    const code = matmulCode({ ...letters, own: [{ place: 1, pixel: 2, value: 5 }] });
    expect(code).toContain('W[1, 2] = 5  # a number of its own');
    expect(code).not.toContain('same =');
  });

  it('loads the digit instead of writing it out', () => {
    expect(matmulCode({ ...letters, input: undefined })).toContain("MNIST('.', train=True, download=True).data[12]");
  });
});

describe('matmulSource', () => {
  it('names a file for each view', () =>
    expect((['toeplitz', 'im2col', 'transpose'] as const).map(matmulSource)).toEqual([
      'matrix.ts',
      'unfold.ts',
      'conv-transpose2d.ts',
    ]));
});

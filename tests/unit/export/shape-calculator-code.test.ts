import { describe, expect, it } from 'vitest';
import { sessionCall } from '@lib/conv/conv-call.ts';
import { shapeCalculatorCode } from '@lib/export/shape-calculator-code.ts';

describe('shapeCalculatorCode', () => {
  it('makes input and layer of the call, and leaves out what is usual', () => {
    const code = shapeCalculatorCode(sessionCall);
    expect(code).toContain("x = torch.ones(64, 1, 28, 28, device='meta')");
    expect(code).toContain("nn.Conv2d(1, 4, kernel_size=3, device='meta')");
  });

  it('moves the axes where channels come last, and only there', () => {
    expect(shapeCalculatorCode(sessionCall, 'nhwc')).toContain('layer.weight.permute(2, 3, 1, 0)');
    expect(shapeCalculatorCode(sessionCall, 'nchw')).not.toContain('permute');
  });

  it('names every setting that is not usual', () =>
    expect(
      shapeCalculatorCode({
        ...sessionCall,
        channels: 4,
        kernel: [3, 5],
        stride: 2,
        padding: 1,
        dilation: 2,
        groups: 4,
      }),
    ).toContain("nn.Conv2d(4, 4, kernel_size=(3, 5), stride=2, padding=1, dilation=2, groups=4, device='meta')"));
});

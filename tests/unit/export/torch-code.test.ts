import { describe, expect, it } from 'vitest';
import { torchNetworkCode } from '@lib/export/torch-code.ts';
import { convNet } from '@lib/nn/layers.ts';

describe('torchNetworkCode', () => {
  it('sends a batch of 64 pictures through the network', () => {
    const code = torchNetworkCode(convNet());
    expect(code).toContain('nn.Conv2d(1, 4, kernel_size=3, stride=2, padding=1),    # 64 × 4 × 14 × 14');
    expect(code).toContain('x = torch.zeros(64, 1, 28, 28)');
    expect(code).not.toContain('net.eval()');
  });

  it('takes another input', () => {
    const code = torchNetworkCode([{ kind: 'conv', outChannels: 64, kernel: 7 }], [2, 3, 32, 32]);
    expect(code).toContain('nn.Conv2d(3, 64, kernel_size=7),  # 2 × 64 × 26 × 26');
    expect(code).toContain('x = torch.zeros(2, 3, 32, 32)');
  });

  it('lets batch normalisation go by its averages, so that a single picture will do', () => {
    expect(torchNetworkCode([{ kind: 'batch-norm' }])).toContain(')\nnet.eval()');
  });

  it('refuses a network that does not fit, naming the layer', () => {
    expect(() => torchNetworkCode([{ kind: 'relu' }, { kind: 'conv', outChannels: 2, kernel: 29 }])).toThrow(
      /^torchNetworkCode: layers\[1\] \(conv\) must fit, got conv2d: weight must span at most the 28 cells/,
    );
  });
});

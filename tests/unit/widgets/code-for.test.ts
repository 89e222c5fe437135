import { describe, expect, it } from 'vitest';
import { codeFor } from '@components/widgets/cnn-builder/code-for.ts';
import { layersOf } from '@lib/nn/architecture.ts';
import { architectureOf } from '@lib/state/architecture-field.ts';

const codeOf = (text: string) => codeFor(layersOf(architectureOf(text)));

describe('a network in PyTorch', () => {
  it('has a line for each layer, with the channels that come in', () => {
    expect(codeOf('1-4-8k5s1p0bn-mp2-ap3s2p1-gap-d30-d2').split('\n')).toEqual([
      'import torch',
      'from torch import nn',
      '',
      'net = nn.Sequential(',
      '    nn.Conv2d(1, 4, kernel_size=3, stride=2, padding=1),',
      '    nn.ReLU(),',
      '    nn.Conv2d(4, 8, kernel_size=5, stride=1, padding=0),',
      '    nn.BatchNorm2d(8),',
      '    nn.ReLU(),',
      '    nn.MaxPool2d(kernel_size=2, stride=2, padding=0),',
      '    nn.AvgPool2d(kernel_size=3, stride=2, padding=1),',
      '    nn.AdaptiveAvgPool2d(1),',
      '    nn.Flatten(),',
      '    nn.Linear(8, 30),',
      '    nn.ReLU(),',
      '    nn.Linear(30, 2),',
      ')',
      'print(net(torch.zeros(64, 1, 28, 28)).shape)',
      'print(sum(numbers.numel() for numbers in net.parameters()))',
      '',
    ]);
  });

  it('ends before a layer that does not fit', () => {
    expect(codeOf('1-4s3-8s3-16k7p0-2')).not.toContain('16');
  });
});

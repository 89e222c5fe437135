import { describe, expect, it } from 'vitest';
import { stackedLayers, stackLines, torchHelpers, torchLayer } from '@lib/export/torch-layers.ts';
import type { Layer } from '@lib/nn/layers.ts';
import { tableOf } from '@lib/nn/network-table.ts';

const written = (layer: Layer, inputShape: readonly number[] = [2, 4, 28, 28]): string[] =>
  tableOf([layer], inputShape).rows.map(torchLayer);

describe('torchLayer', () => {
  it.each<[Layer, string]>([
    [{ kind: 'conv', outChannels: 8, kernel: 3 }, 'nn.Conv2d(4, 8, kernel_size=3)'],
    [
      { kind: 'conv', outChannels: 8, kernel: [3, 3], stride: [1, 1], padding: [0, 0] },
      'nn.Conv2d(4, 8, kernel_size=3)',
    ],
    [
      { kind: 'conv', outChannels: 8, kernel: [3, 5], stride: [2, 1], padding: [1, 2] },
      'nn.Conv2d(4, 8, kernel_size=(3, 5), stride=(2, 1), padding=(1, 2))',
    ],
    [
      { kind: 'conv', outChannels: 8, kernel: 3, dilation: 2, groups: 2, hasBias: false },
      'nn.Conv2d(4, 8, kernel_size=3, dilation=2, groups=2, bias=False)',
    ],
    [
      { kind: 'conv', outChannels: 8, kernel: 3, padding: 1, paddingMode: 'reflect' },
      "nn.Conv2d(4, 8, kernel_size=3, padding=1, padding_mode='reflect')",
    ],
    [{ kind: 'conv', outChannels: 8, kernel: 3, paddingMode: 'circular' }, 'nn.Conv2d(4, 8, kernel_size=3)'],
    [
      { kind: 'conv', outChannels: 8, kernel: 3, padding: 1, paddingMode: 'symmetric' },
      'MirrorConv2d(4, 8, kernel_size=3, padding=1)',
    ],
    [{ kind: 'relu' }, 'nn.ReLU()'],
    [{ kind: 'batch-norm' }, 'nn.BatchNorm2d(4)'],
    [{ kind: 'batch-norm', epsilon: 0.001, momentum: 0.1 }, 'nn.BatchNorm2d(4, eps=0.001)'],
    [{ kind: 'max-pool', kernel: 2, stride: 2 }, 'nn.MaxPool2d(2)'],
    [{ kind: 'max-pool', kernel: 3, stride: 2, padding: 1 }, 'nn.MaxPool2d(3, stride=2, padding=1)'],
    [{ kind: 'average-pool', kernel: [2, 4], stride: [2, 4] }, 'nn.AvgPool2d((2, 4))'],
    [{ kind: 'global-average-pool' }, 'nn.AdaptiveAvgPool2d(1)'],
    [{ kind: 'flatten' }, 'nn.Flatten()'],
  ])('writes %o', (layer, code) => expect(written(layer)).toEqual([code]));

  it('takes the inputs of a dense layer, and the kind of a batch normalisation, from what comes in', () => {
    expect(written({ kind: 'dense', outputs: 2 }, [64, 32])).toEqual(['nn.Linear(32, 2)']);
    expect(written({ kind: 'dense', outputs: 2, hasBias: false }, [64, 32])).toEqual(['nn.Linear(32, 2, bias=False)']);
    expect(written({ kind: 'batch-norm' }, [64, 32])).toEqual(['nn.BatchNorm1d(32)']);
  });

  it('refuses a batch normalisation that PyTorch has not', () => {
    expect(() => written({ kind: 'batch-norm' }, [1, 2, 3, 4, 5])).toThrow(
      new RangeError('torchLayer: batch-norm must have an input of 2 to 4 axes, got 5'),
    );
  });
});

describe('torchHelpers', () => {
  it('brings the mirror with its edge only where it is needed', () => {
    const conv = { kind: 'conv', outChannels: 1, kernel: 3, padding: 1 } as const;
    const helpers = (layer: Layer): string => torchHelpers(tableOf([layer], [1, 1, 5, 5]).rows);
    expect(helpers(conv)).toBe('');
    expect(helpers({ ...conv, paddingMode: 'symmetric' })).toContain('class MirrorConv2d(nn.Conv2d):');
  });
});

describe('stackLines', () => {
  it('says the shapes that change, in one column', () => {
    const layers: Layer[] = [{ kind: 'conv', outChannels: 2, kernel: 3 }, { kind: 'relu' }, { kind: 'flatten' }];
    expect(stackLines('net', stackedLayers(tableOf(layers, [64, 1, 5, 5]).rows))).toBe(
      [
        'net = nn.Sequential(',
        '    nn.Conv2d(1, 2, kernel_size=3),  # 64 × 2 × 3 × 3',
        '    nn.ReLU(),',
        '    nn.Flatten(),                    # 64 × 18',
        ')',
      ].join('\n'),
    );
  });
});

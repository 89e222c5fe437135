// The network as PyTorch writes it down, one line a layer, with two lines that print what the table says.
import type { Layer } from '@lib/nn/layers.ts';
import { tableOf } from '@lib/nn/network-table.ts';

const inputShape = [64, 1, 28, 28];

/** Runnable Python for a network; where it does not fit, up to the layer that does not. */
export function codeFor(layers: readonly Layer[]): string {
  const { rows } = tableOf(layers, inputShape);
  const lines = rows.map(({ layer, inputShape: [, channels = 1] }) => `    ${lineFor(layer, channels)},`);
  return [
    'import torch',
    'from torch import nn',
    '',
    'net = nn.Sequential(',
    ...lines,
    ')',
    `print(net(torch.zeros(${inputShape.join(', ')})).shape)`,
    'print(sum(numbers.numel() for numbers in net.parameters()))',
    '',
  ].join('\n');
}

function lineFor(layer: Layer, channels: number): string {
  switch (layer.kind) {
    case 'conv': {
      const { outChannels, kernel, stride = 1, padding = 0 } = layer;
      return `nn.Conv2d(${channels}, ${outChannels}, kernel_size=${String(kernel)}, stride=${String(stride)}, padding=${String(padding)})`;
    }
    case 'relu':
      return 'nn.ReLU()';
    case 'batch-norm':
      return `nn.BatchNorm2d(${channels})`;
    case 'max-pool':
    case 'average-pool': {
      const { kind, kernel, stride = kernel, padding = 0 } = layer;
      const name = kind === 'max-pool' ? 'MaxPool2d' : 'AvgPool2d';
      return `nn.${name}(kernel_size=${String(kernel)}, stride=${String(stride)}, padding=${String(padding)})`;
    }
    case 'global-average-pool':
      return 'nn.AdaptiveAvgPool2d(1)';
    case 'flatten':
      return 'nn.Flatten()';
    case 'dense':
      return `nn.Linear(${channels}, ${layer.outputs})`;
  }
}

import { describe, expect, it } from 'vitest';
import { layerSettings } from '@lib/export/layer-words.ts';
import type { Layer } from '@lib/nn/layers.ts';
import { tableOf } from '@lib/nn/network-table.ts';

const words = (layer: Layer, times?: string): string[] =>
  tableOf([layer], [1, 4, 28, 28]).rows.map((row) => layerSettings(row, times));

describe('layerSettings', () => {
  it.each<[string, Layer]>([
    ['3 × 3', { kind: 'conv', outChannels: 4, kernel: 3, stride: 1, padding: 0, groups: 1 }],
    [
      '3 × 5, stride 2 × 1, padding 1, reflect padding',
      { kind: 'conv', outChannels: 4, kernel: [3, 5], stride: [2, 1], padding: [1, 1], paddingMode: 'reflect' },
    ],
    [
      '3 × 3, dilation 2, groups 4, no bias',
      { kind: 'conv', outChannels: 4, kernel: 3, dilation: 2, groups: 4, hasBias: false },
    ],
    ['2 × 2', { kind: 'max-pool', kernel: 2, stride: 2 }],
    ['3 × 3, stride 2, padding 1', { kind: 'average-pool', kernel: 3, stride: 2, padding: 1 }],
    ['epsilon 0.001, momentum 0.5', { kind: 'batch-norm', epsilon: 0.001, momentum: 0.5 }],
    ['', { kind: 'batch-norm' }],
    ['', { kind: 'flatten' }],
  ])('says “%s”', (expected, layer) => expect(words(layer)).toEqual([expected]));

  it('writes sizes with another sign', () => expect(words({ kind: 'max-pool', kernel: [2, 3] }, 'x')).toEqual(['2x3']));
});

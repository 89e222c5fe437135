// A layer in a few words, for tables outside the book: what it is, and what is set. What is as usual is left out.
import type { Pair } from '@lib/conv/conv2d-plan.ts';
import type { Layer } from '@lib/nn/layers.ts';
import type { LayerRow } from '@lib/nn/network-table.ts';

/** The names of the kinds of layers. */
export const layerNames: Readonly<Record<Layer['kind'], string>> = {
  conv: 'convolution',
  relu: 'ReLU',
  'batch-norm': 'batch normalisation',
  'max-pool': 'max pooling',
  'average-pool': 'average pooling',
  'global-average-pool': 'global average pooling',
  flatten: 'flatten',
  dense: 'dense',
};

/** The settings of a layer, `3 × 3, stride 2, padding 1`; empty where there is nothing to set. `times` stands between two sizes. */
export function layerSettings({ layer }: LayerRow, times = ' × '): string {
  const setting = (name: string, value: Pair | undefined, standard: Pair): string[] => {
    const isUsual = value === undefined || both(value, times) === both(standard, times);
    return isUsual ? [] : [`${name} ${shortest(value, times)}`];
  };
  switch (layer.kind) {
    case 'conv':
      return [
        both(layer.kernel, times),
        ...setting('stride', layer.stride, 1),
        ...setting('padding', layer.padding, 0),
        ...(layer.paddingMode === undefined || layer.paddingMode === 'zeros' ? [] : [`${layer.paddingMode} padding`]),
        ...setting('dilation', layer.dilation, 1),
        ...setting('groups', layer.groups, 1),
        ...(layer.hasBias === false ? ['no bias'] : []),
      ].join(', ');
    case 'max-pool':
    case 'average-pool':
      return [
        both(layer.kernel, times),
        ...setting('stride', layer.stride, layer.kernel),
        ...setting('padding', layer.padding, 0),
      ].join(', ');
    case 'dense':
      return layer.hasBias === false ? 'no bias' : '';
    case 'batch-norm':
      return [...setting('epsilon', layer.epsilon, 1e-5), ...setting('momentum', layer.momentum, 0.1)].join(', ');
    case 'relu':
    case 'global-average-pool':
    case 'flatten':
      return '';
  }
}

function both(pair: Pair, times: string): string {
  return (typeof pair === 'number' ? [pair, pair] : pair).join(times);
}

function shortest(pair: Pair, times: string): string {
  const [rows, cols] = typeof pair === 'number' ? [pair, pair] : pair;
  return rows === cols ? String(rows) : both(pair, times);
}

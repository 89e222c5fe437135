// The way back from a list of layers to the architecture that an author thinks of, so that a network from a file can stand in a link. Not every
// list has one: a convolution with rectangular windows, a ReLU on its own.
import { layersOf, plainest, type Architecture, type Block } from './architecture.ts';
import type { ConvLayer, Layer } from './layers.ts';

/** The architecture whose layers these are; nothing where no architecture makes exactly this list. */
export function architectureOfLayers(layers: readonly Layer[]): Architecture | undefined {
  const blocks: Block[] = [];
  for (let at = 0; at < layers.length; at++) {
    const layer = layers[at];
    const hasNorm = layer?.kind === 'conv' && layers[at + 1]?.kind === 'batch-norm';
    const hasRelu = layers[at + (hasNorm ? 2 : 1)]?.kind === 'relu';
    const block = layer === undefined ? undefined : blockOf(layer, hasNorm, hasRelu);
    if (block === undefined) return undefined;
    if (block === 'flatten') continue;
    blocks.push(block);
    if (block.kind === 'conv' || block.kind === 'dense') at += Number(hasNorm) + Number(hasRelu);
  }
  const architecture = plainest({ blocks, isFlat: layers.some(({ kind }) => kind === 'flatten') });
  return isSame(layersOf(architecture), layers) ? architecture : undefined;
}

function blockOf(layer: Layer, hasNorm: boolean, hasRelu: boolean): Block | 'flatten' | undefined {
  switch (layer.kind) {
    case 'conv': {
      const [kernel, stride, padding] = [one(layer.kernel), one(layer.stride ?? 1), one(layer.padding ?? 0)];
      if (kernel === undefined || stride === undefined || padding === undefined) return undefined;
      return { kind: 'conv', outChannels: layer.outChannels, kernel, stride, padding, hasNorm, hasRelu };
    }
    case 'dense':
      return { kind: 'dense', outputs: layer.outputs, hasRelu };
    case 'max-pool':
    case 'average-pool': {
      const [kernel, stride, padding] = [one(layer.kernel), one(layer.stride ?? layer.kernel), one(layer.padding ?? 0)];
      if (kernel === undefined || stride === undefined || padding === undefined) return undefined;
      return { kind: layer.kind, kernel, stride, padding };
    }
    case 'global-average-pool':
      return { kind: layer.kind };
    case 'flatten':
      return 'flatten';
    case 'relu':
    case 'batch-norm':
      return undefined;
  }
}

/** The number of both axes, if it is the same. */
function one(pair: ConvLayer['kernel']): number | undefined {
  if (typeof pair === 'number') return pair;
  return pair[0] === pair[1] ? pair[0] : undefined;
}

function isSame(first: readonly Layer[], second: readonly Layer[]): boolean {
  return first.length === second.length && first.every((layer, at) => plainWords(layer) === plainWords(second[at]));
}

/** A layer with everything said that goes without saying, in one order. */
function plainWords(layer: Layer | undefined): string {
  if (layer === undefined) return '';
  switch (layer.kind) {
    case 'conv': {
      const { outChannels, kernel, stride = 1, padding = 0, dilation = 1, groups = 1 } = layer;
      const { paddingMode = 'zeros', hasBias = true } = layer;
      const numbers = [outChannels, one(kernel), one(stride), one(padding), one(dilation), groups];
      return ['conv', ...numbers, paddingMode, hasBias].join(' ');
    }
    case 'dense':
      return `dense ${layer.outputs} ${layer.hasBias ?? true}`;
    case 'batch-norm':
      return `norm ${layer.epsilon ?? 1e-5} ${layer.momentum ?? 0.1}`;
    case 'max-pool':
    case 'average-pool':
      return [layer.kind, one(layer.kernel), one(layer.stride ?? layer.kernel), one(layer.padding ?? 0)].join(' ');
    case 'relu':
    case 'flatten':
    case 'global-average-pool':
      return layer.kind;
  }
}

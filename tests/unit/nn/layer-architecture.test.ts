import { describe, expect, it } from 'vitest';
import { layersOf } from '@lib/nn/architecture.ts';
import { architectureOfLayers } from '@lib/nn/layer-architecture.ts';
import { convNet, type Layer } from '@lib/nn/layers.ts';
import { architectureOf, printArchitecture } from '@lib/state/architecture-field.ts';

const texts = [
  '1-4-8-16-32-2',
  '1-4bn-8bn-16bn-32bn-2',
  '1-4r0-8r0-16r0-32r0-2',
  '1-8k5s1p0-mp2-16k7s3-ap3s2p1-gap-d2',
  '1-d30-d2',
  '1-d30-d2r1',
  '1-30s1-1s1-maps',
  '1-30-2-gap',
];

describe('the way back from layers to an architecture', () => {
  it.each(texts)('%s', (text) => {
    const found = architectureOfLayers(layersOf(architectureOf(text)));
    expect(found === undefined ? undefined : printArchitecture(found)).toBe(text);
  });
  it('knows the session’s network', () =>
    expect(architectureOfLayers(convNet())).toEqual(architectureOf('1-4-8-16-32-2')));
  it('takes what is left unsaid in a layer for what it means', () =>
    expect(architectureOfLayers([{ kind: 'conv', outChannels: 2, kernel: 3 }, { kind: 'flatten' }])).toEqual(
      architectureOf('1-2s1p0'),
    ));
  it.each<[string, Layer[]]>([
    ['a window that is no square', [{ kind: 'conv', outChannels: 2, kernel: [3, 5] }, { kind: 'flatten' }]],
    ['a ReLU on its own', [{ kind: 'relu' }, { kind: 'flatten' }, { kind: 'dense', outputs: 2 }]],
    ['groups', [{ kind: 'conv', outChannels: 2, kernel: 3, groups: 2 }]],
    ['no bias', [{ kind: 'flatten' }, { kind: 'dense', outputs: 2, hasBias: false }]],
    ['a flatten in the middle of nothing', [{ kind: 'flatten' }, { kind: 'flatten' }]],
  ])('%s has none', (_, layers) => expect(architectureOfLayers(layers)).toBeUndefined());
});

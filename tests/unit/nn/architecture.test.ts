import { describe, expect, it } from 'vitest';
import { convNet } from '@lib/nn/layers.ts';
import { hasRelu, layersOf, plainest, stagesOf, type Architecture } from '@lib/nn/architecture.ts';
import { architectureOf } from '@lib/state/architecture-field.ts';

const kinds = (text: string) => layersOf(architectureOf(text)).map(({ kind }) => kind);

describe('layersOf', () => {
  it('1-4-8-16-32-2 is the session’s net', () => expect(layersOf(architectureOf('1-4-8-16-32-2'))).toEqual(convNet()));

  it('1-30s1-1s1-maps is the broken net: two convolutions that keep the size, ReLU between them, and no flatten', () =>
    expect(layersOf(architectureOf('1-30s1-1s1-maps'))).toEqual([
      { kind: 'conv', outChannels: 30, kernel: 3, stride: 1, padding: 1 },
      { kind: 'relu' },
      { kind: 'conv', outChannels: 1, kernel: 3, stride: 1, padding: 1 },
    ]));

  it.each([
    ['1-d30-d1', ['flatten', 'dense', 'relu', 'dense']],
    ['1-8bn-2', ['conv', 'batch-norm', 'relu', 'conv', 'flatten']],
    ['1-8bnr0-2bnr1', ['conv', 'batch-norm', 'conv', 'batch-norm', 'relu', 'flatten']],
    ['1-8-mp2-gap-d2', ['conv', 'relu', 'max-pool', 'global-average-pool', 'flatten', 'dense']],
    ['1-2-gap', ['conv', 'global-average-pool', 'flatten']],
    ['1-2-ap2-maps', ['conv', 'average-pool']],
  ])('%s is %j', (text, wanted) => expect(kinds(text)).toEqual(wanted));

  it('a pool steps by its window unless told otherwise', () => {
    expect(layersOf(architectureOf('1-2-mp2-ap3s1p1'))).toMatchObject([
      {},
      { kind: 'max-pool', kernel: 2, stride: 2, padding: 0 },
      { kind: 'average-pool', kernel: 3, stride: 1, padding: 1 },
      {},
    ]);
  });
});

describe('stagesOf', () => {
  it('puts each block’s layers together and a flatten that goes without saying by itself', () => {
    const stages = stagesOf(architectureOf('1-4bn-d2'));
    expect(stages.map(({ block, layers }) => [block, layers.map(({ kind }) => kind)])).toEqual([
      [0, ['conv', 'batch-norm', 'relu']],
      [undefined, ['flatten']],
      [1, ['dense']],
    ]);
  });
});

describe('plainest', () => {
  const said: Architecture = {
    isFlat: true,
    blocks: [
      { kind: 'conv', outChannels: 4, kernel: 3, stride: 2, padding: 1, hasNorm: false, hasRelu: true },
      { kind: 'max-pool', kernel: 2, stride: 2, padding: 0 },
      { kind: 'conv', outChannels: 2, kernel: 3, stride: 2, padding: 0, hasNorm: false, hasRelu: false },
    ],
  };

  it('leaves out what goes without saying and keeps the rest', () =>
    expect(plainest(said).blocks).toEqual([
      { kind: 'conv', outChannels: 4, kernel: 3, stride: 2, padding: undefined, hasNorm: false, hasRelu: undefined },
      { kind: 'max-pool', kernel: 2, stride: undefined, padding: 0 },
      { kind: 'conv', outChannels: 2, kernel: 3, stride: 2, padding: 0, hasNorm: false, hasRelu: undefined },
    ]));

  it('changes no layer', () => expect(layersOf(plainest(said))).toEqual(layersOf(said)));

  it('knows that dense layers leave no grid', () =>
    expect(plainest({ isFlat: false, blocks: [{ kind: 'dense', outputs: 2 }] }).isFlat).toBe(true));
});

describe('hasRelu', () => {
  it('is so after all blocks that learn but the last, where nothing else is said', () => {
    const net = architectureOf('1-4-8-gap-d2');
    expect([0, 1, 2, 3, 4].map((at) => hasRelu(net, at))).toEqual([true, true, false, false, false]);
  });
});

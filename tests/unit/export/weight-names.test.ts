import { describe, expect, it } from 'vitest';
import { everyLayer } from '../../fixtures/networks.ts';
import { savedNetworks, sessionNetwork, smallNetwork } from './saved-networks.ts';
import { tensor } from '@lib/array/tensor.ts';
import type { NamedTensor } from '@lib/export/safetensors.ts';
import { namedTensors, parametersFrom } from '@lib/export/weight-names.ts';
import { WeightsError } from '@lib/export/weights-error.ts';
import { convNet, type Layer } from '@lib/nn/layers.ts';

const session = namedTensors(sessionNetwork);
const small = namedTensors(smallNetwork, { batches: 5 });

/** The same tensors under other names; those that get none are left out. */
const renamed = (tensors: readonly NamedTensor[], name: (old: string) => string | undefined): NamedTensor[] =>
  tensors.flatMap((one) => {
    const other = name(one.name);
    return other === undefined ? [] : [{ ...one, name: other }];
  });

/** The tensors with one changed. */
const changed = (tensors: readonly NamedTensor[], name: string, change: Partial<NamedTensor>): NamedTensor[] =>
  tensors.map((one) => (one.name === name ? { ...one, ...change } : one));

describe('namedTensors', () => {
  it('have the names of PyTorch’s state_dict, in its order', () => {
    expect(session.map(({ name, shape }) => [name, shape])).toEqual([
      ['0.weight', [4, 1, 3, 3]],
      ['0.bias', [4]],
      ['2.weight', [8, 4, 3, 3]],
      ['2.bias', [8]],
      ['4.weight', [16, 8, 3, 3]],
      ['4.bias', [16]],
      ['6.weight', [32, 16, 3, 3]],
      ['6.bias', [32]],
      ['8.weight', [2, 32, 3, 3]],
      ['8.bias', [2]],
    ]);
    expect(small.map(({ name }) => name)).toEqual([
      '0.weight',
      '0.bias',
      '1.weight',
      '1.bias',
      '1.running_mean',
      '1.running_var',
      '1.num_batches_tracked',
      '5.weight',
    ]);
  });

  it('say how many batches were seen', () => {
    expect(small[6]).toEqual({ name: '1.num_batches_tracked', shape: [], data: Float32Array.of(5), isCount: true });
  });

  it.each([NaN, Infinity, -Infinity])('are not made of %d', (value) => {
    const parameters = sessionNetwork.parameters.with(0, {
      ...sessionNetwork.parameters[0],
      bias: tensor([4], [0, value, 0, 0]),
    });
    expect(() => namedTensors({ ...sessionNetwork, parameters })).toThrow(
      new WeightsError('This network has numbers that are infinite or none at all; they are not worth keeping.'),
    );
  });

  it('are not made of numbers that do not fit the layers', () => {
    expect(() => namedTensors({ ...sessionNetwork, layers: convNet([1, 4, 2]) })).toThrow(
      new RangeError('namedTensors: parameters[2].weight must have the shape [2, 4, 3, 3], got [8, 4, 3, 3]'),
    );
  });
});

describe('parametersFrom', () => {
  it.each(savedNetworks)('undoes namedTensors: $title', ({ layers, parameters }) => {
    expect(parametersFrom(namedTensors({ layers, parameters }), layers)).toEqual(parameters);
  });

  it('undoes it for every kind of layer', () => {
    const { model, images } = everyLayer;
    const tensors = namedTensors(model, { inputShape: images.shape });
    expect(parametersFrom(tensors, model.layers, images.shape)).toEqual(model.parameters);
  });

  it('does not mind in which order a file names them, as a sorted one does', () => {
    const sorted = session.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(parametersFrom(sorted, sessionNetwork.layers)).toEqual(sessionNetwork.parameters);
  });

  it('does not need the count of batches', () => {
    const without = small.filter(({ isCount }) => !isCount);
    expect(parametersFrom(without, smallNetwork.layers)).toEqual(smallNetwork.parameters);
  });

  // The session's helper puts a convolution and its ReLU into an nn.Sequential of their own; the last stands alone.
  const nest = (old: string): string => {
    const [place = '', last = ''] = old.split('.');
    return place === '8' ? `4.${last}` : `${Number(place) / 2}.0.${last}`;
  };

  it.each([
    { title: 'in a Sequential of Sequentials', name: nest },
    { title: 'in a model of a learner', name: (old: string) => `model.${nest(old)}` },
    {
      title: 'without places for ReLU',
      name: (old: string) => old.replace(/^\d+/, (place) => String(Number(place) / 2)),
    },
    {
      title: 'with many places in between',
      name: (old: string) => `net.module.${old.replace(/^\d+/, (place) => `1.${Number(place) * 7}.2`)}`,
    },
  ])('finds the numbers by order: $title', ({ name }) => {
    expect(parametersFrom(renamed(session, name), sessionNetwork.layers)).toEqual(sessionNetwork.parameters);
  });

  it('finds a batch normalisation wherever it stands beside its convolution', () => {
    const name = (old: string): string | undefined =>
      old.replace(/^0\./, '0.0.').replace(/^1\./, '0.2.').replace(/^5\./, '3.');
    expect(parametersFrom(renamed(small, name), smallNetwork.layers)).toEqual(smallNetwork.parameters);
  });

  const refused: readonly {
    title: string;
    tensors: readonly NamedTensor[];
    layers?: readonly Layer[];
    words: string;
  }[] = [
    {
      title: 'another network',
      tensors: session,
      layers: convNet([1, 4, 16, 16, 32, 2]),
      words: 'This file holds a weight of 8 × 4 × 3 × 3 where the network needs 16 × 4 × 3 × 3.',
    },
    {
      title: 'more convolutions',
      tensors: session,
      layers: convNet([1, 4, 8, 16, 2]),
      words: 'This file holds 5 convolutions where the network has 4 convolutions.',
    },
    {
      title: 'convolutions for dense layers',
      tensors: session.slice(0, 2),
      layers: [{ kind: 'flatten' }, { kind: 'dense', outputs: 2 }],
      words: 'This file holds 1 convolution where the network has no convolutions.',
    },
    {
      title: 'no batch normalisation',
      tensors: small.filter(({ name }) => !name.startsWith('1.')),
      layers: smallNetwork.layers,
      words: 'This file holds no batch normalisations where the network has 1 batch normalisation.',
    },
    {
      title: 'nothing',
      tensors: [],
      words: 'This file holds no convolutions where the network has 5 convolutions.',
    },
    {
      title: 'a missing bias',
      tensors: session.filter(({ name }) => name !== '4.bias'),
      words: 'This file lacks “4.bias”, 16 numbers that the network needs.',
    },
    {
      title: 'a missing bias in nested names',
      tensors: renamed(session, (old) => (old === '4.bias' ? undefined : nest(old))),
      words: 'This file lacks “2.0.bias”, 16 numbers that the network needs.',
    },
    {
      title: 'a missing average',
      tensors: small.filter(({ name }) => name !== '1.running_var'),
      layers: smallNetwork.layers,
      words: 'This file lacks “1.running_var”, 2 numbers that the network needs.',
    },
    {
      title: 'a missing weight',
      tensors: renamed(session, (old) => (old === '4.weight' ? undefined : nest(old))),
      words: 'This file lacks “2.0.weight”, without which “2.0.bias” is of no use.',
    },
    {
      title: 'a bias too many',
      tensors: [...small, { name: '5.bias', shape: [2], data: new Float32Array(2) }],
      layers: smallNetwork.layers,
      words: 'This file holds “5.bias”, for which the network has no place.',
    },
    {
      title: 'a bias of another length',
      tensors: changed(session, '0.bias', { shape: [1], data: new Float32Array(1) }),
      words: 'This file holds a bias of 1 number where the network needs 4 numbers.',
    },
    {
      title: 'a transposed weight',
      tensors: changed(session, '2.weight', { shape: [4, 8, 3, 3] }),
      words: 'This file holds a weight of 4 × 8 × 3 × 3 where the network needs 8 × 4 × 3 × 3.',
    },
    {
      title: 'a weight of three axes',
      tensors: renamed(changed(session, '2.weight', { shape: [8, 4, 9] }), nest),
      words: 'This file holds “1.0.weight” of 8 × 4 × 9, which no layer of this book has.',
    },
    {
      title: 'a weight of no axes',
      tensors: [{ name: '1.1.weight', shape: [], data: new Float32Array(1) }],
      words: 'This file holds “1.1.weight” of a single number, which no layer of this book has.',
    },
    {
      title: 'whole numbers',
      tensors: changed(session, '2.bias', { isCount: true }),
      words: 'This file holds “2.bias” in whole numbers, which cannot be weights.',
    },
    {
      title: 'fewer numbers than the shape',
      tensors: changed(session, '0.bias', { data: new Float32Array(3) }),
      words: 'This file holds 3 numbers for “0.bias” where its shape needs 4.',
    },
    {
      title: 'NaN',
      tensors: changed(session, '0.bias', { data: Float32Array.of(0, NaN, 0, 0) }),
      words: 'This file holds numbers in “0.bias” that are infinite or none at all.',
    },
    {
      title: 'names of a class of its own',
      tensors: renamed(session, (old) => old.replace(/^(\d+)/, 'conv$1')),
      words:
        'This file holds “conv0.weight”; only the numbers of an nn.Sequential can be read, with names such as “0.weight”.',
    },
    {
      title: 'two networks',
      tensors: [...renamed(session, (old) => `encoder.${old}`), ...renamed(session, (old) => `decoder.${old}`)],
      words:
        'This file holds “decoder.0.weight”; only the numbers of an nn.Sequential can be read, with names such as “0.weight”.',
    },
  ];

  it.each(refused)('refuses $title', ({ tensors, layers = sessionNetwork.layers, words }) => {
    expect(() => parametersFrom(tensors, layers)).toThrow(new WeightsError(words));
  });
});

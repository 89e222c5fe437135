import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { savedNetworks, sessionNetwork, smallNetwork } from './saved-networks.ts';
import { readSafetensors, writeSafetensors } from '@lib/export/safetensors.ts';
import { namedTensors } from '@lib/export/weight-names.ts';
import { WeightsError } from '@lib/export/weights-error.ts';
import { metadataKey, readWeights, toSafetensors, toWeightsJson, type SavedNetwork } from '@lib/export/weights-file.ts';
import { convNet } from '@lib/nn/layers.ts';

const asJson = (network: SavedNetwork): Uint8Array => new TextEncoder().encode(toWeightsJson(network));

const forms = [
  { form: 'safetensors', write: toSafetensors },
  { form: 'JSON', write: asJson },
];

describe.each(forms)('a network written as $form', ({ write }) => {
  it.each(savedNetworks)('comes back as it was: $title', ({ layers, parameters }) => {
    const read = readWeights(write({ layers, parameters, step: 0 }));
    expect(read).toEqual({ layers, parameters, step: 0 });
  });

  it('brings its run back', () => {
    expect(readWeights(write(sessionNetwork))).toEqual(sessionNetwork);
  });

  it('is read as what it says it is, whatever network is at hand', () => {
    expect(readWeights(write(sessionNetwork), smallNetwork.layers)).toEqual(sessionNetwork);
  });

  it('is refused when it is cut anywhere', () => {
    const bytes = write(smallNetwork);
    for (let length = 0; length < bytes.length - 1; length++) {
      expect(() => readWeights(bytes.subarray(0, length), smallNetwork.layers)).toThrow(WeightsError);
    }
  });

  it('with any bytes changed gives a network or a WeightsError', () => {
    const bytes = write(smallNetwork);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const altered = bytes.slice();
        for (const [at, value] of changes) altered[at] = value;
        try {
          expect(readWeights(altered, smallNetwork.layers).parameters).toHaveLength(smallNetwork.layers.length);
        } catch (error) {
          expect(error).toBeInstanceOf(WeightsError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('readWeights', () => {
  const bare = writeSafetensors({ tensors: namedTensors(sessionNetwork), metadata: {} });

  it('of a file from elsewhere goes by the network at hand', () => {
    const { layers, parameters } = sessionNetwork;
    expect(readWeights(bare, layers)).toEqual({ layers, parameters, step: 0 });
  });

  it('of a file from elsewhere says what does not fit', () => {
    expect(() => readWeights(bare, convNet([1, 8, 16, 16, 32, 2]))).toThrow(
      new WeightsError('This file holds a weight of 4 × 1 × 3 × 3 where the network needs 8 × 1 × 3 × 3.'),
    );
  });

  it('needs some network', () => {
    expect(() => readWeights(bare)).toThrow(
      new WeightsError('This file does not say which network its numbers are for.'),
    );
  });

  it('takes the network at hand for JSON that names none', () => {
    const { layers, parameters } = sessionNetwork;
    const { layers: _, run: __, ...rest } = JSON.parse(toWeightsJson(sessionNetwork));
    expect(readWeights(new TextEncoder().encode(JSON.stringify(rest)), layers)).toEqual({
      layers,
      parameters,
      step: 0,
    });
  });

  const saying = (about: unknown): Uint8Array =>
    writeSafetensors({
      tensors: readSafetensors(bare).tensors,
      metadata: { [metadataKey]: typeof about === 'string' ? about : JSON.stringify(about) },
    });
  const { layers, run } = sessionNetwork;
  const nonsense = 'This file says that it is from this book, but what it says of its network makes no sense here.';

  it.each([
    { title: 'no JSON', about: '{', words: nonsense },
    { title: 'a layer of no kind', about: { version: 1, layers: [{ kind: 'lstm' }] }, words: nonsense },
    {
      title: 'layers that do not fit',
      about: { version: 1, layers: [{ kind: 'dense', outputs: 2 }] },
      words: nonsense,
    },
    { title: 'a run that is none', about: { version: 1, layers, run: 'fast' }, words: nonsense },
    {
      title: 'a run that cannot be trained',
      about: { version: 1, layers, run: { ...run, layers: undefined, rate: -1 } },
      words: nonsense,
    },
    {
      title: 'half a step',
      about: { version: 1, layers, run: { ...run, layers: undefined }, step: 0.5 },
      words: nonsense,
    },
    {
      title: 'a later version',
      about: { version: 2 },
      words: 'This file is from a newer edition of this book than the one you are reading.',
    },
  ])('refuses a file whose words about itself are $title', ({ about, words }) => {
    expect(() => readWeights(saying(about), layers)).toThrow(new WeightsError(words));
  });

  it.each([
    { title: 'a zip of torch.save', bytes: [0x50, 0x4b, 3, 4, 0, 0, 8, 8, 0, 0] },
    { title: 'an old file of torch.save', bytes: [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 32] },
  ])('knows $title, and what to do instead', ({ bytes }) => {
    expect(() => readWeights(Uint8Array.from(bytes), layers)).toThrow(
      /^This file was written by torch\.save.*safetensors instead\.$/,
    );
  });

  it('does not take a header of a length that begins like another file for that file', () => {
    for (const length of [0x80, 0x20, 0x7b20, 0x4b50, 0x5b]) {
      const bytes = paddedTo(length);
      expect(readWeights(bytes, layers).parameters).toEqual(sessionNetwork.parameters);
    }
  });

  /** The bare file with spaces after its header, to a length that may have any last byte. */
  function paddedTo(lowest: number): Uint8Array {
    const view = new DataView(bare.buffer);
    const old = Number(view.getBigUint64(0, true));
    let length = lowest;
    while (length < old) length += lowest < 256 ? 256 : 65536;
    const bytes = new Uint8Array(bare.length - old + length).fill(32);
    bytes.set(bare.subarray(8, 8 + old), 8);
    bytes.set(bare.subarray(8 + old), 8 + length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
    return bytes;
  }

  it('of random bytes throws nothing but a WeightsError', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 100 }),
          fc.json().map((text) => new TextEncoder().encode(text)),
        ),
        (bytes) => {
          expect(() => readWeights(bytes, layers)).toThrow(WeightsError);
        },
      ),
      { numRuns: 500 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NamedTensor } from '@lib/export/safetensors.ts';
import { WeightsError } from '@lib/export/weights-error.ts';
import { jsonFormat, readWeightsJson, writeWeightsJson } from '@lib/export/weights-json.ts';

const finite = fc.float({ noNaN: true, noDefaultInfinity: true });

describe('writeWeightsJson', () => {
  it('writes a line for each layer and each parameter', () => {
    const tensors: NamedTensor[] = [
      { name: '0.weight', shape: [1, 3], data: Float32Array.of(0.1, -2, 1e-7) },
      { name: '0.bias', shape: [1], data: Float32Array.of(1 / 3) },
      { name: '1.num_batches_tracked', shape: [], data: Float32Array.of(4), isCount: true },
    ];
    const about = { layers: [{ kind: 'flatten' }, { kind: 'dense', outputs: 1 }], step: 4 };
    expect(writeWeightsJson({ tensors, about })).toBe(`{
  "format": "threes-and-sevens-weights",
  "version": 1,
  "layers": [
    {"kind":"flatten"},
    {"kind":"dense","outputs":1}
  ],
  "step": 4,
  "parameters": [
    { "name": "0.weight", "shape": [1, 3], "data": [0.1, -2, 1e-7] },
    { "name": "0.bias", "shape": [1], "data": [0.33333334] }
  ]
}
`);
  });
});

describe('readWeightsJson', () => {
  it('reads back what was written, bit for bit', () => {
    const anyTensor = fc
      .tuple(fc.string(), fc.array(finite, { minLength: 1, maxLength: 20 }))
      .map(([name, data]): NamedTensor => ({ name, shape: [data.length], data: Float32Array.from(data) }));
    fc.assert(
      fc.property(fc.uniqueArray(anyTensor, { selector: ({ name }) => name }), (tensors) => {
        const about = { layers: [], step: 3 };
        expect(readWeightsJson(writeWeightsJson({ tensors, about }))).toEqual({ tensors, about });
      }),
    );
  });

  const file = (parts: object): string => JSON.stringify({ format: jsonFormat, version: 1, parameters: [], ...parts });
  const one = { name: 'a', shape: [1], data: [1] };

  it.each([
    {
      title: 'half a file',
      text: file({}).slice(0, -1),
      words: 'This file looks like JSON and is not, or only a part of it arrived.',
    },
    { title: 'a list', text: '[]', words: 'This file is not one of weights from this book.' },
    { title: 'other JSON', text: '{"version":1}', words: 'This file is not one of weights from this book.' },
    {
      title: 'a later version',
      text: file({ version: 2 }),
      words: 'This file is from a newer edition of this book than the one you are reading.',
    },
    { title: 'no parameters', text: file({ parameters: undefined }), words: 'This file has no list of parameters.' },
    ...[3, {}, { ...one, name: 4 }, { ...one, shape: 1 }, { ...one, data: [null] }, { ...one, data: '1' }].map(
      (parameter) => ({
        title: `the parameter ${JSON.stringify(parameter)}`,
        text: file({ parameters: [one, parameter] }),
        words: 'Parameter 2 of this file must have a name, a shape and a list of numbers.',
      }),
    ),
    {
      title: 'a name given twice',
      text: file({ parameters: [one, one] }),
      words: 'This file holds two parameters of the same name.',
    },
  ])('refuses $title', ({ text, words }) => {
    expect(() => readWeightsJson(text)).toThrow(new WeightsError(words));
  });
});

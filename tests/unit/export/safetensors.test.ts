import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors, type NamedTensor } from '@lib/export/safetensors.ts';
import { WeightsError } from '@lib/export/weights-error.ts';

/** A file from its parts, whether or not they fit. */
function fileOf(header: unknown, data: Uint8Array | readonly number[] = [], headerBytes?: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes ?? json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

const two: NamedTensor[] = [
  { name: 'a', shape: [1, 3], data: Float32Array.of(1.5, -2, 0.1) },
  { name: 'n', shape: [], data: Float32Array.of(7), isCount: true },
];

describe('writeSafetensors', () => {
  it('writes the length of the header, the header padded with spaces, and the numbers', () => {
    const bytes = writeSafetensors({ tensors: two, metadata: { format: 'pt' } });
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true));
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    expect(length % 8).toBe(0);
    expect(header).toMatch(/^\{.*\} {0,7}$/);
    expect(JSON.parse(header)).toEqual({
      __metadata__: { format: 'pt' },
      a: { dtype: 'F32', shape: [1, 3], data_offsets: [8, 20] },
      n: { dtype: 'I64', shape: [], data_offsets: [0, 8] },
    });
    expect(bytes).toHaveLength(8 + length + 20);
    expect(view.getBigInt64(8 + length, true)).toBe(7n);
    expect([0, 4, 8].map((at) => view.getFloat32(16 + length + at, true))).toEqual([1.5, -2, Math.fround(0.1)]);
  });
});

describe('readSafetensors', () => {
  const anyTensor = fc
    .record({
      name: fc.string().filter((name) => name !== '__metadata__'),
      shape: fc.array(fc.nat(4), { maxLength: 4 }),
      isCount: fc.boolean(),
    })
    .chain(({ name, shape, isCount }) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const one = isCount ? fc.nat(2 ** 24) : fc.float();
      return fc
        .array(one, { minLength: length, maxLength: length })
        .map((data): NamedTensor => ({ name, shape, data: Float32Array.from(data), ...(isCount && { isCount }) }));
    });
  const anyFile = fc.record({
    tensors: fc.uniqueArray(anyTensor, { selector: ({ name }) => name, maxLength: 6 }),
    metadata: fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
  });
  const byName = (tensors: readonly NamedTensor[]) => new Map(tensors.map((one) => [one.name, one]));

  it('reads back what was written, bit for bit', () => {
    fc.assert(
      fc.property(anyFile, ({ tensors, metadata }) => {
        const read = readSafetensors(writeSafetensors({ tensors, metadata }));
        expect(byName(read.tensors)).toEqual(byName(tensors));
        expect(read.metadata).toEqual(metadata);
      }),
    );
  });

  it('reads bytes in the middle of others', () => {
    const bytes = writeSafetensors({ tensors: two, metadata: {} });
    const around = new Uint8Array(bytes.length + 16).fill(255);
    around.set(bytes, 5);
    expect(readSafetensors(around.subarray(5, 5 + bytes.length)).tensors).toEqual(two);
  });

  it.each([
    { dtype: 'F16', bytes: [0x00, 0x3c, 0x00, 0xc1], values: [1, -2.5] },
    { dtype: 'BF16', bytes: [0x80, 0x3f, 0x20, 0xc0], values: [1, -2.5] },
    { dtype: 'F64', bytes: [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0x04, 0xc0], values: [1, -2.5] },
  ])('turns $dtype into float32', ({ dtype, bytes, values }) => {
    const { tensors } = readSafetensors(fileOf({ a: { dtype, shape: [2], data_offsets: [0, bytes.length] } }, bytes));
    expect(tensors).toEqual([{ name: 'a', shape: [2], data: Float32Array.from(values) }]);
  });

  const f32 = (begin: number, end: number, shape = [(end - begin) / 4]) => ({
    dtype: 'F32',
    shape,
    data_offsets: [begin, end],
  });

  it.each([
    { title: 'nothing', file: new Uint8Array(0), words: 'This file is too short to hold any weights.' },
    { title: 'seven bytes', file: new Uint8Array(7), words: 'This file is too short to hold any weights.' },
    {
      title: 'a header longer than the file',
      file: fileOf('{}', [], 3),
      words: 'This file is no safetensors file, or only a part of one arrived.',
    },
    {
      title: 'a header longer than anything',
      file: new Uint8Array(16).fill(255),
      words: 'This file is no safetensors file, or only a part of one arrived.',
    },
    {
      title: 'no JSON',
      file: fileOf('{"a":'),
      words: 'This file is no safetensors file: the table of contents at its beginning cannot be read.',
    },
    {
      title: 'no text',
      file: new Uint8Array([2, 0, 0, 0, 0, 0, 0, 0, 0xc3, 0x28]),
      words: 'This file is no safetensors file: the table of contents at its beginning cannot be read.',
    },
    {
      title: 'a list',
      file: fileOf([1]),
      words: 'This file is no safetensors file: it does not begin with a table of contents.',
    },
    {
      title: 'metadata that is no object',
      file: fileOf({ __metadata__: 'pt' }),
      words: 'What this file says about itself is not in words.',
    },
    {
      title: 'metadata of numbers',
      file: fileOf({ __metadata__: { step: 3 } }),
      words: 'What this file says about itself is not in words.',
    },
    ...[
      3,
      { dtype: 'F32', shape: [1] },
      { dtype: 'F32', shape: [1], data_offsets: [0] },
      { dtype: 'F32', shape: [-1], data_offsets: [0, 4] },
      { dtype: 'F32', shape: 1, data_offsets: [0, 4] },
      { dtype: 4, shape: [1], data_offsets: [0, 4] },
      { dtype: 'F32', shape: [1], data_offsets: [0, 4.5] },
    ].map((entry) => ({
      title: `the entry ${JSON.stringify(entry)}`,
      file: fileOf({ a: entry }, [0, 0, 0, 0]),
      words: 'This file does not say properly where “a” is and what shape it has.',
    })),
    {
      title: 'another type',
      file: fileOf({ a: { dtype: 'F8_E4M3', shape: [4], data_offsets: [0, 4] } }, [0, 0, 0, 0]),
      words: 'This file holds “a” as “F8_E4M3”, a kind of numbers that cannot be read here.',
    },
    {
      title: 'a type that every object has',
      file: fileOf({ a: { dtype: 'constructor', shape: [4], data_offsets: [0, 4] } }, [0, 0, 0, 0]),
      words: 'This file holds “a” as “constructor”, a kind of numbers that cannot be read here.',
    },
    {
      title: 'a shape larger than its bytes',
      file: fileOf({ a: f32(0, 4, [2 ** 40, 2 ** 40]) }, [0, 0, 0, 0]),
      words: 'This file has another number of bytes for “a” than its shape needs.',
    },
    {
      title: 'an end before the beginning',
      file: fileOf({ a: f32(4, 0, [1]) }, [0, 0, 0, 0]),
      words: 'This file has another number of bytes for “a” than its shape needs.',
    },
    {
      title: 'data cut off',
      file: fileOf({ a: f32(0, 8) }, [0, 0, 0, 0]),
      words: 'Only a part of this file arrived: it ends before the numbers of “a” do.',
    },
    {
      title: 'tensors that overlap',
      file: fileOf({ a: f32(0, 8), b: f32(4, 12) }, Array(12).fill(0)),
      words: 'This file has “b” and other numbers in the same place.',
    },
    {
      title: 'a gap',
      file: fileOf({ a: f32(0, 4), b: f32(8, 12) }, Array(12).fill(0)),
      words: 'This file has bytes before “b” that belong to nothing.',
    },
    {
      title: 'bytes left over',
      file: fileOf({ a: f32(0, 4) }, Array(5).fill(0)),
      words: 'This file has bytes at its end that belong to nothing.',
    },
    {
      title: 'a name as long as a page',
      file: fileOf({ ['a'.repeat(2000)]: 1 }),
      words: `This file does not say properly where “${'a'.repeat(39)}…” is and what shape it has.`,
    },
  ])('refuses $title', ({ file, words }) => {
    expect(() => readSafetensors(file)).toThrow(new WeightsError(words));
  });

  it('of random bytes throws nothing but a WeightsError', () => {
    const random = fc.uint8Array({ maxLength: 200 });
    const withHeader = fc
      .tuple(fc.oneof(fc.json(), fc.string()), fc.uint8Array({ maxLength: 64 }))
      .map(([json, data]) => fileOf(json, data));
    const entry = fc.record({
      dtype: fc.constantFrom('F32', 'F16', 'BF16', 'F64', 'I64', 'U8'),
      shape: fc.array(fc.nat(3), { maxLength: 3 }),
      data_offsets: fc.tuple(fc.nat(24), fc.nat(24)),
    });
    const almost = fc
      .tuple(fc.dictionary(fc.string(), entry, { maxKeys: 2 }), fc.uint8Array({ maxLength: 24 }))
      .map(([header, data]) => fileOf(header, data));
    fc.assert(
      fc.property(fc.oneof(random, withHeader, almost), (bytes) => {
        try {
          readSafetensors(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(WeightsError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

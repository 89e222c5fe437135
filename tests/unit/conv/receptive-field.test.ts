import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { receptiveFields, seenBy, type FieldLayer } from '@lib/conv/receptive-field.ts';

const times = (count: number, layer: FieldLayer): FieldLayer[] => Array<FieldLayer>(count).fill(layer);
const halving: FieldLayer = { kernel: 3, stride: 2, padding: 1 };
const session = times(5, halving);

describe('receptiveFields', () => {
  it('of the session’s net are 3/2, 7/4, 15/8, 31/16, 63/32', () => {
    const fields = receptiveFields(session).map(({ field, jump }) => `${field}/${jump}`);
    expect(fields).toEqual(['3/2', '7/4', '15/8', '31/16', '63/32']);
  });

  it('of that net begin 1, 3, 7, 15, 31 cells before the picture', () => {
    expect(receptiveFields(session).map(({ start }) => start)).toEqual([-1, -3, -7, -15, -31]);
  });

  it.each([
    { name: 'five 3s with stride 1', layers: times(5, { kernel: 3 }), fields: [3, 5, 7, 9, 11] },
    {
      name: 'a 5 first',
      layers: [{ kernel: 5, stride: 2, padding: 2 }, ...times(4, halving)],
      fields: [5, 9, 17, 33, 65],
    },
    { name: 'two 3s with stride 2', layers: times(2, halving), fields: [3, 7] },
    { name: 'one 7', layers: [{ kernel: 7 }], fields: [7] },
    { name: 'a dilated 3', layers: [{ kernel: 3, dilation: 2 }], fields: [5] },
    { name: 'ResNet’s stem', layers: [{ kernel: 7, stride: 2, padding: 3 }, halving], fields: [7, 11] },
    { name: 'no layer', layers: [], fields: [] },
  ])('$name -> $fields', ({ layers, fields }) => {
    expect(receptiveFields(layers).map(({ field }) => field)).toEqual(fields);
  });

  it('covers a whole digit from the fourth layer on', () => {
    expect(receptiveFields(session).findIndex(({ field }) => field >= 28) + 1).toBe(4);
  });

  it('refuses a layer that is none, and says which', () => {
    expect(() => receptiveFields([halving, { kernel: 3, stride: 0 }])).toThrow(
      new RangeError('receptiveFields: layers[1].stride must be a whole number of at least 1, got 0'),
    );
  });
});

describe('seenBy', () => {
  it.each([
    { layer: 3, cell: 3, field: { first: 17, last: 31 }, seen: { first: 17, last: 27 } },
    { layer: 2, cell: 5, field: { first: 17, last: 23 }, seen: { first: 17, last: 23 } },
    { layer: 1, cell: 0, field: { first: -1, last: 1 }, seen: { first: 0, last: 1 } },
    { layer: 5, cell: 0, field: { first: -31, last: 31 }, seen: { first: 0, last: 27 } },
  ])('layer $layer cell $cell sees rows $seen.first…$seen.last', ({ layer, cell, field, seen }) => {
    expect(seenBy(session.slice(0, layer), 28, cell)).toEqual({ field, seen });
  });

  it('sees nothing where the field lies in the padding', () => {
    expect(seenBy([{ kernel: 1, padding: 2 }], 3, 1)).toEqual({ field: { first: -1, last: -1 } });
    expect(seenBy([{ kernel: 1, padding: 2 }], 3, 2)).toEqual({
      field: { first: 0, last: 0 },
      seen: { first: 0, last: 0 },
    });
  });

  it('says exactly which pixels change the answer: none outside, and the first and last of those inside', () => {
    const layers = fc.array(
      fc.record({ kernel: fc.integer({ min: 1, max: 3 }), stride: fc.integer({ min: 1, max: 2 }), padding: fc.nat(1) }),
      { minLength: 1, maxLength: 3 },
    );
    const size = 24;
    const ones = (length: number) => tensor([1, 1, 1, length], new Float32Array(length).fill(1));
    fc.assert(
      fc.property(layers, fc.nat(9), (slides, step) => {
        const through = (row: Float32Array) =>
          slides.reduce(
            (one, { kernel, stride, padding }) =>
              conv2d(one, ones(kernel), { stride: [1, stride], padding: [0, padding] }),
            tensor([1, 1, 1, size], row),
          ).data;
        const cell = step % through(new Float32Array(size)).length;
        const touching = Array.from({ length: size }, (_, at) => at).filter(
          (at) => through(Float32Array.from({ length: size }, (_, other) => (other === at ? 1 : 0)))[cell] !== 0,
        );
        const { seen } = seenBy(slides, size, cell);
        for (const at of touching) expect(at >= (seen?.first ?? NaN) && at <= (seen?.last ?? NaN)).toBe(true);
        const hasGaps = slides.some(({ kernel, stride }) => kernel < stride);
        if (seen !== undefined && !hasGaps) {
          expect([touching.at(0), touching.at(-1)]).toEqual([seen.first, seen.last]);
        }
      }),
    );
  });

  it('refuses a cell beyond the last, and a picture too small', () => {
    expect(() => seenBy(session, 28, 1)).toThrow(
      new RangeError('seenBy: cell must be below the 1 of the last layer, got 1'),
    );
    expect(() => seenBy([{ kernel: 5 }], 4, 0)).toThrow(
      new RangeError('seenBy: layers[0].kernel must span at most the 4 cells of the padded input, got a span of 5'),
    );
  });
});

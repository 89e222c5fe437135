import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chunkSizeBytes,
  countLabels,
  decodeChunk,
  digitAt,
  digitLabels,
  digitPixels,
  encodeChunk,
  tenLabels,
  type Digit,
} from '@lib/data/digit-chunk.ts';
import { sampleDigit } from './sample-digits.ts';

const anyDigits = fc
  .uniqueArray(fc.nat(59999), { minLength: 1, maxLength: 12 })
  .map((indices): Digit[] =>
    indices.toSorted((a, b) => a - b).map((mnistIndex) => sampleDigit(mnistIndex, mnistIndex % 2 === 0 ? 3 : 7)),
  );

describe('the bytes of a chunk', () => {
  it('two digits: indices little-endian, then labels, then pixels', () => {
    const bytes = encodeChunk([sampleDigit(258, 3), sampleDigit(65536, 7)]);
    expect([...bytes.slice(0, 10)]).toEqual([2, 1, 0, 0, 0, 0, 1, 0, 3, 7]);
    expect(bytes.slice(10, 10 + digitPixels)).toEqual(sampleDigit(258, 3).pixels);
    expect(bytes).toHaveLength(2 * (4 + 1 + 784));
  });

  it('what was written is read back, also from the middle of a larger buffer', () => {
    fc.assert(
      fc.property(anyDigits, fc.nat(7), (digits, offset) => {
        const bytes = encodeChunk(digits);
        const buffer = new Uint8Array(bytes.length + offset);
        buffer.set(bytes, offset);
        const chunk = decodeChunk(buffer.subarray(offset), digits.length, digitLabels);
        expect(digits.map((_, at) => digitAt(chunk, at))).toEqual(digits);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a chunk of all ten digits', () => {
  const digits = tenLabels.map((label) => sampleDigit(100 + label, label));

  it('gives every label back', () => {
    const chunk = decodeChunk(encodeChunk(digits), 10, tenLabels);
    expect(digits.map((_, at) => digitAt(chunk, at))).toEqual(digits);
  });

  it('a label beyond nine is refused', () => {
    const strange = encodeChunk(digits).with(10 * 4 + 2, 10);
    expect(() => decodeChunk(strange, 10, tenLabels)).toThrow('labels must be 0 or 1 or 2 or 3');
  });
});

it('3, 7, 3, 0 are one of 0, two of 3, one of 7', () => {
  expect(countLabels([3, 7, 3, 0])).toEqual([1, 0, 0, 2, 0, 0, 0, 1, 0, 0]);
});

describe('what is no chunk is refused', () => {
  const bytes = encodeChunk([sampleDigit(7, 3), sampleDigit(10, 3)]);

  it.each([0, chunkSizeBytes(2) - 1, chunkSizeBytes(2) + 1])('%i bytes for two digits', (length) => {
    expect(() => decodeChunk(new Uint8Array(length), 2, digitLabels)).toThrow(
      `decodeChunk: bytes must be 1578 long, got ${length}`,
    );
  });

  it('indices that do not ascend', () => {
    expect(() => decodeChunk(encodeChunk([sampleDigit(7, 3), sampleDigit(7, 3)]), 2, digitLabels)).toThrow(
      'got 7 after 7',
    );
  });

  it('a label that is neither three nor seven', () => {
    expect(() => decodeChunk(bytes.with(9, 5), 2, digitLabels)).toThrow('labels must be 3 or 7, got 5');
  });

  it.each([-1, 2, 0.5])('place %d of two', (at) => {
    expect(() => digitAt(decodeChunk(bytes, 2, digitLabels), at)).toThrow(RangeError);
  });
});

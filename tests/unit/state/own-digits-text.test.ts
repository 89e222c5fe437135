import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tenLabels } from '@lib/data/digit-chunk.ts';
import { mostOwnDigits, printOwnDigits, readOwnDigits } from '@lib/state/own-digits-text.ts';

const pixels = fc.uint8Array({ minLength: 784, maxLength: 784 });
const own = fc.record({ digit: fc.constantFrom(...tenLabels), pixels });

describe('own digits in storage', () => {
  it('are read back as they were', () => {
    fc.assert(
      fc.property(fc.array(own, { maxLength: 5 }), (list) => {
        expect(readOwnDigits(printOwnDigits(list))).toEqual(list);
      }),
    );
  });
  it('any text is read without harm', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void expect(readOwnDigits(text)).toEqual([])));
    expect(readOwnDigits(undefined)).toEqual([]);
  });
  it('a damaged one is left out, the others stay', () => {
    const [whole] = [{ digit: 3 as const, pixels: new Uint8Array(784).fill(7) }];
    const line = printOwnDigits([whole]);
    expect(
      readOwnDigits([line, line.slice(0, -1), `x${line.slice(1)}`, line.replace('07', 'g7'), line].join('\n')),
    ).toEqual([whole, whole]);
  });
  it('no more are read than may be kept', () => {
    const line = printOwnDigits([{ digit: 7, pixels: new Uint8Array(784) }]);
    expect(readOwnDigits(Array.from({ length: 100 }, () => line).join('\n'))).toHaveLength(mostOwnDigits);
  });
});

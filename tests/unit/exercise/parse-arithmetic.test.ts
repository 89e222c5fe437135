import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArithmetic } from '@lib/exercise/parse-arithmetic.ts';

describe('readArithmetic', () => {
  it.each([
    ['2 + 3 · 4', 14],
    ['(2 + 3) · 4', 20],
    ['((7 - 1))/2', 3],
    ['7 - -1', 8],
    ['1.5 + 0.25', 1.75],
    ['12 : 4', 3],
    ['5*5*8*8', 1600],
    ['28 · 28 · 8', 6272],
  ])('%s is %d', (text, value) => expect(readArithmetic(text)).toBe(value));

  it.each([
    '7',
    '-7',
    '(7)',
    '2 · 3',
    '2*3',
    '4x14x14',
    '4 × 14 × 14',
    '1/0',
    '1 +',
    '+',
    ')1 + 2(',
    '1 + 2)',
    'alert(1)',
    '1e9 + 1',
    '1 + 2; 3',
  ])('%j is no sum', (text) => expect(readArithmetic(text)).toBeUndefined());

  it('is a finite number or nothing for any text', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+-·/() .') }), (text) => {
        const value = readArithmetic(text);
        return value === undefined || Number.isFinite(value);
      }),
    ));
});

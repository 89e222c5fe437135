import { expect, it } from 'vitest';
import { halfToNumber } from '@lib/export/half-floats.ts';

it.each([
  { bits: 0x0000, number: 0 },
  { bits: 0x8000, number: -0 },
  { bits: 0x3c00, number: 1 },
  { bits: 0xc000, number: -2 },
  { bits: 0x3555, number: 0.333251953125 },
  { bits: 0x7bff, number: 65504 },
  { bits: 0x0400, number: 2 ** -14 },
  { bits: 0x0001, number: 2 ** -24 },
  { bits: 0x83ff, number: -1023 * 2 ** -24 },
  { bits: 0x7c00, number: Infinity },
  { bits: 0xfc00, number: -Infinity },
  { bits: 0x7e00, number: NaN },
])('$bits -> $number', ({ bits, number }) => {
  expect(halfToNumber(bits)).toBe(number);
});

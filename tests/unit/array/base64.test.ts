import { expect, it } from 'vitest';
import { fromBase64 } from '@lib/array/base64.ts';

it('gives the bytes of a text, those above 127 too', () => {
  expect([...fromBase64('AH+A/w==')]).toEqual([0, 127, 128, 255]);
});

it('refuses what is no base64', () => {
  expect(() => fromBase64('§')).toThrow(DOMException);
});

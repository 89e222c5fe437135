import { expect, it } from 'vitest';
import { statedSums } from './arithmetic.ts';

it.each([
  ['it is 329 − 300 = 29 here', 29, 29],
  ['−254 − 75 − 0 + 247 + 53 + 0 = −29', -29, -29],
  ['1 − 8 · 0.2 = −0.6', -0.6, -0.6],
  ['100 + 8 · 20 = 261, wrongly', 260, 261],
  ['9 · 1/9 = 1', 1, 1],
  ['1305 ÷ 9 = 145', 145, 145],
])('%s', (text, value, stated) => {
  const [sum] = statedSums(text);
  expect(sum?.value).toBeCloseTo(value, 9);
  expect(sum?.stated).toBe(stated);
});

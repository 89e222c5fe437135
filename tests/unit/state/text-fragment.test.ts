import { expect, it } from 'vitest';
import { textDirective } from '@lib/state/text-fragment.ts';

it.each([
  ['the nine pixels', 'text=the%20nine%20pixels'],
  ['x-ray, (1) & co.', 'text=x%2Dray%2C%20%281%29%20%26%20co%2E'],
  [
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen.',
    'text=one%20two%20three%20four%20five,eleven%20twelve%20thirteen%20fourteen%20fifteen%2E',
  ],
])('%j -> %s', (selected, directive) => expect(textDirective(selected)).toBe(directive));

it('gives none for a letter or two', () => expect(textDirective(' a ')).toBeUndefined());

it('ends in a letter or digit, so that no forum cuts it', () =>
  expect(textDirective('Really?!')).toMatch(/[A-Za-z0-9]$/));

import { describe, expect, it } from 'vitest';
import { pairField } from '@lib/state/pair-field.ts';

const field = pairField(3, [1, 31]);

describe('pairField', () => {
  it.each([
    ['3', [3, 3]],
    ['3~5', [3, 5]],
    ['7~1', [7, 1]],
  ])('%s is %j, and is written so again', (text, pair) => {
    const { value, note } = field.parse(text);
    expect(value).toEqual(pair);
    expect(note).toBeUndefined();
    expect(field.print(value)).toBe(text);
  });

  it.each([
    ['0~5', [1, 5], /0 is not a whole number from 1 to 31/],
    ['3~x', [3, 3], /“x” is not a number/],
    ['1~2~3', [1, 2], /further numbers were ignored/],
    ['', [3, 3], /not a number/],
  ])('%s becomes %j, and says why', (text, pair, words) => {
    const { value, note } = field.parse(text);
    expect(value).toEqual(pair);
    expect(note).toMatch(words);
  });

  it('can begin with two numbers that differ', () => {
    const places = pairField([0, 1], [0, 127]);
    expect(places.initial).toEqual([0, 1]);
    expect(places.parse('x~y').value).toEqual([0, 1]);
    expect(places.print([63, 127])).toBe('63~127');
  });
});

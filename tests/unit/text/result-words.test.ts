import { describe, expect, it } from 'vitest';
import {
  middleWords,
  rightWords,
  spreadOf,
  spreadWords,
  sweepWords,
  withArticle,
  worstWords,
} from '@lib/text/result-words.ts';

describe('how many are right', () => {
  it('in numbers and per cent, and how many are not', () =>
    expect(rightWords(2024, 2038)).toBe('2,024 of 2,038 are right, which is 99.31 per cent. 14 are not.'));
  it('one wrong is one', () => expect(rightWords(399, 400)).toMatch(/; 1 is not\.$|\. 1 is not\.$/));
  it('of none', () => expect(rightWords(0, 0)).toBe('Nothing is judged yet.'));
});

describe('who is taken for whom most', () => {
  it('names both and counts', () =>
    expect(
      worstWords(
        ['3', '8'],
        [
          [9, 1],
          [2, 9],
        ],
      ),
    ).toBe('Most often an 8 is taken for a 3: 2 times.'));
  it('says nothing where all are right', () =>
    expect(
      worstWords(
        ['3', '7'],
        [
          [9, 0],
          [0, 9],
        ],
      ),
    ).toBe(''));
  it.each([
    ['3', 'a 3'],
    ['8', 'an 8'],
    ['7', 'a 7'],
  ])('%s -> %s', (name, words) => expect(withArticle(name)).toBe(words));
});

describe('how far runs lie apart', () => {
  const written = { format: String, unit: '%' };
  it('by median and quartiles: 1 2 3 4 5 -> 3, 2 and 4', () =>
    expect(spreadOf([5, 1, 4, 2, 3])).toEqual({ least: 1, lower: 2, median: 3, upper: 4, greatest: 5 }));
  it('in words', () =>
    expect(spreadWords([1, 2, 3, 4, 5], written)).toBe(
      'Median of 5 runs: 3 %. Half of them lie between 2 and 4 %, all between 1 and 5 %.',
    ));
  it('says which runs are missing', () =>
    expect(spreadWords([7, NaN], written)).toBe('One run: 7 %. 1 run ended without a number.'));
  it('of no run', () => expect(spreadWords([], written)).toBe('No run is finished yet.'));
});

describe('a rate of a sweep', () => {
  it('has its median and its ends', () =>
    expect(sweepWords(0.01, [2022, 2012, 2019, 2021], 2038)).toBe(
      'rate 0.01: median 2,020 of 2,038 right, 99.12 per cent; 4 runs, 2,012 to 2,022',
    ));
  it('may have no run', () => expect(sweepWords(0.0125, undefined, 2038)).toBe('rate 0.0125: no run yet'));
});

describe('the result in the middle', () => {
  it('is one of an odd number of runs', () =>
    expect(middleWords([2022, 2016, 2020], 2038)).toBe('the middle one has 2,020 right, 99.12 %'));
  it('is two of an even number, never a count that no run has', () =>
    expect(middleWords([2026, 2020, 2021, 2016], 2038)).toBe(
      'the middle two have 2,020 and 2,021 right, 99.12 % and 99.17 %',
    ));
  it('may be the same twice', () =>
    expect(middleWords([2020, 2020], 2038)).toBe('the middle two have 2,020 right each, 99.12 %'));
  it('is missing where no run has ended', () => expect(middleWords([NaN], 2038)).toBe('none is finished'));
});

import { describe, expect, it } from 'vitest';
import { sweepVerdict } from '@lib/text/sweep-words.ts';

const of = { count: 2038, classes: 2 };

describe('what a sweep of rates says', () => {
  it('names the best median, the rates that overlap with it, and where nothing is learned', () =>
    expect(
      sweepVerdict(
        [
          { rate: 0.001, right: [1980, 1990, 1985] },
          { rate: 0.01, right: [2016, 2022, 2019] },
          { rate: 0.05, right: [2019, 2023, 2021] },
          { rate: 0.2, right: [1028, 1010, 1900] },
          { rate: 0.5, right: [1028, 1010, 1010] },
        ],
        of,
      ),
    ).toBe(
      'The best median is at 0.05: 2,021 of 2,038 right, 99.17 %. Its 3 runs overlap with those at 0.01, so they don’t tell these rates apart. From 0.2 up nothing is learned.',
    ));
  it('says when one rate stands alone, and when every rate learns', () =>
    expect(
      sweepVerdict(
        [
          { rate: 0.1, right: [1900, 1901] },
          { rate: 0.01, right: [2016, 2022] },
        ],
        of,
      ),
    ).toBe(
      'The best median is at 0.01: 2,019 of 2,038 right, 99.07 %. Its 2 runs all do better than those at any other rate.',
    ));
  it('takes a run that broke off for none', () =>
    expect(
      sweepVerdict(
        [
          { rate: 0.01, right: [NaN, 2000] },
          { rate: 1, right: [NaN] },
        ],
        of,
      ),
    ).toMatch(/^The best median is at 0\.01: 2,000 .* At 1 nothing is learned\.$/));
  it('says nothing before a run', () => expect(sweepVerdict([{ rate: 0.01, right: [] }], of)).toBe(''));
});

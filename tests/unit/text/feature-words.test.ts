import { describe, expect, it } from 'vitest';
import { modelOf, seenBy } from '../nn/looked-into.ts';
import { featureStages } from '@lib/nn/feature-stages.ts';
import { takeApart } from '@lib/nn/taken-apart.ts';
import { sessionRun } from '@lib/nn/training-run.ts';
import {
  digitWord,
  ownDigitsWords,
  pooledWords,
  productsWords,
  shareWords,
  softmaxWords,
  stageWords,
  summedWords,
  verdictWords,
} from '@lib/text/feature-words.ts';

describe('stageWords', () => {
  it('names every kind of stage', () =>
    expect(featureStages(modelOf('1-6k5s1bn-mp2-8r0-ap3s2p1-gap-d12-d2').layers).map(stageWords)).toEqual([
      'Conv 1 → 6, norm, ReLU',
      'Max pool',
      'Conv 6 → 8',
      'Average pool',
      'Global average',
      'Dense 8 → 12, ReLU',
      'Dense 12 → 2',
    ]));
});

describe('a verdict in words', () => {
  it('agrees with the truth, or says what it is', () => {
    expect(verdictWords(3, 0.987, 3)).toBe('It says three, with 98.7\u00a0%. So it is.');
    expect(verdictWords(7, 0.6, 3)).toBe('It says seven, with 60\u00a0%. It is a three.');
    expect(verdictWords(7, 0.6, undefined)).toBe('It says seven, with 60\u00a0%.');
  });
  it.each([
    [0.5, '50\u00a0%'],
    [0.99996, 'over 99.9\u00a0%'],
    [1, '100\u00a0%'],
    [0.00001, 'under 0.1\u00a0%'],
    [0, '0\u00a0%'],
  ])('a share of %d -> %s', (share, words) => expect(shareWords(share)).toBe(words));
  it('has all ten digits', () => expect([digitWord(0), digitWord(9)]).toEqual(['zero', 'nine']));
});

describe('softmaxWords', () => {
  it('writes two classes out: (2, −1) -> 95.3 %', () =>
    expect(softmaxWords([2, -1], 0)).toBe('e^2 / (e^2 + e^−1) = 7.389 / (7.389 + 0.368) = 95.3\u00a0%.'));
  it('takes the largest off where powers would be long', () =>
    expect(softmaxWords([12, 10], 0)).toBe(
      'The largest score, 12, is taken from all first. e^0 / (e^0 + e^−2) = 1 / (1 + 0.135) = 88.1\u00a0%.',
    ));
  it('adds ten classes up', () =>
    expect(softmaxWords([1, ...Array.from({ length: 9 }, () => 0)], 0)).toBe(
      'e^1 = 2.718, and all 10 such powers add up to 11.718: 23.2\u00a0%.',
    ));
});

describe('a number taken apart, in words', () => {
  const partsOf = (text: string, at: number, cell: { channel: number; row: number; col: number }) => {
    const model = modelOf(text);
    const stage = featureStages(model.layers)[at] ?? expect.unreachable();
    return { parts: takeApart(model, stage, seenBy(model), cell), stage };
  };
  it('a sum over four channels, cut by ReLU or kept', () => {
    const words = [0, 1, 2, 3].map((channel) => {
      const { parts } = partsOf('1-4-8-16-32-2', 1, { channel, row: 3, col: 3 });
      return parts.kind === 'sum' ? summedWords(parts, true) : '';
    });
    for (const text of words) {
      const [, line = '', sum = '', end] = /^(.+) = (\S+)\. ReLU (makes 0 of it|keeps .+)\.$/.exec(text) ?? [];
      const numbers = line.replace(' (bias)', '').replaceAll('−', '-').replaceAll('- ', '-').replaceAll('+ ', '');
      const total = numbers.split(' ').reduce((all, number) => all + Number(number), 0);
      expect(numbers.split(' ')).toHaveLength(5);
      expect(Math.abs(total - Number(sum.replace('−', '-')))).toBeLessThan(0.004);
      expect(end?.startsWith('makes')).toBe(sum.startsWith('−'));
    }
  });
  it('many channels are added up first, and normalisation is written out', () => {
    const { parts } = partsOf('1-16-4bn-2', 1, { channel: 0, row: 0, col: 0 });
    expect(parts.kind === 'sum' && summedWords(parts, true)).toMatch(
      /^16 channels, together \S+ [+−] \S+ \(bias\) = \S+; normalised \(\S+ [+−] \S+\) \/ √\(\S+ \+ 0\.00001\) · \S+ [+−] \S+ = \S+\. ReLU/,
    );
  });
  it('a mean counts the padding', () => {
    const { parts } = partsOf('1-2k1s1-ap3s2p1-gap', 1, { channel: 0, row: 0, col: 0 });
    expect(parts.kind !== 'sum' && pooledWords(parts, false)).toMatch(
      /^The mean of 9 numbers, 5 of them padding: \S+ \/ 9 = /,
    );
  });
  it('a maximum says of how many', () => {
    const { parts } = partsOf('1-2k1s1-mp2-gap', 1, { channel: 0, row: 3, col: 3 });
    expect(parts.kind !== 'sum' && pooledWords(parts, true)).toMatch(/^The largest of 4 numbers: .+\. ReLU/);
  });
  it('products are written by size, zeros counted', () => {
    expect(
      productsWords(
        [
          { value: -0.5, factor: -0.1 },
          { value: 0, factor: 3 },
          { value: 1, factor: -2 },
        ],
        -1.95,
      ),
    ).toBe('1 · (−2) + (−0.5) · (−0.1) = −1.95. 1 product of 3 is 0.');
    expect(productsWords([{ value: 0, factor: 3 }], 0)).toBe('The one product is 0.');
    const many = Array.from({ length: 25 }, () => ({ value: 1, factor: 1 }));
    expect(productsWords(many, 25)).toMatch(/ \+ 13 smaller = \+25\.$/);
  });
});

describe('ownDigitsWords', () => {
  it('says what 20 of them can do among 12,396 others in the session’s run', () =>
    expect(ownDigitsWords(20, 12_396, sessionRun)).toMatch(
      /^They are 20 of 12,416 pictures, one in 621, and in 386 steps of 64 each is seen about 2 times\. That is enough/,
    ));
  it('one is one', () => expect(ownDigitsWords(1, 12_396, sessionRun)).toMatch(/^It is 1 of 12,397/));
  it('none are not spoken of', () => expect(ownDigitsWords(0, 12_396, sessionRun)).toBe(''));
});

import { describe, expect, it } from 'vitest';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { mapFacts, responseMap } from '@lib/conv/response.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import { arithmeticWords, standingWords, tierWords } from '@lib/text/one-kernel-words.ts';

describe('standingWords', () => {
  it.each([
    [1639, '94 more for bronze'],
    [1733, 'That is bronze. 102 more for silver.'],
    [2038, 'That is gold. There is no more to win.'],
  ])('%d of 2,038', (right, words) => expect(standingWords(right, 2038)).toBe(words));
  it('a tier says its count and its share', () => expect(tierWords('gold', 2038)).toBe('1,916 right, 94 %'));
});

describe('arithmeticWords', () => {
  const map = responseMap(sessionDigit, namedKernels.top);
  const facts = mapFacts(map);
  const positive = map.filter((answer) => answer > 0).reduce((sum, answer) => sum + answer, 0);
  it('the mean: how many answers are above 0, their sum, the division', () =>
    expect(arithmeticWords('mean', facts, positive)).toMatch(
      /^159 of 676 answers are above 0\. They sum to [\d,]+; the rest counts as 0\. [\d,]+ ÷ 676 = [\d.]+\.$/,
    ));
  it('the maximum and its first place', () =>
    expect(arithmeticWords('max', facts, positive)).toBe('The greatest of 676 answers is 762, first at (5, 5).'));
  it('the difference', () =>
    expect(arithmeticWords('diff', facts, positive)).toMatch(/is 762; .* 762 − [\d.]+ = [\d.]+\.$/));
});

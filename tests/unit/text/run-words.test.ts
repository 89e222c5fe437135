import { describe, expect, it } from 'vitest';
import { architectureOf } from '@lib/state/architecture-field.ts';
import { layersOf } from '@lib/nn/architecture.ts';
import { sessionRun } from '@lib/nn/training-run.ts';
import { digitsWords, refusalWords, rightWords, spreadWords, timeWords } from '@lib/text/run-words.ts';

const refusal = (text: string, digits: readonly number[] = [3, 7]) => {
  const net = architectureOf(text);
  return refusalWords({ ...sessionRun, digits, layers: layersOf(net) }, net);
};

describe('why a run cannot be trained', () => {
  it('nothing is said of the session’s', () => expect(refusal('1-4-8-16-32-2')).toBeUndefined());
  it('a grid of answers', () =>
    expect(refusal('1-30s1-1s1-maps')).toMatch(/leaves a grid of 1 × 28 × 28 numbers.*wants 2 scores/));
  it('too few scores', () =>
    expect(refusal('1-4-8-16-32-2', [0, 1, 2])).toMatch(/ends in 2 scores and there are 3 classes/));
  it('grids in a row are too many scores', () => expect(refusal('1-30s1-1s1')).toMatch(/ends in 784 scores/));
  it('a window that does not fit', () => expect(refusal('1-4k7s3p0-8k7s3p0-2k7p0')).toMatch(/does not fit/));
  it('more channels than the trainer takes', () =>
    expect(refusal('1-128-2-gap')).toMatch(/at most 64 channels.*one of 128/));
});

describe('numbers in words', () => {
  it.each([
    [[3, 7], 'threes and sevens'],
    [[0, 1, 8], 'zeros, ones and eights'],
    [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 'all ten digits'],
  ])('%j', (digits, words) => expect(digitsWords(digits)).toBe(words));
  it('2024 of 2038', () => expect(rightWords(2024, 2038)).toBe('2,024 of 2,038 right, 99.31 %'));
  it('a spread is a number of pictures', () =>
    expect(spreadWords([2010, 2020, 2026])).toBe(
      'The best and the worst of 3 seeds are 16 pictures apart, by nothing but the start.',
    ));
  it.each([
    [251.4, '251 ms'],
    [5800, '5.8 s'],
  ])('%d ms', (milliseconds, words) => expect(timeWords(milliseconds)).toBe(words));
});

import { describe, expect, it } from 'vitest';
import { confusion, mistakesOf, onlyAnswer, saidOf, sharesOf } from '@lib/nn/judged.ts';

/** Scores of five pictures for two classes; the share of the second is that of ln(odds). */
const odds = [1 / 9, 9, 3, 1 / 3, 99];
const logits = Float32Array.from(odds.flatMap((ratio) => [0, Math.log(ratio)]));
const labels = [0, 1, 0, 1, 0];

describe('shares', () => {
  it('are the softmax of a picture’s scores: odds of 3 to 1 -> 0.25, 0.75', () => {
    const [first, second] = sharesOf(logits, 2, 2);
    expect(first).toBeCloseTo(0.25, 6);
    expect(second).toBeCloseTo(0.75, 6);
  });
  it('do not overflow', () => expect(sharesOf(Float32Array.of(1000, 0), 0, 2)).toEqual([1, 0]));
  it('say the larger one, or the second from the threshold on', () => {
    expect(saidOf([0.4, 0.6])).toBe(1);
    expect(saidOf([0.4, 0.6], 0.7)).toBe(0);
    expect(saidOf([0.4, 0.6], 0.6)).toBe(1);
    expect(saidOf([0.2, 0.5, 0.3], 0.9)).toBe(1);
  });
});

describe('a table of who is taken for whom', () => {
  it('counts each class against each', () =>
    expect(confusion({ logits, labels, classes: 2 })).toEqual([
      [1, 2],
      [1, 1],
    ]));
  it('moves with the threshold: at 0.8 the picture of odds 3 is no second any more', () =>
    expect(confusion({ logits, labels, classes: 2, threshold: 0.8 })).toEqual([
      [2, 1],
      [1, 1],
    ]));
  it('holds every picture at any threshold', () => {
    for (const threshold of [0, 0.3, 1]) {
      const counts = confusion({ logits, labels, classes: 2, threshold });
      expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(labels.length);
    }
  });
});

it('mistakes come with the surest first', () => {
  const mistakes = mistakesOf({ logits, labels, classes: 2 });
  expect(mistakes.map(({ place, actual, said }) => [place, actual, said])).toEqual([
    [4, 0, 1],
    [2, 0, 1],
    [3, 1, 0],
  ]);
  expect(mistakes[0]?.share).toBeCloseTo(0.99, 6);
});

describe('the only answer', () => {
  it('is none where two are given', () => expect(onlyAnswer(logits, 2)).toBeUndefined());
  it('is blind where even the scores are the same for all', () =>
    expect(onlyAnswer(Float32Array.of(0.1, 0.2, 0.1, 0.2), 2)).toEqual({ said: 1, isBlind: true }));
  it('is not blind where the scores differ', () =>
    expect(onlyAnswer(Float32Array.of(0.3, 0.2, 0.4, 0.2), 2)).toEqual({ said: 0, isBlind: false }));
});

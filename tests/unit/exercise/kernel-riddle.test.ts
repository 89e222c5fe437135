import { describe, expect, it } from 'vitest';
import {
  answerAt,
  askedWindow,
  kernelRiddle,
  patchCount,
  patchMapSide,
  rankWords,
  tellingPlaces,
} from '@lib/exercise/kernel-riddle.ts';

const allPlaces = (...patches: readonly number[]) =>
  patches.flatMap((patch) => Array.from({ length: patchMapSide ** 2 }, (_, place) => ({ patch, place })));
const rank = (telling: readonly boolean[]) => telling.filter(Boolean).length;

describe('the riddle of a hidden kernel', () => {
  it.each([0, 1, 2, 3, 17, 42, 100, 999, 4711, 9999])('%i needs all three patches, and they are enough', (seed) => {
    const riddle = kernelRiddle(seed);
    expect(riddle.patches).toHaveLength(patchCount);
    for (const two of [
      [0, 1],
      [0, 2],
      [1, 2],
    ])
      expect(rank(tellingPlaces(riddle, allPlaces(...two)))).toBeLessThan(9);
    expect(rank(tellingPlaces(riddle, allPlaces(0, 1, 2)))).toBe(9);
    for (const weight of riddle.weights) expect(Number.isInteger(weight) && Math.abs(weight) <= 4).toBe(true);
  });

  it('is the same for everybody with its number, and another with another', () => {
    expect(kernelRiddle(7)).toEqual(kernelRiddle(7));
    expect(kernelRiddle(7)).not.toEqual(kernelRiddle(8));
  });

  it('answers with the sum of the weights that lie on ink', () => {
    const riddle = { patches: [[...Array<number>(24).fill(0), 1]], weights: [1, 2, 3, 4, 5, 6, 7, 8, 9] };
    expect(askedWindow(riddle, { patch: 0, place: 8 })).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(answerAt(riddle, { patch: 0, place: 8 }, riddle.weights)).toBe(9);
    expect(answerAt(riddle, { patch: 0, place: 0 }, riddle.weights)).toBe(0);
  });

  it('says in words what some places give', () => {
    expect(rankWords(0, 0)).toContain('Nothing asked yet');
    expect(rankWords(1, 1)).toBe('This one place gives one independent equation; eight more are needed.');
    expect(rankWords(7, 5)).toBe('These seven places give five independent equations; four more are needed.');
    expect(rankWords(9, 8)).toContain('one more is needed');
    expect(rankWords(9, 9)).toBe('These nine places give nine independent equations: enough for nine weights.');
  });
});

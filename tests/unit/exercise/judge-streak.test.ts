import { describe, expect, it } from 'vitest';
import { judgeStreak, streakMarks, streakQuestion } from '@lib/exercise/judge-streak.ts';
import { keptAnswer, sizeStreakLink, streakLength } from '@lib/state/size-streak-link.ts';
import { windowsOf } from '@lib/state/window-fields.ts';

const right = (seed: number) =>
  Array.from({ length: streakLength }, (_, place) => {
    const question = streakQuestion(seed, place);
    return [windowsOf(question, 0).count, windowsOf(question, 1).count] as const;
  });
const state = (seed: number, wrong: number, count = streakLength) =>
  sizeStreakLink.print({
    seed,
    a: right(seed)
      .slice(0, count)
      .map(([rows, cols], place) => (place < wrong ? ([rows + 1, cols] as const) : ([rows, cols] as const))),
  });

describe('judgeStreak', () => {
  it.each([
    [0, 'gold'],
    [1, 'silver'],
    [2, 'bronze'],
    [3, 'bronze'],
  ])('gives %i wrong ones %s', (wrong, tier) => {
    expect(judgeStreak(state(7, wrong))).toMatchObject({ kind: 'right', tier });
  });

  it('refuses four wrong ones and names them', () => {
    const verdict = judgeStreak(state(7, 4));
    expect(verdict.kind).toBe('wrong');
    expect(verdict.rest).toContain('Look at numbers 1, 2, 3 and 4 again');
    expect(judgeStreak(state(7, 1)).rest).toBe('Missed: number 1.');
  });

  it('waits for all ten', () => {
    expect(judgeStreak('').lead).toBe('Begin in the figure.');
    expect(judgeStreak(state(7, 0, 9))).toMatchObject({ kind: 'notice', lead: '9 of 10 are answered.' });
  });

  it('has the same ten for everybody with a number, and others with another', () => {
    expect(right(3)).toEqual(right(3));
    expect(right(3)).not.toEqual(right(4));
    for (const [rows, cols] of right(12)) expect(Math.min(rows, cols)).toBeGreaterThan(0);
  });

  it('keeps answers that are no size as they were given, so that they stay wrong', () => {
    expect(keptAnswer([2.5, -3])).toEqual([2.5, 0]);
    const [[rows = 0] = []] = right(7);
    const link = sizeStreakLink.parse(`seed:7,a:${rows}.5`).state;
    expect(streakMarks(link)).toEqual([false]);
    expect(sizeStreakLink.print(link)).toBe(`seed:7,a:${rows}.5`);
  });

  it('reads answers for rows and columns, and says what it leaves out', () => {
    expect(sizeStreakLink.parse('a:3x5~2').state.a).toEqual([
      [3, 5],
      [2, 2],
    ]);
    for (const text of ['a:3x5x7', 'a:-1', 'a:x', `a:${new Array<string>(11).fill('1').join('~')}`])
      expect(sizeStreakLink.parse(text).notes, text).toHaveLength(1);
  });
});

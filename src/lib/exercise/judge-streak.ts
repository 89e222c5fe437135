// Ten sizes in a row: the settings of each, which answers were right, and what that is worth.
import { sizeStreakLink, streakLength, type SizeStreakLink } from '@lib/state/size-streak-link.ts';
import { windowsOf } from '@lib/state/window-fields.ts';
import { sizeQuestion, type SizeQuestion } from './size-questions.ts';
import type { Verdict } from './parts.ts';
import { standingBy } from './standing.ts';

/** The least right answers for each tier. */
const streakTiers = { gold: 10, silver: 9, bronze: 7 } as const;

/** The question at a place of a streak, counted from 0. */
export function streakQuestion(seed: number, place: number): SizeQuestion {
  return sizeQuestion(seed * streakLength + place);
}

/** Which of the answers given so far are right. */
export function streakMarks({ seed, a }: SizeStreakLink): readonly boolean[] {
  return a.map(([rows, cols], place) => {
    const settings = streakQuestion(seed, place);
    return windowsOf(settings, 0).count === rows && windowsOf(settings, 1).count === cols;
  });
}

/** Judges the state of the streak, as its link has it. */
export function judgeStreak(state: string): Verdict {
  const link = sizeStreakLink.parse(state).state;
  const marks = streakMarks(link);
  if (marks.length < streakLength)
    return {
      kind: 'notice',
      lead: marks.length === 0 ? 'Begin in the figure.' : `${marks.length} of ${streakLength} are answered.`,
      rest: 'When all ten are, come back and press Check.',
    };
  const right = marks.filter(Boolean).length;
  const missed = marks.flatMap((isRight, place) => (isRight ? [] : [place + 1]));
  const where = `${missed.length === 1 ? 'number' : 'numbers'} ${new Intl.ListFormat('en-GB').format(missed.map(String))}`;
  const { reached: tier } = standingBy((one) => right >= streakTiers[one]);
  if (tier === undefined)
    return {
      kind: 'wrong',
      lead: `${right} of ${streakLength} are right.`,
      rest: `Look at ${where} again: the formula stands below each. Then take another ten.`,
    };
  return {
    kind: 'right',
    tier,
    lead: `${right} of ${streakLength}, streak ${link.seed}.`,
    rest: missed.length === 0 ? 'You don’t need a figure for this any more.' : `Missed: ${where}.`,
  };
}

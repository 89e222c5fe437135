// The link schema of ten sizes in a row. Names and meanings are permanent. It stands here, and not with the figure, because the check of a challenge reads the
// same states.
import { shorten, linkCodec, type LinkField, type ParsedField } from './link-codec.ts';
import { integerField, printNumber } from './link-fields.ts';
import type { RowsAndCols } from './pair-field.ts';

/** How many sizes make a streak. */
export const streakLength = 10;

/** The largest number of a streak. */
export const greatestStreak = 9999;

const greatestSize = 999;

/** The whole state of the streak. */
export interface SizeStreakLink {
  /** Its number: which ten it is. */
  readonly seed: number;
  /** The answers given so far, rows and columns. */
  readonly a: readonly RowsAndCols[];
}

const oneSize = /^\d{1,3}(?:\.\d{1,2})?$/;

/** Reads one answer, `3` or `3x5`; nothing where it is none. */
function readAnswer(word: string): RowsAndCols | undefined {
  const sides = word.split('x');
  if (sides.length > 2 || !sides.every((side) => oneSize.test(side))) return undefined;
  const [rows = 0, cols = rows] = sides.map(Number);
  return [rows, cols];
}

/** Answers such as `3~2~4x5`; some are wrong, and a wrong one may have decimals. */
const answersField: LinkField<readonly RowsAndCols[]> = {
  initial: [],
  parse(text): ParsedField<readonly RowsAndCols[]> {
    const words = text === '' ? [] : text.split('~');
    const value = words.flatMap((word) => [readAnswer(word)].filter((answer) => answer !== undefined));
    if (value.length === words.length && words.length <= streakLength) return { value };
    return {
      value: value.slice(0, streakLength),
      note: `“${shorten(text)}” must be up to ${streakLength} sizes, such as 3 or 3x5; the rest was ignored.`,
    };
  },
  print: (answers) =>
    answers
      .map(([rows, cols]) => (rows === cols ? printNumber(rows) : `${printNumber(rows)}x${printNumber(cols)}`))
      .join('~'),
};

/** An answer as it can be kept: from 0 up to the largest, two decimals. */
export function keptAnswer([rows, cols]: RowsAndCols): RowsAndCols {
  const kept = (side: number): number => Number(Math.min(greatestSize, Math.max(0, side)).toFixed(2)) + 0;
  return [kept(rows), kept(cols)];
}

/** Reads and writes the states of the streak. */
export const sizeStreakLink = linkCodec<SizeStreakLink>({
  seed: integerField(1, [0, greatestStreak]),
  a: answersField,
});

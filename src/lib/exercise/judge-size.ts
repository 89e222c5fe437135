// Judges a foretold output size: one number where rows and columns are alike, or two; and finds the slip behind a wrong one.
import type { AxisWindows } from '@lib/conv/axis-windows.ts';
import { plainNumber } from '@lib/text/numbers.ts';
import { splitLead } from './emphasis.ts';
import { readings } from './parse-number.ts';
import { readShape } from './parse-shape.ts';
import type { Verdict } from './parts.ts';
import { sizeMistakes, type SizeMistake } from './size-mistakes.ts';

const slack = 0.006;

/** Judges what a reader typed for the output of two axes. */
export function judgeSize(rows: AxisWindows, cols: AxisWindows, typed: string): Verdict {
  const text = typed.trim();
  if (text === '')
    return {
      kind: 'notice',
      lead: 'Write a number first.',
      rest: 'A guess is welcome: a wrong one gets an explanation.',
    };
  const isSquare = isAlike(rows, cols);
  const read = sidesIn(text);
  const [first, second = first] = read;
  if (first === undefined || second === undefined)
    return {
      kind: 'notice',
      lead: 'That is not a size yet.',
      rest: `Write ${isSquare ? 'a number such as 3' : 'two numbers, rows first, such as 3 × 5'}. This was not counted as a try.`,
    };
  if (!isSquare && read.length === 1)
    return {
      kind: 'notice',
      lead: 'Rows and columns differ here.',
      rest: 'Write two numbers, rows first, such as 3 × 5.',
    };
  if (rows.count === 0 || cols.count === 0) return judgeNone(rows.count === 0 ? rows : cols, first * second);
  const isRight = [first === rows.count, second === cols.count] as const;
  if (isRight[0] && isRight[1]) return { kind: 'right', lead: `Right, ${rows.count} × ${cols.count}.`, rest: '' };
  if (!isSquare && first === cols.count && second === rows.count)
    return { kind: 'wrong', lead: 'Both numbers are right, their order is not.', rest: 'Rows come before columns.' };
  if (isSquare && read.length === 1 && first === rows.count ** 2 && slipTo(rows, first) === undefined)
    return {
      kind: 'notice',
      lead: 'That is how many there are in all.',
      rest: 'The question is the side: how many there are along one axis. This was not counted as a try.',
    };
  if (isSquare) return { kind: 'wrong', ...splitLead(slipIn(rows, isRight[0] ? second : first)) };
  const [name, axis, value] = isRight[0] ? (['Columns', cols, second] as const) : (['Rows', rows, first] as const);
  const other = isRight[0] ? 'The rows are right. ' : isRight[1] ? 'The columns are right. ' : '';
  return { kind: 'wrong', lead: other === '' ? `${name} first.` : other.trim(), rest: slipIn(axis, value) };
}

/** The one or two numbers that a text names as a size; none where it names none. */
export function sidesIn(text: string): readonly number[] {
  const shape = readShape(text.trim());
  return shape !== undefined && shape.length === 2 ? shape : readings(text).slice(0, 1);
}

function judgeNone(axis: AxisWindows, value: number): Verdict {
  if (value === 0) return { kind: 'right', lead: 'Right, there is no place at all.', rest: '' };
  return {
    kind: 'wrong',
    lead: 'Look at the lengths first.',
    rest: `The kernel covers ${axis.span} cells, and with padding there are ${axis.padded}.`,
  };
}

function slipTo(axis: AxisWindows, value: number): SizeMistake | undefined {
  return sizeMistakes(axis).find((mistake) => Math.abs(mistake.value - value) <= slack);
}

/** What is behind a wrong number, in words. */
function slipIn(axis: AxisWindows, value: number): string {
  const slip = slipTo(axis, value);
  if (slip !== undefined) return slip.why;
  if (value === 0)
    return 'It does fit. Lay the kernel at the near end, left or top, and count that place as the first.';
  const yours = plainNumber(value, 3);
  return `Your ${yours} is too ${value > axis.count ? 'large' : 'small'}. Take the ${axis.padded} cells that there are with padding, take off the ${axis.span} that the kernel covers, divide by the stride, round down, add 1.`;
}

function isAlike(rows: AxisWindows, cols: AxisWindows): boolean {
  return (['size', 'kernel', 'stride', 'padding', 'dilation'] as const).every((name) => rows[name] === cols[name]);
}

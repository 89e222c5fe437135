// Judges a kernel by what it does, not by how it looks: it is laid on pictures with one edge, and its answers are compared
// with what a finder of bottom edges must answer. Every mistake readers make has its own words.
import { tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { plainNumber, signedNumber } from '@lib/text/numbers.ts';
import type { Verdict } from './parts.ts';
import { wrong } from './verdicts.ts';

const size = 8;
const ink = 254;
const flatInk = 100;
const sumTolerance = 1e-6;
const faintestWeight = 0.01;

/** The least and the greatest answer of a kernel over a whole picture. */
interface Range {
  readonly least: number;
  readonly greatest: number;
}

/** Answers of a kernel to the four straight edges of ink and to an even grey. */
export interface EdgeAnswers {
  readonly bottom: Range;
  readonly top: Range;
  readonly left: Range;
  readonly right: Range;
  readonly flat: Range;
}

/**
 * Lays a kernel on five pictures made by rule.
 *
 * @param weights nine numbers, row-major
 */
export function edgeAnswers(weights: readonly number[]): EdgeAnswers {
  const weight = tensor([1, 1, 3, 3], weights);
  const over = (inkAt: (row: number, col: number) => number): Range => {
    const pixels = Array.from({ length: size * size }, (_, at) => inkAt(Math.floor(at / size), at % size));
    const { data } = conv2d(tensor([1, 1, size, size], pixels), weight); // [1, 1, 6, 6]
    return { least: Math.min(...data), greatest: Math.max(...data) };
  };
  const half = size / 2;
  return {
    bottom: over((row) => (row < half ? ink : 0)),
    top: over((row) => (row < half ? 0 : ink)),
    left: over((_, col) => (col < half ? 0 : ink)),
    right: over((_, col) => (col < half ? ink : 0)),
    flat: over(() => flatInk),
  };
}

/**
 * Judges nine weights, row-major, as a finder of bottom edges of ink: the weights sum to 0, a bottom edge gives
 * the greatest answer, a top edge a negative one.
 */
export function judgeBottomEdge(weights: readonly number[]): Verdict {
  const heaviest = Math.max(...weights.map(Math.abs));
  if (heaviest === 0)
    return wrong(
      'Nine zeros are silent everywhere.',
      'Decide which row of weights should count for, and which against.',
    );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum) > sumTolerance) return judgeSum(weights, sum);
  return judgeAnswers(edgeAnswers(weights), heaviest);
}

function judgeSum(weights: readonly number[], sum: number): Verdict {
  const [upper, lower] = [rowSum(weights, 0), rowSum(weights, 2)];
  const lead = upper > lower ? 'It leans the right way, towards ink above.' : 'Nine weights are in place.';
  const answer = `The weights sum to ${printExact(sum)}, so an even grey of ${flatInk} answers ${printExact(sum * flatInk)}, with no edge in sight.`;
  const advice =
    Math.abs(sum) < 0.01
      ? 'Rounded fractions leave such crumbs; whole numbers don’t.'
      : 'What you add in one row you must take away in another.';
  return wrong(lead, `${answer} ${advice}`);
}

function judgeAnswers({ bottom, top, left, right }: EdgeAnswers, heaviest: number): Verdict {
  const crumbs = heaviest * ink * 1e-4; // what float32 leaves of an exact 0
  const isSilent = ({ least, greatest }: Range) => greatest <= crumbs && least >= -crumbs;
  const loudestUpright = Math.max(left.greatest, right.greatest);
  if (isSilent(bottom) && isSilent(left))
    return wrong(
      'The sum is 0, so even ink is silent.',
      'But so is every straight edge, upright or level. Give each of the three rows one weight.',
    );
  if (isSilent(bottom)) {
    const [side, answer] = left.greatest > right.greatest ? ['left', left.greatest] : ['right', right.greatest];
    return wrong(
      'The sum is 0, and it does find an edge.',
      `It finds a *${side}* edge, with ${printedSigned(answer)}, and a bottom edge leaves it at 0. You turned it by 90°; flip it instead.`,
    );
  }
  if (bottom.greatest > crumbs && bottom.least < -crumbs) {
    return wrong(
      'The sum is 0, so even ink is silent.',
      `But a bottom edge answers both ${printedSigned(bottom.greatest)} and ${printed(bottom.least)}, one row apart, and so does a top edge. To tell them apart, the upper and the lower row must pull in opposite directions.`,
    );
  }
  if (bottom.greatest <= crumbs) {
    return wrong(
      'The rows are the right idea, and the sum is 0.',
      `But it answers ${printed(bottom.least)} on a bottom edge and ${printedSigned(top.greatest)} on a top edge. It finds exactly the other one.`,
    );
  }
  if (loudestUpright > bottom.greatest + crumbs) {
    return wrong(
      `A bottom edge does answer, with ${printedSigned(bottom.greatest)}.`,
      `But an upright edge answers louder, with ${printedSigned(loudestUpright)}. Give all three weights of a row the same value.`,
    );
  }
  if (heaviest < faintestWeight) {
    return wrong(
      'The pattern is right, and the sum is 0.',
      `It is only faint: the loudest answer to full ink is ${printExact(bottom.greatest)}. Multiply all nine by the same large number.`,
    );
  }
  const upright = isSilent(left)
    ? 'Upright edges leave it at 0.'
    : `It also hears upright edges, up to ${printedSigned(loudestUpright)}; equal weights along a row would not.`;
  return {
    kind: 'right',
    lead: 'Right, it finds bottom edges.',
    rest: `Tried on made pictures: bottom edge ${printedSigned(bottom.greatest)}, top edge ${printed(top.least)}, even grey 0. ${upright}`,
  };
}

function rowSum(weights: readonly number[], row: number): number {
  return weights.slice(row * 3, row * 3 + 3).reduce((total, weight) => total + weight, 0);
}

/** The answer of one window, to three decimals at most. */
function printed(value: number): string {
  return plainNumber(value, 3);
}

function printedSigned(value: number): string {
  return signedNumber(value, 3);
}

/** Six significant digits, so that a small remainder doesn't print as 0. */
function printExact(value: number): string {
  return String(Number(value.toPrecision(6))).replace(/-/g, '\u2212');
}

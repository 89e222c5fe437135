// Random settings whose output size is to be foretold: the same number gives every reader the same question.
import { seededRandom } from '@lib/array/random.ts';
import { axisWindows } from '@lib/conv/axis-windows.ts';

/** Settings by the letters of the formula, for rows and for columns. */
export type SizeQuestion = Readonly<Record<'i' | 'k' | 's' | 'p' | 'd', readonly [rows: number, cols: number]>>;

/** One question in so many has rows and columns that differ. */
const oddShapeEvery = 5;

/** The question with a number; every window fits somewhere and stands on the picture, no ring is wider than half the picture, and dilation is rare. */
export function sizeQuestion(seed: number): SizeQuestion {
  const random = seededRandom(seed + 1);
  const pick = (values: readonly number[]): number => values[Math.floor(random() * values.length)] ?? 1;
  const isOdd = random() < 1 / oddShapeEvery;
  const axis = (): Readonly<Record<keyof SizeQuestion, number>> => {
    for (;;) {
      const [i, k] = [pick([4, 5, 6, 7, 8, 9, 10, 11, 12]), pick([1, 2, 3, 3, 3, 4, 5, 5, 6, 7])];
      const [s, p, d] = [pick([1, 1, 2, 2, 2, 3, 4]), pick([0, 0, 1, 1, 2, 3]), pick([1, 1, 1, 1, 2, 3])];
      const { count, span } = axisWindows(i, { kernel: k, stride: s, padding: p, dilation: d });
      if (count > 0 && p < span && 2 * p <= i) return { i, k, s, p, d };
    }
  };
  const rows = axis();
  const cols = isOdd ? axis() : rows;
  const both = (name: keyof SizeQuestion): readonly [number, number] => [rows[name], cols[name]];
  return { i: both('i'), k: both('k'), s: both('s'), p: both('p'), d: both('d') };
}

// Padding in words: what the rules are called, what each does, why one refuses, and where a cell comes from.
import { leastRing, widestRing, type Grid, type PaddedCell, type Padding } from '@lib/conv/padded-grid.ts';
import type { PaddingMode } from '@lib/conv/pad.ts';
import type { Place } from '@lib/conv/response.ts';
import { addends, counted, plainNumber } from './numbers.ts';

interface ModeWords {
  /** What a rule is called on the page. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly rule: string;
}

/** The rules in words. */
export const modeWords: Readonly<Record<PaddingMode, ModeWords>> = {
  zeros: { name: 'zeros', rule: 'Outside there is nothing: every cell of the ring is 0.' },
  replicate: { name: 'border', rule: 'Outside, the nearest pixel goes on.' },
  reflect: {
    name: 'reflection',
    rule: 'The mirror stands on the outermost pixels, so they are not repeated.',
  },
  circular: { name: 'circular', rule: 'The picture goes round: past one side comes the opposite one.' },
  symmetric: {
    name: 'symmetric',
    rule: 'The mirror stands on the outline, so the outermost pixels are repeated.',
  },
};

/** Libraries that readers meet. */
export const paddingLibraries = ['PyTorch layer', 'NumPy', 'SciPy', 'tf.mirrorPad', 'fastai'] as const;

/** What each rule is called in each of them; a dash where it is not built in. */
export const paddingNames: Readonly<Record<PaddingMode, readonly string[]>> = {
  zeros: ['zeros', 'constant', 'constant', '–', 'Zeros'],
  replicate: ['replicate', 'edge', 'nearest', '–', 'Border'],
  reflect: ['reflect', 'reflect', 'mirror', 'reflect', 'Reflection'],
  circular: ['circular', 'wrap', 'grid-wrap', '–', '–'],
  symmetric: ['–', 'symmetric', 'reflect', 'symmetric', '–'],
};

/** A place as figures write it, `row −1, column 2`. */
export function placeWords([row, col]: Place): string {
  return `row ${plainNumber(row)}, column ${plainNumber(col)}`;
}

/** Why a rule refuses such a ring around a picture; nothing where it does not. */
export function refusalWords(grid: Grid, { mode, padding }: Padding): string | undefined {
  if (padding < leastRing(grid)) return 'on a side of 2 a window of 3 needs padding 1.';
  const most = widestRing(grid, mode);
  if (padding <= most) return undefined;
  const [length, axis] =
    grid.rows > 1 && (grid.rows <= grid.cols || grid.cols === 1) ? [grid.rows, 'row'] : [grid.cols, 'column'];
  const { name } = modeWords[mode];
  const has = counted(length, axis);
  const reasons: Partial<Record<PaddingMode, string>> = {
    reflect: `behind the mirror there ${most === 1 ? 'is' : 'are'} ${most} of the ${has}`,
    circular: `the picture has ${has}, and would be used up`,
    symmetric: `the picture has ${has}, and so has its mirror image`,
  };
  return `${name} stops at padding ${most}: ${reasons[mode] ?? ''}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Where a cell comes from, in a sentence; `copies` is how many cells of the ring show a pixel of the picture. */
export function sourceWords({ place, value, source, isInside }: PaddedCell, copies: number): string {
  const number = plainNumber(value);
  if (isInside) {
    const shown =
      copies === 0
        ? 'Nothing outside copies it'
        : `Outside, ${counted(copies, 'cell')} ${copies === 1 ? 'shows' : 'show'} it again`;
    return `${capital(placeWords(place))} is a pixel of the picture, ${number}. ${shown}.`;
  }
  if (source === undefined) return `${capital(placeWords(place))} comes from nowhere: it is 0.`;
  return `${capital(placeWords(place))} is ${placeWords(source)} again: ${number}.`;
}

/** How many answers a cell has a say in, in a sentence. */
export function fedWords(answers: number): string {
  return answers === 0 ? 'No window covers it.' : `It has a say in ${counted(answers, 'answer')}.`;
}

/** What a window answers, product by product, in a sentence; `weights` go with its cells. */
export function windowWords(
  place: Place,
  cells: readonly PaddedCell[],
  weights: readonly number[],
  answer: number | undefined,
): string {
  if (answer === undefined) return `No window is centred on ${placeWords(place)}.`;
  const invented = cells.filter(({ isInside }) => !isInside).length;
  const share = invented === 0 ? 'lies on the picture' : `has ${counted(invented, 'invented cell')} of ${cells.length}`;
  const products = cells.map(({ value }, at) => value * (weights[at] ?? 0));
  return `The window centred on ${placeWords(place)} ${share}: ${addends(products, 2)} = ${plainNumber(answer, 2)}.`;
}

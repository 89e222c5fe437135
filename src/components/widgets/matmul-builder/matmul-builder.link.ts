// The link schema of the convolution written out as a matrix. Names and meanings are permanent.
import { isKernelName, namedKernels } from '@lib/conv/named-kernels.ts';
import { unroll, type Unrolled } from '@lib/conv/unrolled.ts';
import { linkCodec, shorten, type LinkField } from '@lib/state/link-codec.ts';
import { integerField, printNumber, readNumber, roundForLink, wordField } from '@lib/state/link-fields.ts';

/** Numbers in cells go this far up and down. */
export const greatestNumber = 99;

/** The side of the real digit. */
export const digitSide = 28;

const [leastSide, greatestSide] = [3, 6];

/** Where a set of numbers comes from: left as letters, counted 1, 2, 3 …, all ones, or given. */
export type Numbers = 'letters' | 'count' | 'ones' | readonly number[];

/** The number added to every answer: left as a letter, none at all, or given. */
export type Bias = 'letter' | 'none' | number;

/** How the matrix is written, and which of its cells may be changed by themselves. */
export const views = ['toeplitz', 'im2col', 'transpose'] as const;
export const freedoms = ['shared', 'local', 'dense'] as const;
const notations = ['given', 'letters'] as const;
export type View = (typeof views)[number];
export type Freedom = (typeof freedoms)[number];

/** A cell of the matrix whose number was changed by itself. */
export interface OwnNumber {
  readonly place: number;
  readonly pixel: number;
  readonly value: number;
}

/** The whole state of the figure. */
export interface MatmulBuilderLink {
  /** Rows and columns of the picture: 3 to 6 each, or 28 × 28, which is the session's three. */
  readonly n: readonly [rows: number, cols: number];
  /** Side of the kernel, stride, padding. */
  readonly k: number;
  readonly s: number;
  readonly p: number;
  readonly view: View;
  /** The numbers that go in: the picture's, or in the transposed view those of the answers. */
  readonly x: Numbers;
  /** The weights. */
  readonly w: Numbers;
  readonly b: Bias;
  /** One number for all copies of a weight, one for each copy, or one for each cell. */
  readonly free: Freedom;
  /** What is pointed at: an answer (a row of the matrix), a pixel (a column), a weight; two of them are a cell. */
  readonly row: number | undefined;
  readonly col: number | undefined;
  readonly tap: number | undefined;
  /** Cells that have a number of their own, where `free` lets them. */
  readonly own: readonly OwnNumber[];
  /** Whether letters are written for what has numbers; `given` shows each as it was given. */
  readonly as: (typeof notations)[number];
}

const clampNumber = (value: number): number => roundForLink(Math.min(greatestNumber, Math.max(-greatestNumber, value)));

const sizeField: LinkField<MatmulBuilderLink['n']> = {
  initial: [3, 3],
  parse(text) {
    const [, rows = '', cols = rows] = /^(\d{1,2})(?:x(\d{1,2}))?$/.exec(text) ?? [];
    const [height, width] = [Number(rows), Number(cols)];
    const isSmall = [height, width].every((side) => side >= leastSide && side <= greatestSide);
    if (isSmall || (height === digitSide && width === digitSide)) return { value: [height, width] };
    return {
      value: [3, 3],
      note: `“${shorten(text)}” is no size of ${leastSide} to ${greatestSide}, such as 4 or 3x5, nor 28; 3 is used.`,
    };
  },
  print: ([rows, cols]) => (rows === cols ? String(rows) : `${rows}x${cols}`),
};

function numbersField(words: readonly Exclude<Numbers, readonly number[]>[], hasKernels: boolean): LinkField<Numbers> {
  return {
    initial: 'letters',
    parse(text) {
      const word = words.find((known) => known === text);
      if (word !== undefined) return { value: word };
      if (hasKernels && isKernelName(text)) return { value: namedKernels[text].map(clampNumber) };
      const read = text.split('~').map(readNumber);
      const value = read.map((number) => clampNumber(number ?? 0));
      if (read.length === 1 && read[0] === undefined)
        return {
          value: 'letters',
          note: `“${shorten(text)}” is neither a list of numbers nor one of ${words.join(', ')}; letters are used.`,
        };
      if (read.includes(undefined)) return { value, note: 'one of the numbers is none; 0 stands in its place.' };
      if (read.some((number) => Math.abs(number ?? 0) > greatestNumber))
        return { value, note: `numbers go from −${greatestNumber} to ${greatestNumber}; the others were cut.` };
      return { value };
    },
    print: (numbers) => (typeof numbers === 'string' ? numbers : numbers.map(printNumber).join('~')),
  };
}

const biasField: LinkField<Bias> = {
  initial: 'letter',
  parse(text) {
    if (text === 'letter' || text === 'none') return { value: text };
    const number = readNumber(text);
    if (number === undefined)
      return { value: 'letter', note: `“${shorten(text)}” is no number, nor none; b stays a letter.` };
    return { value: clampNumber(number) };
  },
  print: (bias) => (typeof bias === 'string' ? bias : printNumber(bias)),
};

/** A place that can be none. */
function placeField(initial: number | undefined): LinkField<number | undefined> {
  const number = integerField(initial ?? 0, [0, 2000]);
  return {
    initial,
    parse: (text) => (text === 'none' ? { value: undefined } : number.parse(text)),
    print: (place) => (place === undefined ? 'none' : number.print(place)),
  };
}

const ownField: LinkField<readonly OwnNumber[]> = {
  initial: [],
  parse(text) {
    const cells = text.split('~').map((cell) => /^(\d{1,2})_(\d{1,2})_([-+.\d]+)$/.exec(cell));
    const value = cells.flatMap((cell) => {
      const number = readNumber(cell?.[3] ?? '');
      return cell === null || number === undefined
        ? []
        : [{ place: Number(cell[1]), pixel: Number(cell[2]), value: clampNumber(number) }];
    });
    return value.length === cells.length
      ? { value }
      : { value, note: 'cells are written row_column_number, such as 0_1_2.5; the others were left out.' };
  },
  print: (cells) => cells.map(({ place, pixel, value }) => `${place}_${pixel}_${printNumber(value)}`).join('~'),
};

/** Reads and writes the figure's states. */
export const matmulBuilderLink = linkCodec<MatmulBuilderLink>({
  n: sizeField,
  k: integerField(2, [1, 3]),
  s: integerField(1, [1, 3]),
  p: integerField(0, [0, 2]),
  view: wordField<View>('toeplitz', views),
  x: numbersField(['letters', 'count', 'ones'], false),
  w: numbersField(['letters', 'count', 'ones'], true),
  b: biasField,
  free: wordField<Freedom>('shared', freedoms),
  row: placeField(1),
  col: placeField(2),
  tap: placeField(undefined),
  own: ownField,
  as: wordField<MatmulBuilderLink['as']>('given', notations),
});

/** The sizes that a state has. */
export function sizesOf({ n, k, s, p }: MatmulBuilderLink): Unrolled {
  return unroll({ height: n[0], width: n[1], kernel: k, stride: s, padding: p });
}

/** Whether the picture is the real digit. */
export function isDigit({ n }: MatmulBuilderLink): boolean {
  return n[0] === digitSide;
}

/** How many numbers go in: pixels, or answers in the transposed view. */
export function inputCount(link: MatmulBuilderLink): number {
  const { pixels, places } = sizesOf(link);
  return link.view === 'transpose' ? places : pixels;
}

/** Brings settings together that exclude each other; says in words what a link could not have. */
export function settled(link: MatmulBuilderLink): {
  readonly state: MatmulBuilderLink;
  readonly notes: readonly string[];
} {
  const notes: string[] = [];
  const sizes = sizesOf(link);
  let { x, w, free, own } = link;
  if (typeof x !== 'string' && (isDigit(link) || x.length !== inputCount(link))) {
    if (!isDigit(link))
      notes.push(
        `x: ${x.length} numbers were given, and there are ${inputCount(link)}; they are counted from 1 instead.`,
      );
    x = 'count';
  }
  if (isDigit(link)) x = 'letters';
  if (typeof w !== 'string' && w.length !== sizes.taps) {
    notes.push(`w: ${w.length} weights were given, and there are ${sizes.taps}; they are counted from 1 instead.`);
    w = 'count';
  }
  if (free !== 'shared' && (link.view === 'im2col' || isDigit(link))) {
    const why = isDigit(link)
      ? 'a digit has too many cells to set them one by one'
      : 'a kernel laid out as one row has no copies';
    notes.push(`free: ${why}; the weights are shared.`);
    free = 'shared';
  }
  own = free === 'shared' ? [] : own.filter(({ place, pixel }) => place < sizes.places && pixel < sizes.pixels);
  const within = (at: number | undefined, count: number): number | undefined =>
    at === undefined ? undefined : Math.min(at, count - 1);
  const state = {
    ...link,
    x: shortest(x),
    w: shortest(w),
    free,
    own,
    row: within(link.row, sizes.places),
    col: within(link.col, sizes.pixels),
    tap: within(link.tap, sizes.taps),
  };
  return { state, notes };
}

/** Numbers that a word stands for are written as that word. */
function shortest(numbers: Numbers): Numbers {
  if (typeof numbers === 'string') return numbers;
  if (numbers.every((value, at) => value === at + 1)) return 'count';
  return numbers.every((value) => value === 1) ? 'ones' : numbers;
}

/** The numbers that a source stands for; letters stand for 1, 2, 3 … where something must be computed. */
export function numbersOf(numbers: Numbers, count: number): readonly number[] {
  if (typeof numbers !== 'string') return numbers;
  return Array.from({ length: count }, (_, at) => (numbers === 'ones' ? 1 : at + 1));
}

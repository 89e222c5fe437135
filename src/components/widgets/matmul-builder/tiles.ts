// What stands in every square of the figure, and how it is marked: the same for the mouse, the keyboard and the printed frame.
import { pixelAt, tapAt, type Pointed } from '@lib/conv/unrolled.ts';
import type { Tile } from '@lib/draw/tile.ts';
import { weightCss } from '@lib/draw/weight-inks.ts';
import { answerName, pixelName, weightName, type Name } from '@lib/text/matrix-names.ts';
import { plainNumber } from '@lib/text/numbers.ts';
import type { MatmulBuilderState } from './matmul-builder.svelte.ts';

const decimals = 2;
const write = (value: number): string => plainNumber(value, decimals);
const ownShare = 34;
const rowShare = 22;

const named = ({ letter, foot }: Name): Pick<Tile, 'text' | 'foot' | 'kind'> => ({
  text: letter,
  foot,
  kind: 'letter',
});
const numbered = (value: number): Pick<Tile, 'text' | 'kind'> => ({ text: write(value), kind: 'number' });

function isAnythingPointed({ pointed }: MatmulBuilderState): boolean {
  return Object.keys(pointed).length > 0;
}

function markOf(figure: MatmulBuilderState, isHere: boolean, isLit: boolean): Tile['mark'] {
  if (isHere) return 'here';
  return isLit ? 'lit' : isAnythingPointed(figure) ? 'faint' : undefined;
}

/** The name of a pixel: in the transposed view pixels come out, and are dashed. */
export function nameOfPixel({ view, sizes, isDigit }: MatmulBuilderState, pixel: number): Name {
  const name = isDigit ? placed('x', pixel, sizes.width) : pixelName(pixel);
  return view === 'transpose' ? { ...name, letter: `${name.letter}′` } : name;
}

/** A name on one line: what stands at its foot in small digits. */
function onLine({ letter, foot = '' }: Name): string {
  return letter + foot.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x20_80 + Number(digit)));
}

/** The name of a square of the matrix: the weight in it, the number of the copy where copies are free, or `w` where the kernel has none. */
export function nameOfSquare({ sizes, free }: MatmulBuilderState, place: number, pixel: number): Name {
  const tap = tapAt(sizes, place, pixel);
  const countTo = (isCounted: (place: number, pixel: number) => boolean): number => {
    let count = 0;
    for (let at = 0; at <= place * sizes.pixels + pixel; at++)
      if (isCounted(Math.floor(at / sizes.pixels), at % sizes.pixels)) count++;
    return count;
  };
  if (tap < 0) return { letter: 'w', foot: String(countTo((row, col) => tapAt(sizes, row, col) < 0)) };
  if (free === 'shared') return weightName(tap);
  return { ...weightName(tap), foot: String(countTo((row, col) => tapAt(sizes, row, col) === tap)) };
}

/** What a pixel is called where only plain words can stand: by its letter, or by row and column. */
export function pixelText(figure: MatmulBuilderState, pixel: number): string {
  const { isDigit, sizes } = figure;
  return isDigit ? `(${placed('', pixel, sizes.width).foot ?? ''})` : onLine(nameOfPixel(figure, pixel));
}

/** What an answer is called there. */
export function placeText(figure: MatmulBuilderState, place: number): string {
  const { isDigit, sizes } = figure;
  return isDigit ? `(${placed('', place, sizes.outWidth).foot ?? ''})` : onLine(nameOfPlace(figure, place));
}

/** Many numbers as a plate. */
export function plateOf(values: ArrayLike<number>, [rows, cols]: readonly [number, number], ramp: 'ink' | 'signed') {
  const greatest = ramp === 'ink' ? 255 : Math.max(1, ...Array.from(values, Math.abs));
  return { values, rows, cols, ramp, greatest };
}

/** The name of an answer. */
export function nameOfPlace({ sizes, isDigit }: MatmulBuilderState, place: number): Name {
  return isDigit ? placed('y', place, sizes.outWidth) : answerName(place, sizes);
}

/** Where there are hundreds, a row and a column say more than a number. */
function placed(letter: string, at: number, cols: number): Name {
  return { letter, foot: `${Math.floor(at / cols)},\u00a0${at % cols}` };
}

/** A pixel as it is shown: a letter, or a number that goes in or comes out. */
export function pixelTile(figure: MatmulBuilderState, pixel: number): Tile {
  const isOut = figure.view === 'transpose';
  const isLetter = isOut ? figure.hasLetterOutput : figure.hasLetterInput;
  const text = isLetter
    ? named(nameOfPixel(figure, pixel))
    : numbered((isOut ? figure.output : figure.input)[pixel] ?? 0);
  return { ...text, mark: markOf(figure, figure.pointed.pixel === pixel, figure.litPixels.has(pixel)) };
}

/** An answer as it is shown. */
export function placeTile(figure: MatmulBuilderState, place: number): Tile {
  const isIn = figure.view === 'transpose';
  const isLetter = isIn ? figure.hasLetterInput : figure.hasLetterOutput;
  const text = isLetter
    ? named(nameOfPlace(figure, place))
    : numbered((isIn ? figure.input : figure.output)[place] ?? 0);
  return { ...text, mark: markOf(figure, figure.pointed.place === place, figure.litPlaces.has(place)) };
}

/** A weight in its ink. */
export function weightTile(figure: MatmulBuilderState, tap: number): Tile {
  const text = figure.hasLetterWeights ? named(weightName(tap)) : numbered(figure.weights[tap] ?? 0);
  const isHere = figure.pointed.tap === tap && figure.pointed.place === undefined;
  return {
    ...text,
    ...weightCss(tap, figure.sizes.kernel),
    mark: isHere ? 'here' : figure.tap === tap ? 'copy' : undefined,
  };
}

/** The picture with its ring of padding. */
export function pictureTiles(figure: MatmulBuilderState): { readonly tiles: readonly Tile[]; readonly cols: number } {
  const { height, width, padding } = figure.sizes;
  const cols = width + 2 * padding;
  const tiles = Array.from({ length: (height + 2 * padding) * cols }, (_, at): Tile => {
    const [row, col] = [Math.floor(at / cols) - padding, (at % cols) - padding];
    const isInside = row >= 0 && row < height && col >= 0 && col < width;
    return isInside ? pixelTile(figure, row * width + col) : { text: '0', kind: 'dot' };
  });
  return { tiles, cols };
}

/** Rows, columns and squares of the large matrix. */
export function matrixShape({ view, sizes }: MatmulBuilderState): readonly [rows: number, cols: number] {
  if (view === 'im2col') return [sizes.taps, sizes.places];
  return view === 'transpose' ? [sizes.pixels, sizes.places] : [sizes.places, sizes.pixels];
}

/** What a square of the large matrix joins. */
export function joinedAt({ view, sizes }: MatmulBuilderState, row: number, col: number) {
  if (view === 'im2col') return { place: col, tap: row, pixel: pixelAt(sizes, col, row) };
  const [place, pixel] = view === 'transpose' ? [col, row] : [row, col];
  return { place, pixel, tap: tapAt(sizes, place, pixel) };
}

/** What pointing at a square of the large matrix points at. */
export function pointedBy(figure: MatmulBuilderState, cell: number): Pointed {
  const [, cols] = matrixShape(figure);
  const { place, pixel, tap } = joinedAt(figure, Math.floor(cell / cols), cell % cols);
  return pixel < 0 ? { place, tap } : { place, pixel };
}

/** The square of the large matrix that is pointed at, row by row, if one is. */
export function pointedSquare(figure: MatmulBuilderState, pointed: Pointed = figure.pointed): number | undefined {
  const [, cols] = matrixShape(figure);
  const { place, pixel } = pointed;
  if (place === undefined) return undefined;
  if (figure.view === 'im2col') {
    const tap = pointed.tap ?? (pixel === undefined ? -1 : tapAt(figure.sizes, place, pixel));
    return tap < 0 ? undefined : tap * cols + place;
  }
  if (pixel === undefined) return undefined;
  return figure.view === 'transpose' ? pixel * cols + place : place * cols + pixel;
}

/** The row and the column of the large matrix that what is pointed at lies in. */
export function linesOf({ view, pointed, tap }: MatmulBuilderState): readonly [number | undefined, number | undefined] {
  if (view === 'im2col') return [tap, pointed.place];
  return view === 'transpose' ? [pointed.pixel, pointed.place] : [pointed.place, pointed.pixel];
}

/** The names along a side of the large matrix. */
export function headsOf(figure: MatmulBuilderState, of: 'pixel' | 'place'): (Name & { isLit: boolean })[] {
  const { pixels, places } = figure.sizes;
  const [count, nameOf] = of === 'pixel' ? [pixels, nameOfPixel] : [places, nameOfPlace];
  return Array.from({ length: count }, (_, at) => ({ ...nameOf(figure, at), isLit: figure.pointed[of] === at }));
}

/** All squares of the large matrix. */
export function matrixTiles(figure: MatmulBuilderState): readonly Tile[] {
  const [rows, cols] = matrixShape(figure);
  const square = pointedSquare(figure);
  return Array.from({ length: rows * cols }, (_, at): Tile => {
    const { place, pixel, tap } = joinedAt(figure, Math.floor(at / cols), at % cols);
    const isHere = square === at;
    if (figure.view === 'im2col') return patchTile(figure, { pixel, tap, isHere });
    const isCopy = tap >= 0 && tap === figure.tap && figure.free === 'shared';
    const mark = isHere ? 'here' : isCopy ? 'copy' : undefined;
    const { fill, on } = tap < 0 ? {} : weightCss(tap, figure.sizes.kernel);
    const value = (): Tile => ({ ...numbered(figure.cellValue(place, pixel)), mark });
    if (tap < 0) {
      if (figure.free !== 'dense') return { text: figure.hasLetterWeights ? '·' : '0', kind: 'dot', mark };
      const text = figure.hasLetterWeights ? named(nameOfSquare(figure, place, pixel)) : value();
      return { ...text, mark, isBroken: true, hasLeft: figure.hasLeft(place, pixel) };
    }
    const shown = figure.hasLetterWeights ? named(nameOfSquare(figure, place, pixel)) : value();
    if (figure.free === 'shared') return { ...shown, fill, on, mark };
    return {
      ...shown,
      hasLeft: figure.hasLeft(place, pixel),
      fill: `color-mix(in oklab, ${fill ?? ''} ${ownShare}%, var(--paper))`,
      on: 'var(--ink)',
      mark,
    };
  });
}

/** A square of a large matrix, as it is seen through the lens. */
export function lensTile(figure: MatmulBuilderState, cell: number): Tile {
  const [, cols] = matrixShape(figure);
  const { pixel, tap } = joinedAt(figure, Math.floor(cell / cols), cell % cols);
  const isHere = pointedSquare(figure) === cell;
  if (figure.view === 'im2col') return patchTile(figure, { pixel, tap, isHere });
  const mark = isHere ? 'here' : tap >= 0 && tap === figure.tap ? 'copy' : undefined;
  if (tap < 0) return { text: '·', kind: 'dot', mark };
  return { ...weightTile(figure, tap), mark };
}

/** A square of the matrix of patches: a pixel, on a tint of the weight that it meets. */
function patchTile(figure: MatmulBuilderState, at: { pixel: number; tap: number; isHere: boolean }): Tile {
  const fill = `color-mix(in oklab, ${weightCss(at.tap, figure.sizes.kernel).fill} ${rowShare}%, var(--paper))`;
  const isSame = at.pixel >= 0 && figure.pointed.pixel === at.pixel;
  const mark = at.isHere ? 'here' : isSame ? 'copy' : undefined;
  if (at.pixel < 0) return { text: '0', kind: 'dot', mark };
  return { ...pixelTile(figure, at.pixel), fill, on: 'var(--ink)', mark };
}

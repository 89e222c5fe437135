// The parts that several widgets' cards are put together from: a labelled picture or map, a kernel with its weights, a network drawn to scale.
import type { PlatePicture } from '@lib/draw/plate.ts';
import type { StageRow } from '@lib/nn/stage-table.ts';
import { levelColour, levelOf } from '@lib/draw/ramps.ts';
import { plainNumber, signedNumber } from '@lib/text/numbers.ts';
import { box, cardInks, signInk, type CardFigure, type CardPart } from './figure.ts';

/** Where a part stands. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A digit or another picture of ink, `size` units a cell. */
export function inkPlate(
  pixels: ArrayLike<number>,
  { x, y, size, side = 28 }: Spot & { size: number; side?: number },
): CardPart {
  return { kind: 'plate', x, y, size, picture: { values: pixels, rows: side, cols: side, ramp: 'ink', greatest: 255 } };
}

/** A map of signed numbers; `rows` and `cols` are those of a square map if left out. */
export function signedPlate(
  values: ArrayLike<number>,
  {
    x,
    y,
    size,
    greatest,
    rows = Math.sqrt(values.length),
    cols = rows,
  }: Spot & { size: number; greatest: number; rows?: number; cols?: number },
): CardPart {
  return {
    kind: 'plate',
    x,
    y,
    size,
    picture: { values, rows, cols, ramp: 'signed', greatest } satisfies PlatePicture,
  };
}

/** A name under or over a part. */
export function caption(
  text: string,
  { x, y }: Spot,
  options: { fill?: string; size?: number; anchor?: 'start' | 'middle' | 'end' } = {},
): CardPart {
  return {
    kind: 'text',
    x,
    y,
    size: options.size ?? 22,
    text,
    face: 'sans',
    fill: options.fill ?? cardInks.ink2,
    anchor: options.anchor ?? 'start',
  };
}

/** The frame of a window on a picture, with a line of paper around it, so that it shows on ink too. */
export function windowFrame(x: number, y: number, side: number): CardPart[] {
  return [
    { kind: 'path', d: box(x - 1.5, y - 1.5, side + 3), stroke: cardInks.plate, width: 8 },
    { kind: 'path', d: box(x, y, side), stroke: cardInks.accent, width: 4 },
  ];
}

/** A number on a label beside a cell. */
export function flag(
  value: number,
  { x, y, anchor = 'start' }: Spot & { anchor?: 'start' | 'end' },
  decimals = 2,
): CardPart[] {
  const text = signedNumber(value, decimals);
  const width = text.length * 15 + 22;
  const left = anchor === 'start' ? x : x - width;
  return [
    { kind: 'path', d: box(left, y - 22, width, 44), fill: cardInks.paper, stroke: cardInks.accent, width: 2 },
    {
      kind: 'text',
      x: left + width / 2,
      y: y + 10,
      size: 29,
      text,
      face: 'bold',
      anchor: 'middle',
      fill: signInk(value),
    },
  ];
}

/** Nine weights in a frame, each coloured and written. */
export function kernelGrid(weights: readonly number[], { x, y, cell }: Spot & { cell: number }): CardPart[] {
  const greatest = Math.max(...weights.map(Math.abs));
  const side = Math.round(Math.sqrt(weights.length));
  return [
    {
      kind: 'plate',
      x,
      y,
      size: cell,
      picture: { values: weights, rows: side, cols: side, ramp: 'signed', greatest },
      hasGrid: true,
    },
    ...weights.map((weight, at): CardPart => {
      const text = shortWeight(weight);
      return {
        kind: 'text',
        x: x + ((at % side) + 0.5) * cell,
        y: y + (Math.floor(at / side) + 0.5) * cell + cell * 0.14,
        size: cell * (text.length > 3 ? 0.32 : 0.42),
        text,
        face: 'sans',
        anchor: 'middle',
        fill: levelColour('signed', levelOf(weight, greatest), 'light').on,
      };
    }),
    { kind: 'path', d: box(x, y, cell * side), stroke: cardInks.ink, width: 3 },
  ];
}

function shortWeight(weight: number): string {
  return plainNumber(weight, 2).replace(/^(\u2212?)0\./, '$1.');
}

const pxPerCell = 7;
const mostSheets = 14;
const columnGap = 46;

/** A network drawn to scale, grid by grid, each several sheets deep where it has several channels, with its shape below. */
export function networkDrawing(rows: readonly StageRow[], chosen?: number): CardFigure {
  const picture: { shape: readonly number[]; block?: number | undefined } = { shape: [1, 1, 28, 28] };
  const shapes = [picture, ...rows.map(({ outputShape, stage }) => ({ shape: outputShape, block: stage.block }))];
  const drawn = shapes.map(({ shape, block }) => {
    const [, channels = 1, side] = shape;
    const isChosen = block !== undefined && block === chosen;
    const stroke = isChosen ? cardInks.accent : cardInks.ink2;
    const words = shape.slice(1).join(' × ');
    const grid = side === undefined ? columnOf(channels) : sheetsOf(channels, side);
    return { ...grid, words, stroke, room: Math.max(grid.width, words.length * 11.5) };
  });
  const floor = Math.max(...drawn.map(({ height }) => height));
  let x = 0;
  const parts = drawn.flatMap(({ squares, width, words, stroke, room }): CardPart[] => {
    const left = x + (room - width) / 2;
    x += room + columnGap;
    return [
      ...squares.map(({ right, up, side }): CardPart => {
        const d = box(left + right, floor - up - side, side);
        return { kind: 'path', d, fill: cardInks.plate, stroke, width: 1.6 };
      }),
      caption(words, { x: left + width / 2, y: floor + 34 }, { anchor: 'middle', fill: stroke }),
    ];
  });
  return { width: x - columnGap, height: floor + 44, parts };
}

/** Squares from back to front, measured from the lower left corner. */
interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly squares: readonly { readonly right: number; readonly up: number; readonly side: number }[];
}

function sheetsOf(channels: number, size: number): Drawn {
  const count = Math.min(channels, mostSheets);
  const step = count === 1 ? 0 : Math.min(7, 62 / (count - 1));
  const side = Math.max(size * pxPerCell, 10);
  const depth = step * (count - 1);
  const squares = Array.from({ length: count }, (_, at) => ({ right: at * step, up: depth - at * step, side }));
  return { width: side + depth, height: side + depth, squares };
}

function columnOf(count: number): Drawn {
  const cells = Math.min(count, 16);
  const side = 13;
  const squares = Array.from({ length: cells }, (_, at) => ({ right: 0, up: at * side, side }));
  return { width: side, height: cells * side, squares };
}

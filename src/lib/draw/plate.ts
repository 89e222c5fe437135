// A plate is a picture in which every cell is one number: the digit, or a response map. What is to be drawn is worked out here
// once, as a list of cells, and drawn twice: printed as SVG at build time, painted on a canvas in the browser.
import { rgb } from './oklab.ts';
import { NumberPainter } from './number-painter.ts';
import { levelClass, levelColour, levelOf, type RampName, type Theme } from './ramps.ts';

/** What a plate shows: a grid of values, the scale of their colours, and how to write them. */
export interface PlatePicture {
  /** Row-major, `[rows, cols]`. */
  readonly values: ArrayLike<number>;
  readonly rows: number;
  readonly cols: number;
  readonly ramp: RampName;
  /** The value (signed: ±) at the end of the scale. */
  readonly greatest: number;
  /** Writes a cell's number; left out where a plate has no numbers. */
  readonly write?: (value: number) => string;
}

/** Whether two pictures look the same: the engine's answer often is, to the last bit, what plain code had shown already. */
export function isSamePicture(a: PlatePicture, b: PlatePicture): boolean {
  const isAlike =
    a.rows === b.rows && a.cols === b.cols && a.ramp === b.ramp && a.greatest === b.greatest && a.write === b.write;
  return isAlike && Array.prototype.every.call(a.values, (value, at) => value === b.values[at]);
}

/** One cell to draw. */
export interface PlateCell {
  readonly row: number;
  readonly col: number;
  readonly level: number;
  readonly text: string;
}

/** The cells of a plate, row by row. */
export function plateCells(picture: PlatePicture): PlateCell[] {
  return Array.from({ length: picture.rows * picture.cols }, (_, at) => {
    const value = picture.values[at] ?? 0;
    return {
      row: Math.floor(at / picture.cols),
      col: at % picture.cols,
      level: levelOf(value, picture.greatest),
      text: picture.write?.(value) ?? '',
    };
  });
}

/**
 * A plate as an SVG element, one unit a cell, coloured by the classes of `levelClass`; cells that are 0 are left blank. Cells of
 * one colour stand together: first their squares, drawn as strokes one unit wide along each row, then their numbers.
 */
export function printPlate(picture: PlatePicture): string {
  const groups = new Map<string, { path: string; texts: string }>();
  const cells = plateCells(picture);
  const classOf = ({ row, col }: PlateCell) =>
    levelClass(picture.ramp, picture.values[row * picture.cols + col] ?? 0, picture.greatest);
  for (let at = 0; at < cells.length;) {
    const first = cells[at];
    if (first === undefined) break;
    const name = classOf(first);
    const run = [first];
    for (let next = cells[at + 1]; next?.row === first.row && classOf(next) === name; next = cells[at + run.length])
      run.push(next);
    at += run.length;
    if (first.level === 0) continue;
    const group = groups.get(name) ?? { path: '', texts: '' };
    group.path += `M${first.col} ${first.row}h${run.length}`;
    for (const { row, col, text } of run)
      if (text !== '') group.texts += `<text x="${col + 0.5}" y="${row + 0.18}">${text}</text>`;
    groups.set(name, group);
  }
  const drawn = [...groups].map(([name, { path, texts }]) => `<g class="${name}"><path d="${path}"/>${texts}</g>`);
  return `<svg viewBox="0 -.5 ${picture.cols} ${picture.rows}" aria-hidden="true">${drawn.join('')}</svg>`;
}

/** Cells at least this wide carry their number. */
const leastCellPx = 15;

/**
 * Paints a plate on a canvas whose backing store has `pxPerCell · cols` by `pxPerCell · rows` device pixels.
 * `font` is a CSS font family; numbers are left out where a cell is too small in CSS pixels to be read.
 */
export function paintPlate(
  canvas: HTMLCanvasElement,
  picture: PlatePicture,
  { theme, cellPx, ratio, font }: { theme: Theme; cellPx: number; ratio: number; font: string },
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const [width, height] = [Math.round(picture.cols * cellPx * ratio), Math.round(picture.rows * cellPx * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const [cellWidth, cellHeight] = [width / picture.cols, height / picture.rows];
  context.fillStyle = levelColour(picture.ramp, 0, theme).fill;
  context.fillRect(0, 0, width, height);
  const cells = plateCells(picture);
  for (const { row, col, level } of cells) {
    if (level === 0) continue;
    const [left, top] = [Math.round(col * cellWidth), Math.round(row * cellHeight)];
    context.fillStyle = levelColour(picture.ramp, level, theme).fill;
    context.fillRect(left, top, Math.round((col + 1) * cellWidth) - left, Math.round((row + 1) * cellHeight) - top);
  }
  if (picture.write === undefined || cellPx < leastCellPx) return;
  const painter = painterFor(font, Math.min(cellPx * 0.475, 12) * ratio);
  for (const isZero of [true, false]) {
    context.globalAlpha = isZero ? 0.28 : 1;
    for (const { row, col, level, text } of cells) {
      if ((level === 0) !== isZero) continue;
      const colour = levelColour(picture.ramp, level, theme).on;
      painter.write(context, text, { x: (col + 0.5) * cellWidth, y: (row + 0.5) * cellHeight, colour });
    }
  }
  context.globalAlpha = 1;
}

let lastPainter: { readonly key: string; readonly painter: NumberPainter } | undefined;

function painterFor(family: string, sizePx: number): NumberPainter {
  const key = `${sizePx} ${family}`;
  if (lastPainter?.key !== key) lastPainter = { key, painter: new NumberPainter(family, sizePx) };
  return lastPainter.painter;
}

/** Colours as bytes, red, green and blue, by ramp, level and theme: a canvas of many cells asks for few colours many times. */
const bytesOfColours = new Map<string, readonly [number, number, number]>();

function colourBytes(ramp: PlatePicture['ramp'], level: number, theme: Theme): readonly [number, number, number] {
  const key = `${ramp}${level}${theme}`;
  let bytes = bytesOfColours.get(key);
  if (bytes === undefined) {
    bytes = rgb(levelColour(ramp, level, theme).fill);
    bytesOfColours.set(key, bytes);
  }
  return bytes;
}

/** Paints a plate without numbers on a canvas of `cols` by `rows`, one canvas pixel a cell. */
export function paintMini(canvas: HTMLCanvasElement, { values, ramp, greatest }: PlatePicture, theme: Theme): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const picture = context.createImageData(canvas.width, canvas.height);
  for (let at = 0; at < values.length; at++) {
    const [red, green, blue] = colourBytes(ramp, levelOf(values[at] ?? 0, greatest), theme);
    picture.data[4 * at] = red;
    picture.data[4 * at + 1] = green;
    picture.data[4 * at + 2] = blue;
    picture.data[4 * at + 3] = 255;
  }
  context.putImageData(picture, 0, 0);
}

/** Paints 784 bytes on a canvas of 28 by 28, one canvas pixel a pixel. */
export function paintStamp(canvas: HTMLCanvasElement, bytes: Uint8Array, theme: Theme): void {
  paintMini(canvas, { values: bytes, rows: 28, cols: 28, ramp: 'ink', greatest: 255 }, theme);
}

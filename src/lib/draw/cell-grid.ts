// A grid of coloured cells with their numbers, of any number of rows and columns, as one SVG: for pictures whose cells are coloured by
// something else than their value. Printed by the build and shown by the page alike.
import type { LevelColour } from './ramps.ts';

/** One cell: its colours, and what is written on it. */
export interface GridCell extends LevelColour {
  readonly text: string;
}

/** In a wider or higher grid no number could be read. */
const mostWithNumbers = 14;

/** Whether the cells of a grid carry their numbers. */
export function hasNumbers(rows: number, cols: number): boolean {
  return Math.max(rows, cols) <= mostWithNumbers;
}

const placesOf = (cells: readonly (GridCell | undefined)[], cols: number) =>
  cells.flatMap((cell, at) => (cell === undefined ? [] : [{ cell, col: at % cols, row: Math.floor(at / cols) }]));

/** The squares of a grid, one unit each, row by row; a place without a cell is left blank. */
export function gridSquares(cells: readonly (GridCell | undefined)[], cols: number): string {
  return placesOf(cells, cols)
    .map(({ cell, col, row }) => `<rect x="${col}" y="${row}" width="1" height="1" style="fill:${cell.fill}"/>`)
    .join('');
}

/** The numbers on them, apart from the squares, so that lines can run between; each keeps a margin of its own cell’s colour. */
export function gridNumbers(cells: readonly (GridCell | undefined)[], cols: number): string {
  // one size for all, so that none seems to weigh more
  const longest = cells.reduce((most, cell) => Math.max(most, cell?.text.length ?? 0), 1);
  const size = Math.min(0.44, 1.45 / longest).toFixed(3);
  return placesOf(cells, cols)
    .map(
      ({ cell, col, row }) =>
        `<text x="${col + 0.5}" y="${row + 0.5}" style="fill:${cell.on};stroke:${cell.fill};font-size:${size}px">${cell.text}</text>`,
    )
    .join('');
}

/** A curved line from one cell to another, in cells, that leaves the cells between them readable: its path, and the head of its arrow. */
export function leaderPath(from: CellPlace, to: CellPlace): { readonly line: string; readonly head: string } {
  const [start, end] = [centre(from), centre(to)];
  const [across, down] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(across, down);
  const bend = Math.min(0.5, length / 4) * 2; // a curve reaches half as far as its control point
  const control = {
    x: (start.x + end.x) / 2 + (down / length) * bend,
    y: (start.y + end.y) / 2 - (across / length) * bend,
  };
  const [first, last] = [towards(start, control, 0.34), towards(end, control, 0.4)];
  const angle = Math.atan2(end.y - control.y, end.x - control.x);
  const wing = (turn: number) =>
    `${coordinate(last.x - headLength * Math.cos(angle + turn))} ${coordinate(last.y - headLength * Math.sin(angle + turn))}`;
  return {
    line: `M${coordinate(first.x)} ${coordinate(first.y)}Q${coordinate(control.x)} ${coordinate(control.y)} ${coordinate(last.x)} ${coordinate(last.y)}`,
    head: `M${wing(-headTurn)}L${coordinate(last.x)} ${coordinate(last.y)}L${wing(headTurn)}`,
  };
}

/** The outline of a set of cells, each by its upper left corner: the sides on which the set ends. */
export function outlinePath(cells: readonly CellPlace[]): string {
  const keys = new Set(cells.map(({ x, y }) => `${x},${y}`));
  const isOpen = (x: number, y: number): boolean => !keys.has(`${x},${y}`);
  return cells
    .flatMap(({ x, y }) => [
      isOpen(x, y - 1) ? `M${x} ${y}h1` : '',
      isOpen(x, y + 1) ? `M${x} ${y + 1}h1` : '',
      isOpen(x - 1, y) ? `M${x} ${y}v1` : '',
      isOpen(x + 1, y) ? `M${x + 1} ${y}v1` : '',
    ])
    .join('');
}

/** The upper left corner of a cell. */
export interface CellPlace {
  readonly x: number;
  readonly y: number;
}

const headLength = 0.3;
const headTurn = 0.5;
const coordinate = (value: number): string => String(Number(value.toFixed(3)));
const centre = ({ x, y }: CellPlace): CellPlace => ({ x: x + 0.5, y: y + 0.5 });

function towards(from: CellPlace, to: CellPlace, by: number): CellPlace {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by };
}

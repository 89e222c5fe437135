// Grids of numbers on cards: cells in colours of their own with what stands in them, and tables of words.
import { levelColour, levelOf, type RampName } from '@lib/draw/ramps.ts';
import { plainNumber } from '@lib/text/numbers.ts';
import { box, cardInks, type CardFace, type CardPart } from './figure.ts';

/** A cell. */
export interface CardCell {
  readonly text: string;
  readonly fill?: string | undefined;
  readonly on?: string | undefined;
}

/** Where a grid stands and how large its cells are. */
export interface GridPlace {
  readonly x: number;
  readonly y: number;
  /** Cells in a row. */
  readonly cols: number;
  readonly width: number;
  readonly height?: number;
  readonly textSize?: number;
}

/** Cells row by row, with lines between them. */
export function cellParts(cells: readonly CardCell[], place: GridPlace): CardPart[] {
  const { x, y, cols, width, height = width, textSize = Math.min(width, height) * 0.42 } = place;
  return cells.flatMap(({ text, fill = cardInks.plate, on = cardInks.ink }, at): CardPart[] => {
    const left = x + (at % cols) * width;
    const top = y + Math.floor(at / cols) * height;
    return [
      { kind: 'path', d: box(left, top, width, height), fill, stroke: cardInks.rule, width: 1 },
      {
        kind: 'text',
        x: left + width / 2,
        y: top + height / 2 + textSize * 0.35,
        size: textSize,
        text,
        face: 'sans',
        anchor: 'middle',
        fill: on,
      },
    ];
  });
}

/** Numbers as cells, in the colours of a ramp. */
export function numberCells(values: ArrayLike<number>, ramp: RampName, greatest: number): CardCell[] {
  return Array.from(values, (value) => {
    const { fill, on } = levelColour(ramp, levelOf(value, greatest), 'light');
    return { text: plainNumber(value), fill, on };
  });
}

/** The colour that a CSS colour of both themes has in the light one. */
export function lightOf(css: string): string {
  return /light-dark\((#\w+)/.exec(css)?.[1] ?? css;
}

/** A table of words, its first row and column in bold; `widths` are those of the columns. */
export function tableParts(
  rows: readonly (readonly string[])[],
  { widths, rowHeight = 46, size = 24 }: { widths: readonly number[]; rowHeight?: number; size?: number },
): CardPart[] {
  const lefts = widths.map((_, col) => widths.slice(0, col).reduce((sum, width) => sum + width, 0));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  return rows.flatMap((row, at): CardPart[] => [
    ...row.map((text, col): CardPart => {
      const face: CardFace = at === 0 || col === 0 ? 'bold' : 'sans';
      const fill = at === 0 && col > 0 ? cardInks.ink2 : cardInks.ink;
      return { kind: 'text', x: lefts[col] ?? 0, y: at * rowHeight + 30, size, text, face, fill };
    }),
    {
      kind: 'path',
      d: `M0 ${(at + 1) * rowHeight - 2}h${whole}`,
      stroke: at === 0 ? cardInks.ink : cardInks.rule,
      width: at === 0 ? 2 : 1,
    },
  ]);
}

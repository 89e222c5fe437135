// What a challenge looks like where only its link is seen: the thing that is asked for, still empty. A table has its blanks, a kernel its nine
// empty squares beside the picture it is for.
import { firstSeven } from '@lib/data/first-seven.ts';
import { chainTable } from '@lib/exercise/judge-chain.ts';
import type { AuthoredPart, ChainPart } from '@lib/exercise/parts.ts';
import { box, cardInks, type CardFigure, type CardPart } from './figure.ts';
import { inkPlate } from './parts.ts';

type Table = Extract<AuthoredPart, { kind: 'table' }>;

const rowHeight = 46;
const columnGap = 26;
const letterWidth = 12.5; // of the bold sans at the size used here, about
const type = 24;

/** How the parts of a challenge look before anybody has answered; nothing where they are words only. */
export function challengeFigure(parts: readonly unknown[]): CardFigure | undefined {
  for (const part of parts) {
    if (isTable(part)) return emptyTable(part);
    if (isChain(part)) return emptyTable(chainTable(part));
    if (isPart(part) && part.kind === 'kernel-grid') return emptyKernel();
  }
  return undefined;
}

function isPart(value: unknown): value is { readonly kind: string } {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}

function isChain(value: unknown): value is ChainPart {
  return isPart(value) && value.kind === 'chain';
}

function isTable(value: unknown): value is Table {
  return isPart(value) && value.kind === 'table';
}

/** A table with its given cells in words and its blank ones as empty fields. */
function emptyTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>): CardFigure {
  const words = (text: string | object | undefined): string => (typeof text === 'string' ? text : '');
  const widths = columns.map((head, col) => {
    const cells = rows.map(({ head: rowHead, cells: given }) => (col === 0 ? rowHead : words(given[col - 1])));
    const longest = Math.max(...[head, ...cells].map((text) => text.length)) * letterWidth;
    return Math.max(longest, col === 0 ? 60 : 92);
  });
  const lefts = widths.map((_, col) => widths.slice(0, col).reduce((sum, width) => sum + width + columnGap, 0));
  const width = (lefts.at(-1) ?? 0) + (widths.at(-1) ?? 0);
  const line = (y: number, stroke: string): CardPart => ({ kind: 'path', d: `M0 ${y}h${width}`, stroke, width: 1.5 });
  const said = (text: string, col: number, y: number, isBold = false): CardPart => ({
    kind: 'text',
    x: lefts[col] ?? 0,
    y,
    size: type,
    text,
    face: isBold ? 'bold' : 'sans',
    fill: isBold ? cardInks.ink : cardInks.ink2,
  });
  const body = rows.flatMap(({ head, cells }, row): CardPart[] => {
    const top = (row + 1) * rowHeight;
    const base = top + 32;
    return [
      said(head, 0, base),
      ...cells.flatMap((cell, at): CardPart[] => {
        if (typeof cell === 'string') return cell === '' ? [] : [said(cell, at + 1, base)];
        const d = box(lefts[at + 1] ?? 0, top + 6, widths[at + 1] ?? 0, rowHeight - 12);
        return [{ kind: 'path', d, fill: cardInks.plate, stroke: cardInks.rule2, width: 1.5 }];
      }),
      line(top + rowHeight, cardInks.rule),
    ];
  });
  return {
    width,
    height: (rows.length + 1) * rowHeight + 2,
    parts: [...columns.map((head, col) => said(head, col, 30, true)), line(rowHeight, cardInks.ink), ...body],
  };
}

/** The seven whose edge is to be found, and a kernel without weights. */
function emptyKernel(): CardFigure {
  const size = 15;
  const cell = 84;
  const left = 28 * size + 56;
  const top = (28 * size - 3 * cell) / 2;
  const squares = Array.from({ length: 9 }, (_, at): CardPart => {
    const d = box(left + (at % 3) * cell, top + Math.floor(at / 3) * cell, cell);
    return { kind: 'path', d, fill: cardInks.plate, stroke: cardInks.rule2, width: 2 };
  });
  return {
    width: left + 3 * cell,
    height: 28 * size,
    parts: [
      inkPlate(firstSeven, { x: 0, y: 0, size }),
      ...squares,
      { kind: 'path', d: box(left, top, 3 * cell), stroke: cardInks.ink, width: 4 },
    ],
  };
}

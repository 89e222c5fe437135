// A figure of parts as SVG.
import { plateCells } from '@lib/draw/plate.ts';
import { levelColour } from '@lib/draw/ramps.ts';
import { cardInks, type CardPart, type CardPlate, type CardText } from './figure.ts';
import type { Typesetter } from './typeset.ts';

/** All parts as SVG elements, later ones on top. */
export function drawParts(parts: readonly CardPart[], type: Typesetter): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case 'text':
          return drawText(part, type);
        case 'plate':
          return drawPlate(part);
        case 'path': {
          const { d, fill = 'none', stroke, width = 1, dash } = part;
          const line = stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="${round(width)}"`;
          return `<path d="${d}" fill="${fill}"${line}${dash === undefined ? '' : ` stroke-dasharray="${dash}"`}/>`;
        }
      }
    })
    .join('');
}

const round = (value: number): number => Math.round(value * 100) / 100;

function drawText(
  { x, y, size, text, face = 'sans', anchor = 'start', fill = cardInks.ink }: CardText,
  type: Typesetter,
): string {
  const width = anchor === 'start' ? 0 : type.widthOf(text, face, size);
  const left = x - (anchor === 'middle' ? width / 2 : width);
  return `<g transform="translate(${round(left)} ${round(y)})" fill="${fill}">${type.outline(text, face, size)}</g>`;
}

/** Cells of one colour are one path; edges of cells are brought to whole pixels, so that no seam shows. */
function drawPlate({ x, y, size, picture, hasGrid = false }: CardPlate): string {
  const edge = (from: number, cells: number): number => Math.round(from + cells * size);
  const width = edge(x, picture.cols) - edge(x, 0);
  const height = edge(y, picture.rows) - edge(y, 0);
  const areas = new Map<string, string>();
  for (const { row, col, level } of plateCells(picture)) {
    if (level === 0) continue;
    const { fill } = levelColour(picture.ramp, level, 'light');
    const [left, top] = [edge(x, col), edge(y, row)];
    const path = `M${left} ${top}H${edge(x, col + 1)}V${edge(y, row + 1)}H${left}z`;
    areas.set(fill, (areas.get(fill) ?? '') + path);
  }
  const { fill } = levelColour(picture.ramp, 0, 'light');
  const sheet = `<rect x="${edge(x, 0)}" y="${edge(y, 0)}" width="${width}" height="${height}" fill="${fill}"/>`;
  const cells = [...areas].map(([colour, d]) => `<path d="${d}" fill="${colour}"/>`).join('');
  const grid = hasGrid
    ? Array.from({ length: picture.cols - 1 }, (_, at) => `M${edge(x, at + 1)} ${edge(y, 0)}v${height}`).join('') +
      Array.from({ length: picture.rows - 1 }, (_, at) => `M${edge(x, 0)} ${edge(y, at + 1)}h${width}`).join('')
    : '';
  const lines = grid === '' ? '' : `<path d="${grid}" stroke="${cardInks.rule}" fill="none"/>`;
  return `${sheet}${cells}${lines}<rect x="${edge(x, 0) - 0.5}" y="${edge(y, 0) - 0.5}" width="${width + 1}" height="${height + 1}" fill="none" stroke="${cardInks.rule}"/>`;
}

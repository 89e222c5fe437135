// A card drawn in the page, for states that nobody foresaw: the same sheet as the build draws, on a canvas, which has the typefaces of the page.
import { plateCells } from '@lib/draw/plate.ts';
import { levelColour } from '@lib/draw/ramps.ts';
import { cardInks, type CardFace, type CardPart, type CardPlate, type CardText } from './figure.ts';
import { cardSize, sheetParts, type CardSheet, type Measure } from './sheet.ts';

const cannotDraw = 'This browser could not make a picture of the figure.';

/** The faces by weight and style; their families are the page's. */
const faces: Readonly<Record<CardFace, { readonly style: string; readonly family: '--serif' | '--sans' }>> = {
  title: { style: '350', family: '--serif' },
  serif: { style: '400', family: '--serif' },
  italic: { style: 'italic 400', family: '--serif' },
  sans: { style: '400', family: '--sans' },
  bold: { style: '600', family: '--sans' },
};

/**
 * A card as a PNG of 1200 by 630 pixels. Rejects with an `Error` in words for a reader where the browser cannot draw it.
 */
export async function cardBlob(sheet: CardSheet): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = cardSize.width;
  canvas.height = cardSize.height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error(cannotDraw);
  const names: readonly CardFace[] = ['title', 'serif', 'italic', 'sans', 'bold'];
  // a fallback that this machine does not have makes the whole request fail; the faces that are there are loaded all the same
  await Promise.allSettled(names.map((face) => document.fonts.load(fontOf(face, 40))));
  const measure: Measure = {
    widthOf(text, face, size) {
      context.font = fontOf(face, size);
      return context.measureText(text).width;
    },
  };
  context.fillStyle = cardInks.paper;
  context.fillRect(0, 0, cardSize.width, cardSize.height);
  for (const part of sheetParts(sheet, measure)) drawPart(context, part);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error(cannotDraw)) : resolve(blob)), 'image/png'),
  );
}

function fontOf(face: CardFace, size: number): string {
  const { style, family } = faces[face];
  const families = getComputedStyle(document.documentElement).getPropertyValue(family).trim();
  return `${style} ${size}px ${families === '' ? (family === '--serif' ? 'serif' : 'sans-serif') : families}`;
}

function drawPart(context: CanvasRenderingContext2D, part: CardPart): void {
  if (part.kind === 'text') return drawText(context, part);
  if (part.kind === 'plate') return drawPlate(context, part);
  const { d, fill, stroke, width = 1, dash = '' } = part;
  const path = new Path2D(d);
  if (fill !== undefined) {
    context.fillStyle = fill;
    context.fill(path);
  }
  if (stroke === undefined) return;
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.setLineDash(dash === '' ? [] : dash.split(/[\s,]+/).map(Number));
  context.stroke(path);
}

function drawText(
  context: CanvasRenderingContext2D,
  { x, y, size, text, face = 'sans', anchor = 'start', fill = cardInks.ink }: CardText,
): void {
  context.font = fontOf(face, size);
  context.fillStyle = fill;
  context.textAlign = anchor === 'middle' ? 'center' : anchor;
  context.fillText(text, x, y);
}

/** Edges of cells are brought to whole pixels, so that no seam shows. */
function drawPlate(context: CanvasRenderingContext2D, { x, y, size, picture, hasGrid = false }: CardPlate): void {
  const edge = (from: number, cells: number): number => Math.round(from + cells * size);
  const width = edge(x, picture.cols) - edge(x, 0);
  const height = edge(y, picture.rows) - edge(y, 0);
  context.fillStyle = levelColour(picture.ramp, 0, 'light').fill;
  context.fillRect(edge(x, 0), edge(y, 0), width, height);
  for (const { row, col, level } of plateCells(picture)) {
    if (level === 0) continue;
    const [left, top] = [edge(x, col), edge(y, row)];
    context.fillStyle = levelColour(picture.ramp, level, 'light').fill;
    context.fillRect(left, top, edge(x, col + 1) - left, edge(y, row + 1) - top);
  }
  context.strokeStyle = cardInks.rule;
  context.lineWidth = 1;
  context.setLineDash([]);
  context.strokeRect(edge(x, 0) - 0.5, edge(y, 0) - 0.5, width + 1, height + 1);
  if (!hasGrid) return;
  context.beginPath();
  for (let col = 1; col < picture.cols; col++) {
    context.moveTo(edge(x, col), edge(y, 0));
    context.lineTo(edge(x, col), edge(y, picture.rows));
  }
  for (let row = 1; row < picture.rows; row++) {
    context.moveTo(edge(x, 0), edge(y, row));
    context.lineTo(edge(x, picture.cols), edge(y, row));
  }
  context.stroke();
}

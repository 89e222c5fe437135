// The printed figures of the lessons on strides and padding as their cards show them: rows by every rule, rims that grow, the two meanings of “same”, and
// maps that shrink.
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { outputLength } from '@lib/conv/output-length.ts';
import { paddingModes, type PaddingMode } from '@lib/conv/pad.ts';
import { answersOf, padGrid, type Grid } from '@lib/conv/padded-grid.ts';
import { sameInTensorflow, type EndPadding } from '@lib/conv/same-padding.ts';
import { sizesUntilTooSmall } from '@lib/conv/shrinking.ts';
import { paddingPictures } from '@lib/data/padding-pictures.ts';
import { sourceColour } from '@lib/draw/source-colours.ts';
import { plainNumber } from '@lib/text/numbers.ts';
import { modeWords } from '@lib/text/padding-words.ts';
import { cellParts, lightOf } from './cells.ts';
import { box, cardInks, type CardFigure, type CardPart } from './figure.ts';
import { caption } from './parts.ts';

/** One row padded by every rule, each copy in the colour of its pixel. */
export function paddingRows(padding: number): CardFigure {
  const grid = paddingPictures.row;
  const [cell, left, pitch] = [58, 200, 68];
  const cols = grid.cols + 2 * padding;
  const parts = paddingModes.flatMap((mode, row): CardPart[] => {
    const y = row * pitch;
    const cells = padGrid(grid, { mode, padding }).cells.map(({ value, source, isInside }) => {
      if (source === undefined) return { text: plainNumber(value), fill: cardInks.paper, on: cardInks.ink3 };
      const place = { row: source[0], col: source[1], rows: grid.rows, cols: grid.cols };
      const { fill, on } = sourceColour(place, { isCopy: !isInside });
      return { text: plainNumber(value), fill: lightOf(fill), on: lightOf(on) };
    });
    return [
      caption(modeWords[mode].name, { x: 0, y: y + 38 }, { size: 28, fill: cardInks.ink }),
      ...cellParts(cells, { x: left, y, cols, width: cell }),
      { kind: 'path', d: box(left + padding * cell, y, grid.cols * cell, cell), stroke: cardInks.ink, width: 3 },
    ];
  });
  return { width: left + cols * cell + 2, height: paddingModes.length * pitch - 8, parts };
}

/** A slope, and the same after so many blurs by each rule. */
export function rims(modes: readonly PaddingMode[], times: number): CardFigure {
  const slope: Grid = paddingPictures.slope;
  const blurred = (mode: PaddingMode): Grid =>
    Array.from({ length: times }).reduce<Grid>(
      (grid) => answersOf(grid, namedKernels.box, { mode, padding: 1 }),
      slope,
    );
  const plates = [
    { name: 'the slope', grid: slope },
    ...modes.map((mode) => ({ name: `${modeWords[mode].name}, ${times} blurs`, grid: blurred(mode) })),
  ];
  const size = 15;
  const pitch = slope.cols * size + 26;
  return {
    width: plates.length * pitch - 26,
    height: slope.rows * size + 72,
    parts: plates.flatMap(({ name, grid: { values, rows, cols } }, at): CardPart[] => [
      caption(name, { x: at * pitch, y: 20 }),
      { kind: 'plate', x: at * pitch, y: 34, size, picture: { values, rows, cols, ramp: 'ink', greatest: 255 } },
      caption(`corner ${plainNumber(values[0] ?? NaN, 0)}`, { x: at * pitch, y: 34 + rows * size + 28 }),
    ]),
  };
}

/** Where “same” and padding 1 put the windows of stride 2 on six pixels. */
export function sameTrap(): CardFigure {
  const [kernel, stride, drawn, cell, left] = [3, 2, 6, 64, 360];
  const same = sameInTensorflow(drawn, { kernel, stride, dilation: 1 });
  const even: EndPadding = { before: 1, after: 1, count: outputLength(drawn, kernel, { stride, padding: 1 }) };
  const strips = [
    { name: 'TensorFlow, ‘same’', ends: same },
    { name: 'PyTorch, padding=1', ends: even },
  ];
  const parts = strips.flatMap(({ name, ends }, row): CardPart[] => {
    const y = row * 176;
    const x = (at: number) => left + (at + 1) * cell;
    const cells = Array.from({ length: drawn + ends.before + ends.after }, (_, at) => at - ends.before);
    return [
      { kind: 'text', x: 0, y: y + 30, size: 27, text: name, face: 'bold' },
      caption(`${ends.before} before, ${ends.after} after`, { x: 0, y: y + 64 }, { size: 24 }),
      ...cells.flatMap((at) => {
        const isInside = at >= 0 && at < drawn;
        const look = isInside ? {} : { fill: cardInks.paper, on: cardInks.ink3 };
        return cellParts([{ text: isInside ? String(at) : '0', ...look }], { x: x(at), y, cols: 1, width: cell });
      }),
      ...Array.from({ length: ends.count }, (_, window): CardPart[] => {
        const start = window * stride - ends.before;
        const under = y + cell + 22 + (window % 2) * 34;
        const centre = x(start) + (kernel * cell) / 2;
        return [
          {
            kind: 'path',
            d: `M${x(start) + 6} ${under - 9}v9h${kernel * cell - 12}v-9`,
            stroke: cardInks.accent,
            width: 3,
          },
          { kind: 'path', d: box(centre - 6, under - 6, 12), fill: cardInks.accent },
        ];
      }).flat(),
    ];
  });
  return { width: left + (drawn + 2) * cell, height: 176 + 140, parts };
}

/** Maps that lose a ring in every layer, to one scale, until the kernel no longer fits. */
export function shrinking(from: readonly number[], kernel: number): CardFigure {
  const scale = 4.2;
  const rows = from.map((size) => sizesUntilTooSmall(size, kernel));
  const gap = 20;
  const side = (size: number) => size * scale;
  const tallest = Math.max(...from) * scale;
  const parts = rows.flatMap((sizes, row): CardPart[] => {
    const floor = row * (tallest + 60) + tallest;
    let x = 0;
    return sizes.flatMap((size, at): CardPart[] => {
      const left = x;
      x += Math.max(side(size), 24) + gap;
      const isLast = at === sizes.length - 1;
      return [
        {
          kind: 'path',
          d: box(left, floor - side(size), side(size)),
          fill: isLast ? cardInks.accent : cardInks.plate,
          stroke: cardInks.ink2,
          width: 2,
        },
        caption(String(size), { x: left + side(size) / 2, y: floor + 28 }, { anchor: 'middle' }),
      ];
    });
  });
  const widths = rows.map((sizes) => sizes.reduce((sum, size) => sum + Math.max(side(size), 24) + gap, -gap));
  return { width: Math.max(...widths), height: rows.length * (tallest + 60) - 20, parts };
}

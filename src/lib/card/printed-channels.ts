// The printed figures of the lesson on channels as its cards show them: axes opened one by one, kernels stacked, a kernel three slices thick, and numbers
// in memory in either order.
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { movedLast, renamedLast } from '@lib/conv/channels-last.ts';
import { namedKernels, sessionStack } from '@lib/conv/named-kernels.ts';
import { mapSize, responseMap, type Place } from '@lib/conv/response.ts';
import { thickAnswer } from '@lib/conv/thick-kernel.ts';
import { orangeThree } from '@lib/data/orange-three.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import { signedNumber } from '@lib/text/numbers.ts';
import { cellParts, numberCells } from './cells.ts';
import { box, cardInks, signInk, type CardFigure, type CardPart } from './figure.ts';
import { caption, inkPlate, kernelGrid, signedPlate, windowFrame } from './parts.ts';

/** The colours of the axes, as the page underlines them. */
const axisInks = { co: '#b23a2c', ci: cardInks.ink3, h: '#2b5b8c', w: '#96690a' } as const;

const greatestOf = (maps: readonly ArrayLike<number>[]): number =>
  Math.max(...maps.flatMap((map) => Array.from(map, Math.abs)));

/** A tensor of 64 × 4 × 26 × 26 opened axis by axis: a picture, one of its maps, a row, a number. */
export function axes([row, col]: Place): CardFigure {
  const channel = 1;
  const maps = sessionStack.map((name) => responseMap(sessionDigit, namedKernels[name]));
  const map = maps[channel] ?? new Float32Array();
  const greatest = greatestOf(maps);
  const cells = Array.from(map.subarray(row * mapSize, (row + 1) * mapSize));
  const left = cells[col] ?? NaN;
  const [square, small, size, top] = [22, 4, 8, 44];
  const mapsLeft = 270;
  const mapLeft = 600;
  const width = 1040;
  const cell = width / mapSize;
  const rowTop = top + mapSize * size + 60;
  return {
    width,
    height: rowTop + cell + 2,
    parts: [
      caption('maps[0', { x: 0, y: 24 }, { fill: cardInks.ink, size: 26 }),
      ...Array.from({ length: 64 }, (_, at): CardPart => {
        const d = box((at % 8) * (square + 4), top + Math.floor(at / 8) * (square + 4), square);
        return { kind: 'path', d, stroke: cardInks.rule2, width: 1.5, ...(at === 0 && { fill: cardInks.ink }) };
      }),
      caption(`, ${channel}`, { x: mapsLeft, y: 24 }, { fill: axisInks.co, size: 26 }),
      ...maps.flatMap((one, at): CardPart[] => {
        const [x, y] = [mapsLeft + (at % 2) * (small * mapSize + 8), top + Math.floor(at / 2) * (small * mapSize + 8)];
        const frame: CardPart = { kind: 'path', d: box(x, y, small * mapSize), stroke: axisInks.co, width: 4 };
        return [signedPlate(one, { x, y, size: small, greatest }), ...(at === channel ? [frame] : [])];
      }),
      caption(`, ${row}`, { x: mapLeft, y: 24 }, { fill: axisInks.h, size: 26 }),
      signedPlate(map, { x: mapLeft, y: top, size, greatest }),
      { kind: 'path', d: box(mapLeft, top + row * size, mapSize * size, size), stroke: axisInks.h, width: 3 },
      caption(`, ${col}]`, { x: 870, y: 24 }, { fill: axisInks.w, size: 26 }),
      {
        kind: 'text',
        x: 870,
        y: top + 70,
        size: 62,
        text: signedNumber(left),
        face: 'bold',
        fill: signInk(left),
      },
      ...cellParts(numberCells(cells, 'signed', greatest), {
        x: 0,
        y: rowTop,
        cols: mapSize,
        width: cell,
        textSize: 15,
      }),
      { kind: 'path', d: box(col * cell, rowTop, cell), stroke: axisInks.w, width: 5 },
    ],
  };
}

/** Four kernels apart, stacked, and with an axis of length one. */
export function stack(): CardFigure {
  const cell = 34;
  const side = 3 * cell;
  const steps = [
    { name: 'four kernels', shape: '4 times 3 × 3', boxes: 0 },
    { name: 'stacked', shape: '4 × 3 × 3', boxes: 1 },
    { name: 'one slice each', shape: '4 × 1 × 3 × 3', boxes: 2 },
  ] as const;
  const left = 300;
  const pitch = side + 34;
  const parts = steps.flatMap(({ name, shape, boxes }, row): CardPart[] => {
    const y = 14 + row * (side + 34);
    const brackets = (x: number, width: number, ink: string): CardPart => ({
      kind: 'path',
      d: `M${x} ${y - 10}v${side + 20}M${x + width} ${y - 10}v${side + 20}`,
      stroke: ink,
      width: 3,
    });
    return [
      { kind: 'text', x: 0, y: y + 46, size: 26, text: name, face: 'bold' },
      caption(shape, { x: 0, y: y + 80 }, { size: 24 }),
      ...sessionStack.flatMap((kernel, at) => {
        const x = left + at * pitch;
        return [
          ...kernelGrid(namedKernels[kernel], { x, y, cell }),
          ...(boxes === 2 ? [brackets(x - 9, side + 18, axisInks.ci)] : []),
        ];
      }),
      ...(boxes > 0 ? [brackets(left - 22, 3 * pitch + side + 44, axisInks.co)] : []),
    ];
  });
  return { width: left + 3 * pitch + side + 26, height: 3 * (side + 34), parts };
}

/** A kernel three slices thick at one place: windows, slices, partial sums, one number. */
export function thick(at: Place): CardFigure {
  const channels = orangeThree.map(({ pixels }) => pixels);
  const kernels = orangeThree.map(({ kernel }) => namedKernels[kernel]);
  const { slices, answer, map } = thickAnswer(channels, kernels, at);
  const greatest = greatestOf([map]);
  const [cell, plate, pitch] = [34, 4, 124];
  const side = 3 * cell;
  const columns = { window: 150, slice: 300, products: 450, partial: 690, map: 720 };
  const rows = orangeThree.flatMap(({ pixels }, row): CardPart[] => {
    const y = row * pitch;
    const slice = slices[row];
    const [top, left] = [y + (at[0] - 1) * plate, (at[1] - 1) * plate];
    return [
      inkPlate(pixels, { x: 0, y, size: plate }),
      ...windowFrame(left, top, 3 * plate),
      ...cellParts(numberCells(slice?.window ?? [], 'ink', 255), {
        x: columns.window,
        y,
        cols: 3,
        width: cell,
        textSize: 15,
      }),
      caption('×', { x: columns.slice - 24, y: y + 60 }, { anchor: 'middle', size: 28 }),
      ...kernelGrid(kernels[row] ?? [], { x: columns.slice, y, cell }),
      caption('=', { x: columns.products - 24, y: y + 60 }, { anchor: 'middle', size: 28 }),
      ...cellParts(numberCells(slice?.products ?? [], 'signed', 255), {
        x: columns.products,
        y,
        cols: 3,
        width: cell,
        textSize: 14,
      }),
      number(slice?.partial ?? NaN, { x: columns.partial, y: y + 66, size: 34 }),
      signedPlate(slice?.map ?? [], { x: columns.map, y: y + 1, size: side / mapSize, greatest }),
    ];
  });
  const big = 8;
  return {
    width: 1060,
    height: 3 * pitch - 8,
    parts: [
      ...rows,
      caption('Σ', { x: 846, y: 70 }, { size: 40, fill: cardInks.ink }),
      number(answer, { x: 1060, y: 74, size: 54 }),
      signedPlate(map, { x: 852, y: 110, size: big, greatest }),
      ...windowFrame(852 + (at[1] - 1) * big, 110 + (at[0] - 1) * big, big),
    ],
  };
}

const number = (value: number, { x, y, size }: { x: number; y: number; size: number }): CardPart => ({
  kind: 'text',
  x,
  y,
  size,
  text: signedNumber(value),
  face: 'bold',
  anchor: 'end',
  fill: signInk(value),
});

/** The same numbers in memory in two orders of axes, and where the axes are only renamed. */
export function layout(): CardFigure {
  const shades = ['#e9dfcd', '#c9b48f', '#8b7448'];
  const counted: Tensor = tensor(
    [1, 3, 2, 2],
    Array.from({ length: 12 }, (_, at) => at),
  );
  const strips = [
    { name: 'C H W', data: counted.data, perGroup: 4 },
    { name: 'H W C, moved', data: movedLast(counted).data, perGroup: 3 },
    { name: 'H W C, only renamed', data: renamedLast(counted).data, perGroup: 3 },
  ];
  const cell = 40;
  const memory = strips.flatMap(({ name, data, perGroup }, row): CardPart[] => {
    const y = row * 112 + 34;
    return [
      caption(name, { x: 0, y: y - 12 }),
      ...Array.from(data).flatMap((value, at) =>
        cellParts([{ text: 'abcd'[value % 4] ?? '', fill: shades[Math.floor(value / 4)] }], {
          x: at * cell + Math.floor(at / perGroup) * 10,
          y,
          cols: 1,
          width: cell,
        }),
      ),
    ];
  });
  const thrice = tensor([1, 3, 28, 28], [...sessionDigit, ...sessionDigit, ...sessionDigit]);
  const firstChannel = ({ data }: Tensor): number[] => Array.from({ length: 784 }, (_, at) => data[3 * at] ?? 0);
  const plates = [
    { name: 'moved', values: firstChannel(movedLast(thrice)) },
    { name: 'only renamed', values: firstChannel(renamedLast(thrice)) },
  ].flatMap(({ name, values }, at): CardPart[] => {
    const x = 570 + at * 250;
    return [caption(name, { x, y: 22 }), inkPlate(values, { x, y: 34, size: 8 })];
  });
  return { width: 570 + 250 + 224, height: 3 * 112, parts: [...memory, ...plates] };
}

// The printed tables, and the figures of the lesson on the matrix, as cards show them.
import { tensor } from '@lib/array/tensor.ts';
import { paddingModes } from '@lib/conv/pad.ts';
import { pixelAt, unroll } from '@lib/conv/unrolled.ts';
import { hex } from '@lib/draw/oklab.ts';
import { weightRgb } from '@lib/draw/weight-inks.ts';
import { conv2dGradients } from '@lib/nn/conv2d-gradients.ts';
import { callAccount } from '@lib/site/call-facts.ts';
import { orderedShape } from '@lib/text/call-words.ts';
import { answerName, plainName } from '@lib/text/matrix-names.ts';
import { layouts } from '@lib/text/network-words.ts';
import { plainNumber, signedNumber } from '@lib/text/numbers.ts';
import { modeWords, paddingLibraries, paddingNames } from '@lib/text/padding-words.ts';
import { tableParts } from './cells.ts';
import { box, cardInks, signInk, type CardFigure, type CardPart } from './figure.ts';

/** What each padding rule is called in other libraries. */
export function paddingNamesTable(): CardFigure {
  const rows = [
    ['', ...paddingLibraries],
    ...paddingModes.map((mode) => [modeWords[mode].name, ...paddingNames[mode]]),
  ];
  const widths = [190, 190, 170, 170, 190, 170];
  return { width: 1080, height: rows.length * 54, parts: tableParts(rows, { widths, rowHeight: 54, size: 26 }) };
}

/** The tensors of one convolution in the two orders of axes. */
export function layoutTable(): CardFigure {
  const { inputShape, weightShape, outputShape, biases } = callAccount({});
  const written = (of: 'input' | 'weight' | 'output', shape: readonly number[]): string[] =>
    layouts.map((order) =>
      orderedShape(of, shape, order)
        .map(({ length }) => String(length))
        .join(' × '),
    );
  const rows = [
    ['', 'PyTorch, this book', 'TensorFlow.js'],
    ['Pictures', ...written('input', inputShape)],
    ['Kernels', ...written('weight', weightShape)],
    ['Maps', ...written('output', outputShape)],
    ['Biases', ...layouts.map(() => String(biases))],
  ];
  return {
    width: 840,
    height: rows.length * 64,
    parts: tableParts(rows, { widths: [200, 320, 320], rowHeight: 64, size: 30 }),
  };
}

/** What each copy of a shared weight has to say about the loss, and the sum. */
export function slotGradient(gradient: readonly number[]): CardFigure {
  const sizes = unroll({ height: 3, width: 3, kernel: 2, stride: 1, padding: 0 });
  const pixels = Array.from({ length: sizes.pixels }, (_, at) => at + 1);
  const { weight } = conv2dGradients(
    tensor([1, 1, 2, 2], gradient),
    tensor([1, 1, 3, 3], pixels),
    tensor([1, 1, 2, 2], [0, 0, 0, 0]),
  );
  const [rowHeight, first, width] = [66, 90, 150];
  const heads = gradient.map((value, place) => `${plainName(answerName(place, sizes))} ${signedNumber(value)}`);
  const rows = Array.from({ length: sizes.taps }, (_, tap) => [
    '',
    ...gradient.map(
      (value, place) => `${plainNumber(value)} · ${plainNumber(pixels[pixelAt(sizes, place, tap)] ?? 0)}`,
    ),
  ]);
  const widths = [first, ...gradient.map(() => width), 130];
  const sumLeft = first + gradient.length * width;
  return {
    width: sumLeft + 130,
    height: (rows.length + 1) * rowHeight,
    parts: [
      ...tableParts([['', ...heads, 'the sum'], ...rows], { widths, rowHeight, size: 27 }),
      ...rows.flatMap((_, tap): CardPart[] => {
        const y = (tap + 1) * rowHeight;
        const sum = weight?.data[tap] ?? NaN;
        return [
          { kind: 'path', d: box(0, y + 4, 48), fill: hex(weightRgb(tap, sizes.kernel, 'light')) },
          { kind: 'text', x: sumLeft, y: y + 38, size: 36, text: signedNumber(sum), face: 'bold', fill: signInk(sum) },
        ];
      }),
    ],
  };
}

/** The whole matrix of a convolution of 28 × 28 by 3 × 3, a line for each weight, and a part of it from near. */
export function matrixPortrait(): CardFigure {
  const sizes = unroll({ height: 28, width: 28, kernel: 3, stride: 1, padding: 0 });
  const scale = 0.62;
  const lines = (
    rows: readonly number[],
    { cell, left, top }: { cell: number; left: number; top: number },
    width: number,
  ) =>
    Array.from({ length: sizes.taps }, (_, tap): CardPart => {
      const d = rows
        .map((row) => {
          const place = row * sizes.outWidth;
          const [x, y] = [left + pixelAt(sizes, place, tap) * cell, top + place * cell];
          return `M${x.toFixed(2)} ${y.toFixed(2)}l${(sizes.outWidth * cell).toFixed(2)} ${(sizes.outWidth * cell).toFixed(2)}`;
        })
        .join('');
      return { kind: 'path', d, stroke: hex(weightRgb(tap, sizes.kernel, 'light')), width };
    });
  const [width, height] = [sizes.pixels * scale, sizes.places * scale];
  const near = { cell: 5, left: width + 50, top: 0 };
  const nearRows = [0, 1, 2];
  const nearHeight = nearRows.length * sizes.outWidth * near.cell;
  return {
    width: width + 50 + (pixelAt(sizes, 2 * sizes.outWidth, sizes.taps - 1) + sizes.outWidth) * near.cell,
    height,
    parts: [
      { kind: 'path', d: box(0, 0, width, height), fill: cardInks.plate, stroke: cardInks.rule2, width: 1.5 },
      ...lines(
        Array.from({ length: sizes.outHeight }, (_, row) => row),
        { cell: scale, left: 0, top: 0 },
        1,
      ),
      ...lines(nearRows, { ...near, top: (height - nearHeight) / 2 }, 4),
    ],
  };
}

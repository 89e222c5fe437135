// How the convolution as a matrix looks and what its states are called where only a link is seen.
import { box, cardInks, widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { caption } from '@lib/card/parts.ts';
import { cornerOf, productsAt } from '@lib/conv/unrolled.ts';
import { hex } from '@lib/draw/oklab.ts';
import { weightRgb } from '@lib/draw/weight-inks.ts';
import { answerName, pixelName, plainName, weightSpoken } from '@lib/text/matrix-names.ts';
import { plainNumber } from '@lib/text/numbers.ts';
import {
  isDigit,
  matmulBuilderLink,
  settled,
  sizesOf,
  type MatmulBuilderLink,
  type Numbers,
} from './matmul-builder.link.ts';

const shortest = (link: MatmulBuilderLink): MatmulBuilderLink => settled(link).state;

const viewWords: Readonly<Record<MatmulBuilderLink['view'], string>> = {
  toeplitz: 'as a matrix',
  im2col: 'as patches',
  transpose: 'as a transposed matrix',
};
const freeWords: Readonly<Record<MatmulBuilderLink['free'], string>> = {
  shared: '',
  local: ', sharing broken',
  dense: ', zeros filled',
};

/** What is pointed at, first in the title, since most links differ in it. */
function pointedWords(link: MatmulBuilderLink): string {
  const sizes = sizesOf(link);
  const place = (at: number, cols: number): string => `(${Math.floor(at / cols)}, ${at % cols})`;
  const answer = (at: number): string => (isDigit(link) ? place(at, sizes.outWidth) : plainName(answerName(at, sizes)));
  const pixel = (at: number): string => (isDigit(link) ? place(at, sizes.width) : plainName(pixelName(at)));
  const words = [
    link.row !== undefined && `answer ${answer(link.row)}`,
    link.col !== undefined && `pixel ${pixel(link.col)}`,
    link.tap !== undefined && `weight ${weightSpoken(link.tap)}`,
  ].filter((word) => word !== false);
  return words.length === 0 ? 'the whole' : words.join(', ');
}

function numberWords(numbers: Numbers, name: string): string {
  if (numbers === 'letters') return '';
  const listed =
    typeof numbers === 'string'
      ? { count: '1, 2, 3 and so on', ones: 'all 1' }[numbers]
      : numbers.map((value) => plainNumber(value)).join(' ');
  return ` ${name}: ${listed}.`;
}

function describe(link: MatmulBuilderLink): StateWords {
  const { height, width, kernel, stride, padding } = sizesOf(link);
  const slide = `${stride > 1 ? `, stride ${stride}` : ''}${padding > 0 ? `, padding ${padding}` : ''}`;
  const what = `${isDigit(link) ? 'a three' : `${height} × ${width}`} by ${kernel} × ${kernel}${slide}`;
  const pointed = pointedWords(link);
  const numbers = link.w === 'letters' || link.as === 'letters' ? 'in letters' : 'in numbers';
  const bias = typeof link.b === 'number' ? ` Bias ${plainNumber(link.b)}.` : link.b === 'none' ? ' No bias.' : '';
  const own =
    link.own.length > 0
      ? ` ${link.own.length === 1 ? 'One square has a number' : `${link.own.length} squares have numbers`} of its own.`
      : '';
  const head = `${pointed.slice(0, 1).toUpperCase()}${pointed.slice(1)}`;
  return {
    title: `${head}: ${what} ${viewWords[link.view]}${freeWords[link.free]}, ${numbers}`,
    line: `The convolution of ${what} written out ${viewWords[link.view]}${freeWords[link.free]}, ${numbers}, with ${pointed} lit.${numberWords(link.w, 'Weights')}${numberWords(link.x, 'What goes in')}${bias}${own}`.slice(
      0,
      250,
    ),
  };
}

const matrixWidth = 820;
const tallest = 430;

function draw(link: MatmulBuilderLink): CardFigure {
  const sizes = sizesOf(link);
  const [rows, cols] =
    link.view === 'im2col'
      ? [sizes.taps, sizes.places]
      : link.view === 'transpose'
        ? [sizes.pixels, sizes.places]
        : [sizes.places, sizes.pixels];
  const cell = Math.min(matrixWidth / cols, tallest / rows, 80);
  const top = 40;
  const at = ({ place, pixel, tap }: { place: number; pixel: number; tap: number }): readonly [number, number] =>
    link.view === 'im2col' ? [tap, place] : link.view === 'transpose' ? [pixel, place] : [place, pixel];
  const gap = cell > 12 ? cell * 0.05 : 0;
  const inked = Array.from({ length: sizes.taps }, (_, tap): CardPart => {
    const squares = productsAt(sizes, { tap }).map((product) => {
      const [row, col] = at(product);
      return box(col * cell + gap, top + row * cell + gap, Math.max(1.2, cell - 2 * gap));
    });
    return { kind: 'path', d: squares.join(''), fill: hex(weightRgb(tap, sizes.kernel, 'light')) };
  });
  const place = link.row;
  const marked: CardPart[] =
    place === undefined || link.view !== 'toeplitz'
      ? []
      : [
          {
            kind: 'path',
            d: box(0, top + place * cell, cols * cell, Math.max(2, cell)),
            stroke: cardInks.accent,
            width: 3,
          },
        ];
  const side = Math.min(180, (sizes.height + 2 * sizes.padding) * 40) / (sizes.height + 2 * sizes.padding);
  const left = cols * cell + 60;
  const corner = place === undefined ? undefined : cornerOf(sizes, place);
  const grid: CardPart[] = [
    {
      kind: 'path',
      d: box(left, top, side * sizes.width, side * sizes.height),
      fill: cardInks.plate,
      stroke: cardInks.rule2,
    },
    ...(corner === undefined
      ? []
      : [
          {
            kind: 'path' as const,
            d: box(left + corner[1] * side, top + corner[0] * side, side * sizes.kernel),
            stroke: cardInks.accent,
            width: 4,
          },
        ]),
    caption(`picture ${sizes.height} × ${sizes.width}`, { x: left, y: 20 }),
  ];
  return {
    width: left + Math.max(200, side * sizes.width + 20),
    height: top + Math.max(rows * cell, side * sizes.height) + 10,
    parts: [
      caption(`${link.view === 'im2col' ? 'patches' : 'matrix'} ${rows} × ${cols}`, { x: 0, y: 20 }),
      { kind: 'path', d: box(0, top, cols * cell, rows * cell), fill: cardInks.sheet, stroke: cardInks.rule2 },
      ...inked,
      ...marked,
      ...grid,
    ],
  };
}

/** The figure for those who only see a link. */
export const card = widgetCard(matmulBuilderLink, {
  title: 'A convolution as a matrix: every square of it answers',
  line: 'Picture, kernel and answers, and the same as a matrix times a column of numbers. Point at anything and the rest lights up; drag a weight, and all its copies move.',
  heightPx: 900,
  hasLetters: true,
  states: ['x:count,w:count,b:0', 'view:transpose,x:ones,w:count,b:0', 'view:im2col', 'n:28,k:3,row:110,col:none'],
  shortest,
  describe,
  draw,
});

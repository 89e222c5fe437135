// How the padding playground looks and what its states are called where only a link is seen.
import { box, cardInks, widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { cellParts, lightOf, type CardCell } from '@lib/card/cells.ts';
import { caption, windowFrame } from '@lib/card/parts.ts';
import type { PaddingMode } from '@lib/conv/pad.ts';
import { answerAt } from '@lib/conv/padded-grid.ts';
import type { Place } from '@lib/conv/response.ts';
import { hasNumbers } from '@lib/draw/cell-grid.ts';
import { levelColour, levelOf } from '@lib/draw/ramps.ts';
import { sourceColour } from '@lib/draw/source-colours.ts';
import { kernelNameOf } from '@lib/conv/named-kernels.ts';
import { counted, plainNumber } from '@lib/text/numbers.ts';
import { paddingPlaygroundLink, type PaddingPlaygroundLink } from './padding-playground.link.ts';
import { PaddingPlaygroundState } from './padding-playground.svelte.ts';

const opened = (link: PaddingPlaygroundLink): PaddingPlaygroundState => {
  const figure = new PaddingPlaygroundState();
  figure.open(paddingPlaygroundLink.print(link));
  return figure;
};

const modeWords: Readonly<Record<PaddingMode, string>> = {
  zeros: 'Nothing outside',
  replicate: 'The border again outside',
  reflect: 'A mirror outside',
  circular: 'The opposite side outside',
  symmetric: 'A mirror on the edge outside',
};

/** The picture as its link has it, where that is short. */
function pictureWords(link: PaddingPlaygroundLink): string {
  const written = /(?:^|,)img:([^,]+)/.exec(paddingPlaygroundLink.print(link))?.[1] ?? 'nine';
  return written.length <= 16 ? `the picture “${written}”` : `a picture of ${link.img.rows} × ${link.img.cols}`;
}

function describe(link: PaddingPlaygroundLink): StateWords {
  const ring = counted(link.p, 'cell');
  const kernel = kernelNameOf(link.k) ?? 'a kernel of its own';
  const here = link.see === 'cell' ? `cell (${link.r}, ${link.c})` : `the window at (${link.r}, ${link.c})`;
  return {
    title: `${modeWords[link.mode]}: ${pictureWords(link)}, ${ring}, ${kernel}, ${here}`,
    line: `What stands outside ${pictureWords(link)} when ${ring} are put around it: ${modeWords[link.mode].toLowerCase()}. The kernel is ${kernel}, and ${here} shows where its numbers come from.`,
  };
}

const most = 420;
const top = 34;

/** The padded picture, each cell in the colour of the pixel it comes from, and the answers in the same frame. */
function draw(link: PaddingPlaygroundLink): CardFigure {
  const figure = opened(link);
  const { padded, grid, answers } = figure;
  const size = Math.min(76, most / padded.rows, 460 / padded.cols);
  const isSmall = hasNumbers(padded.rows, padded.cols);
  const shift = padded.cols * size + 56;
  const at = ([row, col]: Place, left = 0): readonly [number, number] => [
    left + (col - padded.first[1]) * size,
    top + (row - padded.first[0]) * size,
  ];
  const square = (place: Place, { text, ...look }: CardCell, left = 0): CardPart[] => {
    const [x, y] = at(place, left);
    return isSmall
      ? cellParts([{ text, ...look }], { x, y, cols: 1, width: size, textSize: size * 0.36 })
      : [{ kind: 'path', d: box(x, y, size), fill: look.fill ?? cardInks.paper }];
  };
  const cells = padded.cells.flatMap(({ place, value, source, isInside }) => {
    if (source === undefined)
      return square(place, { text: plainNumber(value), fill: cardInks.paper, on: cardInks.ink3 });
    const from = { row: source[0], col: source[1], rows: grid.rows, cols: grid.cols };
    const { fill, on } = sourceColour(from, { isCopy: !isInside, ...(isSmall ? {} : { ink: value / 255 }) });
    return square(place, { text: plainNumber(value), fill: lightOf(fill), on: lightOf(on) });
  });
  const answered = padded.cells.flatMap(({ place }) => {
    const value = answerAt(answers, place);
    if (value === undefined) return [];
    const { fill, on } = levelColour(figure.isSigned ? 'signed' : 'ink', levelOf(value, figure.answerEnd), 'light');
    return square(place, { text: plainNumber(value, 1), fill, on }, shift);
  });
  const outline = (left: number): CardPart => {
    const [x, y] = at([0, 0], left);
    return { kind: 'path', d: box(x, y, grid.cols * size, grid.rows * size), stroke: cardInks.ink, width: 4 };
  };
  const lit = (place: Place, left = 0): CardPart => ({
    kind: 'path',
    d: box(...at(place, left), size),
    stroke: cardInks.accent,
    width: 5,
  });
  const isWindow = link.see === 'window' && answerAt(answers, figure.place) !== undefined;
  const [row, col] = figure.place;
  const { place, source } = figure.cell ?? {};
  const pointed = isWindow
    ? [...windowFrame(...at([row - 1, col - 1]), 3 * size), lit(figure.place, shift)]
    : [place, source].filter((one) => one !== undefined).map((one) => lit(one));
  return {
    width: Math.max(shift + padded.cols * size, 500),
    height: top + padded.rows * size + 4,
    parts: [
      caption(`${link.mode}, ${counted(link.p, 'cell')} on each side`, { x: 0, y: 20 }),
      caption('the answers', { x: shift, y: 20 }),
      ...cells,
      ...answered,
      { kind: 'path', d: box(shift, top, padded.cols * size, padded.rows * size), stroke: cardInks.rule, width: 1 },
      outline(0),
      outline(shift),
      ...pointed,
    ],
  };
}

/** The playground for those who only see a link. */
export const card = widgetCard(paddingPlaygroundLink, {
  title: 'The padding playground: what stands outside the picture',
  line: 'Nothing, the border again, a mirror, or the opposite side: five rules for what stands outside a picture, each cell with the pixel it comes from, and what the answers at the rim make of it.',
  describe,
  draw,
});

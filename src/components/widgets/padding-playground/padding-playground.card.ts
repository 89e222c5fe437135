// How the padding playground looks and what its states are called where only a link is seen.
import { box, cardInks, widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { caption } from '@lib/card/parts.ts';
import type { PaddingMode } from '@lib/conv/pad.ts';
import { levelColour, levelOf } from '@lib/draw/ramps.ts';
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

function draw(link: PaddingPlaygroundLink): CardFigure {
  const { padded, greatestInk, cell: pointed } = opened(link);
  const size = Math.min(76, most / padded.rows, 620 / padded.cols);
  const top = 34;
  const at = ([row, col]: readonly [number, number]): readonly [number, number] => [
    (col - padded.first[1]) * size,
    top + (row - padded.first[0]) * size,
  ];
  const cells = padded.cells.flatMap(({ place, value, isInside }): CardPart[] => {
    const [x, y] = at(place);
    const { fill, on } = levelColour('ink', levelOf(value, greatestInk), 'light');
    const square: CardPart = {
      kind: 'path',
      d: box(x, y, size),
      fill,
      stroke: isInside ? cardInks.ink2 : cardInks.rule2,
      width: 1,
    };
    const text = plainNumber(value, 0);
    if (size < 30) return [square];
    return [
      square,
      { kind: 'text', x: x + size / 2, y: y + size * 0.62, size: size * 0.36, text, anchor: 'middle', fill: on },
    ];
  });
  const [x, y] = at([0, 0]);
  const inside = { width: link.img.cols * size, height: link.img.rows * size };
  const lit = [pointed?.place, pointed?.source].filter((place) => place !== undefined);
  return {
    width: Math.max(padded.cols * size, 240),
    height: top + padded.rows * size + 4,
    parts: [
      caption(`${link.mode}, ${counted(link.p, 'cell')} on each side`, { x: 0, y: 20 }),
      ...cells,
      { kind: 'path', d: box(x, y, inside.width, inside.height), stroke: cardInks.ink, width: 4 },
      ...lit.map((place): CardPart => ({
        kind: 'path',
        d: box(...at(place), size),
        stroke: cardInks.accent,
        width: 5,
      })),
    ],
  };
}

/** The playground for those who only see a link. */
export const card = widgetCard(paddingPlaygroundLink, {
  title: 'The padding playground: what stands outside the picture',
  line: 'Nothing, the border again, a mirror, or the opposite side: five rules for what stands outside a picture, each cell with the pixel it comes from, and what the answers at the rim make of it.',
  heightPx: 1100,
  describe,
  draw,
});

// How the riddle looks and what its states are called where only a link is seen: three patches and a kernel that keeps its numbers.
import {
  box,
  cardInks,
  signInk,
  widgetCard,
  type CardFigure,
  type CardPart,
  type StateWords,
} from '@lib/card/figure.ts';
import { caption, inkPlate } from '@lib/card/parts.ts';
import { patchMapSide, patchSide } from '@lib/exercise/kernel-riddle.ts';
import { kernelRiddleLink, type KernelRiddleLink } from '@lib/state/kernel-riddle-link.ts';
import { counted, plainNumber } from '@lib/text/numbers.ts';
import { KernelRiddleState } from './kernel-riddle.svelte.ts';

const opened = (link: KernelRiddleLink): KernelRiddleState => {
  const figure = new KernelRiddleState();
  figure.open(kernelRiddleLink.print(link));
  return figure;
};

function describe(link: KernelRiddleLink): StateWords {
  const asked = link.q.length === 0 ? 'Nothing is asked yet.' : `${counted(link.q.length, 'place')} asked so far.`;
  return {
    title: `Riddle ${link.seed}: which nine numbers does this kernel hold?`,
    line: `A hidden kernel, riddle ${link.seed}: press a ? to learn what it answers there, and find all nine of its numbers with as few as you can. ${asked}`,
  };
}

const cell = 30;
const square = 50;
const patchWidth = patchSide * cell;
const gap = 34;

function draw(link: KernelRiddleLink): CardFigure {
  const figure = opened(link);
  // a link may open another riddle: its patches are not given away, nor those of the first one shown in their place
  const isAny = kernelRiddleLink.print(link) === '';
  const pitch = patchWidth + gap + patchMapSide * square + 60;
  const top = 34;
  const mark = (text: string, [x, y]: readonly [number, number], fill: string): CardPart => ({
    kind: 'text',
    x,
    y,
    size: 28,
    text,
    face: 'bold',
    anchor: 'middle',
    fill,
  });
  const squares = (left: number, textAt: (place: number) => readonly [string, string]): CardPart[] =>
    Array.from({ length: patchMapSide ** 2 }, (_, place) => {
      const [x, y] = [left + (place % patchMapSide) * square, top + Math.floor(place / patchMapSide) * square];
      const [text, fill] = textAt(place);
      return [
        { kind: 'path', d: box(x, y, square), fill: cardInks.plate, stroke: cardInks.rule2, width: 1.5 } as const,
        mark(text, [x + square / 2, y + square / 2 + 10], fill),
      ];
    }).flat();
  const patches = figure.patches.flatMap((pixels, patch): CardPart[] => {
    const left = patch * pitch;
    const answers = squares(left + patchWidth + gap, (place) => {
      const answer = figure.answerOf({ patch, place });
      return answer === undefined ? ['?', cardInks.ink3] : [plainNumber(answer), signInk(answer)];
    });
    const inked = pixels.map((pixel) => (isAny ? 0 : pixel * 255));
    return [
      inkPlate(inked, { x: left, y: top, size: cell, side: patchSide }),
      { kind: 'path', d: box(left, top, patchWidth), stroke: cardInks.rule2, width: 1.5 },
      ...answers,
    ];
  });
  return {
    width: 3 * pitch - 60,
    height: top + Math.max(patchWidth, patchMapSide * square) + 4,
    parts: [caption('three patches, and what the hidden kernel answers', { x: 0, y: 20 }), ...patches],
  };
}

/** The figure for those who only see a link. */
export const card = widgetCard(kernelRiddleLink, {
  title: 'A hidden kernel: find its nine numbers by asking',
  line: 'Three patches of paper and ink, and a kernel that nobody shows. Each answer you ask for is an equation for its nine numbers; some of them say nothing new.',
  heightPx: 900,
  states: ['seed:7', 'seed:42'],
  describe,
  draw,
});

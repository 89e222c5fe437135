// How a streak looks and what its states are called where only a link is seen: its first question, and ten places for answers. What was answered is not shown,
// nor the first question where it may be that of another streak.
import { box, cardInks, widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { caption } from '@lib/card/parts.ts';
import { sizeStreakLink, streakLength, type SizeStreakLink } from '@lib/state/size-streak-link.ts';
import { counted } from '@lib/text/numbers.ts';
import { SizeStreakState } from './size-streak.svelte.ts';

function describe({ seed, a }: SizeStreakLink): StateWords {
  const state = a.length === 0 ? 'None is answered yet.' : `${counted(a.length, 'answer')} given so far.`;
  return {
    title: `Ten sizes in a row, streak ${seed}`,
    line: `Input, kernel, stride, padding, now and then a dilation: how large is the output? Ten questions, the same for everybody with streak ${seed}. ${state}`,
  };
}

const square = 62;
const gap = 14;
const column = 190;

function draw({ seed }: SizeStreakLink): CardFigure {
  const isAny = sizeStreakLink.print({ seed, a: [] }) === '';
  const figure = new SizeStreakState();
  figure.open(sizeStreakLink.print({ seed, a: [] }));
  const terms = figure.terms.flatMap(({ name, words }, at): CardPart[] => [
    caption(name, { x: at * column, y: 22 }, { size: 26 }),
    { kind: 'text', x: at * column, y: 84, size: 54, text: isAny ? '?' : words, face: 'serif' },
  ]);
  const marks = Array.from({ length: streakLength }, (_, at): CardPart[] => {
    const x = at * (square + gap);
    return [
      { kind: 'path', d: box(x, 150, square), fill: cardInks.plate, stroke: cardInks.rule2, width: 2 },
      caption(
        at === 0 ? '?' : '',
        { x: x + square / 2, y: 192 },
        { size: 34, anchor: 'middle', fill: cardInks.accent },
      ),
    ];
  }).flat();
  return { width: Math.max(5 * column, streakLength * (square + gap) - gap), height: 216, parts: [...terms, ...marks] };
}

/** The figure for those who only see a link. */
export const card = widgetCard(sizeStreakLink, {
  title: 'Ten output sizes in a row, before anybody computes them',
  line: 'Input, kernel, stride, padding, now and then a dilation: say the size of the output, ten times in a row. A wrong answer is explained by the formula with its numbers.',
  heightPx: 620,
  states: ['seed:7', 'seed:42'],
  describe,
  draw,
});

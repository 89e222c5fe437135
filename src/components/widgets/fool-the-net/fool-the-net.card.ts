// How a changed three looks and what it is called where only a link is seen. What a net says of it is not on the card: a net is trained only in the
// reader's page.
import { box, cardInks, widgetCard, type CardFigure, type StateWords } from '@lib/card/figure.ts';
import { caption, inkPlate } from '@lib/card/parts.ts';
import { changedThree, originalThree, shortestChange } from '@lib/state/changed-three.ts';
import { counted } from '@lib/text/numbers.ts';
import { foolTheNetLink, type FoolTheNetLink } from './fool-the-net.link.ts';

function describe(link: FoolTheNetLink): StateWords {
  const count = changedThree(link).changed.length;
  const changes = count === 0 ? 'as it was' : `with ${counted(count, 'pixel')} changed`;
  const seed = link.seed === foolTheNetLink.initial.seed ? '' : `, for the net of seed ${link.seed}`;
  return {
    title: `Held-out three ${link.pic} ${changes}${seed}`,
    line: `Held-out three ${link.pic} ${changes}${seed}. Open it, and a net that is trained in your browser says whether it still sees a three, and where a change would hurt most.`,
  };
}

function draw(link: FoolTheNetLink): CardFigure {
  const size = 14;
  const side = 28 * size;
  const top = 34;
  const { pixels, changed } = changedThree(link);
  const original = [caption('a three', { x: 0, y: 20 }), inkPlate(originalThree(link), { x: 0, y: top, size })];
  if (changed.length === 0) {
    const words = ['How few pixels', 'make it a seven?'].map((text, line) =>
      caption(text, { x: side + 50, y: top + side / 2 + 56 * line }, { size: 46, fill: cardInks.ink }),
    );
    return { width: side + 400, height: top + side, parts: [...original, ...words] };
  }
  const right = side + 90;
  const frames = changed.map((place) => box(right + (place % 28) * size, top + Math.floor(place / 28) * size, size));
  return {
    width: right + side,
    height: top + side,
    parts: [
      ...original,
      caption(`${counted(changed.length, 'pixel')} changed`, { x: right, y: 20 }),
      inkPlate(pixels, { x: right, y: top, size }),
      ...frames.map((d) => ({ kind: 'path' as const, d, stroke: cardInks.accent, width: 3 })),
    ],
  };
}

/** The figure for those who only see a link. */
export const card = widgetCard(foolTheNetLink, {
  title: 'Fool the net: a three, a few pixels, and a seven',
  line: 'Change pixels of a handwritten three until a net, trained in your own browser, calls it a seven. A map shows where a change hurts most. How few does it take?',
  shortest: shortestChange,
  describe,
  draw,
});

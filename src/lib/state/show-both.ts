// How far to scroll so that some words and the pictures they talk of are seen together: no further than that takes.

/** A part of the screen's height, in pixels from its upper edge. */
export interface Span {
  readonly top: number;
  readonly bottom: number;
}

/** So much of a picture must be seen for the words to stay on the screen with it: a third of the screen's height. */
const leastSeen = 1 / 3;

/** Whether two spans, and what is between them, fit into a third. */
export function fitsBoth(words: Span, picture: Span, screen: Span): boolean {
  const { top, bottom } = around(words, picture);
  return bottom - top <= screen.bottom - screen.top;
}

/**
 * By how many pixels to scroll down. `pictures` are the parts of a figure from above, each of which begins where the figure begins: as many of them are
 * shown as fit with the words. Where not even the first fits, the words stay at the edge of the screen; where hardly anything would be seen then, the
 * figure takes their place.
 */
export function scrollToShow(words: Span, pictures: readonly Span[], screen: Span): number {
  const fitting = pictures.findLast((picture) => fitsBoth(words, picture, screen));
  if (fitting !== undefined) return into(around(words, fitting), screen);
  const [first] = pictures;
  if (first === undefined) return into(words, screen);
  const isBelow = first.top >= words.top;
  const withWords = isBelow ? words.top - screen.top : words.bottom - screen.bottom;
  const height = screen.bottom - screen.top;
  const seen = Math.min(first.bottom - withWords, screen.bottom) - Math.max(first.top - withWords, screen.top);
  return seen >= Math.min(height * leastSeen, first.bottom - first.top) ? withWords : first.top - screen.top;
}

function around(one: Span, other: Span): Span {
  return { top: Math.min(one.top, other.top), bottom: Math.max(one.bottom, other.bottom) };
}

/** By how much to scroll until a span that fits is on the screen. */
function into({ top, bottom }: Span, screen: Span): number {
  if (top < screen.top) return top - screen.top;
  return Math.max(0, bottom - screen.bottom);
}

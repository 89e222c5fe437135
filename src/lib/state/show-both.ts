// How far to scroll so that some words and the pictures they talk of are seen together: no further than that takes.

/** A part of the screen's height, in pixels from its upper edge. */
export interface Span {
  readonly top: number;
  readonly bottom: number;
}

/** What is to be seen of a figure. */
export interface FigureParts {
  /** Its parts from above, each of which begins where the figure begins. */
  readonly pictures: readonly Span[];
  /** The part that the words are most often about, if it has one. */
  readonly main?: Span | undefined;
}

/** So much of a picture must be seen for the words to stay on the screen with it: a third of the screen's height. */
const leastSeen = 1 / 3;

/** Whether two spans, and what is between them, fit into a third. */
export function fitsBoth(words: Span, picture: Span, screen: Span): boolean {
  return fits(around(words, picture), screen);
}

/**
 * By how many pixels to scroll down. `words` are what is to be seen of the text, from the most to the least; of the figure as many pictures are shown as
 * fit with the least, and of the words as many as fit with those. The main part is seen even where the words have to go. Where there is none and not even
 * the first picture fits, the words stay at the edge of the screen; where hardly anything would be seen then, the figure takes their place.
 */
export function scrollToShow(words: readonly Span[], { pictures, main }: FigureParts, screen: Span): number {
  const wholes = main === undefined ? pictures : pictures.filter(({ bottom }) => bottom >= main.bottom);
  for (const shown of [...[...wholes].reverse(), ...(main === undefined ? [] : [main])]) {
    const most = words.find((some) => fitsBoth(some, shown, screen));
    if (most !== undefined) return into(around(most, shown), screen);
  }
  if (main !== undefined) return fits(main, screen) ? into(main, screen) : main.top - screen.top;
  const [first] = pictures;
  const least = words.at(-1);
  if (first === undefined || least === undefined) return into(first ?? least ?? screen, screen);
  const isBelow = first.top >= least.top;
  const withWords = isBelow ? least.top - screen.top : least.bottom - screen.bottom;
  const height = screen.bottom - screen.top;
  const seen = Math.min(first.bottom - withWords, screen.bottom) - Math.max(first.top - withWords, screen.top);
  return seen >= Math.min(height * leastSeen, first.bottom - first.top) ? withWords : first.top - screen.top;
}

function fits({ top, bottom }: Span, screen: Span): boolean {
  return bottom - top <= screen.bottom - screen.top;
}

function around(one: Span, other: Span): Span {
  return { top: Math.min(one.top, other.top), bottom: Math.max(one.bottom, other.bottom) };
}

/** By how much to scroll until a span that fits is on the screen. */
function into({ top, bottom }: Span, screen: Span): number {
  if (top < screen.top) return top - screen.top;
  return Math.max(0, bottom - screen.bottom);
}

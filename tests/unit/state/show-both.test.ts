import { describe, expect, it } from 'vitest';
import { fitsBoth, scrollToShow, type Span } from '@lib/state/show-both.ts';

const screen: Span = { top: 0, bottom: 900 };
const words: Span = { top: 400, bottom: 430 };
const from = (top: number, ...bottoms: readonly number[]): readonly Span[] =>
  bottoms.map((bottom) => ({ top, bottom }));
const shown = (pictures: readonly Span[], main?: Span, on = screen) => scrollToShow([words], { pictures, main }, on);

describe('words and a picture', () => {
  it.each([
    ['below, 900 px in all', { top: 500, bottom: 1300 }, true],
    ['below, 901 px in all', { top: 500, bottom: 1301 }, false],
    ['above, 900 px in all', { top: -470, bottom: 300 }, true],
    ['above, 901 px in all', { top: -471, bottom: 300 }, false],
  ])('%s: fit on a screen of 900: %s', (_, picture, fits) => expect(fitsBoth(words, picture, screen)).toBe(fits));
});

describe('the way to scroll', () => {
  it('is none where both are seen', () => expect(shown(from(500, 800))).toBe(0));

  it('is just so far that the lower end of the picture is seen', () => expect(shown(from(500, 1000))).toBe(100));

  it('is up where the picture is above', () => expect(shown(from(-100, 200))).toBe(-100));

  it('shows as many pictures as fit with the words', () => expect(shown(from(500, 700, 1000, 1250, 1400))).toBe(350));

  it('leaves the words at the upper edge where no picture fits and much of it is seen', () =>
    expect(shown(from(600, 1700))).toBe(400));

  it('goes to the picture where hardly any of it would be seen with the words', () =>
    expect(shown(from(1150, 1700))).toBe(1150));

  it('goes up to a picture far above the words', () => expect(shown(from(-1600, -900))).toBe(-1600));

  it('is measured from what covers the upper edge', () =>
    expect(shown(from(600, 1700), undefined, { top: 54, bottom: 900 })).toBe(346));

  it('brings the words to the screen where there is no picture', () =>
    expect(scrollToShow([{ top: 950, bottom: 980 }], { pictures: [] }, screen)).toBe(80));

  it('leaves the earlier lines behind where a picture more fits with the last one', () => {
    const lines = [{ top: 300, bottom: 430 }, words];
    expect(scrollToShow(lines, { pictures: from(500, 1000, 1290) }, screen)).toBe(390);
    expect(scrollToShow(lines, { pictures: from(500, 1000) }, screen)).toBe(100);
  });
});

describe('the main part of a figure', () => {
  const main = { top: 1000, bottom: 1200 };

  it('is seen with the words and all before it where that fits', () =>
    expect(shown(from(500, 700, 1200, 1400), main)).toBe(300));

  it('is seen with what comes after it, if that fits, too', () =>
    expect(shown(from(500, 700, 1200, 1290, 1400), main)).toBe(390));

  it('is seen without the words where both do not fit', () =>
    expect(shown(from(500, 700, 1700), { top: 1300, bottom: 1700 })).toBe(800));

  it('begins at the upper edge where it is taller than the screen', () =>
    expect(shown(from(500, 700, 2000), { top: 800, bottom: 2000 })).toBe(800));

  it('is enough where the figure begins far above the words', () =>
    expect(shown(from(-900, -500, 300), { top: -200, bottom: 300 })).toBe(-200));
});

import { describe, expect, it } from 'vitest';
import { fitsBoth, scrollToShow, type Span } from '@lib/state/show-both.ts';

const screen: Span = { top: 0, bottom: 900 };
const words: Span = { top: 400, bottom: 430 };
const from = (top: number, ...bottoms: readonly number[]): readonly Span[] =>
  bottoms.map((bottom) => ({ top, bottom }));

describe('words and a picture', () => {
  it.each([
    ['below, 900 px in all', { top: 500, bottom: 1300 }, true],
    ['below, 901 px in all', { top: 500, bottom: 1301 }, false],
    ['above, 900 px in all', { top: -470, bottom: 300 }, true],
    ['above, 901 px in all', { top: -471, bottom: 300 }, false],
  ])('%s: fit on a screen of 900: %s', (_, picture, fits) => expect(fitsBoth(words, picture, screen)).toBe(fits));
});

describe('the way to scroll', () => {
  it('is none where both are seen', () => expect(scrollToShow(words, from(500, 800), screen)).toBe(0));

  it('is just so far that the lower end of the picture is seen', () =>
    expect(scrollToShow(words, from(500, 1000), screen)).toBe(100));

  it('is up where the picture is above', () => expect(scrollToShow(words, from(-100, 200), screen)).toBe(-100));

  it('shows as many pictures as fit with the words', () =>
    expect(scrollToShow(words, from(500, 700, 1000, 1250, 1400), screen)).toBe(350));

  it('leaves the words at the upper edge where no picture fits and much of it is seen', () =>
    expect(scrollToShow(words, from(600, 1700), screen)).toBe(400));

  it('goes to the picture where hardly any of it would be seen with the words', () =>
    expect(scrollToShow(words, from(1150, 1700), screen)).toBe(1150));

  it('goes up to a picture far above the words', () =>
    expect(scrollToShow(words, from(-1600, -900), screen)).toBe(-1600));

  it('is measured from what covers the upper edge', () =>
    expect(scrollToShow(words, from(600, 1700), { top: 54, bottom: 900 })).toBe(346));

  it('brings the words to the screen where there is no picture', () =>
    expect(scrollToShow({ top: 950, bottom: 980 }, [], screen)).toBe(80));
});

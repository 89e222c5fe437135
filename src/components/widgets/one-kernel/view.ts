// What the figure shows of all held-out pictures in one state: how many are told right, the histograms, the pictures nearest the threshold and the
// worst mistakes. The build makes it for the printed frame, which has not the pictures themselves; the browser makes the same from the pictures.
import { smallestPlaces } from '@lib/array/smallest.ts';
import { statisticOf, type PictureNumbers } from '@lib/conv/picture-numbers.ts';
import { pictureSize } from '@lib/conv/response.ts';
import type { HeldOutPictures } from '@lib/data/held-out-pictures.ts';
import { twoHistograms, type TwoHistograms } from '@lib/draw/histogram.ts';
import { classAt, countRight, splitOf, type Split } from '@lib/nn/one-number.ts';
import { toldDigits, wantedSplit, type OneKernelLink } from '@lib/state/one-kernel-fields.ts';

/** One picture, its number, and what it is taken for. */
export interface ShownPicture {
  readonly place: number;
  readonly digit: 3 | 7;
  readonly said: 3 | 7;
  readonly number: number;
  /** 784 bytes. */
  readonly pixels: Uint8Array;
}

/** All that is shown. */
export interface OneKernelView {
  readonly split: Split;
  /** Right ones among the threes and among the sevens, and how many there are. */
  readonly right: readonly [number, number];
  readonly of: readonly [number, number];
  readonly histograms: TwoHistograms;
  /** The pictures next to the threshold on both sides, by their numbers. */
  readonly nearest: readonly ShownPicture[];
  /** Of each digit the mistakes farthest from the threshold, the worst first. */
  readonly worst: readonly [readonly ShownPicture[], readonly ShownPicture[]];
  /** The one that is opened. */
  readonly opened: ShownPicture;
}

/** So many pictures are shown on each side of the threshold, and of each kind of mistake. */
const shownEach = 5;

const pictureCells = pictureSize ** 2;

/** The view of a state, from the pictures and what the kernel makes of them. */
export function viewOf(link: OneKernelLink, { labels, pixels }: HeldOutPictures, made: PictureNumbers): OneKernelView {
  const numbers = statisticOf(made, link.stat);
  const pictures = { numbers, classes: labels };
  const split = splitOf(wantedSplit(link), pictures);
  const { right, of } = countRight(pictures, split);
  const { threshold, above } = split;
  const show = (place: number): ShownPicture => {
    const number = numbers[place] ?? NaN;
    return {
      place,
      digit: toldDigits[labels[place] === 1 ? 1 : 0],
      said: toldDigits[classAt(number, split)],
      number,
      pixels: pixels.slice(place * pictureCells, (place + 1) * pictureCells),
    };
  };
  const nextTo = (isAbove: boolean) =>
    smallestPlaces(labels.length, shownEach, (place) => {
      const number = numbers[place] ?? NaN;
      return number > threshold === isAbove ? Math.abs(number - threshold) : undefined;
    });
  const worstOf = (actual: 0 | 1) =>
    smallestPlaces(labels.length, shownEach, (place) => {
      const number = numbers[place] ?? NaN;
      const isMistake = labels[place] === actual && classAt(number, split) !== actual;
      return isMistake ? (actual === above ? number : -number) : undefined;
    }).map(show);
  return {
    split,
    right,
    of,
    histograms: twoHistograms(pictures, split),
    nearest: [...nextTo(false).toReversed(), ...nextTo(true)].map(show),
    worst: [worstOf(0), worstOf(1)],
    opened: show(link.pic),
  };
}

/** How many are right in all. */
export function rightIn({ right }: Pick<OneKernelView, 'right'>): number {
  return right[0] + right[1];
}

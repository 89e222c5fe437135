// Some pixels of a picture in a link: two letters or digits each, the place in base 36, in ascending order. `0a` is pixel 10, row 0, column 10.
import { shorten, type LinkField } from './link-codec.ts';

const pixelCount = 28 * 28;
const base = 36;

/** The most pixels that a link may name in one list: two lists of them still fit. */
export const mostPixels = 300;

/** Sorted, each once. */
export function pixelSet(places: Iterable<number>): readonly number[] {
  return [...new Set(places)].toSorted((one, other) => one - other);
}

/** A field that holds places of pixels, from 0 to 783; none at first. */
export const pixelsField: LinkField<readonly number[]> = {
  initial: [],
  parse(text) {
    if (!/^([0-9a-z]{2})*$/.test(text))
      return { value: [], note: `“${shorten(text)}” is no list of pixels; none is changed.` };
    const all = Array.from(text.matchAll(/../g), ([place]) => parseInt(place, base));
    const there = pixelSet(all.filter((place) => place < pixelCount));
    const value = there.slice(0, mostPixels);
    if (all.some((place) => place >= pixelCount))
      return { value, note: 'some pixels lie outside the picture; they were left out.' };
    if (there.length > mostPixels)
      return { value, note: `at most ${mostPixels} pixels can be changed; the rest was cut.` };
    return { value };
  },
  print: (places) => places.map((place) => place.toString(base).padStart(2, '0')).join(''),
};

// A threshold in a link: a number, or `best`, the one that tells most pictures right whatever the numbers are.
import { shorten, type LinkField } from './link-codec.ts';
import { printNumber, readNumber, roundForLink } from './link-fields.ts';

/** A threshold that a reader set, or the best one. */
export type WantedThreshold = number | 'best';

/** A field that holds a threshold of at most so much, up or down; `best` where the link says nothing. */
export function thresholdField(greatest: number): LinkField<WantedThreshold> {
  return {
    initial: 'best',
    parse(text) {
      if (text === 'best') return { value: 'best' };
      const number = readNumber(text);
      if (number === undefined)
        return { value: 'best', note: `“${shorten(text)}” is neither a number nor best; best is used.` };
      const value = roundForLink(Math.min(greatest, Math.max(-greatest, number)));
      return Math.abs(number) <= greatest
        ? { value }
        : { value, note: `${shorten(text)} is beyond every number there can be; ${value} is used.` };
    },
    print: (threshold) => (threshold === 'best' ? threshold : printNumber(threshold)),
  };
}

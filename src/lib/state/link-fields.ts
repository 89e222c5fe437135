// The kinds of field that widget states are made of.
import { shorten, type LinkField } from './link-codec.ts';

/** Numbers in links carry at most four decimals. */
const linkDecimals = 4;

/** Rounds a number to what a link can carry, and −0 to 0. */
export function roundForLink(value: number): number {
  return Number(value.toFixed(linkDecimals)) + 0;
}

/** Writes a number for a link: at most four decimals, no exponent, no trailing zeros. */
export function printNumber(value: number): string {
  return String(roundForLink(value));
}

/** Reads a decimal number with an optional sign; a true minus counts as one. Other text gives `undefined`. */
export function readNumber(text: string): number | undefined {
  const plain = text.replace('\u2212', '-');
  return /^[+-]?(\d{1,9}\.?\d{0,9}|\.\d{1,9})$/.test(plain) ? Number(plain) + 0 : undefined;
}

/** A whole number between two bounds. */
export function integerField(initial: number, [least, greatest]: readonly [number, number]): LinkField<number> {
  return {
    initial,
    parse(text) {
      const number = readNumber(text);
      if (number === undefined)
        return { value: initial, note: `“${shorten(text)}” is not a number; ${initial} is used.` };
      const value = Math.min(greatest, Math.max(least, Math.round(number) + 0)); // −0 is 0
      return value === number
        ? { value }
        : { value, note: `${shorten(text)} is not a whole number from ${least} to ${greatest}; ${value} is used.` };
    },
    print: printNumber,
  };
}

/** One word of a list. */
export function wordField<const Word extends string>(initial: Word, words: readonly Word[]): LinkField<Word> {
  return {
    initial,
    parse(text) {
      const value = words.find((word) => word === text);
      if (value !== undefined) return { value };
      return { value: initial, note: `“${shorten(text)}” is not one of ${words.join(', ')}; ${initial} is used.` };
    },
    print: (word) => word,
  };
}

/** On or off, written 1 or 0. */
export function flagField(initial: boolean): LinkField<boolean> {
  return {
    initial,
    parse(text) {
      if (text === '1' || text === '0') return { value: text === '1' };
      return { value: initial, note: `“${shorten(text)}” is neither 1 nor 0; ${initial ? 1 : 0} is used.` };
    },
    print: (isOn) => (isOn ? '1' : '0'),
  };
}

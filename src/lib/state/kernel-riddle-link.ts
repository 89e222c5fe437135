// The link schema of the riddle of a hidden kernel. Names and meanings are permanent. It stands here, and not with the figure, because the check of a
// challenge reads the same states.
import { patchCount, patchMapSide, type AskedPlace } from '@lib/exercise/kernel-riddle.ts';
import { linkCodec, shorten, type LinkField, type ParsedField } from './link-codec.ts';
import { integerField, printNumber, readNumber } from './link-fields.ts';

/** The largest number of a riddle. */
export const greatestRiddle = 9999;

/** The largest weight that can be entered, up or down. */
const greatestGuess = 99;

/** The whole state of the riddle. */
export interface KernelRiddleLink {
  /** Its number: which kernel is hidden, and in which patches. */
  readonly seed: number;
  /** Places asked about, in their order. */
  readonly q: readonly AskedPlace[];
  /** The nine numbers that the reader has entered. */
  readonly w: readonly number[];
}

const patchLetters = 'abc';
const mapCells = patchMapSide ** 2;

/** Places such as `a4` and `c0`: the patch, and the place in its map, row by row. */
const askedField: LinkField<readonly AskedPlace[]> = {
  initial: [],
  parse(text): ParsedField<readonly AskedPlace[]> {
    const words = text === '' ? [] : text.split('~');
    const read = words.flatMap((word) => {
      const [, letter = '', digit = ''] = /^([a-c])([0-8])$/.exec(word) ?? [];
      return letter === '' ? [] : [{ patch: patchLetters.indexOf(letter), place: Number(digit) }];
    });
    const seen = new Set<number>();
    const value = read.filter(({ patch, place }) => {
      const key = patch * mapCells + place;
      return !seen.has(key) && seen.add(key);
    });
    if (value.length === words.length) return { value };
    return {
      value,
      note: `“${shorten(text)}” names ${patchCount} patches, a to c, with places from 0 to 8, each once; the rest was ignored.`,
    };
  },
  print: (asked) => asked.map(({ patch, place }) => `${patchLetters[patch] ?? ''}${place}`).join('~'),
};

const noWeights: readonly number[] = new Array<number>(9).fill(0);

const guessField: LinkField<readonly number[]> = {
  initial: noWeights,
  parse(text): ParsedField<readonly number[]> {
    const words = text.split('~');
    if (words.length !== noWeights.length)
      return { value: noWeights, note: `“${shorten(text)}” is not nine numbers; 0 stands in their place.` };
    const numbers = words.map((word) => readNumber(word) ?? NaN);
    const value = numbers.map((number) => (Number.isNaN(number) ? 0 : clampGuess(number)));
    return value.every((number, at) => number === numbers[at])
      ? { value }
      : {
          value,
          note: `numbers go from −${greatestGuess} to ${greatestGuess}, with two decimals; the others were changed.`,
        };
  },
  print: (weights) => weights.map(printNumber).join('~'),
};

/** A number as it can be entered: two decimals, and no larger than the bound. */
export function clampGuess(value: number): number {
  return Number(Math.min(greatestGuess, Math.max(-greatestGuess, value)).toFixed(2)) + 0;
}

/** Reads and writes the states of the riddle. */
export const kernelRiddleLink = linkCodec<KernelRiddleLink>({
  seed: integerField(1, [0, greatestRiddle]),
  q: askedField,
  w: guessField,
});

// Digits that somebody has loaded: the build, for the cards that it draws, or a figure of the page. A card is drawn at once, and can wait for none.
import type { Digit } from './digit-chunk.ts';
import { sessionDigit, sessionDigitIndex } from './session-digit.ts';

const known = new Map<number, Digit>([
  [sessionDigitIndex, { mnistIndex: sessionDigitIndex, label: 3, pixels: sessionDigit }],
]);

/** Tells of digits that have come. */
export function knowDigits(digits: readonly Digit[]): void {
  for (const digit of digits) known.set(digit.mnistIndex, digit);
}

/** The digit with an MNIST training index, if it has come. */
export function knownDigit(mnistIndex: number): Digit | undefined {
  return known.get(mnistIndex);
}

/** The session's three and the digits known to follow it in the file, at most so many. */
export function knownBatch(count: number): readonly Digit[] {
  return [...known.values()]
    .filter(({ mnistIndex }) => mnistIndex >= sessionDigitIndex)
    .toSorted((one, other) => one.mnistIndex - other.mnistIndex)
    .slice(0, count);
}

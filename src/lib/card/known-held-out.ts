// The held-out threes and sevens, as far as a card can count on them: in the page those that a figure has loaded. When the book is built, cards read
// the committed files themselves.
import type { HeldOutPictures } from '@lib/data/held-out-pictures.ts';

let known: HeldOutPictures | undefined;

/** Tells of the pictures. */
export function knowHeldOut(pictures: HeldOutPictures): void {
  known = pictures;
}

/** The pictures, if somebody has told of them. */
export function knownHeldOut(): HeldOutPictures | undefined {
  return known;
}

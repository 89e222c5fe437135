// The digits of a page: each manifest is read once, every figure shares the chunks.
import { digitLibrary, type DigitLibrary } from './digit-library.ts';
import type { DigitSet } from './digits.ts';

let shared: DigitLibrary | undefined;

/** The address of this site's data, for a worker, which does not know it. */
export function pageDataUrl(): string {
  return new URL(`${import.meta.env.BASE_URL}data/`, document.baseURI).href;
}

/** All digits of this site. */
export function pageLibrary(): DigitLibrary {
  shared ??= digitLibrary(pageDataUrl());
  return shared;
}

/** The threes and sevens of this site; a failure is not kept, so asking again tries again. */
export function pageDigits(): Promise<DigitSet> {
  return pageLibrary().threesSevens();
}

// The reader's own digits: drawn here, told apart by the reader, and learned from besides the book's when a network is trained. They are kept in
// the browser between visits, at most 64 of them; what is read back is checked picture by picture.
import { digitPixels, type TenLabel } from '@lib/data/digit-chunk.ts';
import type { Pictures } from '@lib/engine/training/learner.ts';
import { mostOwnDigits, printOwnDigits, readOwnDigits, type OwnDigit } from './own-digits-text.ts';
import { keep, readKept } from './storage.ts';

const storageName = 'own-digits';

/** Digits that a reader drew, and where they are kept. */
class OwnDigits {
  /** In the order in which they were drawn. */
  list = $state.raw<readonly OwnDigit[]>([]);
  /** Whether the browser keeps them between visits; known after the first change. */
  isKept = $state(true);
  #isLoaded = false;

  /** Reads what was kept at an earlier visit, once. */
  load(): void {
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    this.list = readOwnDigits(readKept(storageName));
  }

  /** Adds a digit; false where there is no room. */
  add(digit: TenLabel, pixels: Uint8Array): boolean {
    if (this.list.length >= mostOwnDigits) return false;
    this.#keep([...this.list, { digit, pixels: pixels.slice() }]);
    return true;
  }

  /** Takes one away. */
  remove(gone: OwnDigit): void {
    this.#keep(this.list.filter((own) => own !== gone));
  }

  /** Those of the digits that are told apart, as the trainer wants them; nothing where there are none. */
  pictures(digits: readonly number[]): Pictures | undefined {
    const fitting = this.list.filter(({ digit }) => digits.includes(digit));
    if (fitting.length === 0) return undefined;
    const pixels = new Uint8Array(fitting.length * digitPixels);
    fitting.forEach((own, at) => pixels.set(own.pixels, at * digitPixels));
    return { pixels, classes: Uint8Array.from(fitting, ({ digit }) => digits.indexOf(digit)) };
  }

  #keep(list: readonly OwnDigit[]): void {
    this.list = list;
    this.isKept = keep(storageName, list.length === 0 ? undefined : printOwnDigits(list));
  }
}

/** The reader's own digits, for all figures of a page. */
export const ownDigits = new OwnDigits();

// All digits the book has, under one address: every three and seven, and the beginning of all ten. A set is opened when it is first asked for
// and shared from then on, so a reader who trains on threes and sevens pays for no others.
import type { TenLabel } from './digit-chunk.ts';
import { openDigits, openTenDigits, type DigitSet } from './digits.ts';

/** The sets of digits; a failure to open one is not kept, so asking again tries again. */
export interface DigitLibrary {
  /** Every three and seven of MNIST. */
  threesSevens(): Promise<DigitSet>;
  /** The first images of MNIST, whatever they show. */
  tenDigits(): Promise<DigitSet<TenLabel>>;
}

/** The digits under the address of the data, such as `https://book.example/data/`; nothing is fetched yet. */
export function digitLibrary(baseUrl: string | URL, fetchFn: typeof fetch = fetch): DigitLibrary {
  const folder = String(baseUrl).replace(/\/?$/, '/');
  return {
    threesSevens: once(() => openDigits(`${folder}threes-sevens`, fetchFn)),
    tenDigits: once(() => openTenDigits(`${folder}ten-digits`, fetchFn)),
  };
}

function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opening: Promise<T> | undefined;
  return () => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
}

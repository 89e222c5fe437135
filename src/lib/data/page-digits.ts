// The digits of a page: the manifest is read once, every figure shares the chunks.
import { openDigits, type DigitSet } from './digits.ts';

let opening: Promise<DigitSet> | undefined;

/** The threes and sevens of this site; a failure is not kept, so asking again tries again. */
export function pageDigits(): Promise<DigitSet> {
  opening ??= openDigits(new URL(`${import.meta.env.BASE_URL}data/threes-sevens/`, document.baseURI)).catch(
    (error: unknown) => {
      opening = undefined;
      throw error;
    },
  );
  return opening;
}

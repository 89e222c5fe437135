// The held-out pictures of a run as they come to the page: the true class of each, and its pixels as the network saw them.
import type { Tampering } from '@lib/nn/training-run.ts';
import { pageLibrary } from './page-digits.ts';
import { openTrainingPictures } from './training-pictures.ts';

/** Which pictures. */
export interface HeldOutOf {
  readonly digits: readonly number[];
  readonly tampering: Tampering;
}

/** Pictures that have come. */
export interface HeldOutPictures {
  /** The class of each, from 0. */
  readonly labels: Uint8Array;
  /** `[count, 28, 28]` */
  readonly pixels: Uint8Array;
}

/** Loads them all; rejects with a `DigitError` when they cannot be had, and may be asked again. */
export async function loadHeldOut(of: HeldOutOf): Promise<HeldOutPictures> {
  const opened = await openTrainingPictures(of, pageLibrary());
  const files = await Promise.all(opened.fileCounts.valid.map((_, n) => opened.file('valid', n)));
  return {
    labels: joined(files.map(({ classes }) => classes)),
    pixels: joined(files.map(({ pixels }) => pixels)),
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((first, part) => {
    whole.set(part, first);
    return first + part.length;
  }, 0);
  return whole;
}

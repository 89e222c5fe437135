// The held-out pictures of a run, on the page: their true classes, and their pixels as the network saw them. The trainer's worker has its own.
import { pageLibrary } from '@lib/data/page-digits.ts';
import { openTrainingPictures } from '@lib/data/training-pictures.ts';
import type { Tampering } from '@lib/nn/training-run.ts';

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

const pictureSize = 784;

/** The held-out pictures of one run after the other. */
export class HeldOut {
  pictures = $state.raw<HeldOutPictures | undefined>();
  /** Why they could not be had, in words. */
  fault = $state('');
  #key = '';

  /** Loads the pictures of a run, if they are not those at hand; asking again after a fault tries again. */
  async load({ digits, tampering }: HeldOutOf): Promise<void> {
    const key = `${digits.join()} ${tampering}`;
    if (key === this.#key) return;
    this.#key = key;
    this.pictures = undefined;
    this.fault = '';
    try {
      const opened = await openTrainingPictures({ digits, tampering }, pageLibrary());
      const files = await Promise.all(opened.fileCounts.valid.map((_, n) => opened.file('valid', n)));
      if (this.#key !== key) return;
      this.pictures = {
        labels: joined(files.map(({ classes }) => classes)),
        pixels: joined(files.map(({ pixels }) => pixels)),
      };
    } catch (error) {
      if (this.#key !== key) return;
      this.#key = '';
      this.fault = error instanceof Error ? error.message : String(error);
    }
  }

  /** The 784 bytes of the picture at a place; all paper where there is none. */
  pixelsAt(place: number): Uint8Array {
    const all = this.pictures?.pixels;
    const isThere = all !== undefined && place >= 0 && (place + 1) * pictureSize <= all.length;
    return isThere ? all.subarray(place * pictureSize, (place + 1) * pictureSize) : new Uint8Array(pictureSize);
  }
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

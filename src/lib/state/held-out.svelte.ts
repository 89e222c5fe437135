// The held-out pictures of a run, on the page: their true classes, and their pixels as the network saw them. The trainer's worker has its own.
import { loadHeldOut, type HeldOutOf, type HeldOutPictures } from '@lib/data/held-out-pictures.ts';

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
      const pictures = await loadHeldOut({ digits, tampering });
      if (this.#key === key) this.pictures = pictures;
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

// What every engine keeps of its pictures on the page's side: their number and their classes.
import type { Pictures } from './learner.ts';

/** The classes of one set of pictures. */
export class PictureClasses {
  #classes = new Uint8Array(0);

  /** How many pictures there are. */
  get count(): number {
    return this.#classes.length;
  }

  /** Adds pictures behind those there are. */
  add({ classes }: Pictures): void {
    const all = new Uint8Array(this.count + classes.length);
    all.set(this.#classes);
    all.set(classes, this.count);
    this.#classes = all;
  }

  /** Forgets them all. */
  clear(): void {
    this.#classes = new Uint8Array(0);
  }

  /**
   * The classes of the pictures at some places.
   * @throws RangeError if there is no picture at one of them
   */
  classesAt(places: Uint32Array): Uint8Array {
    return Uint8Array.from(places, (place) => {
      const found = this.#classes[place];
      if (found !== undefined) return found;
      throw new RangeError(`pictures: places must be below ${this.count}, the pictures there are, got ${place}`);
    });
  }
}

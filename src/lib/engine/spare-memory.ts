// Memory for answers, made ready in advance. An answer is handed over to the page, memory and all, so each needs new memory; and a system
// gives new memory page by page, at the first touch, which takes longer than many a convolution. Who drags a slider or runs a film asks
// for the same size again and again: from the second time on, the next answer's memory is touched once the last is on its way.

/** Numbers that are kept ready at most: 32 MB. */
const mostSpare = 2 ** 23;

/** Gives memory for answers. */
export class SpareMemory {
  #ready: Float32Array | undefined;
  #lastSize = 0;

  /** Memory for so many numbers; all of it is 0. */
  take(size: number): Float32Array {
    const taken = this.#ready?.length === size ? this.#ready : new Float32Array(size);
    const isRepeated = size === this.#lastSize && size <= mostSpare;
    this.#ready = undefined;
    this.#lastSize = size;
    if (isRepeated) setTimeout(() => (this.#ready ??= new Float32Array(size).fill(0)));
    return taken;
  }
}

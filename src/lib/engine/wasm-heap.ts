// Memory of the book's own WebAssembly, given out in pieces and taken back: a list of what is free, first fit. The modules themselves
// allocate nothing, so that all of it can be counted.
import type { OwnWasm } from './own-wasm.ts';

/** Pieces begin at the start of a cache line. */
const alignment = 64;

interface Free {
  at: number;
  size: number;
}

/** Gives out memory of a module, in bytes. */
export class WasmHeap {
  readonly #wasm: OwnWasm;
  readonly #taken = new Map<number, number>();
  #free: Free[] = [];
  #end: number;
  #views: ReturnType<OwnWasm['views']>;

  /** Everything from `start` on is free. */
  constructor(wasm: OwnWasm, start: number) {
    this.#wasm = wasm;
    this.#end = aligned(start);
    this.#views = wasm.views(this.#end);
  }

  /** All memory as numbers and as whole numbers; views from before a `take` may be dead. */
  get views(): ReturnType<OwnWasm['views']> {
    return this.#views;
  }

  /** Bytes that are given out. */
  get takenBytes(): number {
    let sum = 0;
    for (const size of this.#taken.values()) sum += size;
    return sum;
  }

  /**
   * Gives memory, all zeros.
   * @throws RangeError where there is no more
   */
  take(sizeBytes: number): number {
    const size = aligned(Math.max(sizeBytes, 1));
    const place = this.#free.find((free) => free.size >= size);
    let at = this.#end;
    if (place === undefined) {
      const last = this.#free.at(-1);
      if (last !== undefined && last.at + last.size === this.#end) {
        at = last.at; // what is free at the end grows
        this.#free.pop();
      }
      this.#views = this.#wasm.views(at + size);
      this.#end = at + size;
    } else {
      at = place.at;
      place.at += size;
      place.size -= size;
      this.#free = this.#free.filter((free) => free.size > 0);
    }
    this.#taken.set(at, size);
    this.#views.wholes.fill(0, at / 4, (at + size) / 4);
    return at;
  }

  /** Takes memory back that was given. */
  give(at: number): void {
    const size = this.#taken.get(at);
    if (size === undefined) return;
    this.#taken.delete(at);
    this.#free.push({ at, size });
    this.#free.sort((one, other) => one.at - other.at);
    this.#free = this.#free.reduce<Free[]>((joined, free) => {
      const last = joined.at(-1);
      if (last !== undefined && last.at + last.size === free.at) last.size += free.size;
      else joined.push(free);
      return joined;
    }, []);
  }
}

function aligned(sizeBytes: number): number {
  return Math.ceil(sizeBytes / alignment) * alignment;
}

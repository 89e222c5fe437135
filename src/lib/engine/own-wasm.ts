// Starts the book's own WebAssembly, on memory of its own that is kept large enough, or on memory that others have filled.
import { fromBase64 } from '@lib/array/base64.ts';

/** A module that has started, and its memory. */
export interface OwnWasm {
  readonly exports: WebAssembly.Exports;
  /** All its memory as numbers and as whole numbers, at least so many bytes of it. Earlier views may be dead afterwards. */
  views(sizeBytes: number): { readonly numbers: Float32Array; readonly wholes: Uint32Array };
}

const pageBytes = 2 ** 16;

/**
 * Starts a module, on new memory if none is given.
 * @throws CompileError where the browser lacks its instructions, RangeError where there is not enough memory
 */
export function startOwnWasm(base64: string, memory = new WebAssembly.Memory({ initial: 1 })): OwnWasm {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(fromBase64(base64)), { env: { memory } });
  return {
    exports,
    views(sizeBytes) {
      const missing = sizeBytes - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
      return { numbers: new Float32Array(memory.buffer), wholes: new Uint32Array(memory.buffer) };
    },
  };
}

/** A function of a module: numbers in, at most a number out. */
export type Exported = (...args: number[]) => unknown;

/**
 * A function that a module exports.
 * @throws TypeError if there is none of that name
 */
export function exported({ exports }: OwnWasm, name: string): Exported {
  const found = exports[name];
  if (!isExported(found)) throw new TypeError(`exported: name must be that of a function, got ${name}`);
  return found;
}

function isExported(value: unknown): value is Exported {
  return typeof value === 'function';
}

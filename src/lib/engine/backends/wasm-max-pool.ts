// Maximum pooling on WebAssembly by the book's own code (assembly/pool.ts): tfjs's would make the file larger that every reader fetches.
import poolWasm from '../../../../assembly/pool.ts?assembled';
import { exported, startOwnWasm, type OwnWasm } from '../own-wasm.ts';
import type { PlainMaxPool } from './machine.ts';

let started: OwnWasm | undefined;

/** Pools; see `PlainMaxPool`. */
export function maxPoolOnWasm({ input, planes, outSize: [rows, cols], window }: PlainMaxPool): Float32Array {
  const wasm = (started ??= startOwnWasm(poolWasm));
  const size = planes * rows * cols;
  const { numbers } = wasm.views(4 * (input.length + size));
  numbers.set(input);
  exported(wasm, 'poolLargest')(0, 4 * input.length, planes * rows, cols, ...window);
  return numbers.slice(input.length, input.length + size);
}

import { describe, expect, it } from 'vitest';
import { WasmHeap } from '@lib/engine/wasm-heap.ts';
import type { OwnWasm } from '@lib/engine/own-wasm.ts';

/** Memory as a module has it, that moves when it grows. */
function memory(): OwnWasm {
  let buffer = new ArrayBuffer(0);
  return {
    exports: {},
    views(sizeBytes) {
      if (sizeBytes > buffer.byteLength) {
        const larger = new Uint8Array(sizeBytes);
        larger.set(new Uint8Array(buffer));
        buffer = larger.buffer;
      }
      return { numbers: new Float32Array(buffer), wholes: new Uint32Array(buffer) };
    },
  };
}

describe('WasmHeap', () => {
  it('gives pieces that begin at cache lines and do not overlap', () => {
    const heap = new WasmHeap(memory(), 100);
    const [first, second] = [heap.take(10), heap.take(100)];
    expect([first % 64, second % 64]).toEqual([0, 0]);
    expect(first).toBeGreaterThanOrEqual(100);
    expect(second).toBeGreaterThanOrEqual(first + 10);
    expect(heap.takenBytes).toBe(64 + 128);
  });

  it('gives back what it took, and gives it again as zeros', () => {
    const heap = new WasmHeap(memory(), 0);
    const first = heap.take(64);
    heap.take(64);
    heap.views.wholes.fill(7, first / 4, first / 4 + 16);
    heap.give(first);
    expect(heap.takenBytes).toBe(64);
    expect(heap.take(48)).toBe(first);
    expect([...heap.views.wholes.slice(first / 4, first / 4 + 16)]).toEqual(Array(16).fill(0));
  });

  it('joins neighbours that were given back, in any order', () => {
    const heap = new WasmHeap(memory(), 0);
    const pieces = [heap.take(64), heap.take(64), heap.take(64)];
    heap.take(64);
    for (const at of [1, 0, 2]) heap.give(pieces[at] ?? NaN);
    expect(heap.take(192)).toBe(pieces[0]);
  });

  it('does not mind being given what it never gave', () => {
    const heap = new WasmHeap(memory(), 0);
    const first = heap.take(64);
    heap.give(first);
    heap.give(first);
    heap.give(12_345);
    expect(heap.takenBytes).toBe(0);
    expect([heap.take(64), heap.take(64)]).toEqual([first, first + 64]);
  });

  it('lets what is free at the end grow, so that ever larger pieces do not pile up', () => {
    const wasm = memory();
    const heap = new WasmHeap(wasm, 0);
    const kept = heap.take(64);
    for (const size of [640, 704, 1408, 2816]) {
      const at = heap.take(size);
      expect(at).toBe(kept + 64);
      heap.give(at);
    }
    expect(heap.views.wholes.byteLength).toBe(64 + 2816);
  });

  it('leaves what is free in the middle where it is', () => {
    const heap = new WasmHeap(memory(), 0);
    const [first, second] = [heap.take(64), heap.take(64)];
    heap.give(first);
    expect(heap.take(128)).toBe(second + 64);
    expect(heap.take(64)).toBe(first);
  });
});

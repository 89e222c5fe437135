// tfjs on WebAssembly. The files named here are tfjs's own; the build puts in their place what is left of them when everything but the
// registered kernels has been taken out (scripts/trim-tfjs-wasm.ts). Where the browser has vector instructions, convolutions are the book's own.
import { env, registerBackend, registerKernel, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { conv2DConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Conv2D.js';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { convolveOnTfjs } from '../plain-tfjs.ts';
import { startTfjsWasm } from '../start-tfjs-wasm.ts';
import type { Machine } from './machine.ts';
import { startSlide } from './wasm-slide.ts';

/**
 * Starts tfjs on WebAssembly, with vector instructions where the browser has them.
 * @throws Error if the file cannot be had or does not start
 */
export async function open(): Promise<Machine> {
  const backend = await startTfjsWasm({ simdUrl, plainUrl });
  registerBackend('wasm', () => backend);
  registerKernel(conv2DConfig);
  await setBackend('wasm');
  return {
    convolve: (job) => convolveOnTfjs(job),
    maxPool: async (job) => (await import('./wasm-max-pool.ts')).maxPoolOnWasm(job),
    ...(env().getBool('WASM_HAS_SIMD_SUPPORT') ? { conv2d: startSlide() } : {}),
    close: () => removeBackend('wasm'),
  };
}

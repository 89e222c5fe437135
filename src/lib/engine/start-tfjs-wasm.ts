// Starts tfjs's WebAssembly from the files that the build trimmed for the engine or for the trainer.
import { env } from '@tensorflow/tfjs-core';
import { BackendWasm, init, setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm.js';

/**
 * Starts it, with vector instructions where the browser has them.
 * @throws Error if the file cannot be had or does not start
 */
export async function startTfjsWasm({
  simdUrl,
  plainUrl,
}: {
  readonly simdUrl: string;
  readonly plainUrl: string;
}): Promise<BackendWasm> {
  // Threads would need a page isolated by headers, and a third file.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
  });
  const { wasm } = await init();
  return new BackendWasm(wasm);
}

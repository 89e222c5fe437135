// What the engine's tests share: its backends, a digit, a kernel.
import { tensor } from '@lib/array/tensor.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import { backends } from '@lib/engine/backend-names.ts';
import type { EngineOptions } from '@lib/engine/client.ts';

export const digit = tensor([1, 1, 28, 28], sessionDigit);
export const topKernel = tensor([1, 1, 3, 3], namedKernels.top);

/** Whether this browser gives any WebGL at all; the other backends must run. */
export const hasWebgl = new OffscreenCanvas(1, 1).getContext('webgl2') !== null;

const plainWasmWorker = (): Worker =>
  new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name: 'no-simd' });

/** The ways to compute that are tried: each backend, and the processor without vector instructions. */
export const backendRuns: readonly { readonly name: string; readonly options: EngineOptions }[] = [
  ...backends.map((force) => ({ name: force, options: { force } })),
  { name: 'wasm without vector instructions', options: { force: 'wasm', makeWorker: plainWasmWorker } },
];

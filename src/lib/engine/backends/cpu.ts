// tfjs in plain JavaScript: slow, and always there.
import { registerBackend, registerKernel, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu.js';
import { conv2DConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Conv2D.js';
import { convolveOnTfjs, readAtOnce } from '../plain-tfjs.ts';
import type { Machine } from './machine.ts';

/** Starts tfjs on plain JavaScript. */
export async function open(): Promise<Machine> {
  registerKernel(conv2DConfig);
  registerBackend('cpu', () => new MathBackendCPU());
  await setBackend('cpu');
  return {
    convolve: convolveOnTfjs,
    maxPool: async (job) => (await import('./cpu-max-pool.ts')).maxPoolOnTfjs(job, readAtOnce),
    close: () => removeBackend('cpu'),
  };
}

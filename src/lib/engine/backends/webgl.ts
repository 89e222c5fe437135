// tfjs on WebGL 2, without a picture: in a worker the context belongs to an OffscreenCanvas.
import { env, registerBackend, registerKernel, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl.js';
import { conv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Conv2D.js';
import { convolveOnTfjs, readAtOnce } from '../plain-tfjs.ts';
import { onWebgl } from '../webgl-context.ts';
import type { Machine } from './machine.ts';

/**
 * Starts tfjs on WebGL.
 * @throws Error if there is no context, or if it cannot write 32-bit numbers
 */
export async function open(): Promise<Machine> {
  if (!env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) throw new Error('it counts in 16 bits only');
  const backend = new MathBackendWebGL();
  registerBackend('webgl', () => backend);
  registerKernel(conv2DConfig);
  await setBackend('webgl');
  const { gl } = backend.gpgpu;
  return {
    convolve: (job) => onWebgl(gl, () => convolveOnTfjs(job)),
    async maxPool(job) {
      const { maxPoolOnTfjs } = await import('./webgl-max-pool.ts');
      return onWebgl(gl, () => maxPoolOnTfjs(job, readAtOnce));
    },
    close: () => removeBackend('webgl'),
  };
}

// tfjs on WebGL 2, without a picture: in a worker the context belongs to an OffscreenCanvas.
import { env, registerBackend, registerKernel, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl.js';
import { conv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Conv2D.js';
import { convolveOnTfjs, readAtOnce } from '../plain-tfjs.ts';
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

  /** A lost context raises nothing: it reads zeros. */
  function refuseLost(): void {
    if (gl.isContextLost()) throw new Error('its context was lost');
    const error = gl.getError();
    if (error === gl.OUT_OF_MEMORY) throw new Error('its memory is full');
  }

  async function watched(compute: () => Promise<Float32Array>): Promise<Float32Array> {
    refuseLost();
    const values = await compute();
    refuseLost();
    return values;
  }

  return {
    convolve: (job) => watched(() => convolveOnTfjs(job)),
    async maxPool(job) {
      const { maxPoolOnTfjs } = await import('./webgl-max-pool.ts');
      return watched(() => maxPoolOnTfjs(job, readAtOnce));
    },
    close: () => removeBackend('webgl'),
  };
}

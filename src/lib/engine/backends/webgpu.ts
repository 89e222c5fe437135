// tfjs on WebGPU.
import { registerBackend, registerKernel, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu.js';
import { conv2DConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Conv2D.js';
import { convolveOnTfjs, type ReadBack } from '../plain-tfjs.ts';
import { openDevice } from '../webgpu-device.ts';
import type { Machine } from './machine.ts';

/**
 * Starts tfjs on WebGPU, with the limits that the adapter allows.
 * @throws Error if there is no adapter or it gives no device
 */
export async function open(): Promise<Machine> {
  const { device, info, guard } = await openDevice();
  registerBackend('webgpu', () => new WebGPUBackend(device, info));
  registerKernel(conv2DConfig);
  await setBackend('webgpu');

  const readLater: ReadBack = (answer) => answer.data<'float32'>();
  return {
    convolve: (job) => guard(() => convolveOnTfjs(job, readLater)),
    async maxPool(job) {
      const { maxPoolOnTfjs } = await import('./webgpu-max-pool.ts');
      return guard(() => maxPoolOnTfjs(job, readLater));
    },
    close: () => removeBackend('webgpu'),
  };
}

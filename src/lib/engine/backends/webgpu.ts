// tfjs on WebGPU. The device is asked for here, and not by tfjs, to hear when it is lost and what goes wrong on it.
import { registerBackend, registerKernel, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu.js';
import { conv2DConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Conv2D.js';
import { requestGpu } from '../graphics.ts';
import { convolveOnTfjs, type ReadBack } from '../plain-tfjs.ts';
import type { Machine } from './machine.ts';

const raisedLimits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

const errorKinds = ['out-of-memory', 'internal', 'validation'] as const satisfies readonly GPUErrorFilter[];

/**
 * Starts tfjs on WebGPU, with the limits that the adapter allows.
 * @throws Error if there is no adapter or it gives no device
 */
export async function open(): Promise<Machine> {
  const adapter = await requestGpu();
  if (adapter === undefined) throw new Error('it has no adapter');
  const requiredLimits = Object.fromEntries(raisedLimits.map((name) => [name, adapter.limits[name]]));
  const device = await adapter.requestDevice({ requiredLimits });
  registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info));
  registerKernel(conv2DConfig);
  await setBackend('webgpu');

  const lost = device.lost.then(({ message }): never => {
    throw new Error(`its device was lost${message === '' ? '' : ` (${message})`}`);
  });
  lost.catch(() => undefined); // a loss between two calls is met by the next
  const readLater: ReadBack = (answer) => answer.data<'float32'>();
  const guard = (compute: () => Promise<Float32Array>): Promise<Float32Array> =>
    Promise.race([lost, watched(device, compute)]);
  return {
    convolve: (job) => guard(() => convolveOnTfjs(job, readLater)),
    async maxPool(job) {
      const { maxPoolOnTfjs } = await import('./webgpu-max-pool.ts');
      return guard(() => maxPoolOnTfjs(job, readLater));
    },
    close: () => removeBackend('webgpu'),
  };
}

/** Computes, and throws what the device would otherwise only print. */
async function watched(device: GPUDevice, compute: () => Promise<Float32Array>): Promise<Float32Array> {
  errorKinds.forEach((kind) => device.pushErrorScope(kind));
  // All commands have been sent when the promise stands, so the scopes may close before it settles.
  const output = compute();
  const [value, ...errors] = await Promise.all([output, ...errorKinds.map(() => device.popErrorScope())]);
  for (const error of errors) if (error !== null) throw new Error(`it reported an error (${error.message})`);
  return value;
}

// The trainer on WebGPU: tfjs's device and tensors, and the book's own programs on them. tfjs's kernels need 60 dispatches for a step of the
// session's net, these 17, and what decides on a graphics card is the number of commands.
import { engine, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu.js';
import { openDevice } from '../../webgpu-device.ts';
import { gpuLearner } from '../gpu-learner.ts';
import { GpuPictures } from '../gpu-pictures.ts';
import { compilePrograms } from '../gpu-programs.ts';
import type { PictureSet, TrainingMachine } from '../learner.ts';

/**
 * Starts tfjs on WebGPU, with the limits that the adapter allows, and compiles the programs.
 * @throws Error if there is no adapter, or if it gives no device or does not take the programs
 */
export async function open(): Promise<TrainingMachine> {
  const { device, info, guard } = await openDevice();
  registerBackend('webgpu', () => new WebGPUBackend(device, info));
  await setBackend('webgpu');
  const programs = await guard(() => compilePrograms(device));

  // What goes wrong outside of any call, as when memory is asked for, is met by the next.
  let failure: string | undefined;
  device.addEventListener('uncapturederror', (event) => {
    event.preventDefault();
    failure ??= event.error.message;
  });
  function refuseFailed(): void {
    if (failure !== undefined) throw new Error(`it reported an error (${failure})`);
  }

  const pictures: Readonly<Record<PictureSet, GpuPictures>> = {
    train: new GpuPictures(device),
    valid: new GpuPictures(device),
  };
  const clear = (): void => {
    pictures.train.clear();
    pictures.valid.clear();
  };
  const place = {
    device,
    programs,
    pictures,
    async guard<Answer>(compute: () => Promise<Answer>): Promise<Answer> {
      refuseFailed();
      const answer = await guard(compute);
      refuseFailed();
      return answer;
    },
  };
  return {
    name: 'webgpu',
    clear,
    add(set, added) {
      pictures[set].add(added);
    },
    learner: (plan) => gpuLearner(plan, place),
    held() {
      const { numTensors, numBytes } = engine().state;
      return { tensors: numTensors, bytes: numBytes };
    },
    close() {
      clear();
      removeBackend('webgpu');
      device.destroy();
    },
  };
}

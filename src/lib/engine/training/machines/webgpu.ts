// The trainer on tfjs on WebGPU.
import { env, registerBackend, registerKernel, removeBackend, setBackend, type Tensor } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu.js';
import { avgPoolConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/AvgPool.js';
import { avgPoolGradConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/AvgPoolGrad.js';
import { addConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Add.js';
import { concatConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Concat.js';
import { conv2DBackpropFilterConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Conv2DBackpropFilter.js';
import { conv2DBackpropInputConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Conv2DBackpropInput.js';
import { expConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Exp.js';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/FusedConv2D.js';
import { gatherV2Config } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/GatherV2.js';
import { identityConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Identity.js';
import { maxConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Max.js';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/MaxPool.js';
import { maxPoolGradConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/MaxPoolGrad.js';
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Multiply.js';
import { padV2Config } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/PadV2.js';
import { realDivConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/RealDiv.js';
import { reluConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Relu.js';
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Reshape.js';
import { rsqrtConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Rsqrt.js';
import { sliceConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Slice.js';
import { sqrtConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sqrt.js';
import { squareConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Square.js';
import { stepConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Step.js';
import { subConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sub.js';
import { sumConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sum.js';
import { openDevice } from '../../webgpu-device.ts';
import type { TrainingMachine } from '../learner.ts';
import { tfjsArithmetic } from '../tfjs-arithmetic.ts';
import { tfjsMachine } from '../tfjs-machine.ts';

const kernels = [
  avgPoolConfig,
  avgPoolGradConfig,
  addConfig,
  concatConfig,
  conv2DBackpropFilterConfig,
  conv2DBackpropInputConfig,
  expConfig,
  fusedConv2DConfig,
  gatherV2Config,
  identityConfig,
  maxConfig,
  maxPoolConfig,
  maxPoolGradConfig,
  multiplyConfig,
  padV2Config,
  realDivConfig,
  reluConfig,
  reshapeConfig,
  rsqrtConfig,
  sliceConfig,
  sqrtConfig,
  squareConfig,
  stepConfig,
  subConfig,
  sumConfig,
];

/** Commands that wait to be sent together: about those of a step. */
const commandsTogether = 64;

/**
 * Starts tfjs on WebGPU, with the limits that the adapter allows.
 * @throws Error if there is no adapter or it gives no device
 */
export async function open(): Promise<TrainingMachine> {
  const { device, info, guard } = await openDevice();
  env().set('WEBGPU_CPU_FORWARD', false); // small things are to be computed there, too
  env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', commandsTogether);
  registerBackend('webgpu', () => new WebGPUBackend(device, info));
  kernels.forEach(registerKernel);
  await setBackend('webgpu');
  return tfjsMachine({
    name: 'webgpu',
    arithmetic: tfjsArithmetic,
    read: (tensors: readonly Tensor[]) => Promise.all(tensors.map((tensor) => tensor.data<'float32'>())),
    guard,
    close: () => removeBackend('webgpu'),
  });
}

// The trainer on tfjs on WebGL 2.
import { env, registerBackend, registerKernel, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl.js';
import { avgPoolConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/AvgPool.js';
import { avgPoolGradConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/AvgPoolGrad.js';
import { addConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Add.js';
import { concatConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Concat.js';
import { conv2DBackpropFilterConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Conv2DBackpropFilter.js';
import { conv2DBackpropInputConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Conv2DBackpropInput.js';
import { expConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Exp.js';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedConv2D.js';
import { gatherV2Config } from '@tensorflow/tfjs-backend-webgl/dist/kernels/GatherV2.js';
import { identityConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Identity.js';
import { maxConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Max.js';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/MaxPool.js';
import { maxPoolGradConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/MaxPoolGrad.js';
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Multiply.js';
import { padV2Config } from '@tensorflow/tfjs-backend-webgl/dist/kernels/PadV2.js';
import { realDivConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/RealDiv.js';
import { reluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Relu.js';
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Reshape.js';
import { rsqrtConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Rsqrt.js';
import { sliceConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Slice.js';
import { sqrtConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sqrt.js';
import { squareConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Square.js';
import { stepConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Step.js';
import { subConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sub.js';
import { sumConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sum.js';
import { onWebgl } from '../../webgl-context.ts';
import type { TrainingMachine } from '../learner.ts';
import { tfjsArithmetic } from '../tfjs-arithmetic.ts';
import { readAtOnce, tfjsMachine } from '../tfjs-machine.ts';

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

/**
 * Starts tfjs on WebGL.
 * @throws Error if there is no context, or if it cannot write 32-bit numbers
 */
export async function open(): Promise<TrainingMachine> {
  if (!env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) throw new Error('it counts in 16 bits only');
  env().set('WEBGL_CPU_FORWARD', false); // small things are to be computed there, too
  const backend = new MathBackendWebGL();
  registerBackend('webgl', () => backend);
  kernels.forEach(registerKernel);
  await setBackend('webgl');
  const { gl } = backend.gpgpu;
  return tfjsMachine({
    name: 'webgl',
    arithmetic: tfjsArithmetic,
    read: readAtOnce,
    guard: (compute) => onWebgl(gl, compute),
    close: () => removeBackend('webgl'),
  });
}

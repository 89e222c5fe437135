// The trainer on tfjs in plain JavaScript: slow, and always there.
import { engine, registerBackend, registerKernel, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu.js';
import { avgPoolConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/AvgPool.js';
import { avgPoolGradConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/AvgPoolGrad.js';
import { addConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Add.js';
import { concatConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Concat.js';
import { expConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Exp.js';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/FusedConv2D.js';
import { gatherV2Config } from '@tensorflow/tfjs-backend-cpu/dist/kernels/GatherV2.js';
import { identityConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Identity.js';
import { maxConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Max.js';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/MaxPool.js';
import { multiplyConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Multiply.js';
import { padV2Config } from '@tensorflow/tfjs-backend-cpu/dist/kernels/PadV2.js';
import { realDivConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/RealDiv.js';
import { reluConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Relu.js';
import { reshapeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Reshape.js';
import { rsqrtConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Rsqrt.js';
import { sliceConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Slice.js';
import { sqrtConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sqrt.js';
import { squareConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Square.js';
import { stepConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Step.js';
import { subConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sub.js';
import { sumConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sum.js';
import { sizeOf } from '@lib/array/tensor.ts';
import type { TrainingMachine } from '../learner.ts';
import { plainArithmetic } from '../plain-arithmetic.ts';
import { readAtOnce, tfjsMachine, unguarded } from '../tfjs-machine.ts';

const kernels = [
  avgPoolConfig,
  avgPoolGradConfig,
  addConfig,
  concatConfig,
  expConfig,
  fusedConv2DConfig,
  gatherV2Config,
  identityConfig,
  maxConfig,
  maxPoolConfig,
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

/** Starts tfjs on plain JavaScript. */
export async function open(): Promise<TrainingMachine> {
  const backend = new MathBackendCPU();
  registerBackend('cpu', () => backend);
  kernels.forEach(registerKernel);
  await setBackend('cpu');
  const arithmetic = plainArithmetic({
    fresh(shape) {
      const numbers = new Float32Array(sizeOf(shape));
      return engine().makeTensorFromTensorInfo(backend.makeTensorInfo([...shape], 'float32', numbers));
    },
    numbersOf({ dataId }) {
      const { values } = backend.data.get(dataId);
      if (!(values instanceof Float32Array)) throw new TypeError('numbersOf: tensor must hold float32, got others');
      return values;
    },
  });
  return tfjsMachine({
    name: 'cpu',
    arithmetic,
    read: readAtOnce,
    guard: unguarded,
    close: () => removeBackend('cpu'),
  });
}

// The trainer on tfjs on WebAssembly. The files named here are tfjs's own; the build puts in their place what is left of them when
// everything has been taken out that the trainer does not call (scripts/trim-tfjs-wasm.ts).
import { env, registerBackend, registerKernel, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { avgPoolConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/AvgPool.js';
import { avgPoolGradConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/AvgPoolGrad.js';
import { addConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add.js';
import { concatConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Concat.js';
import { expConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Exp.js';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D.js';
import { gatherV2Config } from '@tensorflow/tfjs-backend-wasm/dist/kernels/GatherV2.js';
import { identityConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity.js';
import { maxConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Max.js';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/MaxPool.js';
import { multiplyConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply.js';
import { padV2Config } from '@tensorflow/tfjs-backend-wasm/dist/kernels/PadV2.js';
import { realDivConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/RealDiv.js';
import { reluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu.js';
import { reshapeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape.js';
import { rsqrtConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Rsqrt.js';
import { sliceConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Slice.js';
import { sqrtConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sqrt.js';
import { squareConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Square.js';
import { stepConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Step.js';
import { subConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sub.js';
import { sumConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sum.js';
import { transposeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Transpose.js';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url-for-training';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url-for-training';
import { startTfjsWasm } from '../../start-tfjs-wasm.ts';
import type { TrainingMachine } from '../learner.ts';
import { readAtOnce, tfjsMachine, unguarded } from '../tfjs-machine.ts';
import { withoutVectors, withVectors } from '../wasm-arithmetic.ts';

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
  transposeConfig,
];

/**
 * Starts tfjs on WebAssembly, with vector instructions where the browser has them.
 * @throws Error if the file cannot be had or does not start
 */
export async function open(): Promise<TrainingMachine> {
  const backend = await startTfjsWasm({ simdUrl, plainUrl });
  registerBackend('wasm', () => backend);
  kernels.forEach(registerKernel);
  await setBackend('wasm');
  return tfjsMachine({
    name: 'wasm',
    arithmetic: env().getBool('WASM_HAS_SIMD_SUPPORT') ? withVectors(backend) : withoutVectors(backend),
    read: readAtOnce,
    guard: unguarded,
    close: () => removeBackend('wasm'),
  });
}

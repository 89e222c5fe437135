// The kernel for maximum pooling, fetched when a net pools.
import { registerKernel } from '@tensorflow/tfjs-core';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/MaxPool.js';
import { maxPoolOnTfjs as poolOnTfjs } from '../max-pool-tfjs.ts';

registerKernel(maxPoolConfig);

/** Pools on tfjs; see `max-pool-tfjs.ts`. */
export const maxPoolOnTfjs = poolOnTfjs;

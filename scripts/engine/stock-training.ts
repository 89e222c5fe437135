// The session's net as tfjs's own examples train: variables, `optimizer.minimize` with a loss of core operations, the batch brought by hand
// and the loss read after each step. It is what the trainer is measured against, and runs in a worker of its own.
import { expose } from 'comlink';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm/dist/register_all_kernels.js';
import '@tensorflow/tfjs-backend-webgpu';

const channels = [1, 4, 8, 16, 32, 2];

/** The kernels of a convolution and its gradients; not all backends have all. */
const needed = ['Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter'];

/** What the benchmark asks of stock tfjs. */
export interface StockTraining {
  /** Takes steps on random pictures; gives their milliseconds, or why it cannot. */
  train(backend: string, batch: number, steps: number): Promise<number | string>;
}

let kept: { readonly weights: tf.Variable[]; readonly optimiser: tf.Optimizer } | undefined;

function net() {
  const weights = channels.slice(1).flatMap((outputs, at) => {
    const inputs = channels[at] ?? 1;
    const bound = 1 / Math.sqrt(9 * inputs);
    return [
      tf.variable(tf.randomUniform([3, 3, inputs, outputs], -bound, bound, 'float32', at)),
      tf.variable(tf.randomUniform([outputs], -bound, bound, 'float32', at)),
    ];
  });
  return { weights, optimiser: tf.train.adam(1e-3) };
}

function scores(images: tf.Tensor4D, weights: readonly tf.Variable[]): tf.Tensor2D {
  let maps = images;
  for (let layer = 0; layer < channels.length - 1; layer++) {
    const [weight, bias] = [weights[2 * layer], weights[2 * layer + 1]];
    if (weight === undefined || bias === undefined) break;
    const sums = tf.add<tf.Tensor4D>(
      tf.conv2d(maps, weight.as4D(3, 3, channels[layer] ?? 1, channels[layer + 1] ?? 1), 2, 1),
      bias,
    );
    maps = layer < channels.length - 2 ? tf.relu(sums) : sums;
  }
  return maps.reshape([images.shape[0], 2]);
}

const stock: StockTraining = {
  async train(backend, batch, steps) {
    const missing = needed.filter((kernel) => tf.getKernel(kernel, backend) === undefined);
    if (missing.length > 0) return `it has no kernel ${missing.join(', ')}`;
    try {
      if (!(await tf.setBackend(backend))) return `no ${backend} here`;
      const { weights, optimiser } = (kept ??= net());
      const startedMs = performance.now();
      for (let step = 0; step < steps; step++) {
        const images = tf.randomUniform<tf.Rank.R4>([batch, 28, 28, 1], 0, 1, 'float32', step);
        const labels = tf.oneHot(tf.randomUniform([batch], 0, 2, 'int32', step), 2);
        const loss = optimiser.minimize(
          () => tf.losses.softmaxCrossEntropy(labels, scores(images, weights)).asScalar(),
          true,
        );
        await loss?.data();
        tf.dispose([images, labels, loss ?? []]);
      }
      return performance.now() - startedMs;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  },
};

expose(stock);

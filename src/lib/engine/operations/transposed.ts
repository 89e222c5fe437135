// The transposed convolution, which gives every number of its input a kernel's worth of the output: a convolution again, of the input spread
// out by the stride, under kernels that are turned by 180° and have inputs and outputs changed round.
// The mathematics: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, https://arxiv.org/abs/1603.07285.
import { fourAxes, tensor, type Tensor } from '@lib/array/tensor.ts';
import type { Machine } from '../backends/machine.ts';
import { conv2d } from './conv2d.ts';

/** A transposed convolution, with nothing left out. */
export interface Transposed {
  /** `[batch, in, height, width]`. */
  readonly input: Tensor;
  /** `[in, out / groups, kernelH, kernelW]`. */
  readonly weight: Tensor;
  readonly bias?: Tensor | undefined;
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly groups: number;
  /** Rows and columns of the output: the stride alone does not settle them. */
  readonly size: readonly [number, number];
}

/** Gives `[batch, out, height, width]` of the wanted size. */
export async function transposed(machine: Machine, job: Transposed, signal?: AbortSignal): Promise<Tensor> {
  const { input, weight, bias, stride, padding, dilation, groups, size } = job;
  const [, , kernelHeight, kernelWidth] = fourAxes(weight.shape, 'transposed', 'weight');
  const reach = [dilation[0] * (kernelHeight - 1), dilation[1] * (kernelWidth - 1)] as const;
  const spread = spreadOut(input, {
    stride,
    first: [reach[0] - padding[0], reach[1] - padding[1]],
    size: [size[0] + reach[0], size[1] + reach[1]],
  });
  return conv2d(machine, [spread, turned(weight, groups), { bias, dilation, groups }], signal);
}

/**
 * Sets the cells of `[batch, channels, height, width]` a stride apart among zeros, the first at the row and column `first`, in planes of
 * the given size; what falls outside is left out.
 */
function spreadOut(
  input: Tensor,
  {
    stride,
    first,
    size: [height, width],
  }: {
    readonly stride: readonly [number, number];
    readonly first: readonly [number, number];
    readonly size: readonly [number, number];
  },
): Tensor {
  const [batch, channels, inputHeight, inputWidth] = fourAxes(input.shape, 'spreadOut', 'input');
  const spread = new Float32Array(batch * channels * height * width);
  for (let plane = 0; plane < batch * channels; plane++) {
    for (let inputRow = 0; inputRow < inputHeight; inputRow++) {
      const row = first[0] + inputRow * stride[0];
      if (row < 0 || row >= height) continue;
      for (let inputCol = 0; inputCol < inputWidth; inputCol++) {
        const col = first[1] + inputCol * stride[1];
        if (col < 0 || col >= width) continue;
        const from = (plane * inputHeight + inputRow) * inputWidth + inputCol;
        spread[(plane * height + row) * width + col] = input.data[from] ?? 0;
      }
    }
  }
  return tensor([batch, channels, height, width], spread);
}

/** Turns `[in, out / groups, height, width]` by 180° into `[out, in / groups, height, width]`. */
function turned(weight: Tensor, groups: number): Tensor {
  const [inputs, groupOuts, height, width] = fourAxes(weight.shape, 'turned', 'weight');
  const groupInputs = inputs / groups;
  const taps = height * width;
  const values = new Float32Array(weight.data.length);
  for (let input = 0; input < inputs; input++) {
    const group = Math.floor(input / groupInputs);
    for (let out = 0; out < groupOuts; out++) {
      const from = (input * groupOuts + out) * taps;
      const to = ((group * groupOuts + out) * groupInputs + (input % groupInputs)) * taps;
      for (let tap = 0; tap < taps; tap++) values[to + taps - 1 - tap] = weight.data[from + tap] ?? 0;
    }
  }
  return tensor([groups * groupOuts, groupInputs, height, width], values);
}

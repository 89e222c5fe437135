// The transposed convolution: every cell of the input stamps the kernel, times its value, into a larger output, and overlapping stamps add
// up. Its matrix is the transpose of a convolution's, whence the name. It undoes the shape of a convolution, never its values. Where a
// stride drops cells, several sizes lead to the same map; output padding says which of them is meant.
import { checkWhole } from '@lib/array/check.ts';
import { fourAxes, tensor, type Shape4, type Shaped, type Tensor } from '@lib/array/tensor.ts';
import type { Pair } from './conv2d-plan.ts';
import { kernelSpan } from './output-length.ts';
import { checkBias, refuseUnless, settingsOf } from './settings.ts';

/** How a transposed convolution stamps; what is left out is as in PyTorch. */
export interface ConvTranspose2dOptions {
  /** One number per output channel, `[out]`, added everywhere; none if left out. */
  readonly bias?: Tensor;
  /** Cells of the output from one stamp to the next; 1 if left out. */
  readonly stride?: Pair;
  /** Rows cut off above and below, columns cut off left and right: what the convolution it transposes would add; 0 if left out. */
  readonly padding?: Pair;
  /** Rows added below and columns added on the right; smaller than the stride or the dilation; 0 if left out. */
  readonly outputPadding?: Pair;
  /** Distance between neighbouring taps; 1 if left out. */
  readonly dilation?: Pair;
  /** Into how many sets the channels are split that do not mix; 1 if left out. */
  readonly groups?: number;
}

/** A transposed convolution that is possible, with nothing left out. */
export interface ConvTranspose2dPlan {
  readonly inputShape: Shape4;
  /** `[in, out / groups, kernelH, kernelW]`. */
  readonly weightShape: Shape4;
  readonly outputShape: Shape4;
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly outputPadding: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly groups: number;
}

const caller = 'convTranspose2d';

/**
 * Checks a transposed convolution of `[batch, in, height, width]` by `[in, out / groups, kernelH, kernelW]` and works out its shapes; the
 * output is `[batch, out, outH, outW]` with `outH = stride · (height − 1) + span − 2 · padding + outputPadding`.
 * @throws RangeError naming the argument and the axis that does not fit
 */
export function planConvTranspose2d(
  input: Shaped,
  weight: Shaped,
  options: ConvTranspose2dOptions = {},
): ConvTranspose2dPlan {
  const inputShape = fourAxes(input.shape, caller, 'input');
  const weightShape = fourAxes(weight.shape, caller, 'weight');
  const [batch, channels, ...sizes] = inputShape;
  const [inChannels, groupOutputs, ...kernels] = weightShape;
  const read = settingsOf(caller, ['rows', 'cols']);
  const pair = (along: (axis: number) => number): readonly [number, number] => [along(0), along(1)];
  const stride = pair(read(options.stride ?? 1, 1, 'stride'));
  const padding = pair(read(options.padding ?? 0, 0, 'padding'));
  const outputPadding = pair(read(options.outputPadding ?? 0, 0, 'outputPadding'));
  const dilation = pair(read(options.dilation ?? 1, 1, 'dilation'));
  const groups = checkWhole(options.groups ?? 1, 1, { caller, argument: 'groups' });
  refuseUnless(
    channels % groups === 0,
    caller,
    `input must have channels (axis 1) that split into ${groups} groups, got ${channels}`,
  );
  refuseUnless(
    inChannels === channels,
    caller,
    `weight must have ${channels} inputs (axis 0) for an input of ${channels} channels, got ${inChannels}`,
  );
  const outChannels = groupOutputs * groups;
  checkBias(caller, options.bias, outChannels);

  const lengthOf = (at: 0 | 1, name: string, axis: string): number => {
    const most = Math.max(stride[at], dilation[at]) - 1;
    refuseUnless(
      outputPadding[at] <= most,
      caller,
      `outputPadding[${name}] must be smaller than the stride or the dilation, so at most ${most}, got ${outputPadding[at]}`,
    );
    const stamped = stride[at] * (sizes[at] - 1) + kernelSpan(kernels[at], dilation[at]) + outputPadding[at];
    refuseUnless(
      2 * padding[at] < stamped,
      caller,
      `padding[${name}] must leave something of the ${stamped} cells of the stamped ${axis}, got ${padding[at]} at each end`,
    );
    return stamped - 2 * padding[at];
  };
  const outHeight = lengthOf(0, 'rows', 'height (axis 2)');
  const outWidth = lengthOf(1, 'cols', 'width (axis 3)');
  const outputShape: Shape4 = [batch, outChannels, outHeight, outWidth];
  return { inputShape, weightShape, outputShape, stride, padding, outputPadding, dilation, groups };
}

/**
 * Stamps kernels: `[batch, in, height, width]` by `[in, out / groups, kernelH, kernelW]` gives `[batch, out, outH, outW]`.
 * @throws RangeError naming the argument and the axis that does not fit
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html
 */
export function convTranspose2d(input: Tensor, weight: Tensor, options: ConvTranspose2dOptions = {}): Tensor {
  const plan = planConvTranspose2d(input, weight, options);
  const { inputShape, weightShape, outputShape, stride, padding, dilation, groups } = plan;
  const [batch, channels, height, width] = inputShape;
  const [, groupOutputs, kernelHeight, kernelWidth] = weightShape;
  const [, outChannels, outHeight, outWidth] = outputShape;
  const plane = outHeight * outWidth;

  // Float32 has 24 bits, and stamps overlap: the sums are kept in float64 until they are complete.
  const sums = Float64Array.from({ length: batch * outChannels * plane }, (_, at) => {
    return options.bias?.data[Math.floor(at / plane) % outChannels] ?? 0;
  });
  let from = 0;
  for (let image = 0; image < batch; image++) {
    for (let channel = 0; channel < channels; channel++) {
      const firstOutput = Math.floor(channel / (channels / groups)) * groupOutputs;
      for (let inRow = 0; inRow < height; inRow++) {
        for (let inCol = 0; inCol < width; inCol++) {
          const value = input.data[from++] ?? 0;
          let tap = channel * groupOutputs * kernelHeight * kernelWidth;
          for (let output = 0; output < groupOutputs; output++) {
            const start = (image * outChannels + firstOutput + output) * plane;
            for (let kernelRow = 0; kernelRow < kernelHeight; kernelRow++) {
              const row = inRow * stride[0] + kernelRow * dilation[0] - padding[0];
              for (let kernelCol = 0; kernelCol < kernelWidth; kernelCol++) {
                const col = inCol * stride[1] + kernelCol * dilation[1] - padding[1];
                const product = value * (weight.data[tap++] ?? 0);
                const isInside = row >= 0 && row < outHeight && col >= 0 && col < outWidth;
                if (isInside) sums[start + row * outWidth + col] = (sums[start + row * outWidth + col] ?? 0) + product;
              }
            }
          }
        }
      }
    }
  }
  return tensor(outputShape, sums);
}

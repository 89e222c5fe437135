// Every convolution of the book from the one that all backends can do. Padding is laid round the input on its way to the backend, groups
// are convolved one by one, a dilated kernel is written out where it has to be, large pictures go in pieces, and the bias is added
// on the way back.
import { fourAxes, tensor, type Tensor } from '@lib/array/tensor.ts';
import { planConv2d, type Conv2dPlan } from '@lib/conv/conv2d-plan.ts';
import { kernelSpan } from '@lib/conv/output-length.ts';
import { paddedFrom } from '@lib/conv/pad.ts';
import type { Machine } from '../backends/machine.ts';
import { channelsFirst, channelsLast, kernelsLast } from '../layout.ts';
import { stuffZeros } from '../stuff-zeros.ts';
import { breathe, tiles, type Span } from '../tiles.ts';
import type { Operation } from './operation.ts';

/**
 * Convolves on a machine: `[batch, in, height, width]` by `[out, in / groups, kernelH, kernelW]` gives `[batch, out, outH, outW]`.
 * Between two pieces of a large one it looks whether it is still wanted.
 * @throws RangeError like the reference; whatever the machine throws; the signal's reason
 */
export const conv2d: Operation<'conv2d'> = async (machine, [input, weight, options], signal) => {
  const plan = planConv2d(input, weight, options);
  const { bias } = options;
  const output =
    machine.conv2d?.(plan, { input, weight, bias }) ??
    (await inPieces(machine, plan, { input, weight, bias: bias?.data, signal }));
  return tensor(plan.outputShape, output);
};

interface Work {
  readonly input: Tensor;
  readonly weight: Tensor;
  readonly bias: Float32Array | undefined;
  readonly signal: AbortSignal | undefined;
}

async function inPieces(machine: Machine, plan: Conv2dPlan, work: Work): Promise<Float32Array> {
  const { inputShape, outputShape, stride, padding, paddingMode, groups } = plan;
  const { kernels, kernelShape, dilation } = spread(plan, work.weight);
  const [outChannels, groupChannels, kernelHeight, kernelWidth] = kernelShape;
  const [batch, , outHeight, outWidth] = outputShape;
  const count = outChannels / groups;
  const taps = groupChannels * kernelHeight * kernelWidth;
  const fromRow = paddedFrom(inputShape[2], padding[0], paddingMode);
  const fromCol = paddedFrom(inputShape[3], padding[1], paddingMode);
  const pieces = tiles([batch, outHeight, outWidth], taps + count + groupChannels * stride[0] * stride[1]);

  const output = new Float32Array(outputShape.reduce((product, size) => product * size, 1));
  for (let group = 0; group < groups; group++) {
    const outputs = { first: group * count, count };
    const filter = kernelsLast(kernels, kernelShape, outputs);
    for (const tile of pieces) {
      if (pieces.length > 1) await breathe();
      work.signal?.throwIfAborted();
      const rows = under(tile.rows, { stride: stride[0], span: kernelSpan(kernelHeight, dilation[0]), from: fromRow });
      const cols = under(tile.cols, { stride: stride[1], span: kernelSpan(kernelWidth, dilation[1]), from: fromCol });
      const channels = { first: group * groupChannels, count: groupChannels };
      const values = await machine.convolve({
        input: channelsLast(work.input.data, inputShape, { images: tile.images, channels, rows, cols }),
        inputShape: [tile.images.count, rows.length, cols.length, groupChannels],
        filter,
        filterShape: [kernelHeight, kernelWidth, groupChannels, count],
        stride,
        dilation,
      });
      channelsFirst(values, { tile, channels: outputs }, { data: output, shape: outputShape, bias: work.bias });
    }
  }
  return output;
}

/** The kernels as tfjs takes them: it refuses a stride together with a dilation. */
function spread({ stride, dilation }: Conv2dPlan, weight: Tensor) {
  const isBoth = Math.max(...stride) > 1 && Math.max(...dilation) > 1;
  const kernels = isBoth ? stuffZeros(weight, dilation) : weight;
  const gaps: readonly [number, number] = isBoth ? [1, 1] : dilation;
  return { kernels, kernelShape: fourAxes(kernels.shape, 'conv2d', 'weight'), dilation: gaps };
}

/** The part of the padded axis that lies under some places of the window. */
function under(
  places: Span,
  { stride, span, from }: { readonly stride: number; readonly span: number; readonly from: readonly number[] },
): readonly number[] {
  const first = places.first * stride;
  return from.slice(first, first + (places.count - 1) * stride + span);
}

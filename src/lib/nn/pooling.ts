// Pooling: a window slides as in a convolution, channel by channel, but has no weights: it answers with the largest number it sees, or with
// their mean. Backwards, a maximum passes the gradient on to the cell that was largest, a mean shares it out evenly.
// Padding is PyTorch's: it never wins a maximum, and counts as 0 in a mean.
import { checkSameShape, fourAxes, sizeOf, tensor, type Shape4, type Shaped, type Tensor } from '@lib/array/tensor.ts';
import type { Pair } from '@lib/conv/conv2d-plan.ts';
import { lengthAlong, refuseUnless, settingsOf } from '@lib/conv/settings.ts';

/** How a pooling window slides. */
export interface Pool2dOptions {
  /** Cells per step; as large as the kernel if left out, so that windows do not overlap. */
  readonly stride?: Pair;
  /** Rows above and below, columns left and right, at most half the kernel; 0 if left out. */
  readonly padding?: Pair;
}

/** A pooling that is possible, with nothing left out. */
export interface Pool2dPlan {
  readonly inputShape: Shape4;
  readonly outputShape: Shape4;
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
}

/**
 * Checks a pooling of `[batch, channels, height, width]` and works out its shapes; the output is `[batch, channels, outH, outW]`.
 * @throws RangeError naming the argument and the axis that does not fit
 */
export function planPool2d(input: Shaped, kernel: Pair, options: Pool2dOptions = {}, caller = 'maxPool2d'): Pool2dPlan {
  const inputShape = fourAxes(input.shape, caller, 'input');
  const [batch, channels, ...sizes] = inputShape;
  const read = settingsOf(caller, ['rows', 'cols']);
  const pair = (along: (axis: number) => number): readonly [number, number] => [along(0), along(1)];
  const window = pair(read(kernel, 1, 'kernel'));
  const stride = pair(read(options.stride ?? kernel, 1, 'stride'));
  const padding = pair(read(options.padding ?? 0, 0, 'padding'));
  const lengthOf = (at: 0 | 1, name: string, axis: string): number => {
    refuseUnless(
      2 * padding[at] <= window[at],
      caller,
      `padding[${name}] must be at most half the kernel of ${window[at]}, got ${padding[at]}`,
    );
    const slide = { stride: stride[at], padding: padding[at], dilation: 1 };
    return lengthAlong({
      caller,
      axis,
      size: sizes[at],
      kernel: window[at],
      mode: 'zeros',
      argument: 'kernel',
      ...slide,
    });
  };
  const outHeight = lengthOf(0, 'rows', 'height (axis 2)');
  const outWidth = lengthOf(1, 'cols', 'width (axis 3)');
  return { inputShape, outputShape: [batch, channels, outHeight, outWidth], kernel: window, stride, padding };
}

/**
 * The largest number of each window: `[batch, channels, height, width]` gives `[batch, channels, outH, outW]`.
 * @throws RangeError naming the argument and the axis that does not fit
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html
 */
export function maxPool2d(input: Tensor, kernel: Pair, options: Pool2dOptions = {}): Tensor {
  const plan = planPool2d(input, kernel, options, 'maxPool2d');
  return poolWith(plan, (window) => input.data[largestOf(input, window)] ?? NaN);
}

/**
 * The mean of each window, whose cells in the padding count as 0: `[batch, channels, height, width]` gives `[batch, channels, outH, outW]`.
 * @throws RangeError naming the argument and the axis that does not fit
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html
 */
export function avgPool2d(input: Tensor, kernel: Pair, options: Pool2dOptions = {}): Tensor {
  const plan = planPool2d(input, kernel, options, 'avgPool2d');
  const area = plan.kernel[0] * plan.kernel[1];
  return poolWith(plan, (window) => window.reduce((sum, at) => sum + (input.data[at] ?? 0), 0) / area);
}

/**
 * The mean of each whole grid: `[batch, channels, height, width]` gives `[batch, channels, 1, 1]`.
 * @throws RangeError if the input has not four axes
 */
export function globalAvgPool2d(input: Tensor): Tensor {
  const [, , height, width] = fourAxes(input.shape, 'globalAvgPool2d', 'input');
  return avgPool2d(input, [height, width]);
}

/**
 * The gradient of `maxPool2d` with respect to its input: each output's gradient goes to the cell that was largest, to the first of equals.
 * @throws RangeError if the pooling is not possible, or if the gradient has not the shape of its output
 */
export function maxPool2dGradient(gradient: Tensor, input: Tensor, kernel: Pair, options: Pool2dOptions = {}): Tensor {
  const plan = planPool2d(input, kernel, options, 'maxPool2dGradient');
  checkSameShape(gradient, plan.outputShape, { caller: 'maxPool2dGradient', argument: 'gradient' });
  return spreadBack(plan, (window, outAt, share) => {
    share(largestOf(input, window), gradient.data[outAt] ?? 0);
  });
}

/**
 * The gradient of `avgPool2d` with respect to its input, of which only the shape counts: each cell of a window gets an even share.
 * @throws RangeError if the pooling is not possible, or if the gradient has not the shape of its output
 */
export function avgPool2dGradient(gradient: Tensor, input: Shaped, kernel: Pair, options: Pool2dOptions = {}): Tensor {
  const plan = planPool2d(input, kernel, options, 'avgPool2dGradient');
  checkSameShape(gradient, plan.outputShape, { caller: 'avgPool2dGradient', argument: 'gradient' });
  const area = plan.kernel[0] * plan.kernel[1];
  return spreadBack(plan, (window, outAt, share) => {
    for (const at of window) share(at, (gradient.data[outAt] ?? 0) / area);
  });
}

/** Where the largest of a window's cells stands; a NaN counts as largest, as in PyTorch. */
function largestOf({ data }: Tensor, window: readonly number[]): number {
  return window.reduce((best, at) => {
    const [value, most] = [data[at] ?? 0, data[best] ?? 0];
    return value > most || (Number.isNaN(value) && !Number.isNaN(most)) ? at : best;
  });
}

function poolWith(plan: Pool2dPlan, answer: (window: readonly number[]) => number): Tensor {
  const output = new Float32Array(sizeOf(plan.outputShape));
  visitWindows(plan, (window, outAt) => (output[outAt] = answer(window)));
  return tensor(plan.outputShape, output);
}

function spreadBack(
  plan: Pool2dPlan,
  visit: (window: readonly number[], outAt: number, share: (at: number, part: number) => void) => void,
): Tensor {
  const sums = new Float64Array(sizeOf(plan.inputShape));
  const share = (at: number, part: number): void => void (sums[at] = (sums[at] ?? 0) + part);
  visitWindows(plan, (window, outAt) => {
    visit(window, outAt, share);
  });
  return tensor(plan.inputShape, sums);
}

/** Visits the windows in the order of the output, each as the indices of its cells that lie inside the picture. */
function visitWindows(
  { inputShape, outputShape, kernel, stride, padding }: Pool2dPlan,
  visit: (window: readonly number[], outAt: number) => void,
): void {
  const [, , height, width] = inputShape;
  const [batch, channels, outHeight, outWidth] = outputShape;
  let outAt = 0;
  for (let plane = 0; plane < batch * channels; plane++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      for (let outCol = 0; outCol < outWidth; outCol++) {
        const top = outRow * stride[0] - padding[0];
        const left = outCol * stride[1] - padding[1];
        const window: number[] = [];
        for (let row = Math.max(top, 0); row < Math.min(top + kernel[0], height); row++) {
          for (let col = Math.max(left, 0); col < Math.min(left + kernel[1], width); col++) {
            window.push((plane * height + row) * width + col);
          }
        }
        visit(window, outAt++);
      }
    }
  }
}

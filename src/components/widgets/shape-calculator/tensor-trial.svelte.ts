// A call made true: tensors of the shapes that were asked for, convolved by the engine. All numbers in them are 1, so that the largest answer
// counts the products of a window.
import { sizeOf, tensor } from '@lib/array/tensor.ts';
import { accountOf, type ConvCall } from '@lib/conv/conv-call.ts';
import type { ComputedBy } from '@lib/engine/client.ts';
import { pageEngine } from '@lib/engine/page-engine.ts';
import { AskedWork } from '@lib/state/asked-work.svelte.ts';

/** Up to so many products, and so many numbers in and out, a call is tried. */
const mostProducts = 250_000_000;
const mostNumbers = 12_000_000;

/** What came out. */
export interface TrialOutcome {
  readonly call: ConvCall;
  readonly shape: readonly number[];
  /** The largest number of the first picture's answers. */
  readonly largest: number;
  readonly backend: ComputedBy;
  readonly milliseconds: number;
  readonly reason: string;
}

const ones = (shape: readonly number[]) => tensor(shape, new Float32Array(sizeOf(shape)).fill(1));

const isSmall = (call: ConvCall): boolean => {
  const { inputShape, weightShape, outputShape, perBatch } = accountOf(call);
  return perBatch <= mostProducts && sizeOf(inputShape) + sizeOf(weightShape) + sizeOf(outputShape) <= mostNumbers;
};

/**
 * The call that is small enough to be tried: the call itself, the same on one picture, or none. The call must be possible.
 * @throws RangeError if it is not
 */
export function triedCall(call: ConvCall): ConvCall | undefined {
  return [call, { ...call, batch: 1 }].find(isSmall);
}

/** A trial that a reader asked for. */
export class TensorTrial extends AskedWork<TrialOutcome> {
  /** Makes the tensors and convolves them; a trial under way is given up. */
  run(call: ConvCall): Promise<void> {
    return this.start(async (signal) => {
      const { inputShape, weightShape } = accountOf(call);
      const answer = await pageEngine().conv2d(ones(inputShape), ones(weightShape), call, { signal });
      const { backend, milliseconds, reason, value } = answer;
      const first = value.data.subarray(0, value.data.length / call.batch);
      const largest = first.reduce((most, number) => Math.max(most, number), -Infinity);
      this.outcome = { call, shape: value.shape, largest, backend, milliseconds, reason };
    });
  }
}

// The operations of a step where a backend keeps its numbers within reach: gradients by plain loops (plain-gradients.ts), the rest by tfjs.
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { addFilterGradient, addInputGradient, addMaxPoolGradient } from './plain-gradients.ts';
import { shaped, tfjsArithmetic, type Arithmetic, type Passed } from './tfjs-arithmetic.ts';

/** How to reach a backend's numbers. */
export interface WithinReach {
  /** A new tensor; what is in it does not matter. */
  readonly fresh: (shape: readonly number[]) => Tensor;
  /** The numbers of a tensor, to read and to write, until the next tensor is made. */
  readonly numbersOf: (tensor: Tensor) => Float32Array;
}

/** The operations in plain loops. */
export function plainArithmetic({ fresh, numbersOf }: WithinReach): Arithmetic {
  const valuesOf = ({ input, arriving }: Passed) => ({
    input: numbersOf(input),
    arriving: numbersOf(arriving),
    batch: input.shape[0],
  });
  return {
    ...tfjsArithmetic,
    convolutionGradients(passed, stage) {
      const { window, from, to } = stage;
      const filter = fresh([...window.kernel, from.channels, to.channels]);
      addFilterGradient(numbersOf(filter).fill(0), valuesOf(passed), stage);
      return { filter, bias: stage.bias === undefined ? undefined : tfjsArithmetic.columnSums(passed.arriving) };
    },
    convolutionInputGradient(passed, filter, stage) {
      const gradient = fresh(passed.input.shape);
      const values = { ...valuesOf(passed), filter: numbersOf(filter) };
      addInputGradient(numbersOf(gradient).fill(0), values, stage);
      return shaped<Tensor4D>(gradient, passed.input.shape);
    },
    poolGradient(passed, stage) {
      if (stage.kind === 'mean') return tfjsArithmetic.poolGradient(passed, stage);
      const gradient = fresh(passed.input.shape);
      addMaxPoolGradient(numbersOf(gradient).fill(0), valuesOf(passed), stage);
      return shaped<Tensor4D>(gradient, passed.input.shape);
    },
  };
}

// The book's own module for the way back (assembly/backward.ts), on memory that is already full of tensors; they are named by where they begin,
// in bytes.
import { adamConstants, momentumKept } from '@lib/nn/optimiser.ts';
import backwardWasm from '../../../../assembly/backward.ts?assembled';
import { exported, startOwnWasm } from '../own-wasm.ts';
import type { ConvStage } from './stages.ts';
import type { Move } from './tfjs-arithmetic.ts';

/** What the module does. */
export interface OwnBackward {
  /** The gradient of a convolution's kernels, `[kernelH, kernelW, in, out]`, at so many pictures. */
  filterGradient(
    at: { readonly input: number; readonly arriving: number; readonly gradient: number },
    stage: ConvStage,
    batch: number,
  ): void;
  /** The gradient of its input; `turned` is room for as many numbers as the kernels have. */
  inputGradient(
    at: { readonly arriving: number; readonly filter: number; readonly turned: number; readonly gradient: number },
    stage: ConvStage,
    batch: number,
  ): void;
  /** The sums of the columns of `[rows, columns]`. */
  columnSums(at: { readonly input: number; readonly sums: number }, rows: number, columns: number): void;
  /** What arrives behind a ReLU, where something came out of it. */
  throughRelu(
    at: { readonly arriving: number; readonly output: number; readonly gradient: number },
    count: number,
  ): void;
  /** Moves numbers and moments in place. */
  move(
    at: { readonly learned: number; readonly gradient: number; readonly moments: readonly number[] },
    count: number,
    move: Move,
  ): void;
}

/**
 * Starts the module.
 * @throws CompileError where the browser has no vector instructions
 */
export function startBackward(memory: WebAssembly.Memory): OwnBackward {
  const module = startOwnWasm(backwardWasm, memory);
  const call = (name: string) => exported(module, name);
  const [setMaps, setWindow, setAdam] = [call('setMaps'), call('setWindow'), call('setAdam')];
  const [filterGradient, inputGradient] = [call('filterGradient'), call('inputGradient')];
  const [columnSums, throughRelu, descend, adam] = [
    call('columnSums'),
    call('throughRelu'),
    call('descend'),
    call('adam'),
  ];

  function setStage({ from, to, window: { kernel, stride, padding } }: ConvStage, batch: number): void {
    setMaps(batch, from.height, from.width, from.channels, to.height, to.width, to.channels);
    setWindow(...kernel, ...stride, ...padding);
  }

  return {
    filterGradient(at, stage, batch) {
      setStage(stage, batch);
      filterGradient(at.input, at.arriving, at.gradient);
    },
    inputGradient(at, stage, batch) {
      setStage(stage, batch);
      inputGradient(at.arriving, at.filter, at.turned, at.gradient);
    },
    columnSums(at, rows, columns) {
      columnSums(at.input, rows, columns, at.sums);
    },
    throughRelu(at, count) {
      throughRelu(at.arriving, at.output, at.gradient, count);
    },
    move({ learned, gradient, moments: [first = 0, second = 0] }, count, { optimiser, rate, adam: corrections }) {
      if (optimiser === 'adam') {
        const { beta1, beta2, epsilon } = adamConstants;
        const { size, rootCorrection } = corrections;
        setAdam(beta1, 1 - beta1, beta2, 1 - beta2, epsilon, size, rootCorrection);
        adam(learned, gradient, first, second, count);
      } else {
        descend(learned, gradient, first, count, rate, optimiser === 'momentum' ? momentumKept : 0);
      }
    },
  };
}

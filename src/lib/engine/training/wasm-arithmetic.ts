// What tfjs's WebAssembly lacks for training, or does slowly: the gradients of a convolution, and an optimiser that moves all numbers in one
// go. Where there are vector instructions it is the book's own module (assembly/backward.ts), working in tfjs's memory; elsewhere plain loops.
import { engine, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm.js';
import { adamConstants, momentumKept } from '@lib/nn/optimiser.ts';
import backwardWasm from '../../../../assembly/backward.ts?assembled';
import { exported, startOwnWasm } from '../own-wasm.ts';
import { addFilterGradient, addMaxPoolGradient } from './plain-gradients.ts';
import type { ConvStage } from './stages.ts';
import { shaped, tfjsArithmetic, type Arithmetic, type Passed } from './tfjs-arithmetic.ts';

/** A new tensor, filled with whatever was in its memory. */
function fresh(backend: BackendWasm, shape: readonly number[]): Tensor {
  return engine().makeTensorFromTensorInfo(backend.makeOutput([...shape], 'float32'));
}

const filterShape = ({ window, from, to }: ConvStage): number[] => [...window.kernel, from.channels, to.channels];

/** The operations without vector instructions. */
export function plainArithmetic(backend: BackendWasm): Arithmetic {
  const numbersOf = (tensor: Tensor): Float32Array => {
    const heap = backend.typedArrayFromHeap(tensor);
    if (!(heap instanceof Float32Array)) throw new TypeError('numbersOf: tensor must hold float32, got others');
    return heap;
  };
  const valuesOf = ({ input, arriving }: Passed) => ({
    input: numbersOf(input),
    arriving: numbersOf(arriving),
    batch: input.shape[0],
  });
  return {
    ...tfjsArithmetic,
    convolutionGradients(passed, stage) {
      const filter = fresh(backend, filterShape(stage)); // before the heap is looked at, for it may grow
      addFilterGradient(numbersOf(filter).fill(0), valuesOf(passed), stage);
      return { filter, bias: stage.bias === undefined ? undefined : tfjsArithmetic.columnSums(passed.arriving) };
    },
    poolGradient(passed, stage) {
      if (stage.kind === 'mean') return tfjsArithmetic.poolGradient(passed, stage);
      const gradient = fresh(backend, passed.input.shape);
      addMaxPoolGradient(numbersOf(gradient).fill(0), valuesOf(passed), stage);
      return shaped<Tensor4D>(gradient, passed.input.shape);
    },
  };
}

/**
 * The operations with vector instructions.
 * @throws CompileError where the browser has none, TypeError if tfjs does not show its memory
 */
export function vectorArithmetic(backend: BackendWasm): Arithmetic {
  const module = startOwnWasm(backwardWasm, memoryOf(backend));
  const [setMaps, setWindow, setAdam] = [
    exported(module, 'setMaps'),
    exported(module, 'setWindow'),
    exported(module, 'setAdam'),
  ];
  const filterGradient = exported(module, 'filterGradient');
  const sumColumns = exported(module, 'columnSums');
  const inputGradient = exported(module, 'inputGradient');
  const throughRelu = exported(module, 'throughRelu');
  const descend = exported(module, 'descend');
  const adam = exported(module, 'adam');
  const at = ({ dataId }: Tensor): number => backend.getMemoryOffset(dataId);

  function setStage({ from, to, window: { kernel, stride, padding } }: ConvStage, batch: number): void {
    setMaps(batch, from.height, from.width, from.channels, to.height, to.width, to.channels);
    setWindow(...kernel, ...stride, ...padding);
  }

  function columnSums(columns: Tensor4D): Tensor {
    const [, , , channels] = columns.shape;
    const sums = fresh(backend, [channels]);
    sumColumns(at(columns), columns.size / channels, channels, at(sums));
    return sums;
  }

  return {
    ...plainArithmetic(backend),
    convolutionGradients({ input, arriving }, stage) {
      const filter = fresh(backend, filterShape(stage));
      setStage(stage, input.shape[0]);
      filterGradient(at(input), at(arriving), at(filter));
      return { filter, bias: stage.bias === undefined ? undefined : columnSums(arriving) };
    },
    columnSums,
    convolutionInputGradient({ input, arriving }, filter, stage) {
      const turned = fresh(backend, filter.shape);
      const gradient = fresh(backend, input.shape);
      setStage(stage, input.shape[0]);
      inputGradient(at(arriving), at(filter), at(turned), at(gradient));
      turned.dispose();
      return shaped<Tensor4D>(gradient, input.shape);
    },
    throughRelu(arriving, output) {
      const gradient = fresh(backend, output.shape);
      throughRelu(at(arriving), at(output), at(gradient), output.size);
      return shaped<Tensor4D>(gradient, output.shape);
    },
    move(row, gradient, { optimiser, rate, adam: { size, rootCorrection } }) {
      const { learned, moments } = row;
      const [first = learned, second = learned] = moments;
      if (optimiser === 'adam') {
        const { beta1, beta2, epsilon } = adamConstants;
        setAdam(beta1, 1 - beta1, beta2, 1 - beta2, epsilon, size, rootCorrection);
        adam(at(learned), at(gradient), at(first), at(second), learned.size);
      } else {
        const kept = optimiser === 'momentum' ? momentumKept : 0;
        descend(at(learned), at(gradient), at(first), learned.size, rate, kept);
      }
      return row;
    },
  };
}

/** The memory in which tfjs keeps its tensors; its loader shows what the module exports. */
function memoryOf({ wasm }: BackendWasm): WebAssembly.Memory {
  const exports: unknown = Reflect.get(wasm, 'asm');
  const memory: unknown = typeof exports === 'object' && exports !== null ? Reflect.get(exports, 'memory') : undefined;
  if (memory instanceof WebAssembly.Memory) return memory;
  throw new TypeError('memoryOf: backend must show its memory, got none');
}

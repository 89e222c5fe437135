// What tfjs's WebAssembly lacks for training, or does slowly: the gradients of a convolution, and an optimiser that moves all numbers in one
// go. Where there are vector instructions the book's own module does it, in tfjs's memory; elsewhere plain loops.
import { engine, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm.js';
import { startBackward } from './own-backward.ts';
import { plainArithmetic, type WithinReach } from './plain-arithmetic.ts';
import { shaped, type Arithmetic } from './tfjs-arithmetic.ts';

/** Reaches the numbers in tfjs's memory. */
function reach(backend: BackendWasm): WithinReach {
  return {
    fresh: (shape) => engine().makeTensorFromTensorInfo(backend.makeOutput([...shape], 'float32')),
    numbersOf(tensor) {
      const heap = backend.typedArrayFromHeap(tensor);
      if (!(heap instanceof Float32Array)) throw new TypeError('numbersOf: tensor must hold float32, got others');
      return heap;
    },
  };
}

/** The operations without vector instructions. */
export function withoutVectors(backend: BackendWasm): Arithmetic {
  return plainArithmetic(reach(backend));
}

/**
 * The operations with vector instructions.
 * @throws CompileError where the browser has none, TypeError if tfjs does not show its memory
 */
export function withVectors(backend: BackendWasm): Arithmetic {
  const own = startBackward(memoryOf(backend));
  const { fresh } = reach(backend);
  const at = ({ dataId }: Tensor): number => backend.getMemoryOffset(dataId);

  function columnSums(x: Tensor4D): Tensor {
    const [, , , channels] = x.shape;
    const sums = fresh([channels]);
    own.columnSums({ input: at(x), sums: at(sums) }, x.size / channels, channels);
    return sums;
  }

  return {
    ...withoutVectors(backend),
    columnSums,
    convolutionGradients({ input, arriving }, stage) {
      const { window, from, to } = stage;
      const filter = fresh([...window.kernel, from.channels, to.channels]);
      own.filterGradient({ input: at(input), arriving: at(arriving), gradient: at(filter) }, stage, input.shape[0]);
      return { filter, bias: stage.bias === undefined ? undefined : columnSums(arriving) };
    },
    convolutionInputGradient({ input, arriving }, filter, stage) {
      const [turned, gradient] = [fresh(filter.shape), fresh(input.shape)];
      own.inputGradient(
        { arriving: at(arriving), filter: at(filter), turned: at(turned), gradient: at(gradient) },
        stage,
        input.shape[0],
      );
      turned.dispose();
      return shaped<Tensor4D>(gradient, input.shape);
    },
    throughRelu(arriving, output) {
      const gradient = fresh(output.shape);
      own.throughRelu({ arriving: at(arriving), output: at(output), gradient: at(gradient) }, output.size);
      return shaped<Tensor4D>(gradient, output.shape);
    },
    move(row, gradient, move) {
      const { learned, moments } = row;
      own.move({ learned: at(learned), gradient: at(gradient), moments: moments.map(at) }, learned.size, move);
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

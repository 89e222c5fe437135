// Asked only by tests and by the curious; apart, because tfjs is not in the worker before it is needed.
import { engine } from '@tensorflow/tfjs-core';

/** How many tfjs tensors are alive in this worker. */
export function countTensors(): number {
  return engine().state.numTensors; // memory() would start a backend where none is left
}

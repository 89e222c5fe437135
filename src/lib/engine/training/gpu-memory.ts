// Memory on tfjs's device: each row of numbers is a buffer of ours that a tensor of tfjs holds, without a copy. tfjs keeps a buffer it made
// for the next of the same size; networks come in many sizes, so these are given back when they are closed.
import { tensor, type Tensor } from '@tensorflow/tfjs-core';

/** A row of numbers on the device. */
export class GpuRow {
  readonly buffer: GPUBuffer;
  readonly #device: GPUDevice;
  readonly #tensor: Tensor;

  /** Room for so many numbers of four bytes, all 0; at least one. */
  constructor(device: GPUDevice, length: number, dtype: 'float32' | 'int32') {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const whole = Math.max(length, 1);
    this.#device = device;
    this.buffer = device.createBuffer({ size: 4 * whole, usage });
    this.#tensor = tensor({ buffer: this.buffer, zeroCopy: true }, [whole], dtype);
  }

  /** Writes numbers from a place on. */
  write(values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>, first = 0): void {
    this.#device.queue.writeBuffer(this.buffer, 4 * first, values);
  }

  /** Reads so many numbers from a place on; the command is sent before the first `await`. */
  async read(first: number, count: number): Promise<Float32Array<ArrayBuffer>> {
    if (count === 0) return new Float32Array(0);
    const size = 4 * count;
    const copy = this.#device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
    try {
      const encoder = this.#device.createCommandEncoder();
      encoder.copyBufferToBuffer(this.buffer, 4 * first, copy, 0, size);
      this.#device.queue.submit([encoder.finish()]);
      await copy.mapAsync(GPUMapMode.READ);
      return new Float32Array(copy.getMappedRange().slice(0));
    } finally {
      copy.destroy();
    }
  }

  /** Gives the memory back. */
  close(): void {
    this.#tensor.dispose();
    this.buffer.destroy();
  }
}

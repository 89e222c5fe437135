// The pictures of a set on WebGPU: bytes, four in a word, as they came.
import { pictureShape } from '@lib/nn/training-run.ts';
import type { Pictures } from './learner.ts';
import { GpuRow } from './gpu-memory.ts';
import { PictureClasses } from './picture-classes.ts';

const [, height, width] = pictureShape;
const pictureWords = (height * width) / 4;

/** One set of pictures. */
export class GpuPictures extends PictureClasses {
  readonly #device: GPUDevice;
  #row: GpuRow | undefined;

  constructor(device: GPUDevice) {
    super();
    this.#device = device;
  }

  /** Adds pictures behind those there are. */
  override add({ pixels, classes }: Pictures): void {
    const before = this.#row;
    const words = this.count * pictureWords;
    const row = new GpuRow(this.#device, words + classes.length * pictureWords, 'int32');
    if (before !== undefined) {
      const encoder = this.#device.createCommandEncoder();
      encoder.copyBufferToBuffer(before.buffer, 0, row.buffer, 0, 4 * words);
      this.#device.queue.submit([encoder.finish()]);
      before.close();
    }
    row.write(new Uint32Array(pixels.slice().buffer), words);
    this.#row = row;
    super.add({ pixels, classes });
  }

  /** Forgets them all. */
  override clear(): void {
    this.#row?.close();
    this.#row = undefined;
    super.clear();
  }

  /**
   * Where they are.
   * @throws RangeError if there are none
   */
  get buffer(): GPUBuffer {
    if (this.#row === undefined) throw new RangeError('pictures: there must be some, got none');
    return this.#row.buffer;
  }
}

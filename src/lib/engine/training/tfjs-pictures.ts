// The pictures of a set on tfjs: one tensor on the device, of ink from 0 to 1, from which batches are gathered by their places.
import { concat, tensor1d, tensor2d, tidy, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { pictureShape } from '@lib/nn/training-run.ts';
import type { Pictures } from './learner.ts';
import { run, shaped } from './tfjs-arithmetic.ts';

const [, height, width] = pictureShape;
const pictureSize = height * width;

/** One set of pictures. */
export class TfjsPictures {
  #pixels: Tensor2D | undefined;
  #classes = new Uint8Array(0);

  /** How many there are. */
  get count(): number {
    return this.#classes.length;
  }

  /** Adds pictures behind those there are. */
  add({ pixels, classes }: Pictures): void {
    const before = this.#pixels;
    const added = Float32Array.from(pixels, (ink) => ink / 255);
    this.#pixels = tidy(() => {
      const more = tensor2d(added, [classes.length, pictureSize]);
      return before === undefined ? more : concat([before, more]);
    });
    before?.dispose();
    const all = new Uint8Array(this.count + classes.length);
    all.set(this.#classes);
    all.set(classes, this.count);
    this.#classes = all;
  }

  /** Forgets them all. */
  clear(): void {
    this.#pixels?.dispose();
    this.#pixels = undefined;
    this.#classes = new Uint8Array(0);
  }

  /**
   * The pictures at some places, `[places, height, width, 1]`.
   * @throws RangeError if there is none at a place
   */
  at(places: Uint32Array): Tensor4D {
    const most = places.reduce((most, place) => Math.max(most, place), 0);
    const pixels = this.#upTo(most);
    const indices = tensor1d(Int32Array.from(places), 'int32');
    const rows = run('GatherV2', { x: pixels, indices }, { axis: 0, batchDims: 0 });
    return shaped(rows, [places.length, height, width, 1]);
  }

  /**
   * Pictures that follow each other, `[count, height, width, 1]`.
   * @throws RangeError if there are not so many
   */
  from(first: number, count: number): Tensor4D {
    const pixels = this.#upTo(first + count - 1);
    const rows = run('Slice', { x: pixels }, { begin: [first, 0], size: [count, pictureSize] });
    return shaped(rows, [count, height, width, 1]);
  }

  /** The classes of the pictures at some places. */
  classesAt(places: Iterable<number>): Uint8Array {
    return Uint8Array.from(places, (place) => this.#classes[place] ?? 0);
  }

  #upTo(place: number): Tensor2D {
    if (this.#pixels !== undefined && place < this.count) return this.#pixels;
    throw new RangeError(`pictures: places must be below ${this.count}, the pictures there are, got ${place}`);
  }
}

// The pictures of a set on tfjs: one tensor on the device, of ink from 0 to 1, from which batches are gathered by their places.
import { concat, tensor1d, tensor2d, tidy, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { pictureShape } from '@lib/nn/training-run.ts';
import type { Pictures } from './learner.ts';
import { PictureClasses } from './picture-classes.ts';
import { run, shaped } from './tfjs-arithmetic.ts';

const [, height, width] = pictureShape;
const pictureSize = height * width;

/** One set of pictures. */
export class TfjsPictures extends PictureClasses {
  #pixels: Tensor2D | undefined;

  /** Adds pictures behind those there are. */
  override add({ pixels, classes }: Pictures): void {
    const before = this.#pixels;
    const added = Float32Array.from(pixels, (ink) => ink / 255);
    this.#pixels = tidy(() => {
      const more = tensor2d(added, [classes.length, pictureSize]);
      return before === undefined ? more : concat([before, more]);
    });
    before?.dispose();
    super.add({ pixels, classes });
  }

  /** Forgets them all. */
  override clear(): void {
    this.#pixels?.dispose();
    this.#pixels = undefined;
    super.clear();
  }

  /**
   * The pictures at some places, `[places, height, width, 1]`; there must be one at each. They are gathered also where they follow each other,
   * since a slice would copy all pictures on the processor first.
   */
  at(places: Uint32Array): Tensor4D {
    const indices = tensor1d(Int32Array.from(places), 'int32');
    const rows = run('GatherV2', { x: this.#pixels, indices }, { axis: 0, batchDims: 0 });
    return shaped(rows, [places.length, height, width, 1]);
  }
}

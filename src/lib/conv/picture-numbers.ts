// One number for a whole picture: the greatest answer on its response map, or the mean of the positive answers. For thousands of pictures at a
// time and every change of a weight, so the window slides by a column at a time, and only over places that see ink: all others answer 0. Sums are
// 64-bit and in one order; the same link counts the same in every browser, whatever computes the maps that are shown.
import { mapSize, pictureSize } from './response.ts';

/** Many pictures, and where their ink is. */
export interface InkedPictures {
  /** `[count, 28, 28]`, 0 to 255. */
  readonly pixels: Float32Array;
  readonly count: number;
  /** First and last row, first and last column of the windows that see ink, counted from 0 on the map; `[count, 4]`. */
  readonly spans: Uint8Array;
}

/** What is said of every picture; each `[count]`. */
export interface PictureNumbers {
  /** The greatest answer of its map. */
  readonly greatest: Float64Array;
  /** The mean over all 676 places, answers below 0 counted as 0. */
  readonly positiveMean: Float64Array;
}

const pictureCells = pictureSize ** 2;
const mapCells = mapSize ** 2;

/**
 * Looks up where the ink of each picture is, once for all kernels.
 * @throws RangeError when `pixels` is not a whole number of pictures
 */
export function findInk(pixels: Uint8Array): InkedPictures {
  const count = pixels.length / pictureCells;
  if (!Number.isInteger(count))
    throw new RangeError(`findInk: pixels must be whole pictures of ${pictureCells} bytes, got ${pixels.length}`);
  const spans = new Uint8Array(4 * count);
  for (let picture = 0; picture < count; picture++) spans.set(spanOf(pixels, picture * pictureCells), 4 * picture);
  return { pixels: Float32Array.from(pixels), count, spans };
}

/** The places whose windows see ink; a picture of paper has none, which a last row before the first says. */
function spanOf(pixels: Uint8Array, from: number): readonly [number, number, number, number] {
  let [top, bottom, left, right] = [pictureSize, -1, pictureSize, -1];
  for (let cell = 0; cell < pictureCells; cell++) {
    if (pixels[from + cell] === 0) continue;
    const [row, col] = [Math.floor(cell / pictureSize), cell % pictureSize];
    top = Math.min(top, row);
    bottom = row;
    left = Math.min(left, col);
    right = Math.max(right, col);
  }
  if (bottom < 0) return [1, 0, 1, 0];
  // a window on the map at row r sees the rows r to r + 2 of the picture
  return [Math.max(0, top - 2), Math.min(mapSize - 1, bottom), Math.max(0, left - 2), Math.min(mapSize - 1, right)];
}

/**
 * Both numbers of every picture under nine weights, row-major.
 * @throws RangeError when there are not nine
 */
export function pictureNumbers({ pixels, count, spans }: InkedPictures, weights: readonly number[]): PictureNumbers {
  if (weights.length !== 9) throw new RangeError(`pictureNumbers: weights must be nine, got ${weights.length}`);
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0, w6 = 0, w7 = 0, w8 = 0] = weights;
  const greatest = new Float64Array(count);
  const positiveMean = new Float64Array(count);
  for (let picture = 0; picture < count; picture++) {
    const top = spans[4 * picture] ?? 0;
    const bottom = spans[4 * picture + 1] ?? 0;
    const left = spans[4 * picture + 2] ?? 0;
    const right = spans[4 * picture + 3] ?? 0;
    const isAllInk = (bottom - top + 1) * (right - left + 1) === mapCells;
    let most = isAllInk ? -Infinity : 0;
    let total = 0;
    for (let row = top; row <= bottom; row++) {
      let at = picture * pictureCells + row * pictureSize + left;
      // the columns of the window: the one that leaves next, the middle one, the one that comes in
      let a = pixels[at] ?? 0;
      let b = pixels[at + 1] ?? 0;
      let d = pixels[at + pictureSize] ?? 0;
      let e = pixels[at + pictureSize + 1] ?? 0;
      let g = pixels[at + 2 * pictureSize] ?? 0;
      let h = pixels[at + 2 * pictureSize + 1] ?? 0;
      at += 2;
      for (let col = left; col <= right; col++, at++) {
        const c = pixels[at] ?? 0;
        const f = pixels[at + pictureSize] ?? 0;
        const i = pixels[at + 2 * pictureSize] ?? 0;
        const answer = a * w0 + b * w1 + c * w2 + d * w3 + e * w4 + f * w5 + g * w6 + h * w7 + i * w8;
        total += answer > 0 ? answer : 0;
        most = answer > most ? answer : most;
        a = b;
        b = c;
        d = e;
        e = f;
        g = h;
        h = i;
      }
    }
    greatest[picture] = most;
    positiveMean[picture] = total / mapCells;
  }
  return { greatest, positiveMean };
}

/** Both numbers of every picture from its map: `[count, 1, 26, 26]`. */
export function numbersOfMaps(maps: ArrayLike<number>): PictureNumbers {
  const count = maps.length / mapCells;
  const greatest = new Float64Array(count);
  const positiveMean = new Float64Array(count);
  for (let picture = 0, at = 0; picture < count; picture++) {
    let [most, total] = [-Infinity, 0];
    for (const end = at + mapCells; at < end; at++) {
      const answer = maps[at] ?? NaN;
      total += answer > 0 ? answer : 0;
      most = answer > most ? answer : most;
    }
    greatest[picture] = most;
    positiveMean[picture] = total / mapCells;
  }
  return { greatest, positiveMean };
}

/** What stands for a picture: one of its two numbers, or the greatest less the mean. */
export const statistics = ['mean', 'max', 'diff'] as const;

/** The name of a number that stands for a picture. */
export type Statistic = (typeof statistics)[number];

/** The numbers of a statistic, one a picture. */
export function statisticOf({ greatest, positiveMean }: PictureNumbers, statistic: Statistic): Float64Array {
  if (statistic === 'max') return greatest;
  if (statistic === 'mean') return positiveMean;
  return greatest.map((most, picture) => most - (positiveMean[picture] ?? NaN));
}

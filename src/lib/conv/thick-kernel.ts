// A kernel several slices thick, at one place of a picture of as many channels: the products and the partial sum of each slice, and their sum.
import { products, responseMap, sum, windowAt, type Place } from './response.ts';

/** What one slice of a kernel does to its channel. */
export interface SliceAnswer {
  /** The nine numbers under the window, and the nine products. */
  readonly window: readonly number[];
  readonly products: readonly number[];
  /** The sum of the products. */
  readonly partial: number;
  /** The sums at all places, 676. */
  readonly map: Float32Array;
}

/** What a whole kernel does. */
export interface ThickAnswer {
  readonly slices: readonly SliceAnswer[];
  readonly answer: number;
  /** The answers at all places, 676: the maps of the slices, added up. */
  readonly map: Float32Array;
}

/**
 * Lays a kernel of 3 × 3 on a picture of 28 × 28, with a slice for each channel.
 * @throws RangeError unless there are as many slices as channels, and a whole window fits at the place
 */
export function thickAnswer(
  channels: readonly ArrayLike<number>[],
  slices: readonly (readonly number[])[],
  place: Place,
): ThickAnswer {
  if (channels.length !== slices.length)
    throw new RangeError(`thickAnswer: slices must be as many as channels, ${channels.length}, got ${slices.length}`);
  const answers = channels.map((pixels, channel): SliceAnswer => {
    const weights = slices[channel] ?? [];
    const window = windowAt(pixels, place);
    const nine = products(window, weights);
    return { window, products: nine, partial: sum(nine), map: responseMap(pixels, weights) };
  });
  const [first] = answers;
  const map = Float32Array.from(first?.map ?? [], (_, at) => sum(answers.map((slice) => slice.map[at] ?? 0)));
  return { slices: answers, answer: sum(answers.map(({ partial }) => partial)), map };
}

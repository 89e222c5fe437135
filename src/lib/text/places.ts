// Places as authors write them.
import { pictureSize, type Place } from '@lib/conv/response.ts';

/**
 * Reads `row,col`, the place of a pixel or the centre of a window.
 * @throws RangeError when it is no place of a 28 × 28 picture
 */
export function readPlace(text: string): Place {
  const [, row, col] = /^\s*(\d+)\s*,\s*(\d+)\s*$/.exec(text) ?? [];
  const place = [Number(row), Number(col)] as const; // NaN when nothing matched
  if (!place.every((index) => index < pictureSize))
    throw new RangeError(`readPlace: text must be “row,col” within 0 to ${pictureSize - 1}, got “${text}”`);
  return place;
}

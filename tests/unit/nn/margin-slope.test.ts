import { describe, expect, it } from 'vitest';
import { seededRandom } from '@lib/array/random.ts';
import { heldOutThree } from '@lib/data/held-out-threes.ts';
import { forward } from '@lib/nn/forward.ts';
import { guessedChange, marginSlope } from '@lib/nn/margin-slope.ts';
import { picturesTensor } from '@lib/nn/occlusion.ts';
import { initialParameters } from '@lib/nn/parameters.ts';
import { batchShape, sessionRun } from '@lib/nn/training-run.ts';

const { layers } = sessionRun;
const model = { layers, parameters: initialParameters(layers, batchShape(1), seededRandom(3)) };
const three = heldOutThree('4');

/** Central differences of one byte each way; ReLUs bend in between at few places. */
const tolerance = 2e-4;

function lead(place: number, byte: number): number {
  const pixels = three.slice();
  pixels[place] = byte;
  const [first = NaN, second = NaN] = forward(model, picturesTensor([pixels])).data;
  return second - first;
}

describe('marginSlope', () => {
  it('is what central differences find', () => {
    const slope = marginSlope(model, three, { wanted: 1, against: 0 });
    expect(slope).toHaveLength(784);
    // row 7, rising ink, and row 22: neither 0 nor 255, so that a byte can go both ways
    for (const place of [7 * 28 + 7, 9 * 28 + 9, 17 * 28 + 17, 22 * 28 + 9]) {
      const byte = three[place] ?? 0;
      const found = ((lead(place, byte + 1) - lead(place, byte - 1)) / 2) * 255;
      expect(Math.abs((slope[place] ?? NaN) - found)).toBeLessThan(tolerance);
    }
  });

  it('turns its sign with the class that is wanted', () => {
    const [one, other] = [
      marginSlope(model, three, { wanted: 1, against: 0 }),
      marginSlope(model, three, { wanted: 0, against: 1 }),
    ];
    expect(Array.from(one, (value) => -value + 0)).toEqual(Array.from(other, (value) => value + 0));
  });

  it('promises for a change what it is worth in ink', () => {
    expect(guessedChange(0.5, { from: 0, to: 255 })).toBe(0.5);
    expect(guessedChange(0.5, { from: 255, to: 0 })).toBe(-0.5);
    expect(guessedChange(1, { from: 51, to: 0 })).toBeCloseTo(-0.2, 12);
  });
});

// Four ways to treat pictures and labels before training, three of which break it in an instructive way. What happens to a picture depends
// on its place and the seed alone, so that one picture can be had without all the others, and a page shows what its worker trained on.
import { seededRandom } from '@lib/array/random.ts';
import type { PictureSet } from '@lib/engine/training/learner.ts';
import { shuffle } from '@lib/nn/batch-order.ts';
import type { Tampering } from '@lib/nn/training-run.ts';
import { digitPixels } from './digit-chunk.ts';

const side = 28;

/** The furthest that a picture off centre is moved, along each axis, in pixels. */
export const furthestShift = 6;

/** One training label in so many is wrong. */
const oneWrongIn = 5;

/** By how many pixels a picture moves: down, and to the right. */
export type Shift = readonly [rows: number, cols: number];

/** What is done to each picture and its class. */
export interface Tamper {
  /** The 784 bytes that the network sees of those that stand at a place of a set. */
  picture(pixels: Uint8Array, set: PictureSet, place: number): Uint8Array;
  /** The class that the network is told, which has that many classes. */
  classOf(trueClass: number, set: PictureSet, place: number): number;
}

/** How many pictures and classes there are, and the seed of whatever is random. */
export interface TamperedData {
  readonly counts: Readonly<Record<PictureSet, number>>;
  readonly classes: number;
  readonly seed: number;
}

/**
 * Prepares a tampering.
 *
 * - `none`: nothing is done.
 * - `shuffled-pixels`: all pixels change places, in the same way in every picture, to train and held out. What is near is lost, all else is kept.
 * - `off-centre`: each held-out picture is moved by up to six pixels along each axis; those to train stay in the centre.
 * - `wrong-labels`: a fifth of the training pictures, rounded, are told to be something they are not; the held-out labels stay right.
 */
export function tamper(tampering: Tampering, data: TamperedData): Tamper {
  return tampers[tampering](data);
}

const untouched: Tamper = { picture: (pixels) => pixels, classOf: (trueClass) => trueClass };

const tampers: Readonly<Record<Tampering, (data: TamperedData) => Tamper>> = {
  none: () => untouched,
  'shuffled-pixels': ({ seed }) => {
    const origins = pixelPermutation(seed);
    return { ...untouched, picture: (pixels) => permuted(pixels, origins) };
  },
  'off-centre': ({ counts, seed }) => {
    const shifts = randomShifts(counts.valid, seed);
    return {
      ...untouched,
      picture: (pixels, set, place) => (set === 'valid' ? shifted(pixels, shifts[place] ?? [0, 0]) : pixels),
    };
  },
  'wrong-labels': ({ counts, classes, seed }) => {
    const errors = labelErrors(counts.train, classes, seed);
    return {
      ...untouched,
      classOf: (trueClass, set, place) => (set === 'train' ? (trueClass + (errors[place] ?? 0)) % classes : trueClass),
    };
  },
};

/** A random order of the 784 pixels: for each place, the place its pixel comes from. */
export function pixelPermutation(seed: number): Uint32Array {
  const origins = Uint32Array.from({ length: digitPixels }, (_, place) => place);
  shuffle(origins, seededRandom(seed));
  return origins;
}

/** A picture whose pixels come from the given places. */
export function permuted(pixels: Uint8Array, origins: Uint32Array): Uint8Array {
  const moved = new Uint8Array(digitPixels);
  for (let place = 0; place < digitPixels; place++) moved[place] = pixels[origins[place] ?? 0] ?? 0;
  return moved;
}

/** A shift for each of so many pictures, all equally likely, none further than six pixels along an axis. */
export function randomShifts(count: number, seed: number): readonly Shift[] {
  const rng = seededRandom(seed);
  const shift = (): number => Math.floor(rng() * (2 * furthestShift + 1)) - furthestShift;
  return Array.from({ length: count }, (): Shift => [shift(), shift()]);
}

/** A picture moved; what leaves the sheet is lost, and paper comes in. */
export function shifted(pixels: Uint8Array, [rows, cols]: Shift): Uint8Array {
  const moved = new Uint8Array(digitPixels);
  for (let row = Math.max(0, rows); row < Math.min(side, side + rows); row++) {
    for (let col = Math.max(0, cols); col < Math.min(side, side + cols); col++) {
      moved[row * side + col] = pixels[(row - rows) * side + col - cols] ?? 0;
    }
  }
  return moved;
}

/** For a fifth of so many pictures, rounded, how far their class is from the true one, counted up and round; 0 for the others. */
export function labelErrors(count: number, classes: number, seed: number): Uint8Array {
  const rng = seededRandom(seed);
  const places = Uint32Array.from({ length: count }, (_, place) => place);
  shuffle(places, rng);
  const errors = new Uint8Array(count);
  for (const place of places.subarray(0, Math.round(count / oneWrongIn))) {
    errors[place] = 1 + Math.floor(rng() * (classes - 1));
  }
  return errors;
}

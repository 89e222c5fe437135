// The pictures of a training run, file by file, so that training starts when the first file has come. Which pictures there are, and in which
// places, is known before: the manifest has the counts. The worker that trains and the page that shows its mistakes each make one of these
// from the same run, and so mean the same picture by the same place.
import type { PictureSet, Pictures } from '@lib/engine/training/learner.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import { digitAt, digitLabels, digitPixels, tenLabels, type Digit, type TenLabel } from './digit-chunk.ts';
import type { DigitLibrary } from './digit-library.ts';
import type { ChunkEntry } from './digit-manifest.ts';
import type { DigitSet } from './digits.ts';
import { tamper, type Tamper } from './tampering.ts';

/** What decides which pictures a run sees. */
export interface PicturesOf extends Pick<TrainingRun, 'digits' | 'tampering'> {
  /** Of what is random in the tampering; 1 unless given. */
  readonly seed?: number;
  /** Pictures of the reader's own, which come last in the training set. */
  readonly extra?: Pictures;
}

/** One picture as a network sees it, and what it is in truth. */
export interface PlacedPicture {
  /** The 784 bytes, after tampering. */
  readonly pixels: Uint8Array;
  /** The class the network is told, from 0. */
  readonly toldClass: number;
  /** The digit that it shows. */
  readonly digit: TenLabel;
  /** Its place in the original MNIST file; none for a picture of the reader's own. */
  readonly mnistIndex?: number;
}

/** The pictures of a run. */
export interface TrainingPictures {
  /** The digits told apart; the place of a digit in this list is its class. */
  readonly digits: readonly TenLabel[];
  /** How many pictures are in each file of a set. */
  readonly fileCounts: Readonly<Record<PictureSet, readonly number[]>>;
  /**
   * The pictures in file `n` of a set, to be kept or handed on; starts on the next file, which for the last training file is the first of those
   * held out. Rejects with a `DigitError` when they cannot be had, and may be asked again; with a `RangeError` when there is no such file.
   */
  file(set: PictureSet, n: number): Promise<Pictures>;
  /**
   * The picture at a place of a set, counted from 0 over all its files. Rejects with a `DigitError` when it cannot be had, and may be asked
   * again; with a `RangeError` when there is no such place.
   */
  pictureAt(set: PictureSet, place: number): Promise<PlacedPicture>;
}

/**
 * Opens the pictures of a run: all threes and sevens of MNIST where just these are told apart, else the digits wanted out of the first of all
 * ten. Nothing but the manifest is fetched.
 * @throws RangeError when there is nothing to tell apart, or the reader's own pictures do not fit; DigitError when the manifest cannot be had.
 */
export async function openTrainingPictures(of: PicturesOf, library: DigitLibrary): Promise<TrainingPictures> {
  const digits = tenLabels.filter((label) => of.digits.includes(label));
  if (digits.length < 2 || digits.join() !== of.digits.join()) {
    throw new RangeError(
      `openTrainingPictures: digits must be at least two digits, ascending, got [${of.digits.join()}]`,
    );
  }
  const extra = checkExtra(of.extra, digits.length);
  const source: Source =
    digits.join() === digitLabels.join() ? await library.threesSevens() : await library.tenDigits();
  return new LoadedPictures(digits, source, { ...of, extra });
}

type Source = Pick<DigitSet<TenLabel>, 'manifest' | 'chunk'>;

/** Gives a digit of a file that has come, by its place in the file. */
type OpenFile = (at: number) => Pick<Digit<TenLabel>, 'label' | 'pixels'> & { readonly mnistIndex?: number };

class LoadedPictures implements TrainingPictures {
  readonly digits: readonly TenLabel[];
  readonly fileCounts: Readonly<Record<PictureSet, readonly number[]>>;
  readonly #source: Source;
  readonly #extra: Pictures | undefined;
  readonly #tamper: Tamper;

  constructor(digits: readonly TenLabel[], source: Source, { tampering, seed = 1, extra }: Omit<PicturesOf, 'digits'>) {
    this.digits = digits;
    this.#source = source;
    this.#extra = extra;
    const { labels, sets } = source.manifest;
    const countsOf = (set: PictureSet): number[] =>
      sets[set].chunks.map((entry) => countIn(entry, digits.length === labels.length ? undefined : digits));
    const [train, valid] = [countsOf('train'), countsOf('valid')];
    this.fileCounts = { train: extra === undefined ? train : [...train, extra.classes.length], valid };
    // What is done to the book's digits does not depend on the reader's own.
    this.#tamper = tamper(tampering, {
      counts: { train: total(train), valid: total(valid) },
      classes: digits.length,
      seed,
    });
  }

  async file(set: PictureSet, n: number): Promise<Pictures> {
    const { first, count } = this.#extentOf(set, n);
    const file = await this.#open(set, n);
    this.#startNext(set, n);
    const pixels = new Uint8Array(count * digitPixels);
    const classes = new Uint8Array(count);
    for (let at = 0; at < count; at++) {
      const picture = this.#seen(file(at), set, first + at);
      pixels.set(picture.pixels, at * digitPixels);
      classes[at] = picture.toldClass;
    }
    return { pixels, classes };
  }

  async pictureAt(set: PictureSet, place: number): Promise<PlacedPicture> {
    for (const n of this.fileCounts[set].keys()) {
      const { first, count } = this.#extentOf(set, n);
      if (!Number.isInteger(place) || place < first || place >= first + count) continue;
      const file = await this.#open(set, n);
      return this.#seen(file(place - first), set, place);
    }
    throw new RangeError(`pictureAt: place must be 0 to ${total(this.fileCounts[set]) - 1} in ${set}, got ${place}`);
  }

  #seen(digit: ReturnType<OpenFile>, set: PictureSet, place: number): PlacedPicture {
    const { label, pixels, mnistIndex } = digit;
    return {
      pixels: this.#tamper.picture(pixels, set, place),
      toldClass: this.#tamper.classOf(this.digits.indexOf(label), set, place),
      digit: label,
      mnistIndex,
    };
  }

  /** Where a file begins in its set, and how many pictures it has. */
  #extentOf(set: PictureSet, n: number): { readonly first: number; readonly count: number } {
    const counts = this.fileCounts[set];
    const count = counts[n];
    if (count === undefined) throw new RangeError(`file: n must be 0 to ${counts.length - 1} in ${set}, got ${n}`);
    return { first: total(counts.slice(0, n)), count };
  }

  async #open(set: PictureSet, n: number): Promise<OpenFile> {
    if (set === 'train' && n === this.#chunkCount('train')) return (at) => ownDigit(this.#extra, this.digits, at);
    const chunk = await this.#source.chunk(set, n);
    const isWanted = (label: number): boolean => this.digits.some((digit) => digit === label);
    const places = Array.from(chunk.labels.keys()).filter((at) => isWanted(chunk.labels[at] ?? NaN));
    return (at) => digitAt(chunk, places[at] ?? -1);
  }

  #startNext(set: PictureSet, n: number): void {
    const isLast = n + 1 >= this.#chunkCount(set);
    const coming = isLast ? this.#source.chunk('valid', 0) : this.#source.chunk(set, n + 1);
    coming.catch(() => undefined); // whoever needs the file asks for it anew, and hears why it does not come
  }

  #chunkCount(set: PictureSet): number {
    return this.#source.manifest.sets[set].chunks.length;
  }
}

/** How many digits of a file are wanted; all of them where `digits` is not given. */
function countIn({ count, labelCounts }: ChunkEntry, digits: readonly TenLabel[] | undefined): number {
  if (digits === undefined) return count;
  if (labelCounts === undefined) throw new RangeError('countIn: labelCounts must be in the manifest, got none');
  return total(digits.map((digit) => labelCounts[digit] ?? 0));
}

function ownDigit(extra: Pictures | undefined, digits: readonly TenLabel[], at: number): ReturnType<OpenFile> {
  const label = digits[extra?.classes[at] ?? -1];
  if (extra === undefined || label === undefined)
    throw new RangeError(`ownDigit: at must be a place in extra, got ${at}`);
  return { label, pixels: extra.pixels.slice(at * digitPixels, (at + 1) * digitPixels) };
}

/** A copy, since the reader may go on drawing; none where there are no pictures. */
function checkExtra(extra: Pictures | undefined, classes: number): Pictures | undefined {
  if (extra === undefined || extra.classes.length === 0) return undefined;
  const expected = extra.classes.length * digitPixels;
  if (extra.pixels.length !== expected) {
    throw new RangeError(`openTrainingPictures: extra.pixels must be ${expected} bytes, got ${extra.pixels.length}`);
  }
  const strange = extra.classes.find((known) => known >= classes);
  if (strange !== undefined) {
    throw new RangeError(`openTrainingPictures: extra.classes must be 0 to ${classes - 1}, got ${strange}`);
  }
  return { pixels: extra.pixels.slice(), classes: extra.classes.slice() };
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

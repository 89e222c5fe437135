// The pictures that a machine has, and those on their way: file by file, first what is learned from, then what is held out.
import type { TrainingPictures } from '@lib/data/training-pictures.ts';
import type { PictureSet, TrainingMachine } from './learner.ts';
import { asRefusal } from './refusal.ts';
import { turn } from './turn.ts';

/** The pictures that a machine has, and those on their way. */
export class Stock {
  readonly key: string;
  readonly pictures: TrainingPictures;
  readonly #machine: TrainingMachine;
  readonly #files: Record<PictureSet, number> = { train: 0, valid: 0 };
  readonly #classes: Record<PictureSet, number[]> = { train: [], valid: [] };
  #coming: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  #isClosed = false;

  constructor(key: string, pictures: TrainingPictures, machine: TrainingMachine) {
    this.key = key;
    this.pictures = pictures;
    this.#machine = machine;
  }

  /** The classes of the pictures of a set, as far as they have come. */
  classes(set: PictureSet): readonly number[] {
    return this.#classes[set];
  }

  /** How many pictures of a set are there. */
  count(set: PictureSet): number {
    return sum(this.pictures.fileCounts[set].slice(0, this.#files[set]));
  }

  /** How many pictures the file brings that comes next. */
  nextCount(set: PictureSet): number {
    return this.pictures.fileCounts[set][this.#files[set]] ?? 0;
  }

  /** Whether all are there. */
  hasAll(set: PictureSet): boolean {
    return this.#files[set] >= this.pictures.fileCounts[set].length;
  }

  /** Brings nothing more: the machine is for other pictures. */
  close(): void {
    this.#isClosed = true;
  }

  /** Starts what is not under way: the next file of the training set, then of what is held out. */
  reload(): void {
    this.#failure = undefined;
    void this.next().catch(() => undefined); // said when a step needs it
  }

  /**
   * Settles when one more file has come, or none is missing.
   * @throws RunRefusal if the file cannot be had; whatever the machine throws if it has no room for it
   */
  async next(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure.error;
    await (this.#coming ??= this.#fetch());
  }

  async #fetch(): Promise<void> {
    const set = this.hasAll('train') ? 'valid' : 'train';
    if (this.hasAll(set)) return;
    try {
      const file = await asRefusal(() => this.pictures.file(set, this.#files[set]));
      await turn(); // not while a machine is in the middle of something
      if (this.#isClosed) return;
      this.#machine.add(set, file);
      this.#classes[set].push(...file.classes);
      this.#files[set]++;
    } catch (error) {
      this.#failure = { error };
      throw error;
    } finally {
      this.#coming = undefined;
      if (this.#failure === undefined && !this.#isClosed) this.reload();
    }
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

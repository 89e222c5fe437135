// A picture of a training run, by its place in one of the run's sets: loaded when a figure asks for it, and kept until it asks for another.
import type { PlacedPicture } from '@lib/data/training-pictures.ts';
import { pageLibrary } from '@lib/data/page-digits.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import type { PicturePlace } from './trained-network.svelte.ts';

/** What is asked for. */
export interface PlaceQuestion {
  readonly at: PicturePlace;
  readonly run: TrainingRun;
}

interface Loaded extends PlaceQuestion {
  readonly picture: PlacedPicture;
  /** How many pictures the set has. */
  readonly count: number;
}

/** The picture that a figure asks for by its place, if it asks for one. */
export class PlacedChoice {
  readonly #question: () => PlaceQuestion | undefined;
  readonly #onbeyond: (count: number) => void;
  #loaded = $state.raw<Loaded | undefined>();
  /** Why the picture asked for can't be shown, in words for the reader. */
  fault = $state.raw<string | undefined>();

  /** `onbeyond` hears how many pictures there are where a place was asked for that is not among them. */
  constructor(question: () => PlaceQuestion | undefined, onbeyond: (count: number) => void) {
    this.#question = question;
    this.#onbeyond = onbeyond;
  }

  readonly #asked = $derived.by(() => this.#question());
  readonly #shown = $derived(
    this.#asked !== undefined && this.#loaded !== undefined && isSame(this.#asked, this.#loaded)
      ? this.#loaded
      : undefined,
  );
  /** The picture; none while it is on its way. */
  readonly picture = $derived(this.#shown?.picture);
  /** How many pictures the set has, once known. */
  readonly count = $derived(
    this.#loaded?.at.set === this.#asked?.at.set && this.#loaded?.run === this.#asked?.run
      ? this.#loaded?.count
      : undefined,
  );

  /** Loads the picture asked for; a fault may be mended by asking again. */
  async load(): Promise<void> {
    const asked = this.#asked;
    this.fault = undefined;
    if (asked === undefined || this.#shown !== undefined) return;
    try {
      const { openTrainingPictures } = await import('@lib/data/training-pictures.ts');
      const pictures = await openTrainingPictures(asked.run, pageLibrary());
      const count = pictures.fileCounts[asked.at.set].reduce((sum, some) => sum + some, 0);
      if (asked.at.place >= count) {
        if (this.#isStillAsked(asked)) this.#onbeyond(count);
        return;
      }
      const picture = await pictures.pictureAt(asked.at.set, asked.at.place);
      if (this.#isStillAsked(asked)) this.#loaded = { ...asked, picture, count };
    } catch (error) {
      if (this.#isStillAsked(asked)) this.fault = error instanceof Error ? error.message : String(error);
    }
  }

  #isStillAsked(question: PlaceQuestion): boolean {
    return this.#asked !== undefined && isSame(this.#asked, question);
  }
}

function isSame(one: PlaceQuestion, other: PlaceQuestion): boolean {
  return one.at.set === other.at.set && one.at.place === other.at.place && one.run === other.run;
}

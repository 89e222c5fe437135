// The map of a covered picture: by how much the chosen class leads, for every place of the patch. It is worked out by the engine in slices, so that
// it fills before the reader's eyes and the other figures get their turn in between; a newer question ends an older one.
import type { ComputedBy } from '@lib/engine/client.ts';
import { pageEngine } from '@lib/engine/page-engine.ts';
import { covered, marginMap, marginOf, patchPlaces, picturesTensor, type PatchPlaces } from '@lib/nn/occlusion.ts';
import type { Model } from '@lib/nn/parameters.ts';

/** What is asked. */
export interface MarginQuestion {
  readonly model: Model;
  /** 784 bytes, nothing covered. */
  readonly pixels: Uint8Array;
  /** Side of the patch, and its byte. */
  readonly size: number;
  readonly ink: number;
  /** Multiplications of one picture. */
  readonly multiplications: number;
}

/** Pictures in a slice: few until it is known that a worker answers, for without one the page computes by itself. */
const firstSlice = 8;
const laterSlice = 128;

/** Multiplications in a slice at most, so that the other figures need not wait long. */
const mostMultiplications = 2e8;

/** The margins of all places that `question` asks about; it gives nothing while no map is wanted. */
export class MarginMap {
  readonly #question: () => MarginQuestion | undefined;
  /** The scores of the whole picture, then of each place that was tried, in their order; and to which question. */
  #answer = $state.raw<{ readonly question: MarginQuestion; readonly scores: readonly Float32Array[] } | undefined>();
  /** What computed them. */
  backend = $state.raw<ComputedBy | undefined>();
  /** Why there is no map, in words. */
  fault = $state.raw<string | undefined>();

  constructor(question: () => MarginQuestion | undefined) {
    this.#question = question;
  }

  readonly #asked = $derived.by(() => this.#question());
  readonly #places = $derived(
    this.#asked === undefined ? undefined : patchPlaces(this.#asked.size, this.#asked.multiplications),
  );
  readonly #scores = $derived(this.#answer?.question === this.#asked ? (this.#answer?.scores ?? []) : []);
  /** The scores of the picture with nothing covered. */
  readonly whole = $derived(this.#scores[0]);
  /** Places from one that is tried to the next; 1 where all are. */
  readonly every = $derived(this.#places?.every ?? 1);
  /** How many places are tried, and how many are done. */
  readonly count = $derived(this.#places?.tried.length ?? 0);
  readonly done = $derived(Math.max(0, this.#scores.length - 1));

  /** The margins of a class, `[along, along]`; NaN where it is not known yet. */
  of(wanted: number): Float32Array {
    if (this.#places === undefined) return new Float32Array();
    return marginMap(
      this.#places,
      this.#scores.slice(1).map((logits) => marginOf(logits, wanted)),
    );
  }

  /** Works out the newest question whenever it changes; to be called inside an effect, which stops it. */
  run(): void {
    $effect(() => {
      const [question, places] = [this.#asked, this.#places];
      if (question === undefined || places === undefined) return;
      const end = new AbortController();
      void this.#compute(question, places, end.signal);
      return () => end.abort();
    });
  }

  async #compute(question: MarginQuestion, { tried }: PatchPlaces, signal: AbortSignal): Promise<void> {
    const { model, pixels, size, ink, multiplications } = question;
    const scores: Float32Array[] = [];
    const later = Math.max(1, Math.min(laterSlice, Math.floor(mostMultiplications / multiplications)));
    let slice = Math.min(firstSlice, later);
    try {
      const wanted = [pixels, ...tried.map((place) => ({ ...place, size, ink }))];
      while (scores.length < wanted.length) {
        const pictures = wanted
          .slice(scores.length, scores.length + slice)
          .map((patch) => (patch instanceof Uint8Array ? patch : covered(pixels, patch)));
        const { value, backend } = await pageEngine().forward(model, picturesTensor(pictures), { signal });
        if (signal.aborted) return;
        const classes = value.data.length / pictures.length;
        pictures.forEach((_, at) => scores.push(value.data.subarray(at * classes, (at + 1) * classes)));
        slice = backend === 'reference' ? firstSlice : later;
        this.#answer = { question, scores: [...scores] };
        this.backend = backend;
        this.fault = undefined;
      }
    } catch (error) {
      if (!signal.aborted) this.fault = error instanceof Error ? error.message : String(error);
    }
  }
}

// What the kernel laboratory is: its state, and everything that follows from it.
import { kernelNameOf } from '@lib/conv/named-kernels.ts';
import { mapFacts, mapIndex, products, roundingTolerance, sum, windowAt, type Place } from '@lib/conv/response.ts';
import { canonicalKernel, greatestWeight } from '@lib/state/kernel-field.ts';
import { MapComputation, type MapQuestion } from '@lib/state/map-computation.svelte.ts';
import { PictureFigure } from '@lib/state/picture-figure.svelte.ts';
import { kernelLabLink, type KernelLabLink, type OpenedNumber } from './kernel-lab.link.ts';

export class KernelLabState extends PictureFigure<KernelLabLink> {
  constructor() {
    super(kernelLabLink, true);
  }

  readonly place = $derived<Place>([this.link.r, this.link.c]);
  /** The number that stands open. */
  readonly opened = $derived(this.link.s);
  readonly kernelName = $derived(kernelNameOf(this.link.k));

  /** Apart from the rest of the link, so that a move of the window makes no new picture and no new map. */
  readonly #scale = $derived(this.link.scale);
  readonly #relu = $derived(this.link.relu);
  readonly greatestPixel = $derived(this.#scale === 'unit' ? 1 : 255);
  /** The picture's numbers on the chosen scale. */
  readonly pixels = $derived(
    this.#scale === 'unit' ? Float32Array.from(this.picture.bytes, (byte) => byte / 255) : this.picture.bytes,
  );

  /** Answers this near to 0 are 0: float32 and ninths cancel only nearly. */
  readonly tolerance = $derived(roundingTolerance(this.link.k, this.greatestPixel));

  readonly window = $derived(windowAt(this.pixels, this.place));
  readonly products = $derived(products(this.window, this.link.k));
  /** The sum of the products, before ReLU. */
  readonly rawSum = $derived.by(() => {
    const exact = sum(this.products);
    return Math.abs(exact) <= this.tolerance ? 0 : exact;
  });
  readonly sum = $derived(this.link.relu ? Math.max(0, this.rawSum) : this.rawSum);
  readonly weightSum = $derived(sum(this.link.k));

  /** Apart from the rest of the link, so that a move of the window asks nothing new of the engine. */
  readonly #kernel = $derived(this.link.k);
  readonly #question = $derived<MapQuestion>({ pixels: this.pixels, kernels: [this.#kernel] });
  readonly computation = new MapComputation(() => this.#question);
  /** The 676 answers as they are shown. */
  readonly map = $derived.by(() => {
    const map = this.computation.maps[0] ?? new Float32Array();
    return this.#relu ? map.map((value) => Math.max(0, value)) : map;
  });
  readonly facts = $derived(mapFacts(this.map, this.tolerance));
  readonly greatestAnswer = $derived(Math.max(this.facts.greatest.value, -this.facts.least.value));

  /** Sets the nine weights, brought to what a link can carry; `wantedSum` is kept in spite of rounding. */
  setKernel(weights: readonly number[], wantedSum?: number): void {
    this.set({ k: canonicalKernel(weights, wantedSum) });
    if (weights.some((weight) => Math.abs(weight) > greatestWeight))
      this.notes = [`Weights go from −${greatestWeight} to ${greatestWeight}; larger ones were cut.`];
  }

  /** Opens a number into its arithmetic. */
  openNumber(s: OpenedNumber): void {
    this.set({ s });
  }

  /** The answer at a place, from the map that is shown. */
  answerAt(place: Place): number {
    return this.map[mapIndex(place)] ?? 0;
  }
}

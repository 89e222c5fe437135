// What the feature maps are: their state, and everything that follows from it and from the network of the page.
import { initialState } from '@lib/engine/training/start.ts';
import { normaliseInk } from '@lib/data/mnist-normaliser.ts';
import { blankSheet, GrowingSheet, withStrokes } from '@lib/draw/ink-sheet.ts';
import type { Stroke } from '@lib/draw/strokes.ts';
import type { Pair } from '@lib/conv/conv2d-plan.ts';
import { seenBy, type FieldLayer } from '@lib/conv/receptive-field.ts';
import { digitWord } from '@lib/text/feature-words.ts';
import { featureStages, gridsAfter, type FeatureStage, type StageLayer } from '@lib/nn/feature-stages.ts';
import { covered, marginOf, meanInk, placesAlong } from '@lib/nn/occlusion.ts';
import { modelFrom } from '@lib/nn/parameter-vector.ts';
import { takeApart } from '@lib/nn/taken-apart.ts';
import { batchShape, sessionRun } from '@lib/nn/training-run.ts';
import { MarginMap, type MarginQuestion } from '@lib/state/margin-map.svelte.ts';
import { NetworkPass, type PassQuestion } from '@lib/state/network-pass.svelte.ts';
import { PictureChoice } from '@lib/state/picture-choice.svelte.ts';
import { shortestPicture } from '@lib/state/picture-fields.ts';
import { PlacedChoice, type PlaceQuestion } from '@lib/state/placed-picture.svelte.ts';
import { addStroke } from '@lib/state/strokes-field.ts';
import { trainedNetwork, type NetworkNow } from '@lib/state/trained-network.svelte.ts';
import { softmax } from '@lib/nn/cross-entropy.ts';
import { tensor } from '@lib/array/tensor.ts';
import { featureMapsLink, type FeatureMapsLink } from './feature-maps.link.ts';

/** How a stage slides over its input; nothing where each of its numbers sees all of it. */
function slideOf(layer: StageLayer): FieldLayer | undefined {
  if (layer.kind === 'dense' || layer.kind === 'global-average-pool') return undefined;
  const along = (setting: Pair | undefined, unsaid: number) =>
    typeof setting === 'number' ? setting : (setting?.[0] ?? unsaid);
  const kernel = along(layer.kernel, 1);
  return {
    kernel,
    stride: along(layer.stride, layer.kind === 'conv' ? 1 : kernel),
    padding: along(layer.padding, 0),
  };
}

/** The session's network before its first step. */
const untrained: NetworkNow = { run: sessionRun, ...initialState(sessionRun) };

const paper = new Uint8Array(28 * 28);
const blank = blankSheet();

export class FeatureMapsState {
  link = $state.raw<FeatureMapsLink>(featureMapsLink.initial);
  /** What had to be said about the link that was opened. */
  notes = $state.raw<readonly string[]>([]);
  /** The stroke that is being drawn. */
  stroke = $state.raw<Stroke>([]);

  /** The text of the state, as it stands in the address. */
  readonly text = $derived(featureMapsLink.print(this.link));

  // the network

  readonly network = $derived(trainedNetwork.current ?? untrained);
  readonly isTrained = $derived(this.network.step > 0);
  readonly digits = $derived(this.network.run.digits);
  readonly model = $derived(modelFrom(this.network.run.layers, batchShape(1), this.network));
  readonly stages = $derived(featureStages(this.network.run.layers));

  /** Whether the last stage is a row of single cells, which are the scores. */
  readonly hasScoreMaps = $derived(this.stages.at(-1)?.shape.slice(1).join() === `${this.digits.length},1,1`);

  // the picture

  readonly #growing = new GrowingSheet();
  readonly #pad = $derived(this.link.pad);
  readonly #drawn = $derived(withStrokes(blank, this.#pad));
  /** The drawing as the network sees it, or why it can't. */
  readonly normalised = $derived(
    normaliseInk(this.stroke.length === 0 ? this.#drawn : this.#growing.with(this.#drawn, this.stroke)),
  );
  readonly picture = new PictureChoice({
    link: () => ({ ...this.link, pad: this.isDrawing ? (this.normalised.pixels ?? paper) : paper }),
    onshow: (link, note) => {
      const notes = note === undefined ? [] : [...this.notes, note];
      this.set(link);
      this.notes = notes;
    },
  });
  readonly #run = $derived(this.network.run);
  readonly #at = $derived(this.link.at);
  readonly #placeAsked = $derived<PlaceQuestion | undefined>(
    this.#at === undefined ? undefined : { at: this.#at, run: this.#run },
  );
  readonly placed = new PlacedChoice(
    () => this.#placeAsked,
    (count) => {
      if (this.#at !== undefined) this.set({ at: { ...this.#at, place: count - 1 } });
      this.notes = [
        `at: there are ${count.toLocaleString('en')} such pictures, counted from 0; the last one is shown.`,
      ];
    },
  );
  readonly isDrawing = $derived(this.link.d === 'pad' && this.link.at === undefined);
  /** The 784 bytes, nothing covered; all paper while a digit is on its way. */
  readonly pixels = $derived(this.#at === undefined ? this.picture.bytes : (this.placed.picture?.pixels ?? paper));
  /** Whether there is a picture to look at. */
  readonly hasPicture = $derived(
    this.#at !== undefined
      ? this.placed.picture !== undefined
      : this.isDrawing
        ? this.normalised.pixels !== undefined
        : this.picture.isLoaded,
  );
  /** The digit that the picture shows, where that is known. */
  readonly truth = $derived.by(() => {
    if (this.#at !== undefined) return this.placed.picture?.digit;
    const { d } = this.link;
    return d === '3' ? 3 : d === '7' ? 7 : undefined;
  });

  /** What the picture is, in a few words. */
  readonly title = $derived.by(() => {
    if (this.#at === undefined) return this.isDrawing ? 'scaled and centred as MNIST was' : this.picture.title;
    const name = this.#at.set === 'valid' ? 'held-out picture' : 'training picture';
    return `${name} ${this.#at.place}${this.hasPicture ? '' : ', on its way'}`;
  });

  // the patch

  readonly #size = $derived(this.link.p);
  readonly #fill = $derived(this.link.fill);
  readonly patchInk = $derived(this.#fill === 'mean' ? meanInk(this.pixels) : 0);
  readonly patch = $derived.by(() => {
    const within = (place: number) => Math.min(place, placesAlong(this.link.p) - 1);
    return { row: within(this.link.pr), col: within(this.link.pc), size: this.link.p, ink: this.patchInk };
  });
  /** The picture as it goes through the network. */
  readonly shown = $derived(this.#size === 0 ? this.pixels : covered(this.pixels, this.patch));
  readonly #marginQuestion = $derived.by((): MarginQuestion | undefined => {
    if (this.#size === 0 || !this.hasPicture) return undefined;
    const { multiplications } = this.pass;
    return { model: this.model, pixels: this.pixels, size: this.#size, ink: this.patchInk, multiplications };
  });
  readonly margins = new MarginMap(() => this.#marginQuestion);

  // what the network makes of it

  readonly #question = $derived<PassQuestion>({ model: this.model, pixels: this.shown });
  readonly pass = new NetworkPass(() => this.#question);
  /** What every layer made of the picture; nothing while there is no picture, or nobody has told. */
  readonly seen = $derived(this.hasPicture ? this.pass.seen : undefined);
  readonly logits = $derived(Array.from(this.seen?.outputs.at(-1)?.data ?? []));
  readonly shares = $derived(
    this.logits.length === 0 ? [] : Array.from(softmax(tensor([1, this.logits.length], this.logits)).data),
  );
  /** The class with the largest score, counted from 0. */
  readonly says = $derived(this.logits.indexOf(Math.max(...this.logits)));
  /** The class whose lead is mapped, counted from 0; of more than two, if none is chosen, what the whole picture is taken for. */
  readonly marginClass = $derived.by(() => {
    const chosen = this.digits.findIndex((digit) => String(digit) === this.link.of);
    if (chosen >= 0) return chosen;
    if (this.digits.length === 2) return 1;
    const whole = this.margins.whole ?? this.logits;
    return Math.max(0, whole.indexOf(Math.max(...whole)));
  });
  /** By how much that class leads on the picture as it is shown. */
  readonly margin = $derived(this.logits.length === 0 ? undefined : marginOf(this.logits, this.marginClass));

  /** What is mapped, in words. */
  readonly marginWords = $derived.by(() => {
    const word = (at: number) => digitWord(this.digits[at] ?? 0);
    return this.digits.length === 2
      ? `${word(this.marginClass)} minus ${word(1 - this.marginClass)}`
      : `the lead of ${word(this.marginClass)}`;
  });

  /** The margin of the picture with nothing covered, once it is known. */
  readonly wholeMargin = $derived(
    this.margins.whole === undefined ? undefined : marginOf(this.margins.whole, this.marginClass),
  );
  readonly #mapsChange = $derived(this.link.map === 'change');
  /** The map of the covered picture, `[along, along]`; 0 where it is not known yet. */
  readonly marginMap = $derived.by(() => {
    const from = this.#mapsChange ? (this.wholeMargin ?? NaN) : 0;
    return this.margins.of(this.marginClass).map((margin) => (Number.isNaN(margin - from) ? 0 : margin - from));
  });
  /** The number of that map where the patch lies. */
  readonly marginHere = $derived.by(() => {
    const from = this.#mapsChange ? this.wholeMargin : 0;
    return this.margin === undefined || from === undefined ? undefined : this.margin - from;
  });

  // the map that stands open

  readonly stageAt = $derived(Math.min(this.link.layer, this.stages.length) - 1);
  readonly stage = $derived<FeatureStage | undefined>(this.stages[this.stageAt]);
  /** Which map of the stage, and which of its cells, brought into their bounds. */
  readonly cell = $derived.by(() => {
    const [, channels, rows, cols] = this.stage?.shape ?? [1, 1, 1, 1];
    const within = (place: number, count: number) => Math.min(place, count - 1);
    return {
      channel: within(this.link.m, channels),
      row: within(this.link.r, rows),
      col: within(this.link.c, cols),
    };
  });
  /** The number at that cell taken apart; nothing while it is not known. */
  readonly parts = $derived.by(() => {
    return this.seen === undefined || this.stage === undefined
      ? undefined
      : takeApart(this.model, this.stage, this.seen, this.cell);
  });
  /** What the cell sees of the picture; nothing where it sees all of it. */
  readonly field = $derived.by(() => {
    const before = this.stages.slice(0, this.stageAt + 1).map(({ layer }) => slideOf(layer));
    const slides = before.filter((slide) => slide !== undefined);
    if (slides.length < before.length) return undefined;
    const [rows, cols] = [this.cell.row, this.cell.col].map((place) => seenBy(slides, 28, place).seen);
    return rows === undefined || cols === undefined ? undefined : { rows, cols };
  });
  readonly inChannel = $derived(Math.min(this.link.ch, (this.stage?.inputShape[1] ?? 1) - 1));

  /** The numbers of a stage's maps as they are shown, `[channels · rows · cols]`; zeros while they are not known. */
  valuesOf({ before, after, shape }: FeatureStage): Float32Array {
    if (this.seen === undefined) return new Float32Array(shape[1] * shape[2] * shape[3]);
    return gridsAfter(this.seen, this.link.show === 'pre' ? before : after).data;
  }

  /** Takes over the state of a link, clamped, with notes on what could not be taken as it stood. */
  open(text: string | undefined): void {
    const { state, notes } = featureMapsLink.parse(text);
    this.link = shortestPicture(state);
    this.notes = notes;
  }

  /** Changes some settings; the rest stays. */
  set(change: Partial<FeatureMapsLink>): void {
    this.link = { ...this.link, ...change };
    this.notes = [];
  }

  /** Opens a map of a stage, at the same place of the picture as before. */
  openMap(stageAt: number, channel: number): void {
    const [, , rows, cols] = this.stages[stageAt]?.shape ?? [1, 1, 1, 1];
    const [, , oldRows, oldCols] = this.stage?.shape ?? [1, 1, 1, 1];
    const along = (place: number, from: number, to: number) => Math.floor(((place + 0.5) / from) * to);
    const { row, col } = this.cell;
    const place = stageAt === this.stageAt ? {} : { r: along(row, oldRows, rows), c: along(col, oldCols, cols) };
    this.set({ layer: stageAt + 1, m: channel, ...place });
  }

  /** Adds the stroke that was being drawn to the drawing; says so where there is no room. */
  endStroke(): void {
    const pad = this.stroke.length === 0 ? this.link.pad : addStroke(this.link.pad, this.stroke);
    this.stroke = [];
    if (pad === undefined) this.notes = ['The sheet can hold no more strokes; undo one, or clear the sheet.'];
    else if (pad !== this.link.pad) this.set({ pad });
  }
}

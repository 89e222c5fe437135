// The session's four kernels on one picture: its state, and everything that follows from it.
import { max } from 'd3';
import { namedKernels, sessionStack } from '@lib/conv/named-kernels.ts';
import { mapFacts, mapIndex, roundingTolerance, type Place } from '@lib/conv/response.ts';
import { MapComputation, type MapQuestion } from '@lib/state/map-computation.svelte.ts';
import { PictureFigure } from '@lib/state/picture-figure.svelte.ts';
import { responseCompareLink, type ResponseCompareLink } from './response-compare.link.ts';

/** The number that stands for a draw on the map of winners. */
export const tie = 5;

const nearlyZero = roundingTolerance([1], 255);

const kernels = sessionStack.map((name) => namedKernels[name]);

export class ResponseCompareState extends PictureFigure<ResponseCompareLink> {
  constructor() {
    super(responseCompareLink, false);
  }

  /** The place under the mouse, while it points at one. */
  pointedAt = $state.raw<Place | undefined>();
  readonly place = $derived<Place>(this.pointedAt ?? [this.link.r, this.link.c]);

  readonly #question = $derived<MapQuestion>({ pixels: this.picture.bytes, kernels });
  readonly computation = new MapComputation(() => this.#question);
  /** The four maps with what can be said of them, in the order of the session's stack; a move of the window changes none. */
  readonly #maps = $derived(
    sessionStack.map((name, at) => {
      const map = this.computation.maps[at] ?? new Float32Array();
      return { name, map, facts: mapFacts(map, roundingTolerance(namedKernels[name], 255)) };
    }),
  );
  /** The same, with their answers at the window. */
  readonly responses = $derived(
    this.#maps.map((response) => ({ ...response, answer: response.map[mapIndex(this.place)] ?? 0 })),
  );
  /** One end of the scale for all four maps, so that their colours can be compared. */
  readonly greatestAnswer = $derived(
    max(this.#maps, ({ facts }) => Math.max(facts.greatest.value, -facts.least.value)) ?? 0,
  );

  /**
   * At each place the kernel with the greatest answer, by its number in the stack from 1; 0 where no answer is above 0, `tie`
   * where several are greatest.
   */
  readonly winners = $derived(
    Array.from(this.#maps[0]?.map ?? [], (_, at) => {
      const answers = this.#maps.map(({ map }) => map[at] ?? 0);
      const greatest = Math.max(...answers);
      if (greatest <= nearlyZero) return 0;
      const isGreatest = (answer: number) => greatest - answer <= nearlyZero;
      return answers.filter(isGreatest).length > 1 ? tie : answers.findIndex(isGreatest) + 1;
    }),
  );
}

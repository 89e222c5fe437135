// The maps of a picture under some kernels: computed by the engine, held against the reference. Until the engine
// has answered, the reference's own maps are shown, so that a picture is never the answer to another question.
import { kernelTensor, mapSize, pictureTensor, roundingTolerance } from '@lib/conv/response.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import type { ComputedBy } from '@lib/engine/client.ts';
import { latest } from '@lib/engine/latest.ts';
import { pageEngine } from '@lib/engine/page-engine.ts';

/** What the engine is asked for. */
export interface MapQuestion {
  /** 784 numbers. */
  readonly pixels: ArrayLike<number>;
  /** Nine weights for each kernel. */
  readonly kernels: readonly (readonly number[])[];
}

/** What it answered, and to which question. */
export interface MapAnswer extends MapQuestion {
  /** 676 numbers for each kernel, one map after the other. */
  readonly maps: Float32Array;
  readonly backend: ComputedBy;
  readonly milliseconds: number;
  readonly reason: string;
}

const lateMs = 250;

const reference = ({ pixels, kernels }: MapQuestion) => conv2d(pictureTensor(pixels), kernelTensor(...kernels)).data;

/** The maps of the picture and kernels that `question` gives, as a figure shows them. */
export class MapComputation {
  readonly #question: () => MapQuestion;
  answer = $state.raw<MapAnswer | undefined>();
  /** Why the engine gave no answer, in words. */
  fault = $state.raw<string | undefined>();

  constructor(question: () => MapQuestion) {
    this.#question = question;
  }

  /** The question as it stands. */
  readonly #asked = $derived.by(() => this.#question());
  /** The reference's maps for it. */
  readonly #reference = $derived.by(() => reference(this.#asked));
  readonly #isAnswered = $derived(
    this.answer?.pixels === this.#asked.pixels && this.answer.kernels === this.#asked.kernels,
  );
  /** The engine's maps once they answer the question as it stands; until then the reference's, which are at hand at once. */
  readonly #maps = $derived(this.#isAnswered && this.answer !== undefined ? this.answer.maps : this.#reference);
  /** Whether the engine lets a question wait so long that it must be said. */
  #isLate = $state(false);

  /** The maps that are shown, one for each kernel. */
  readonly maps = $derived(
    Array.from({ length: this.#maps.length / mapSize ** 2 }, (_, at) =>
      this.#maps.subarray(at * mapSize ** 2, (at + 1) * mapSize ** 2),
    ),
  );
  /** What computed the numbers now shown; nothing before the engine's first answer. An answer that is due at once counts as here. */
  readonly shownBy = $derived<ComputedBy | undefined>(
    this.fault === undefined && !this.#isLate ? this.answer?.backend : 'reference',
  );
  /** Whether the engine keeps the reader waiting. */
  readonly isWaiting = $derived(this.#isLate && !this.#isAnswered);
  /** The largest difference between engine and reference, and where in its map it is; unknown while a question is open. */
  readonly disagreement = $derived.by(() => {
    if (!this.#isAnswered || this.answer === undefined) return undefined;
    const [engine, plain] = [this.answer.maps, this.#reference];
    let at = 0;
    // written so that a NaN counts as the largest difference there is
    for (let next = 0; next < engine.length; next++)
      if (!(difference(engine, plain, next) <= difference(engine, plain, at))) at = next;
    return { index: at % mapSize ** 2, engine: engine[at] ?? NaN, reference: plain[at] ?? NaN };
  });
  /** How far the two may differ on this question and still agree: float32 rounds large sums of fractions. */
  readonly agreement = $derived(
    Math.max(1e-3, ...this.#asked.kernels.map((weights) => roundingTolerance(weights, 255))),
  );

  /** Asks the engine for the newest question whenever it changes; to be called inside an effect, which stops it. */
  run(): void {
    const engine = pageEngine();
    const work = latest(
      (question: MapQuestion) => engine.conv2d(pictureTensor(question.pixels), kernelTensor(...question.kernels)),
      {
        deliver: ({ value, backend, milliseconds, reason }, question) => {
          performance.mark('map-answered');
          this.answer = { ...question, maps: value.data, backend, milliseconds, reason };
          this.fault = undefined;
        },
        fail: (error) => {
          this.answer = undefined;
          this.fault = error instanceof Error ? error.message : String(error);
        },
      },
    );
    $effect(() => {
      work.ask(this.#asked);
    });
    $effect(() => {
      this.#isLate = false;
      if (this.#isAnswered || this.answer === undefined) return;
      const timer = setTimeout(() => (this.#isLate = true), lateMs);
      return () => clearTimeout(timer);
    });
    $effect(() => () => work.stop());
  }
}

function difference(a: Float32Array, b: Float32Array, at: number): number {
  return Math.abs((a[at] ?? NaN) - (b[at] ?? NaN));
}

// A picture on its way through a network: what every layer makes of it, computed by the engine and held against plain code. Until the engine
// has answered, plain code's own numbers are shown. A network so large that plain code would hold up the page is left to the engine alone.
import type { ComputedBy } from '@lib/engine/client.ts';
import { latest } from '@lib/engine/latest.ts';
import { pageEngine } from '@lib/engine/page-engine.ts';
import type { Tensor } from '@lib/array/tensor.ts';
import { featureStages, type SeenPicture } from '@lib/nn/feature-stages.ts';
import { forwardPass } from '@lib/nn/forward.ts';
import { tableOf } from '@lib/nn/network-table.ts';
import { picturesTensor } from '@lib/nn/occlusion.ts';
import type { Model } from '@lib/nn/parameters.ts';
import { batchShape } from '@lib/nn/training-run.ts';

/** What the engine is asked for. */
export interface PassQuestion {
  readonly model: Model;
  /** 784 bytes. */
  readonly pixels: Uint8Array;
}

interface PassAnswer extends PassQuestion {
  readonly outputs: readonly Tensor[];
  readonly backend: ComputedBy;
  readonly milliseconds: number;
  readonly reason: string;
}

const lateMs = 250;

/** Multiplications that plain code does in the page in some 10 ms; the session's network takes 58,608. */
const mostPlainMultiplications = 1.5e6;

/** How far engine and plain code may differ and still agree, as a share of the largest number that they compare. */
const agreementShare = 1e-4;

/** What the layers of the network that `question` gives make of its picture. */
export class NetworkPass {
  readonly #question: () => PassQuestion;
  answer = $state.raw<PassAnswer | undefined>();
  /** Why the engine gave no answer, in words. */
  fault = $state.raw<string | undefined>();
  /** Whether the engine lets a question wait so long that it must be said. */
  #isLate = $state(false);

  constructor(question: () => PassQuestion) {
    this.#question = question;
  }

  readonly #asked = $derived.by(() => this.#question());
  readonly #model = $derived(this.#asked.model);
  readonly #image = $derived(picturesTensor([this.#asked.pixels]));
  /** Multiplications of one picture. */
  readonly multiplications = $derived(tableOf(this.#model.layers, batchShape(1)).multiplyAccumulates);
  /** Whether plain code checks the engine's answers. */
  readonly isChecked = $derived(this.multiplications <= mostPlainMultiplications);
  /** Plain code's own outputs. */
  readonly #plain = $derived(
    this.isChecked ? forwardPass(this.#model, this.#image).layers.map(({ output }) => output) : undefined,
  );
  readonly #isAnswered = $derived(
    this.answer?.pixels === this.#asked.pixels && this.answer.model === this.#asked.model,
  );
  /** The outputs of all layers for the question as it stands; nothing where only the engine can tell and has not yet. */
  readonly seen = $derived.by((): SeenPicture | undefined => {
    const outputs = this.#isAnswered ? this.answer?.outputs : this.#plain;
    return outputs === undefined ? undefined : { image: this.#image, outputs };
  });

  /** What computed the numbers now shown; nothing before the engine's first answer. An answer that is due at once counts as here. */
  readonly shownBy = $derived<ComputedBy | undefined>(
    this.fault === undefined && !this.#isLate ? this.answer?.backend : 'reference',
  );
  /** Whether the engine keeps the reader waiting. */
  readonly isWaiting = $derived(this.#isLate && !this.#isAnswered);
  /** The largest difference between engine and plain code, and where it is; unknown while a question is open. */
  readonly disagreement = $derived.by(() => {
    if (!this.#isAnswered || this.answer === undefined || this.#plain === undefined) return undefined;
    return largestDifference(this.answer.outputs, this.#plain);
  });
  /** In which stage the largest difference is, in words. */
  readonly placeWords = (): string => {
    const layer = this.disagreement?.layer ?? 0;
    return `layer ${featureStages(this.#model.layers).findIndex(({ after }) => after >= layer) + 1}`;
  };
  /** How far the two may differ. */
  readonly agreement = $derived(
    agreementShare *
      Math.max(
        1,
        ...(this.#plain ?? []).map(({ data }) => data.reduce((most, value) => Math.max(most, Math.abs(value)), 0)),
      ),
  );

  /** Asks the engine for the newest question whenever it changes; to be called inside an effect, which stops it. */
  run(): void {
    const engine = pageEngine();
    const work = latest(({ model, pixels }: PassQuestion) => engine.layerOutputs(model, picturesTensor([pixels])), {
      deliver: ({ value, backend, milliseconds, reason }, question) => {
        this.answer = { ...question, outputs: value, backend, milliseconds, reason };
        this.fault = undefined;
      },
      fail: (error) => {
        this.answer = undefined;
        this.fault = error instanceof Error ? error.message : String(error);
      },
    });
    $effect(() => work.ask(this.#asked));
    $effect(() => {
      this.#isLate = false;
      if (this.#isAnswered || this.answer === undefined) return;
      const timer = setTimeout(() => (this.#isLate = true), lateMs);
      return () => clearTimeout(timer);
    });
    $effect(() => () => work.stop());
  }
}

/** Where two lists of outputs differ most. */
function largestDifference(
  engine: readonly Tensor[],
  plain: readonly Tensor[],
): { layer: number; index: number; engine: number; reference: number } {
  let worst = { layer: 0, index: 0, engine: 0, reference: 0 };
  engine.forEach(({ data }, layer) => {
    data.forEach((value, index) => {
      const reference = plain[layer]?.data[index] ?? NaN;
      // written so that a NaN counts as the largest difference there is
      if (!(Math.abs(value - reference) <= Math.abs(worst.engine - worst.reference)))
        worst = { layer, index, engine: value, reference };
    });
  });
  return worst;
}

// A question that a figure asks of the engine whenever its state changes, and the newest answer with where it comes from. What the figure
// shows meanwhile is its own affair: it has the reference.
import { maxAbsDifference } from '@lib/array/compare.ts';
import type { Tensor } from '@lib/array/tensor.ts';
import type { Computed, Engine, ComputedBy } from '@lib/engine/client.ts';
import { latest } from '@lib/engine/latest.ts';
import { pageEngine } from '@lib/engine/page-engine.ts';

/** What a figure asks. */
export interface Asking<Question extends object, Answer> {
  /** The question as the state has it; none where there is nothing to ask. The same question is the same object. */
  readonly question: () => Question | undefined;
  readonly ask: (engine: Engine, question: Question) => Promise<Computed<Answer>>;
}

/** An answer, and to which question. */
export interface Answered<Question, Answer> extends Computed<Answer> {
  readonly question: Question;
}

const lateMs = 250;

/** The newest answer of the engine to what a figure asks. */
export class EngineQuestion<Question extends object, Answer> {
  readonly #asking: Asking<Question, Answer>;
  answer = $state.raw<Answered<Question, Answer> | undefined>();
  /** Why the engine gave no answer, in words. */
  fault = $state.raw<string | undefined>();
  /** Whether the engine lets a question wait so long that it must be said. */
  #isLate = $state(false);

  constructor(asking: Asking<Question, Answer>) {
    this.#asking = asking;
  }

  readonly #asked = $derived.by(() => this.#asking.question());
  /** The answer to the question as it stands; none while it is open. */
  readonly current = $derived(this.answer?.question === this.#asked ? this.answer : undefined);
  /** Whether the engine keeps the reader waiting. */
  readonly isWaiting = $derived(this.#isLate && this.current === undefined && this.#asked !== undefined);
  /** What computed the numbers now shown; nothing before the first answer. An answer that is due at once counts as here. */
  readonly shownBy = $derived<ComputedBy | undefined>(
    this.fault === undefined && !this.#isLate ? this.answer?.backend : 'reference',
  );

  /** Asks the newest question whenever it changes; to be called inside an effect, which stops it. */
  run(): void {
    const engine = pageEngine();
    const work = latest((question: Question) => this.#asking.ask(engine, question), {
      deliver: (computed, question) => {
        this.answer = { ...computed, question };
        this.fault = undefined;
      },
      fail: (error) => {
        this.answer = undefined;
        this.fault = error instanceof Error ? error.message : String(error);
      },
    });
    $effect(() => {
      if (this.#asked !== undefined) work.ask(this.#asked);
    });
    $effect(() => {
      this.#isLate = false;
      if (this.#asked === undefined || this.current !== undefined || this.answer === undefined) return;
      const timer = setTimeout(() => (this.#isLate = true), lateMs);
      return () => clearTimeout(timer);
    });
    $effect(() => () => work.stop());
  }
}

/** Where the engine's answer differs most from the reference's, and what both say there. */
export function differenceFrom(
  reference: Tensor,
  engine: Tensor,
): { readonly index: number; readonly engine: number; readonly reference: number } {
  const { index } = maxAbsDifference(engine, reference);
  return { index, engine: engine.data[index] ?? NaN, reference: reference.data[index] ?? NaN };
}

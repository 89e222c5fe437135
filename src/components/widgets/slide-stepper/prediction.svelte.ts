// Foretelling the size: what stands in the field, what was said about it, and how many random questions in a row were right at the first try.
import { judgeSize } from '@lib/exercise/judge-size.ts';
import { sizeQuestion } from '@lib/exercise/size-questions.ts';
import type { Verdict } from '@lib/exercise/parts.ts';
import { printWindowSettings } from '@lib/state/window-fields.ts';
import { greatestSeed } from './slide-stepper.link.ts';
import type { SlideStepperState } from './slide-stepper.svelte.ts';

/** As many in a row make the challenge. */
export const wholeStreak = 10;

export class Prediction {
  readonly #figure: SlideStepperState;
  entry = $state('');
  #verdict = $state.raw<{ readonly settings: string; readonly words: Verdict } | undefined>();
  /** Random questions in a row that were right at the first try. */
  streak = $state(0);
  /** The random question that was answered last, right or wrong: it counts once. */
  #counted: number | undefined;

  /** Gives the number of a question to begin with, where the link names none. */
  readonly #anySeed: () => number;

  constructor(figure: SlideStepperState, anySeed: () => number) {
    this.#figure = figure;
    this.#anySeed = anySeed;
  }

  /** Whether the settings are those of the random question whose number is in the link. */
  readonly isRandom = $derived.by(
    () => printWindowSettings(sizeQuestion(this.#figure.link.seed)) === this.#figure.settings,
  );
  /** What was said about the last answer to the question as it stands. */
  readonly verdict = $derived.by(() =>
    this.#verdict?.settings === this.#figure.settings ? this.#verdict.words : undefined,
  );

  /** Judges what stands in the field. */
  check(): void {
    const { rows, cols, link } = this.#figure;
    const words = judgeSize(rows, cols, this.entry);
    this.#verdict = { settings: this.#figure.settings, words };
    if (words.kind === 'notice') return;
    if (this.isRandom && this.#counted !== link.seed) {
      this.#counted = link.seed;
      this.streak = words.kind === 'right' ? this.streak + 1 : 0;
    }
    if (words.kind === 'right') this.#figure.reveal();
  }

  /** Gives up on this question: the size is shown, and the row of right ones ends. */
  tell(): void {
    if (this.isRandom) {
      this.#counted = this.#figure.link.seed;
      this.streak = 0;
    }
    const { rows, cols } = this.#figure;
    const lead = this.#figure.isPossible ? `It is ${rows.count} × ${cols.count}.` : 'There is no place at all.';
    this.#verdict = { settings: this.#figure.settings, words: { kind: 'shown', lead, rest: '' } };
    this.#figure.reveal();
  }

  /** Goes on to the next random question; to pass one over ends the row, too. */
  next(): void {
    const { seed } = this.#figure.link;
    if (this.isRandom && this.#counted !== seed) this.streak = 0;
    const following = this.isRandom ? (seed + 1) % (greatestSeed + 1) : seed === 0 ? this.#anySeed() : seed;
    this.entry = '';
    this.#figure.set({ ...sizeQuestion(following), seed: following });
  }
}

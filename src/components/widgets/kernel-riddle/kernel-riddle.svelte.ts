// The riddle as a reader works at it: what has been asked, which of it says anything new, and whether the nine numbers entered fit.
import {
  answerAt,
  askedWindow,
  kernelRiddle,
  rankWords,
  tellingPlaces,
  type AskedPlace,
} from '@lib/exercise/kernel-riddle.ts';
import { clampGuess, kernelRiddleLink, type KernelRiddleLink } from '@lib/state/kernel-riddle-link.ts';
import { plainNumber } from '@lib/text/numbers.ts';

/** The names of the nine weights, row by row. */
export const weightLetters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] as const;

/** One place asked about, as an equation. */
export interface Equation {
  readonly asked: AskedPlace;
  /** The weights that lie on ink, added: `a + c + d`; empty where none does. */
  readonly letters: string;
  readonly answer: number;
  /** Whether those before it do not say it already. */
  readonly isNew: boolean;
  /** What the reader's own numbers would answer. */
  readonly own: number;
  readonly fits: boolean;
}

const isSame = (one: AskedPlace, other: AskedPlace): boolean => one.patch === other.patch && one.place === other.place;

export class KernelRiddleState {
  link = $state.raw<KernelRiddleLink>(kernelRiddleLink.initial);
  notes = $state.raw<readonly string[]>([]);
  /** The place that the reader points at. */
  pointed = $state.raw<AskedPlace | undefined>();

  readonly text = $derived(kernelRiddleLink.print(this.link));
  readonly #seed = $derived(this.link.seed);
  readonly #riddle = $derived(kernelRiddle(this.#seed));
  readonly patches = $derived(this.#riddle.patches);

  /** Whether the reader has entered anything. */
  readonly hasGuess = $derived(this.link.w.some((weight) => weight !== 0));
  readonly equations = $derived.by((): readonly Equation[] => {
    const telling = tellingPlaces(this.#riddle, this.link.q);
    return this.link.q.map((asked, at) => {
      const window = askedWindow(this.#riddle, asked);
      const letters = weightLetters.filter((_, place) => window[place] === 1).join(' + ');
      const answer = answerAt(this.#riddle, asked, this.#riddle.weights);
      const own = clampGuess(answerAt(this.#riddle, asked, this.link.w));
      return { asked, letters, answer, isNew: telling[at] === true, own, fits: own === answer };
    });
  });
  readonly rank = $derived(this.equations.filter(({ isNew }) => isNew).length);
  readonly rankWords = $derived(rankWords(this.equations.length, this.rank));
  readonly fitting = $derived(this.equations.filter(({ fits }) => fits).length);
  /** Whether no other kernel fits what was asked, and this one does. */
  readonly isSolved = $derived(this.rank === weightLetters.length && this.fitting === this.equations.length);
  readonly greatestAnswer = $derived(Math.max(1, ...this.equations.map(({ answer }) => Math.abs(answer))));

  /** The answer at a place, if it was asked about. */
  answerOf(place: AskedPlace): number | undefined {
    return this.equations.find(({ asked }) => isSame(asked, place))?.answer;
  }

  /** What stands at a place of a map, for those who hear the page. */
  placeWords({ patch, place }: AskedPlace): string {
    const answer = this.answerOf({ patch, place });
    const where = `Patch ${patch + 1}, row ${Math.floor(place / 3)}, column ${place % 3}`;
    return `${where}: ${answer === undefined ? 'ask' : plainNumber(answer)}`;
  }

  open(text: string | undefined): void {
    const { state, notes } = kernelRiddleLink.parse(text);
    this.link = state;
    this.notes = notes;
    this.pointed = undefined;
  }

  /** Asks about a place; a second time changes nothing. */
  ask(place: AskedPlace): void {
    if (this.link.q.some((asked) => isSame(asked, place))) return;
    this.#set({ q: [...this.link.q, place] });
  }

  /** Takes over nine numbers of the reader's. */
  guess(weights: readonly number[]): void {
    this.#set({ w: weights.map(clampGuess) });
  }

  /** Goes to another riddle; nothing is asked yet. */
  begin(seed: number): void {
    this.#set({ seed, q: [], w: kernelRiddleLink.initial.w });
  }

  /** Forgets what was asked in this riddle; the reader's nine numbers stay. */
  askAnew(): void {
    this.#set({ q: [] });
  }

  #set(change: Partial<KernelRiddleLink>): void {
    this.link = { ...this.link, ...change };
    this.notes = [];
  }
}

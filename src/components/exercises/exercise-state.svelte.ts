// What a reader has done in one exercise: what stands in its parts, what was said about it, how often it was tried. Nothing is kept
// when the page is left.
import { answerInWords, emptyEntry, judge, tryKey } from '@lib/exercise/judge.ts';
import { isSlow, judgeSlowly } from '@lib/exercise/judge-slowly.ts';
import type { CheckProgress, Part, Verdict } from '@lib/exercise/parts.ts';
import { AskedWork } from '@lib/state/asked-work.svelte.ts';

const triesBeforeAnswer = 2;

/** A check that takes a while: how far it is, and what came of it. */
class SlowJudging extends AskedWork<Verdict> {
  progress = $state.raw<CheckProgress | undefined>();

  /** Judges; gives nothing where it was given up for another check. */
  async judge(part: Part, entry: string): Promise<Verdict | undefined> {
    this.progress = undefined;
    let given: AbortSignal | undefined;
    await this.start(async (signal) => {
      given = signal;
      const onprogress = (progress: CheckProgress) => {
        if (!signal.aborted) this.progress = progress;
      };
      const verdict = await judgeSlowly(part, entry, { signal, onprogress });
      if (!signal.aborted) this.outcome = verdict;
    });
    if (given?.aborted === true) return undefined;
    return this.outcome ?? { kind: 'notice', lead: 'It could not be worked out.', rest: this.fault ?? '' };
  }
}

/** One part with its entry and what was said about it last. */
class PartState {
  readonly part: Part;
  entry = $state('');
  #said = $state.raw<Verdict | undefined>();
  /** What was entered when that was said. */
  #saidOf = $state('');
  readonly #isAsJudged = $derived.by(() => this.entry === this.#saidOf);
  /** What stands to be said: the explanation of a mistake while it is mended, but no “Right” once something else is entered. */
  readonly verdict = $derived.by(() => (this.#said?.kind === 'right' && !this.#isAsJudged ? undefined : this.#said));
  /** By what the cells of a table are marked: each by itself, but in a chain every one hangs on those before it. */
  readonly marks = $derived.by(() => (this.part.kind === 'chain' && !this.#isAsJudged ? undefined : this.#said));
  /** A check that takes a while. */
  readonly slow = new SlowJudging();
  readonly #wrongTries = new Set<string>();
  /** Different wrong answers given so far. */
  wrongTries = $state(0);
  readonly isDone = $derived(this.verdict?.kind === 'right' || this.verdict?.kind === 'shown');
  readonly canShowAnswer = $derived(!this.isDone && this.wrongTries >= triesBeforeAnswer);

  constructor(part: Part) {
    this.part = part;
    this.entry = emptyEntry(part);
  }

  /** Judges what stands in the part now; what takes a while says so until it is done, and a later check takes its place. */
  check(): void {
    const { entry } = this;
    if (isSlow(this.part)) void this.#checkSlowly(entry);
    else this.#take(judge(this.part, entry), entry);
  }

  async #checkSlowly(entry: string): Promise<void> {
    this.#say({ kind: 'notice', lead: 'One moment.', rest: 'It is being worked out.' }, entry);
    const verdict = await this.slow.judge(this.part, entry);
    if (verdict !== undefined) this.#take(verdict, entry);
  }

  /** Gives up a check that is under way. */
  stop(): void {
    if (!this.slow.isRunning) return;
    this.slow.stop();
    this.#say({ kind: 'notice', lead: 'Stopped.', rest: 'Nothing was judged; “Check” begins anew.' });
  }

  #take(verdict: Verdict, entry: string): void {
    this.#say(verdict, entry);
    if (verdict.kind !== 'wrong') return;
    this.#wrongTries.add(tryKey(this.part, entry));
    this.wrongTries = this.#wrongTries.size;
  }

  #say(verdict: Verdict, entry = this.entry): void {
    [this.#said, this.#saidOf] = [verdict, entry];
  }

  /** Tells the answer. */
  show(): void {
    this.#say({ kind: 'shown', lead: answerInWords(this.part), rest: '' });
  }
}

/** The state of one exercise. */
export class ExerciseState {
  readonly parts: readonly PartState[];
  /** Hints shown so far. */
  hintsShown = $state(0);
  readonly isDone = $derived.by(() => this.parts.every((part) => part.isDone));
  readonly canShowAnswer = $derived.by(() => this.parts.some((part) => part.canShowAnswer));

  /** Whether anything was answered. */
  readonly isTried = $derived.by(() =>
    this.parts.some((part) => part.verdict?.kind === 'right' || part.wrongTries > 0),
  );

  constructor(parts: readonly Part[]) {
    this.parts = parts.map((part) => new PartState(part));
  }

  /** Judges all parts; where one is filled in, an untouched one is only reminded of. */
  check(): void {
    for (const part of this.parts) if (part.verdict?.kind !== 'shown') part.check();
  }

  /** Gives up what is under way. */
  stop(): void {
    for (const part of this.parts) part.stop();
  }

  /** Shows the next of so many hints. */
  showHint(ofHints: number): void {
    this.hintsShown = Math.min(this.hintsShown + 1, ofHints);
  }

  /** Tells the answers of the parts that were tried often enough. */
  showAnswers(): void {
    for (const part of this.parts) if (part.canShowAnswer) part.show();
  }
}

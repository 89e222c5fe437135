// Ten sizes in a row: the one that is asked, what has been answered, and what was said about it. An answer counts once; those given can be looked at again.
import { judgeSize, sidesIn } from '@lib/exercise/judge-size.ts';
import { streakMarks, streakQuestion } from '@lib/exercise/judge-streak.ts';
import type { Verdict } from '@lib/exercise/parts.ts';
import type { SizeQuestion } from '@lib/exercise/size-questions.ts';
import { keptAnswer, sizeStreakLink, streakLength, type SizeStreakLink } from '@lib/state/size-streak-link.ts';
import { settingNames, windowsOf, type SettingName } from '@lib/state/window-fields.ts';

/** One of the ten, with what can be said of it. */
interface Asked {
  /** Its place among the ten, from 0. */
  readonly place: number;
  readonly settings: SizeQuestion;
  readonly isSquare: boolean;
}

const names: Readonly<Record<SettingName, string>> = {
  i: 'input',
  k: 'kernel',
  s: 'stride',
  p: 'padding',
  d: 'dilation',
};

export class SizeStreakState {
  link = $state.raw<SizeStreakLink>(sizeStreakLink.initial);
  notes = $state.raw<readonly string[]>([]);
  /** What stands in the field. */
  entry = $state('');
  /** The question that is looked at though it is answered; nothing: the one that is asked. */
  #looking = $state.raw<number | undefined>();
  /** What was said about an entry that did not count. */
  #remark = $state.raw<Verdict | undefined>();

  readonly text = $derived(sizeStreakLink.print(this.link));
  readonly answered = $derived(this.link.a.length);
  readonly marks = $derived(streakMarks(this.link));
  readonly right = $derived(this.marks.filter(Boolean).length);
  readonly isOver = $derived(this.answered === streakLength);

  /** The question on the sheet. */
  readonly shown = $derived.by((): Asked => {
    const place = this.#looking ?? Math.min(this.answered, streakLength - 1);
    const settings = streakQuestion(this.link.seed, place);
    const isSquare = settingNames.every((name) => settings[name][0] === settings[name][1]);
    return { place, settings, isSquare };
  });
  /** Whether the question on the sheet has been answered. */
  readonly isTold = $derived(this.shown.place < this.answered);
  readonly rows = $derived(windowsOf(this.shown.settings, 0));
  readonly cols = $derived(windowsOf(this.shown.settings, 1));
  /** The settings in words, in the order of the formula; a dilation of 1 is left out. */
  readonly terms = $derived.by(() =>
    settingNames
      .filter((name) => name !== 'd' || this.shown.settings.d.some((gap) => gap > 1))
      .map((name) => {
        const [rows, cols] = this.shown.settings[name];
        const isSize = name === 'i' || name === 'k';
        return {
          letter: name,
          name: names[name],
          words: rows === cols && !isSize ? String(rows) : `${rows} × ${cols}`,
        };
      }),
  );
  /** What is said about the answer to the question on the sheet, or about the entry that did not count. */
  readonly verdict = $derived.by((): Verdict | undefined => {
    const given = this.link.a[this.shown.place];
    if (given === undefined) return this.#remark;
    const [rows, cols] = given;
    return judgeSize(this.rows, this.cols, rows === cols ? String(rows) : `${rows} × ${cols}`);
  });
  /** The given answer in words. */
  readonly given = $derived.by(() => {
    const given = this.link.a[this.shown.place];
    return given === undefined ? '' : given[0] === given[1] ? String(given[0]) : given.join(' × ');
  });

  open(text: string | undefined): void {
    const { state, notes } = sizeStreakLink.parse(text);
    this.link = state;
    this.notes = notes;
    this.#leave();
  }

  /** Answers the question with what stands in the field; what is no size is only remarked on. */
  answer(): void {
    if (this.isTold) return;
    const verdict = judgeSize(this.rows, this.cols, this.entry);
    const [rows, cols = rows] = sidesIn(this.entry);
    if (verdict.kind === 'notice' || rows === undefined || cols === undefined) {
      this.#remark = verdict;
      return;
    }
    const place = this.answered;
    this.link = { ...this.link, a: [...this.link.a, keptAnswer([rows, cols])] };
    this.#leave();
    this.#looking = place;
  }

  /** Goes to the question that is asked. */
  next(): void {
    this.#leave();
  }

  /** Looks at an answered question again. */
  look(place: number): void {
    if (place > this.answered || place >= streakLength) return;
    this.#leave();
    this.#looking = place === this.answered ? undefined : place;
  }

  /** Begins another ten, or the same ones anew. */
  begin(seed: number): void {
    this.link = { seed, a: [] };
    this.notes = [];
    this.#leave();
  }

  #leave(): void {
    this.#looking = undefined;
    this.#remark = undefined;
    this.entry = '';
  }
}

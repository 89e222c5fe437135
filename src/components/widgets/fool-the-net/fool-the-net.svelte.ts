// What the figure is that fools a net: a three with some pixels changed, what the net says of it, and how its lead hangs on every pixel.
import { initialState } from '@lib/engine/training/start.ts';
import { softmax } from '@lib/nn/cross-entropy.ts';
import { guessedChange, marginSlope } from '@lib/nn/margin-slope.ts';
import { modelFrom } from '@lib/nn/parameter-vector.ts';
import { batchShape, sessionRun } from '@lib/nn/training-run.ts';
import { tensor } from '@lib/array/tensor.ts';
import { changedThree, changeInks, originalThree, shortestChange } from '@lib/state/changed-three.ts';
import { NetworkPass, type PassQuestion } from '@lib/state/network-pass.svelte.ts';
import { mostPixels, pixelSet } from '@lib/state/pixels-field.ts';
import { foolTheNetLink, type FoolTheNetLink } from './fool-the-net.link.ts';
import { NetTraining } from './net-training.svelte.ts';

/** What a pixel is made: ink, paper, or what it was. */
export type Change = 'ink' | 'paper' | 'was';

/** The classes, as the net has them. */
const [threeClass, sevenClass] = [0, 1] as const;

/** The session's net before its first step: what is asked of the engine needs some net. */
const untrained = modelFrom(sessionRun.layers, batchShape(1), initialState(sessionRun));

type Changes = Pick<FoolTheNetLink, 'ink' | 'paper'>;

export class FoolTheNetState {
  link = $state.raw<FoolTheNetLink>(foolTheNetLink.initial);
  /** What had to be said about the link that was opened. */
  notes = $state.raw<readonly string[]>([]);
  /** Earlier changes of this three, to be gone back to. */
  #earlier = $state.raw<readonly Changes[]>([]);
  /** What stood before the line that is being drawn, until that has changed something. */
  #begun: Changes | undefined;
  readonly training = new NetTraining();

  /** The text of the state, as it stands in the address. */
  readonly text = $derived(foolTheNetLink.print(this.link));
  readonly #pic = $derived(this.link.pic);
  readonly #ink = $derived(this.link.ink);
  readonly #paper = $derived(this.link.paper);
  readonly original = $derived(originalThree({ pic: this.#pic }));
  readonly #three = $derived(changedThree({ pic: this.#pic, ink: this.#ink, paper: this.#paper }));
  readonly pixels = $derived(this.#three.pixels);
  /** Places that differ from what they were. */
  readonly changed = $derived(this.#three.changed);
  readonly canUndo = $derived(this.#earlier.length > 0);

  /** The net that looks; none until it was trained. */
  readonly net = $derived(this.training.outcome?.seed === this.link.seed ? this.training.outcome : undefined);
  readonly #question = $derived<PassQuestion>({ model: this.net?.model ?? untrained, pixels: this.pixels });
  readonly pass = new NetworkPass(() => this.#question);
  /** The scores of three and seven; nothing until there is a net. */
  readonly scores = $derived.by((): readonly [three: number, seven: number] | undefined => {
    const [three, seven] = this.net === undefined ? [] : (this.pass.seen?.outputs.at(-1)?.data ?? []);
    return three === undefined || seven === undefined ? undefined : [three, seven];
  });
  readonly shares = $derived(
    this.scores === undefined ? undefined : Array.from(softmax(tensor([1, 2], this.scores)).data),
  );
  /** By how much seven leads; below 0 while three does. */
  readonly lead = $derived(this.scores === undefined ? undefined : this.scores[1] - this.scores[0]);
  readonly says = $derived(this.lead === undefined ? undefined : this.lead > 0 ? (7 as const) : (3 as const));

  readonly #model = $derived(this.net?.model);
  readonly #wantsSlope = $derived(this.link.show === 'slope');
  /** The slope of that lead at every pixel, for a change from paper to ink; nothing while it is not shown. */
  readonly slope = $derived.by(() =>
    this.#model === undefined || !this.#wantsSlope
      ? undefined
      : marginSlope(this.#model, this.pixels, { wanted: sevenClass, against: threeClass }),
  );
  readonly steepest = $derived(this.slope?.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? 0);

  /** The pixel that is looked at. */
  readonly place = $derived(this.link.r * 28 + this.link.c);
  readonly ink = $derived(this.pixels[this.place] ?? 0);

  /** What the slope makes one expect of a change of that pixel; nothing where there is none, or it would change nothing. */
  guess(change: Change): number | undefined {
    const slope = this.slope?.[this.place];
    const to = change === 'was' ? (this.original[this.place] ?? 0) : changeInks[change];
    return slope === undefined || to === this.ink ? undefined : guessedChange(slope, { from: this.ink, to });
  }

  /** Takes over the state of a link; one with changes wants to know what the net says. */
  open(text: string | undefined): void {
    const { state, notes } = foolTheNetLink.parse(text);
    const before = this.link;
    this.link = shortestChange(state);
    this.notes = notes;
    if (before.pic !== this.link.pic) this.#earlier = [];
    if (this.changed.length > 0 || this.training.outcome !== undefined) this.touch();
  }

  /** Says that a reader has touched the figure: the net is trained, if it is not yet. */
  touch(): void {
    void this.training.train(this.link.seed);
  }

  /** Changes what is looked at, the three or the net. */
  set(change: Partial<Omit<FoolTheNetLink, 'ink' | 'paper'>>): void {
    const isOther = change.pic !== undefined && change.pic !== this.link.pic;
    this.link = { ...this.link, ...change, ...(isOther ? { ink: [], paper: [] } : {}) };
    this.notes = [];
    if (isOther) this.#earlier = [];
    this.touch();
  }

  /** Makes pixels ink, paper, or what they were; a line that is drawn is one change, so only its first pixels begin one. */
  change(places: readonly number[], to: Change, isFirst = true): void {
    this.touch();
    const [last] = places.slice(-1);
    const look = last === undefined ? {} : { r: Math.floor(last / 28), c: last % 28 };
    const without = (list: readonly number[]) => list.filter((place) => !places.includes(place));
    const next = shortestChange({
      ...this.link,
      ...look,
      ink: pixelSet([...without(this.#ink), ...(to === 'ink' ? places : [])]),
      paper: pixelSet([...without(this.#paper), ...(to === 'paper' ? places : [])]),
    });
    if (next.ink.length + next.paper.length > mostPixels) {
      this.notes = [`At most ${mostPixels} pixels can be changed, or no link could carry them.`];
      return;
    }
    this.notes = [];
    const before: Changes = { ink: this.#ink, paper: this.#paper };
    const isSame = next.ink.join() === before.ink.join() && next.paper.join() === before.paper.join();
    if (isFirst) this.#begun = before;
    if (!isSame && this.#begun !== undefined) {
      this.#earlier = [...this.#earlier, this.#begun];
      this.#begun = undefined;
    }
    this.link = next;
  }

  /** Takes back the last change. */
  undo(): void {
    const before = this.#earlier.at(-1);
    if (before === undefined) return;
    this.#earlier = this.#earlier.slice(0, -1);
    this.link = { ...this.link, ...before };
    this.notes = [];
  }

  /** Takes back all changes, as one change. */
  clear(): void {
    this.change(this.changed, 'was');
  }

  dispose(): void {
    this.training.stop();
  }
}

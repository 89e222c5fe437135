// What the shape calculator is: its settings, the call they make, and everything that follows from it.
import { accountOf, type ConvCall } from '@lib/conv/conv-call.ts';
import { callProblem, openedWords, type AxisName, type Opened, type Opening } from '@lib/text/call-words.ts';
import { callOf, shapeCalculatorLink, type ShapeCalculatorLink } from './shape-calculator.link.ts';
import { TensorTrial, triedCall } from './tensor-trial.svelte.ts';

/** A setting that a reader can change by itself. */
export type Knob = 'n' | 'ci' | 'h' | 'w' | 'co' | 'kh' | 'kw' | 's' | 'p' | 'd' | 'g';

/** The axes that each setting reaches. */
const reach: Readonly<Record<Knob, readonly AxisName[]>> = {
  n: ['n'],
  ci: ['ci'],
  g: ['ci'],
  co: ['co'],
  h: ['h'],
  kh: ['h'],
  w: ['w'],
  kw: ['w'],
  s: ['h', 'w'],
  p: ['h', 'w'],
  d: ['h', 'w'],
};

export class ShapeCalculatorState {
  link = $state.raw<ShapeCalculatorLink>(shapeCalculatorLink.initial);
  /** What had to be said about the link that was opened. */
  notes = $state.raw<readonly string[]>([]);
  /** What became of a number that could not be taken as it was typed. */
  mended = $state.raw<string | undefined>();
  /** The settings that are pointed at or held: their axes are lit. */
  held = $state.raw<Knob | undefined>();
  /** The call before the setting that was last changed was taken hold of, or before the last link, if it was possible. */
  #callBefore = $state.raw<ConvCall | undefined>();
  #turned: Knob | undefined;
  #isOpen = false;

  readonly text = $derived(shapeCalculatorLink.print(this.link));
  readonly call = $derived(callOf(this.link));
  /** Why the call is not possible, in words. */
  readonly problem = $derived(callProblem(this.call));
  readonly account = $derived(this.problem === undefined ? accountOf(this.call) : undefined);
  /** What came out before. */
  readonly before = $derived(this.#callBefore && accountOf(this.#callBefore).outputShape);
  readonly litAxes = $derived<readonly AxisName[]>(this.held === undefined ? [] : reach[this.held]);
  readonly opened = $derived(this.account && openedWords(this.link.o, this.call, this.account));

  readonly trial = new TensorTrial();
  /** The call that can be tried here: this one, this one on a single picture, or none. */
  readonly tried = $derived(this.account && triedCall(this.call));
  readonly outcome = $derived(this.trial.outcome);

  /** Any number of the call, opened. */
  opening(which: Opening): Opened | undefined {
    return this.account && openedWords(which, this.call, this.account);
  }

  /** What a number of the call was before; nothing where it has not changed. */
  wasWords(which: Opening): string {
    if (this.#callBefore === undefined) return '';
    const { value } = openedWords(which, this.#callBefore, accountOf(this.#callBefore));
    return value === this.opening(which)?.value ? '' : `was ${value}`;
  }

  /** One setting's value. */
  valueOf(knob: Knob): number {
    if (knob === 'kh') return this.link.k[0];
    return knob === 'kw' ? this.link.k[1] : this.link[knob];
  }

  /** Notes which setting is pointed at or held. */
  hold(knob: Knob | undefined): void {
    this.held = knob;
    if (knob !== this.#turned) this.#turned = undefined;
  }

  /** Changes one setting; what came out before stays in mind for as long as it is held, so that 30 is not compared with the 3 it begins with. */
  turn(knob: Knob, value: number): void {
    if (this.#turned !== knob) this.#remember();
    this.#turned = knob;
    const [rows, cols] = this.link.k;
    if (knob === 'kh') this.set({ k: [value, cols] });
    else if (knob === 'kw') this.set({ k: [rows, value] });
    else this.set({ [knob]: value });
  }

  /** Takes over the state of a link, clamped, with notes on what could not be taken as it stood. */
  open(text: string | undefined): void {
    const { state, notes } = shapeCalculatorLink.parse(text);
    if (this.#isOpen) this.#remember();
    this.#isOpen = true;
    this.#turned = undefined;
    this.#take(state);
    this.notes = notes;
  }

  /** Changes some settings; the rest stays. */
  set(change: Partial<ShapeCalculatorLink>): void {
    this.#take({ ...this.link, ...change });
    this.notes = [];
  }

  #remember(): void {
    this.#callBefore = this.account === undefined ? undefined : this.call;
  }

  #take(link: ShapeCalculatorLink): void {
    const isSameCall = JSON.stringify(callOf(link)) === JSON.stringify(this.call);
    this.link = link;
    this.mended = undefined;
    if (!isSameCall) this.trial.forget();
  }
}

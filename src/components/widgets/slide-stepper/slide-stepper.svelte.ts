// What the stepper is: its settings, the windows of both axes that follow from them, what is being pointed at, and the convolution of the
// numbers in the cells, by the engine and by plain code.
import type { Tensor } from '@lib/array/tensor.ts';
import { placeNear, placesOn, tapsFrom, type AxisWindows } from '@lib/conv/axis-windows.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { smallKernel, smallPicture } from '@lib/data/small-pictures.ts';
import { differenceFrom, EngineQuestion } from '@lib/state/engine-question.svelte.ts';
import {
  printWindowSettings,
  settingNames,
  windowSettingsIn,
  windowsOf,
  type SettingName,
} from '@lib/state/window-fields.ts';
import { longestGrid, slideStepperLink, type SlideStepperLink } from './slide-stepper.link.ts';

/** A row and a column. */
export type Place = readonly [row: number, col: number];

/** What the reader points at, without having chosen it: a place of the output, a cell of the padded input, or a tap of the kernel. */
export interface Pointed {
  readonly kind: 'output' | 'input' | 'tap';
  /** For an input its row and column in the picture, below 0 in the padding. */
  readonly at: Place;
}

interface Question {
  readonly picture: Tensor;
  readonly kernel: Tensor;
  readonly options: Readonly<Record<'stride' | 'padding' | 'dilation', Place>>;
}

const agreement = 1e-3;

export class SlideStepperState {
  link = $state.raw<SlideStepperLink>(slideStepperLink.initial);
  notes = $state.raw<readonly string[]>([]);
  pointed = $state.raw<Pointed | undefined>();
  /** The settings whose size the reader has foretold: from then on it is shown. */
  #foretold = $state('');

  /** The text of the state, as it stands in the address. */
  readonly text = $derived(slideStepperLink.print(this.link));
  /** The settings of the window alone; a step or a choice of view changes nothing here. */
  readonly settings = $derived(printWindowSettings(this.link));
  readonly rows = $derived(windowsOf(windowSettingsIn(this.settings), 0));
  readonly cols = $derived(windowsOf(windowSettingsIn(this.settings), 1));
  /** Whether rows and columns have the same settings. */
  readonly isSquare = $derived(settingNames.every((name) => this.link[name][0] === this.link[name][1]));
  /** How many places the window has. */
  readonly count = $derived(this.rows.count * this.cols.count);
  readonly isPossible = $derived(this.count > 0);
  /** Whether an axis is too long for a grid. */
  readonly isLong = $derived(Math.max(...this.link.i) > longestGrid);
  /** Whether the size has to be foretold before it is shown. */
  readonly isHidden = $derived(this.link.mode === 'predict' && this.#foretold !== this.settings);

  /** What stands in the cells; how often one is used would give the size away. */
  readonly shown = $derived(this.isHidden ? 'plain' : this.link.show);

  /** The step that is shown: the link's, as far as there are places. */
  readonly step = $derived(Math.max(0, Math.min(this.count - 1, this.link.step)));
  /** The place of the window: the one pointed at, or that of the step. */
  readonly place = $derived.by<Place>(() => {
    if (this.pointed?.kind === 'output') return this.pointed.at;
    const across = Math.max(1, this.cols.count);
    return [Math.floor(this.step / across), this.step % across];
  });
  /** The window's first cell in the picture, below 0 in the padding. */
  readonly corner = $derived<Place>([
    this.rows.starts[this.place[0]] ?? -this.rows.padding,
    this.cols.starts[this.place[1]] ?? -this.cols.padding,
  ]);
  /** The cells of the padded grid that the window taps, row by row. */
  readonly taps = $derived(this.#cells(tapsFrom(this.corner[0], this.rows), tapsFrom(this.corner[1], this.cols)));

  /** The cells of the padded grid by what they are. */
  readonly cells = $derived.by(() => {
    const { rows, cols } = this;
    const all = Array.from({ length: rows.padded * cols.padded }, (_, at) => at);
    const rowOf = (at: number) => Math.floor(at / cols.padded);
    const colOf = (at: number) => at % cols.padded;
    const isInside = ({ padding, size }: AxisWindows, at: number) => at >= padding && at < padding + size;
    const isDropped = ({ padded, leftover }: AxisWindows, at: number) => at >= padded - leftover;
    const uses = all.map((at) => (rows.uses[rowOf(at)] ?? 0) * (cols.uses[colOf(at)] ?? 0));
    const isLost = (at: number) => isDropped(rows, rowOf(at)) || isDropped(cols, colOf(at));
    return {
      picture: all.filter((at) => isInside(rows, rowOf(at)) && isInside(cols, colOf(at))),
      padding: all.filter((at) => !isInside(rows, rowOf(at)) || !isInside(cols, colOf(at))),
      dropped: all.filter((at) => this.isPossible && isLost(at)),
      skipped: all.filter((at) => this.isPossible && uses[at] === 0 && !isLost(at)),
      uses,
    };
  });

  /** What is lit because something else is pointed at: cells of the padded grid, places of the output. */
  readonly lit = $derived.by(() => {
    const { pointed, rows, cols } = this;
    if (pointed?.kind === 'tap') {
      const [row, col] = pointed.at;
      const along = (axis: AxisWindows, tap: number) => axis.starts.map((start) => start + tap * axis.dilation);
      return { input: this.#cells(along(rows, row), along(cols, col)), output: [] };
    }
    if (pointed?.kind !== 'input') return { input: [], output: [] };
    const across = placesOn(cols, pointed.at[1]);
    const output = placesOn(rows, pointed.at[0]).flatMap((row) => across.map((col) => row * cols.count + col));
    // the cell itself is marked, too
    return { input: this.#cells([pointed.at[0]], [pointed.at[1]]), output };
  });

  readonly #question = $derived.by<Question | undefined>(() => {
    const { rows, cols } = this;
    if (!this.isPossible) return undefined;
    return {
      picture: smallPicture(this.link.x, rows.size, cols.size),
      kernel: smallKernel(this.link.w, rows.kernel, cols.kernel),
      options: {
        stride: [rows.stride, cols.stride],
        padding: [rows.padding, cols.padding],
        dilation: [rows.dilation, cols.dilation],
      },
    };
  });
  readonly #reference = $derived(
    this.#question && conv2d(this.#question.picture, this.#question.kernel, this.#question.options),
  );
  readonly engine = new EngineQuestion<Question, Tensor>({
    question: () => this.#question,
    ask: (engine, { picture, kernel, options }) => engine.conv2d(picture, kernel, options),
  });
  /** Whether the engine's answer has as many rows and columns as there are windows; unknown while it is open. */
  readonly isShapeAgreed = $derived.by(() => {
    const shape = this.engine.current?.value.shape;
    return shape === undefined ? undefined : shape[2] === this.rows.count && shape[3] === this.cols.count;
  });
  readonly computation = $derived.by(() => {
    const { answer, current, fault, isWaiting } = this.engine;
    const reference = this.#reference;
    return {
      answer,
      fault,
      isWaiting,
      agreement,
      disagreement:
        current !== undefined && reference !== undefined && this.isShapeAgreed === true
          ? differenceFrom(reference, current.value)
          : undefined,
      placeWords: (at: number) => `(${Math.floor(at / this.cols.count)}, ${at % this.cols.count})`,
    };
  });
  /** The numbers of the picture, of the kernel and of the output, row by row. */
  readonly numbers = $derived({
    picture: this.#question?.picture.data ?? new Float32Array(),
    kernel: this.#question?.kernel.data ?? new Float32Array(),
    output: this.engine.current?.value.data ?? this.#reference?.data ?? new Float32Array(),
  });

  /** Places in the padded grid of cells given by their rows and columns in the picture. */
  #cells(rows: readonly number[], cols: readonly number[]): number[] {
    const { rows: down, cols: across } = this;
    return rows.flatMap((row) => cols.map((col) => (row + down.padding) * across.padded + col + across.padding));
  }

  /** Takes over the state of a link, clamped, with notes on what could not be taken as it stood. */
  open(text: string | undefined): void {
    const { state, notes } = slideStepperLink.parse(text);
    this.link = state;
    this.pointed = undefined;
    this.#foretold = '';
    const { count } = this;
    const isPast = count > 0 && state.step >= count;
    this.notes = isPast ? [...notes, `step: there are only ${count} windows; the last one is shown.`] : notes;
    if (isPast) this.link = { ...state, step: count - 1 };
  }

  /** Changes some settings; the rest stays. New windows begin with the first. */
  set(change: Partial<SlideStepperLink>): void {
    const isMoved = settingNames.some((name) => change[name] !== undefined);
    this.link = { ...this.link, ...(isMoved ? { step: 0 } : {}), ...change };
    this.pointed = undefined;
    this.notes = [];
  }

  /** Sets one setting, along both axes or one of them. */
  change(name: SettingName, value: number, axis?: 0 | 1): void {
    const [rows, cols] = this.link[name];
    this.set({ [name]: [axis === 1 ? rows : value, axis === 0 ? cols : value] });
  }

  /** Moves the window to the legal place nearest to where its first cell was dragged. */
  moveNear([row, col]: Place): void {
    if (this.isPossible) this.moveTo([placeNear(this.rows, row), placeNear(this.cols, col)]);
  }

  /** Moves the window to a place. */
  moveTo([row, col]: Place): void {
    this.pointed = undefined;
    this.link = { ...this.link, step: row * this.cols.count + col };
  }

  /** Shows the size, since it has been foretold. */
  reveal(): void {
    this.#foretold = this.settings;
  }
}

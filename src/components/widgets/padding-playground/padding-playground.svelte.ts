// The padding playground: a picture, a rule for what stands outside it, and what a kernel makes of both. Its state, and what follows from it.
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import {
  answerAt,
  answerFrame,
  answersOf,
  cellAt,
  copiesOf,
  foldedKernel,
  gridTensor,
  leastRing,
  padGrid,
  ringOf,
  widestRing,
  windowCells,
  windowsOver,
  type AnswerGrid,
  type Grid,
} from '@lib/conv/padded-grid.ts';
import { paddingModes, type PaddingMode } from '@lib/conv/pad.ts';
import type { Place } from '@lib/conv/response.ts';
import { hasNumbers } from '@lib/draw/cell-grid.ts';
import { canonicalKernel } from '@lib/state/kernel-field.ts';
import { differenceFrom, EngineQuestion } from '@lib/state/engine-question.svelte.ts';
import { refusalWords } from '@lib/text/padding-words.ts';
import { paddingPlaygroundLink, type PaddingPlaygroundLink } from './padding-playground.link.ts';

/** How far engine and plain code may differ: float32 sums of nine products of up to 255. */
const agreement = 1e-3;

/** What is asked of the engine: the picture under the kernel, by every rule that allows the ring. */
interface Question {
  readonly input: Tensor;
  readonly kernel: Tensor;
  readonly ring: readonly [number, number];
  readonly modes: readonly PaddingMode[];
}

/** What a rule makes of the picture, or why it refuses. */
export interface ModeOutcome {
  readonly mode: PaddingMode;
  readonly refusal: string | undefined;
  readonly answers: AnswerGrid | undefined;
  /** How many of the answers are not those that zeros give. */
  readonly unlikeZeros: number;
}

/** The greatest ink of a picture of pixels. */
const blackInk = 255;

const clamp = (value: number, [least, greatest]: readonly [number, number]): number =>
  Math.min(greatest, Math.max(least, value));

/** Brings the place that is pointed at into the padded picture, or into the answers. */
function placed(link: PaddingPlaygroundLink): PaddingPlaygroundLink {
  const [ringRows, ringCols] = ringOf(link.img, link.p);
  const frame =
    link.see === 'cell'
      ? {
          first: [-ringRows, -ringCols] as const,
          rows: link.img.rows + 2 * ringRows,
          cols: link.img.cols + 2 * ringCols,
        }
      : answerFrame(link.img, link.p);
  return {
    ...link,
    r: clamp(link.r, [frame.first[0], frame.first[0] + frame.rows - 1]),
    c: clamp(link.c, [frame.first[1], frame.first[1] + frame.cols - 1]),
  };
}

/** A state that can be shown, and what had to be changed for it. */
function allowed(link: PaddingPlaygroundLink): { link: PaddingPlaygroundLink; note: string | undefined } {
  const refusal = refusalWords(link.img, { mode: link.mode, padding: link.p });
  const p = clamp(link.p, [leastRing(link.img), widestRing(link.img, link.mode)]);
  return {
    link: placed({ ...link, p }),
    note: refusal === undefined ? undefined : `p: ${refusal} So ${p} is used.`,
  };
}

/** The same state as links have it: with a ring that the rule allows. */
export const canonicalText = (text: string): string =>
  paddingPlaygroundLink.print(allowed(paddingPlaygroundLink.parse(text).state).link);

export class PaddingPlaygroundState {
  link = $state.raw<PaddingPlaygroundLink>(paddingPlaygroundLink.initial);
  /** What had to be said about the link that was opened. */
  notes = $state.raw<readonly string[]>([]);
  /** Why what was last asked for by a control was not done. */
  refusal = $state.raw<string | undefined>();
  /** The place under a mouse that is not pressed; the link keeps the chosen one. */
  hovered = $state.raw<Pick<PaddingPlaygroundLink, 'see' | 'r' | 'c'> | undefined>();

  /** The text of the state, as it stands in the address. */
  readonly text = $derived(paddingPlaygroundLink.print(this.link));

  /** Apart from the rest of the link, so that pointing makes no new picture and asks nothing new of the engine. */
  readonly grid = $derived(this.link.img);
  readonly mode = $derived(this.link.mode);
  readonly padding = $derived(this.link.p);
  readonly weights = $derived(this.link.k);

  readonly padded = $derived(padGrid(this.grid, { mode: this.mode, padding: this.padding }));
  readonly kernel = $derived(foldedKernel(this.grid, this.weights));

  readonly refusals = $derived(
    paddingModes.map((mode) => ({ mode, refusal: refusalWords(this.grid, { mode, padding: this.padding }) })),
  );
  readonly #question = $derived.by((): Question => {
    const modes = this.refusals.filter(({ refusal }) => refusal === undefined).map(({ mode }) => mode);
    return { input: gridTensor(this.grid), kernel: this.kernel, ring: ringOf(this.grid, this.padding), modes };
  });
  /** The answers by every rule that allows the ring, one after the other, by plain code. */
  readonly #reference = $derived.by(() => {
    const { modes } = this.#question;
    const all = modes.map((mode) => answersOf(this.grid, this.weights, { mode, padding: this.padding }));
    const { rows, cols } = answerFrame(this.grid, this.padding);
    return tensor(
      [modes.length, 1, rows, cols],
      all.flatMap(({ values }) => values),
    );
  });

  readonly engine = new EngineQuestion<Question, Tensor>({
    question: () => this.#question,
    ask: async (engine, { input, kernel, ring, modes }) => {
      const all = [];
      for (const paddingMode of modes) all.push(await engine.conv2d(input, kernel, { padding: ring, paddingMode }));
      const [first] = all;
      if (first === undefined) throw new RangeError('PaddingPlaygroundState: modes must not be empty, got none');
      const [, , rows = 0, cols = 0] = first.value.shape;
      return {
        ...first,
        value: tensor(
          [modes.length, 1, rows, cols],
          all.flatMap(({ value }) => Array.from(value.data)),
        ),
        milliseconds: all.reduce((total, { milliseconds }) => total + milliseconds, 0),
      };
    },
  });
  readonly computation = $derived.by(() => {
    const { answer, current, fault, isWaiting } = this.engine;
    const { modes } = this.#question;
    return {
      answer,
      fault,
      isWaiting,
      agreement,
      disagreement: current && differenceFrom(this.#reference, current.value),
      placeWords: (index: number) => {
        const { rows, cols, first } = answerFrame(this.grid, this.padding);
        const at = index % (rows * cols);
        const mode = modes[Math.floor(index / (rows * cols))] ?? '';
        return `(${Math.floor(at / cols) + first[0]}, ${(at % cols) + first[1]}), ${mode}`;
      },
    };
  });

  /** What each rule makes of the picture: the engine’s answers once they are there, until then plain code’s. */
  readonly outcomes = $derived.by((): readonly ModeOutcome[] => {
    const { modes } = this.#question;
    const { data } = this.engine.current?.value ?? this.#reference;
    const frame = answerFrame(this.grid, this.padding);
    const count = frame.rows * frame.cols;
    const byZeros = data.subarray(0, count); // zeros allow every ring, and come first
    return this.refusals.map(({ mode, refusal }) => {
      const at = modes.indexOf(mode);
      if (at < 0) return { mode, refusal, answers: undefined, unlikeZeros: 0 };
      const values = Array.from(data.subarray(at * count, (at + 1) * count));
      const unlikeZeros = values.filter((value, place) => Math.abs(value - (byZeros[place] ?? 0)) > agreement).length;
      return { mode, refusal, answers: { ...frame, values }, unlikeZeros };
    });
  });
  readonly answers = $derived(
    this.outcomes.find(({ mode }) => mode === this.mode)?.answers ?? {
      ...answerFrame(this.grid, this.padding),
      values: [],
    },
  );
  /** Whether the answers need a scale with a side below 0. */
  readonly isSigned = $derived(this.weights.some((weight) => weight < 0));
  readonly greatestInk = $derived(this.grid.values.reduce((most, value) => Math.max(most, value), 1));
  readonly greatestAnswer = $derived(
    this.outcomes.reduce(
      (most, { answers }) => (answers?.values ?? []).reduce((end, value) => Math.max(end, Math.abs(value)), most),
      this.isSigned ? 0 : this.greatestInk,
    ),
  );

  /** The end of the scale of the answers: a mean of pixels that are drawn in ink is drawn on the same scale as they are. */
  readonly answerEnd = $derived.by(() => {
    const isMean = !this.isSigned && Math.abs(this.weights.reduce((sum, weight) => sum + weight, 0) - 1) < agreement;
    return isMean && !hasNumbers(this.padded.rows, this.padded.cols) ? blackInk : this.greatestAnswer;
  });

  /** What is pointed at, by the mouse or else by the link. */
  readonly pointed = $derived(this.hovered ?? this.link);
  readonly place = $derived<Place>([this.pointed.r, this.pointed.c]);
  readonly cell = $derived(cellAt(this.padded, this.place));
  readonly copies = $derived(
    this.pointed.see === 'window' || this.cell?.source === undefined ? [] : copiesOf(this.padded, this.cell.source),
  );
  /** The centres of the answers that the cell pointed at has a say in. */
  readonly fed = $derived.by((): readonly Place[] => {
    if (this.pointed.see === 'window' || this.cell === undefined) return [];
    return windowsOver(this.padded, this.cell).filter((place) => answerAt(this.answers, place) !== undefined);
  });
  readonly windowCells = $derived(this.pointed.see === 'window' ? windowCells(this.padded, this.place) : []);

  /** Takes over the state of a link, brought to what can be shown, with notes on what could not be taken as it stood. */
  open(text: string | undefined): void {
    const { state, notes } = paddingPlaygroundLink.parse(text);
    const { link, note } = allowed(state);
    this.link = link;
    this.notes = note === undefined ? notes : [...notes, note];
    this.refusal = undefined;
    this.hovered = undefined;
  }

  /** Changes rule or ring, unless the rule refuses the ring: then it says why, and all stays as it is. */
  ask(change: Partial<Pick<PaddingPlaygroundLink, 'mode' | 'p'>>): void {
    const link = { ...this.link, ...change };
    this.refusal = refusalWords(link.img, { mode: link.mode, padding: link.p });
    this.notes = [];
    if (this.refusal === undefined) this.link = placed(link);
  }

  /** Shows another picture, with a narrower ring where the rule asks for it. */
  show(img: Grid): void {
    const { link, note } = allowed({ ...this.link, img });
    this.link = link;
    this.notes = [];
    this.refusal = note?.replace('p: ', '');
  }

  /** Takes other weights. */
  setKernel(weights: readonly number[]): void {
    this.link = { ...this.link, k: canonicalKernel(weights) };
    this.notes = [];
  }

  /** Points at a cell of the padded picture, or at an answer. */
  point(see: PaddingPlaygroundLink['see'], [r, c]: Place): void {
    this.link = placed({ ...this.link, see, r, c });
    this.notes = [];
  }
}

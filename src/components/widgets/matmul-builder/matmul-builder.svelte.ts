// A convolution written out as a matrix: its state, and what follows from it.
import { maxAbsDifference } from '@lib/array/compare.ts';
import { matMul, transposeMatrix } from '@lib/array/mat-mul.ts';
import { reshaped, tensor, type Tensor } from '@lib/array/tensor.ts';
import { convTranspose2d } from '@lib/conv/conv-transpose2d.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { leftover } from '@lib/conv/output-length.ts';
import { roundingTolerance } from '@lib/conv/response.ts';
import { unfold } from '@lib/conv/unfold.ts';
import { productsAt, tapAt, touchedBy, type Pointed, type Product, type Unrolled } from '@lib/conv/unrolled.ts';
import { sessionDigit, sessionDigitIndex } from '@lib/data/session-digit.ts';
import type { Engine } from '@lib/engine/client.ts';
import type { MatmulCodeState } from '@lib/export/matmul-code.ts';
import { differenceFrom, EngineQuestion } from '@lib/state/engine-question.svelte.ts';
import {
  freedoms,
  greatestNumber,
  inputCount,
  isDigit,
  matmulBuilderLink,
  numbersOf,
  settled,
  sizesOf,
  type Bias,
  type MatmulBuilderLink,
  type OwnNumber,
  type View,
} from './matmul-builder.link.ts';

/** What is asked of the engine: the product of the view, and the convolution that it disguises. */
interface Question {
  readonly view: View;
  readonly sizes: Unrolled;
  readonly weights: readonly number[];
  readonly input: Float32Array;
  /** Cells with a number of their own; none where the weights are shared. */
  readonly own: readonly OwnNumber[] | undefined;
}

/** What came of it. */
interface Answer {
  readonly product: Tensor;
  /** What the sliding kernel gives, even where squares of the matrix have left it. */
  readonly convolved: Tensor;
}

function picture({ height, width }: Unrolled, input: Float32Array): Tensor {
  return tensor([1, 1, height, width], input);
}

function kernel({ kernel: side }: Unrolled, weights: readonly number[]): Tensor {
  return tensor([1, 1, side, side], weights);
}

/** How the transposed convolution must stamp to give the picture's size back. */
function transposing({ height, width, kernel: side, stride, padding }: Unrolled) {
  const over = (size: number): number => leftover(size, side, { stride, padding });
  return { stride, padding, outputPadding: [over(height), over(width)] as const };
}

/** The matrix with its numbers, `[places, pixels]`. */
function matrixOf({ sizes, weights, own = [] }: Pick<Question, 'sizes' | 'weights' | 'own'>): Tensor {
  const cells = new Float32Array(sizes.places * sizes.pixels);
  for (const { place, pixel, tap } of productsAt(sizes, {})) cells[place * sizes.pixels + pixel] = weights[tap] ?? 0;
  for (const { place, pixel, value } of own) cells[place * sizes.pixels + pixel] = value;
  return tensor([sizes.places, sizes.pixels], cells);
}

/** The two factors of the view's product. */
function factors(question: Question): readonly [Tensor, Tensor] {
  const { view, sizes, weights, input } = question;
  const column = tensor([input.length, 1], input);
  switch (view) {
    case 'toeplitz':
      return [matrixOf(question), column];
    case 'transpose':
      return [transposeMatrix(matrixOf(question)), column];
    case 'im2col': {
      const columns = unfold(picture(sizes, input), sizes.kernel, sizes);
      return [tensor([1, sizes.taps], weights), reshaped(columns, [sizes.taps, sizes.places])];
    }
  }
}

/** The same numbers by plain code. */
function reference(question: Question): Float32Array {
  const { view, sizes, weights, input, own } = question;
  if (own !== undefined) return matMul(...factors(question)).data;
  if (view !== 'transpose') return conv2d(picture(sizes, input), kernel(sizes, weights), sizes).data;
  const answers = tensor([1, 1, sizes.outHeight, sizes.outWidth], input);
  return convTranspose2d(answers, kernel(sizes, weights), transposing(sizes)).data;
}

async function compute(engine: Engine, question: Question) {
  const { view, sizes, weights, input } = question;
  const product = await engine.matMul(...factors(question));
  const convolved =
    view === 'transpose'
      ? await engine.convTranspose2d(
          tensor([1, 1, sizes.outHeight, sizes.outWidth], input),
          kernel(sizes, weights),
          transposing(sizes),
        )
      : await engine.conv2d(picture(sizes, input), kernel(sizes, weights), {
          stride: sizes.stride,
          padding: sizes.padding,
        });
  return {
    ...product,
    milliseconds: product.milliseconds + convolved.milliseconds,
    value: { product: product.value, convolved: convolved.value },
  };
}

export class MatmulBuilderState {
  link = $state.raw<MatmulBuilderLink>(matmulBuilderLink.initial);
  /** What had to be said about the link that was opened. */
  notes = $state.raw<readonly string[]>([]);
  /** What a mouse is over, for as long as it is; it is no part of the link. */
  hovered = $state.raw<Pointed | undefined>();

  readonly text = $derived(matmulBuilderLink.print(this.link));
  readonly view = $derived(this.link.view);
  readonly isDigit = $derived(isDigit(this.link));
  /** Apart from the rest of the link, so that pointing computes nothing anew. */
  readonly #settings = $derived([...this.link.n, this.link.k, this.link.s, this.link.p].join());
  readonly sizes = $derived.by(() => {
    void this.#settings;
    return sizesOf(this.link);
  });

  // ── numbers ──
  readonly #w = $derived(this.link.w);
  readonly #x = $derived(this.link.x);
  readonly #own = $derived(this.link.own);
  /** Whether numbers are given, and letters written for them all the same. */
  readonly #isWritten = $derived(this.link.as === 'letters');
  readonly #givenBias = $derived(typeof this.link.b === 'number' ? this.link.b : 0);
  readonly free = $derived(this.link.free);
  /** What letters stand for where something must be computed. */
  readonly #lettersMean = $derived(
    this.isDigit && this.sizes.taps === namedKernels.top.length
      ? namedKernels.top
      : numbersOf('letters', this.sizes.taps),
  );
  readonly weights = $derived(this.#w === 'letters' ? this.#lettersMean : numbersOf(this.#w, this.sizes.taps));
  /** Whether a square has gone its own way, so that this is no convolution any more. */
  readonly hasOwn = $derived(this.link.own.some(({ place, pixel }) => this.hasLeft(place, pixel)));
  /** The bias as it is shown. A transposed layer does not take over the bias of the other; if it has one, that is its own. */
  readonly shownBias = $derived.by<Bias>(() => {
    const { b } = this.link;
    if (this.view === 'transpose') return typeof b === 'number' && b !== 0 ? b : 'none';
    return this.#isWritten && b !== 'none' ? 'letter' : b;
  });
  readonly bias = $derived(this.shownBias === 'none' ? 0 : this.#givenBias);
  readonly #pixels = $derived(Float32Array.from(this.isDigit ? sessionDigit : numbersOf(this.#x, this.sizes.pixels)));
  /** The numbers that go in: pixels, or in the transposed view answers; the digit's own answers where it is one. */
  readonly input = $derived.by(() => {
    if (this.view !== 'transpose') return this.#pixels;
    if (!this.isDigit) return Float32Array.from(numbersOf(this.#x, this.sizes.places));
    return conv2d(picture(this.sizes, this.#pixels), kernel(this.sizes, this.weights), this.sizes).data;
  });
  readonly #question = $derived<Question>({
    view: this.view,
    sizes: this.sizes,
    weights: this.weights,
    input: this.input,
    own: this.free === 'shared' ? undefined : this.#own,
  });
  readonly #reference = $derived(reference(this.#question));

  readonly engine = new EngineQuestion<Question, Answer>({ question: () => this.#question, ask: compute });
  readonly computation = $derived.by(() => {
    const { answer, current, fault, isWaiting } = this.engine;
    const plain = tensor([this.#reference.length], this.#reference);
    return {
      answer,
      fault,
      isWaiting,
      agreement: Math.max(1e-3, roundingTolerance(this.weights, 255)),
      disagreement: current && differenceFrom(plain, reshaped(current.value.product, plain.shape)),
      placeWords: (index: number) => `answer ${index}`,
    };
  });
  /** By how much the product and the convolution of the engine differ at most, and where; unknown until both are there. */
  readonly difference = $derived.by(() => {
    const { product, convolved } = this.engine.current?.value ?? {};
    if (product === undefined || convolved === undefined) return undefined;
    return maxAbsDifference(product, reshaped(convolved, product.shape));
  });
  /** What comes out, the bias included: answers, or in the transposed view as many numbers as the picture has. */
  readonly output = $derived.by(() => {
    const { bias } = this;
    return (this.engine.current?.value.product.data ?? this.#reference).map((sum) => sum + bias);
  });

  // ── what is shown as a letter ──
  readonly hasLetterInput = $derived((this.#x === 'letters' || this.#isWritten) && !this.isDigit);
  readonly hasLetterWeights = $derived(this.#w === 'letters' || this.#isWritten);
  readonly hasLetterOutput = $derived(
    !this.isDigit && (this.hasLetterInput || this.hasLetterWeights || this.shownBias === 'letter'),
  );

  // ── what is pointed at ──
  readonly pinned = $derived.by<Pointed>(() => {
    const { row, col, tap } = this.link;
    return {
      ...(row !== undefined && { place: row }),
      ...(col !== undefined && { pixel: col }),
      ...(tap !== undefined && { tap }),
    };
  });
  readonly pointed = $derived(this.hovered ?? this.pinned);
  readonly #lit = $derived(Object.keys(this.pointed).length === 0 ? [] : this.joins(this.pointed));
  readonly #touched = $derived(touchedBy(this.#lit));
  readonly litPlaces = $derived(this.#touched.places);
  /** The window of the answer that is pointed at, or else the pixels that have to do with what is. */
  readonly litPixels = $derived.by(() => {
    const { place } = this.pointed;
    return place === undefined ? this.#touched.pixels : touchedBy(this.joins({ place })).pixels;
  });
  /** The one weight that is pointed at, if it is one. */
  readonly tap = $derived.by(() => {
    const [first, ...others] = this.#lit;
    const only = first !== undefined && first.tap >= 0 && others.length === 0 ? first.tap : undefined;
    return this.pointed.tap ?? only;
  });

  /** What the code depends on that is shown for this state. */
  readonly codeState = $derived<MatmulCodeState>({
    ...this.sizes,
    view: this.view,
    weights: this.weights,
    input: this.isDigit ? undefined : [...this.input],
    mnistIndex: sessionDigitIndex,
    bias: this.bias,
    own: this.#question.own,
  });

  /** How the matrix is filled, and what there is to learn. */
  readonly counts = $derived.by(() => {
    const { places, pixels } = this.sizes;
    const products = productsAt(this.sizes, {});
    const [used, cells] = [products.length, places * pixels];
    const touched = touchedBy(products);
    const [distinct, pixelsSeen] = [touched.taps.size, touched.pixels.size];
    const toLearn = { shared: distinct, local: used, dense: cells }[this.free];
    return {
      used,
      cells,
      zero: cells - used,
      distinct,
      pixelsSeen,
      toLearn,
      biases: this.shownBias === 'none' ? 0 : 1,
    };
  });

  /** Takes over the state of a link, brought together, with notes on what could not be taken as it stood. */
  open(text: string | undefined): void {
    const parsed = matmulBuilderLink.parse(text);
    const { state, notes } = settled(parsed.state);
    this.link = state;
    this.notes = [...parsed.notes, ...notes];
    this.hovered = undefined;
  }

  /** Changes some settings; the rest stays as far as it can. */
  set(change: Partial<MatmulBuilderLink>): void {
    this.link = settled({ ...this.link, ...change }).state;
    this.notes = [];
  }

  /** Pins what is pointed at. */
  point({ place, pixel, tap }: Pointed): void {
    this.set({ row: place, col: pixel, tap });
    this.hovered = undefined;
  }

  /** The squares that fit what is pointed at: those of the kernel, or with filled zeros all, where no weight of it lies with the tap −1. */
  joins(pointed: Pointed): Product[] {
    const { sizes } = this;
    if (this.free !== 'dense' || pointed.tap !== undefined) return productsAt(sizes, pointed);
    const all = (one: number | undefined, count: number) =>
      one === undefined ? Array.from({ length: count }, (_, at) => at) : [one];
    return all(pointed.place, sizes.places).flatMap((place) =>
      all(pointed.pixel, sizes.pixels).map((pixel) => ({ place, pixel, tap: tapAt(sizes, place, pixel) })),
    );
  }

  /** The number that the kernel means a cell to have. */
  #meant(place: number, pixel: number): number {
    return this.weights[tapAt(this.sizes, place, pixel)] ?? 0;
  }

  /** Whether a cell has a number that the kernel does not give it. */
  hasLeft(place: number, pixel: number): boolean {
    return this.cellValue(place, pixel) !== this.#meant(place, pixel);
  }

  /** The number in a cell of the matrix. */
  cellValue(place: number, pixel: number): number {
    const own = this.#own.find((cell) => cell.place === place && cell.pixel === pixel);
    return own === undefined ? this.#meant(place, pixel) : own.value;
  }

  /** Whether a cell has a number that can be changed. */
  isFree(place: number, pixel: number): boolean {
    return this.free === 'dense' || tapAt(this.sizes, place, pixel) >= 0;
  }

  /** Changes the number of a cell: that of all its copies where it is shared, its own where it is not. */
  setCell(place: number, pixel: number, value: number): void {
    if (this.free === 'shared') {
      this.setWeight(tapAt(this.sizes, place, pixel), value);
      return;
    }
    const others = this.#own.filter((cell) => cell.place !== place || cell.pixel !== pixel);
    const own = [...others, { place, pixel, value: bounded(value) }];
    const tap = tapAt(this.sizes, place, pixel);
    const copies = tap < 0 ? [] : productsAt(this.sizes, { tap });
    const valueOf = (copy: Product) =>
      own.find((cell) => cell.place === copy.place && cell.pixel === copy.pixel)?.value ?? this.weights[tap] ?? 0;
    // copies that have all become equal again are what the kernel says, whatever it said before
    if (copies.length > 0 && copies.every((copy) => valueOf(copy) === bounded(value))) this.setWeight(tap, value);
    else this.set({ ...this.#asNumbers(), own });
  }

  /** Changes a weight, and with it all of its copies, also those that had a number of their own. */
  setWeight(tap: number, value: number): void {
    if (tap < 0) return;
    const own = this.#own.filter(({ place, pixel }) => tapAt(this.sizes, place, pixel) !== tap);
    this.set({ ...this.#asNumbers(), w: changed(this.weights, tap, value), own });
  }

  /** Changes a number that goes in. */
  setInput(at: number, value: number): void {
    this.set({ ...this.#asNumbers(), x: changed([...this.input], at, value) });
  }

  /** Writes all as letters, or all as numbers: the numbers behind the letters stay. */
  showLetters(isLetters: boolean): void {
    if (isLetters === this.hasLetterWeights) return;
    if (!isLetters) this.set(this.#asNumbers());
    else if (this.#isCounted) this.set({ x: 'letters', w: 'letters', b: this.link.b === 'none' ? 'none' : 'letter' });
    else this.set({ as: 'letters' });
  }

  /** Switches the bias on or off; it begins where it changes nothing, but in the transposed view, where 0 would be none, at 1. */
  switchBias(isOn: boolean): void {
    if (!isOn) this.set({ b: 'none' });
    else if (this.view === 'transpose') this.set({ b: 1 });
    else this.set({ b: this.#w === 'letters' ? 'letter' : 0 });
  }

  /** Whether the numbers are those that letters stand for. */
  get #isCounted(): boolean {
    const isWeightCounted = this.weights.every((weight, tap) => weight === this.#lettersMean[tap]);
    const isInputCounted = this.#x === 'letters' || this.#x === 'count';
    return isWeightCounted && isInputCounted && this.#givenBias === 0;
  }

  /** The same state, every letter replaced by the number that it stands for. */
  #asNumbers(): Partial<MatmulBuilderLink> {
    const { b } = this.link;
    return {
      as: 'given',
      x: this.#x === 'letters' ? 'count' : this.#x,
      w: this.weights,
      b: b === 'letter' ? 0 : b,
    };
  }

  /** Goes to another view; what goes in is kept where it fits. */
  setView(view: View): void {
    const x = typeof this.#x === 'string' || view === this.view ? this.#x : 'count';
    const free = view === 'im2col' ? freedoms[0] : this.free;
    const { state } = settled({ ...this.link, view, free, x });
    const b = view !== 'transpose' && state.b === 'letter' && !this.hasLetterWeights ? 0 : state.b;
    this.set({ ...state, b, x: typeof x === 'string' || x.length === inputCount(state) ? x : 'count' });
  }
}

function bounded(value: number): number {
  return Math.min(greatestNumber, Math.max(-greatestNumber, value));
}

function changed(numbers: readonly number[], at: number, value: number): readonly number[] {
  return numbers.map((old, place) => (place === at ? bounded(value) : old));
}

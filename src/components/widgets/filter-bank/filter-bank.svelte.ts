// The filter bank: a batch of digits under many kernels in one call of the engine. Its state, and what follows from it.
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { accountOf, sessionCall } from '@lib/conv/conv-call.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { kernelBank } from '@lib/conv/kernel-bank.ts';
import { sessionStack } from '@lib/conv/named-kernels.ts';
import {
  kernelTensor,
  mapIndex,
  mapSize,
  products,
  responseMap,
  roundingTolerance,
  sum,
  windowAt,
  type Place,
} from '@lib/conv/response.ts';
import { digitAt, digitPixels, type DigitChunk } from '@lib/data/digit-chunk.ts';
import { knowDigits } from '@lib/data/known-digits.ts';
import { pageDigits } from '@lib/data/page-digits.ts';
import { sessionDigit, sessionDigitIndex } from '@lib/data/session-digit.ts';
import { EngineQuestion, differenceFrom } from '@lib/state/engine-question.svelte.ts';
import { kernelWords } from '@lib/text/kernel-words.ts';
import { bounds, filterBankLink, type FilterBankLink } from './filter-bank.link.ts';
import { OneByOne, type BankQuestion } from './one-by-one.svelte.ts';

/** Up to so many maps plain code computes, too, at every change. */
const mostChecked = 256;

const cells = mapSize ** 2;

/** A batch of digits: the session's three, and those that follow it in the file. */
interface Batch {
  /** MNIST training index of each. */
  readonly indices: readonly number[];
  readonly labels: readonly number[];
  /** Bytes, 784 each. */
  readonly bytes: Uint8Array;
}

const alone: Batch = { indices: [sessionDigitIndex], labels: [3], bytes: sessionDigit };

function batchOf(chunk: DigitChunk, count: number): Batch {
  const first = chunk.mnistIndices.indexOf(sessionDigitIndex);
  return {
    indices: [...chunk.mnistIndices.subarray(first, first + count)],
    labels: [...chunk.labels.subarray(first, first + count)],
    bytes: chunk.pixels.subarray(first * digitPixels, (first + count) * digitPixels),
  };
}

export class FilterBankState {
  link = $state.raw<FilterBankLink>(filterBankLink.initial);
  /** What had to be said about the link that was opened. */
  notes = $state.raw<readonly string[]>([]);
  /** What became of a number that could not be taken as it was typed. */
  mended = $state.raw<string | undefined>();
  /** The picture and kernel that a mouse points at. */
  pointed = $state.raw<readonly [picture: number, kernel: number] | undefined>();
  #chunk = $state.raw<DigitChunk | undefined>();
  /** Why the digits are not here, in words. */
  fault = $state.raw<string | undefined>();

  readonly text = $derived(filterBankLink.print(this.link));
  /** Apart from the rest of the link, so that pointing asks nothing new of the engine. */
  readonly #count = $derived(this.link.n);
  readonly #batchSize = $derived(this.link.b);
  readonly #seed = $derived(this.link.seed);

  readonly isLoaded = $derived(this.#batchSize === 1 || this.#chunk !== undefined);
  readonly batch = $derived.by(() => {
    if (this.#batchSize === 1 || this.#chunk === undefined) return alone;
    return batchOf(this.#chunk, this.#batchSize);
  });
  readonly kernels = $derived(kernelBank(this.#count, this.#seed));
  readonly account = $derived(accountOf({ ...sessionCall, batch: this.#batchSize, outChannels: this.#count }));

  readonly question = $derived.by((): BankQuestion | undefined => {
    if (!this.isLoaded) return undefined;
    const { indices, bytes } = this.batch;
    return {
      pictures: tensor([indices.length, 1, 28, 28], Float32Array.from(bytes)),
      kernels: kernelTensor(...this.kernels),
    };
  });
  readonly engine = new EngineQuestion<BankQuestion, Tensor>({
    question: () => this.question,
    ask: (engine, { pictures, kernels }) => engine.conv2d(pictures, kernels),
  });
  readonly #isChecked = $derived(this.#count * this.#batchSize <= mostChecked);
  readonly #reference = $derived(
    this.#isChecked && this.question !== undefined ? conv2d(this.question.pictures, this.question.kernels) : undefined,
  );
  /** All maps, picture by picture: the engine's, or plain code's until it has answered where they are few. */
  readonly maps = $derived(this.engine.current?.value.data ?? this.#reference?.data);
  readonly greatest = $derived.by(() => {
    let most = 0;
    if (this.maps !== undefined) for (const answer of this.maps) most = Math.max(most, Math.abs(answer));
    return most;
  });

  /** The picture and kernel that are shown large. */
  readonly shown = $derived.by(() => {
    const [picture, kernel] = this.pointed ?? this.link.sel;
    return [Math.min(picture, this.batch.indices.length - 1), Math.min(kernel, this.link.n - 1)] as const;
  });
  readonly #shownPicture = $derived(this.shown[0]);
  readonly #shownKernel = $derived(this.shown[1]);
  readonly pixels = $derived(
    this.batch.bytes.subarray(this.#shownPicture * digitPixels, (this.#shownPicture + 1) * digitPixels),
  );
  readonly weights = $derived(this.kernels[this.#shownKernel] ?? []);
  /** The map shown large, by plain code. */
  readonly #plainMap = $derived(responseMap(this.pixels, this.weights));
  readonly map = $derived.by(() => {
    const first = (this.#shownPicture * this.#count + this.#shownKernel) * cells;
    return this.maps?.subarray(first, first + cells) ?? this.#plainMap;
  });
  readonly place = $derived<Place>([this.link.r, this.link.c]);
  readonly window = $derived(windowAt(this.pixels, this.place));
  readonly products = $derived(products(this.window, this.weights));
  readonly answer = $derived(sum(this.products));
  readonly onMap = $derived(this.map[mapIndex(this.place)] ?? NaN);
  /** What kernel and picture are called. */
  readonly kernelTitle = $derived.by(() => {
    const name = sessionStack[this.#shownKernel];
    return name === undefined ? 'random' : kernelWords[name].title;
  });
  readonly pictureTitle = $derived(
    `${this.batch.labels[this.#shownPicture] === 7 ? 'a seven' : 'a three'}, image ${this.batch.indices[this.#shownPicture] ?? ''}`,
  );

  readonly computation = $derived.by(() => {
    const { answer, current, fault, isWaiting } = this.engine;
    const shared = {
      answer,
      fault,
      isWaiting,
      isChecked: this.#isChecked,
      hasSpotCheck: true,
      agreement: this.#agreement,
    };
    if (current === undefined) return { ...shared, disagreement: undefined };
    if (this.#reference === undefined)
      return { ...shared, disagreement: differenceFrom(tensor([cells], this.#plainMap), tensor([cells], this.map)) };
    const { index, ...said } = differenceFrom(this.#reference, current.value);
    return { ...shared, disagreement: { index: index % cells, ...said } };
  });
  readonly #agreement = $derived(Math.max(1e-3, ...this.kernels.map((weights) => roundingTolerance(weights, 255))));

  readonly oneByOne = new OneByOne();
  readonly comparison = $derived(this.oneByOne.outcome?.question === this.question ? this.oneByOne.outcome : undefined);

  /** Loads the digits if the batch needs more than the session's three. */
  async load(): Promise<void> {
    if (this.isLoaded) return;
    this.fault = undefined;
    try {
      const chunk = await (await pageDigits()).chunk('train', 0);
      const first = chunk.mnistIndices.indexOf(sessionDigitIndex);
      knowDigits(Array.from({ length: bounds.b[1] }, (_, at) => digitAt(chunk, first + at)));
      this.#chunk = chunk;
    } catch (error) {
      this.fault = error instanceof Error ? error.message : String(error);
    }
  }

  /** Takes over the state of a link, clamped, with notes on what could not be taken as it stood. */
  open(text: string | undefined): void {
    const { state, notes } = filterBankLink.parse(text);
    this.#take(state);
    this.notes = notes;
  }

  /** Changes some settings; the rest stays. */
  set(change: Partial<FilterBankLink>): void {
    this.#take({ ...this.link, ...change });
    this.notes = [];
  }

  #take(link: FilterBankLink): void {
    const { n, b, seed } = this.link;
    if (link.n !== n || link.b !== b || link.seed !== seed) this.oneByOne.forget();
    this.pointed = undefined;
    this.mended = undefined;
    this.link = link;
  }
}

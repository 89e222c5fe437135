// Threes from sevens by one kernel, one number a picture and a threshold: the state of the figure, and everything that follows from it.
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { kernelNameOf } from '@lib/conv/named-kernels.ts';
import { findInk, numbersOfMaps, pictureNumbers, statisticOf, type PictureNumbers } from '@lib/conv/picture-numbers.ts';
import { kernelTensor, mapFacts, mapSize, pictureSize, responseMap, roundingTolerance } from '@lib/conv/response.ts';
import { axisStep } from '@lib/draw/histogram.ts';
import { canonicalKernel, greatestWeight } from '@lib/state/kernel-field.ts';
import { differenceFrom, EngineQuestion } from '@lib/state/engine-question.svelte.ts';
import { HeldOut } from '@lib/state/held-out.svelte.ts';
import { roundForLink } from '@lib/state/link-fields.ts';
import { toldDigits, type OneKernelLink } from '@lib/state/one-kernel-fields.ts';
import { oneKernelLink, shortestState } from './one-kernel.link.ts';
import { rightIn, viewOf, type OneKernelView } from './view.ts';

/** What is printed when the page is made: the view of one state. */
export interface PrintedView {
  /** The state, as it stands in links. */
  readonly text: string;
  readonly view: OneKernelView;
}

/** What the engine is asked for: the maps of all pictures, `[count, 1, 28, 28]` by `[1, 1, 3, 3]`. */
interface Question {
  readonly pictures: Tensor;
  readonly kernel: Tensor;
}

/** Its answer: the maps, and the numbers that they give. */
interface Maps {
  readonly maps: Float32Array;
  readonly numbers: PictureNumbers;
}

const mapCells = mapSize ** 2;

export class OneKernelState {
  link = $state.raw<OneKernelLink>(oneKernelLink.initial);
  /** What had to be said about the link that was opened. */
  notes = $state.raw<readonly string[]>([]);
  readonly heldOut = new HeldOut();
  readonly #printed: PrintedView | undefined;

  constructor(printed?: PrintedView) {
    this.#printed = printed;
  }

  readonly text = $derived(oneKernelLink.print(this.link));

  /** Apart from the rest of the link, so that a move of the threshold convolves nothing. */
  readonly #kernel = $derived(this.link.k);
  readonly kernelName = $derived(kernelNameOf(this.#kernel));
  readonly #ink = $derived(this.heldOut.pictures && findInk(this.heldOut.pictures.pixels));
  readonly #numbers = $derived(this.#ink && pictureNumbers(this.#ink, this.#kernel));

  /** What is shown of all pictures; nothing until they have come, except in the printed state. */
  readonly view = $derived.by((): OneKernelView | undefined => {
    const { pictures } = this.heldOut;
    if (pictures !== undefined && this.#numbers !== undefined) return viewOf(this.link, pictures, this.#numbers);
    return this.#printed?.text === this.text ? this.#printed.view : undefined;
  });
  readonly right = $derived(this.view && rightIn(this.view));
  /** The digit that lies above the threshold. */
  readonly above = $derived<'3' | '7'>(this.view?.split.above === 1 ? '7' : '3');
  /** How many there are. */
  readonly count = $derived(this.view === undefined ? 0 : this.view.of[0] + this.view.of[1]);
  /** The step by which keys and drags move the threshold. */
  readonly step = $derived(this.view === undefined ? 1 : axisStep(this.view.histograms));

  /** Apart from the kernel, since the pictures are the same for all. */
  readonly #pictureTensor = $derived(
    this.#ink && tensor([this.#ink.count, 1, pictureSize, pictureSize], this.#ink.pixels),
  );
  readonly #question = $derived<Question | undefined>(
    this.#pictureTensor && { pictures: this.#pictureTensor, kernel: kernelTensor(this.#kernel) },
  );
  readonly engine = new EngineQuestion<Question, Maps>({
    question: () => this.#question,
    ask: async (engine, { pictures, kernel }) => {
      const { value, ...by } = await engine.conv2d(pictures, kernel); // [count, 1, 26, 26]
      return { ...by, value: { maps: value.data, numbers: numbersOfMaps(value.data) } };
    },
  });
  readonly #tolerance = $derived(roundingTolerance(this.#kernel, 255));
  readonly computation = $derived.by(() => {
    const { answer, current, fault, isWaiting } = this.engine;
    const { stat } = this.link;
    const plain = this.#numbers;
    const asTensor = (numbers: PictureNumbers) => tensor([numbers.greatest.length], statisticOf(numbers, stat));
    return {
      answer,
      fault,
      isWaiting,
      agreement: Math.max(1e-3, this.#tolerance),
      disagreement:
        current === undefined || plain === undefined
          ? undefined
          : differenceFrom(asTensor(plain), asTensor(current.value.numbers)),
      placeWords: (place: number) => `picture ${place}`,
    };
  });

  /** The map of the opened picture: the engine's once it has answered, until then plain code's. */
  readonly map = $derived.by(() => {
    const { pic } = this.link;
    const ofEngine = this.engine.current?.value.maps.subarray(pic * mapCells, (pic + 1) * mapCells);
    return ofEngine ?? (this.view && responseMap(this.view.opened.pixels, this.#kernel));
  });
  readonly facts = $derived(this.map && mapFacts(this.map, this.#tolerance));

  /** Loads the pictures; asking again after a fault tries again. */
  load(): Promise<void> {
    return this.heldOut.load({ digits: toldDigits, tampering: 'none' });
  }

  /** Takes over the state of a link, clamped, with notes on what could not be taken as it stood. */
  open(text: string | undefined): void {
    const { state, notes } = oneKernelLink.parse(text);
    this.link = shortestState(state);
    this.notes = notes;
  }

  /** Changes some settings; the rest stays. */
  set(change: Partial<OneKernelLink>): void {
    this.link = shortestState({ ...this.link, ...change });
    this.notes = [];
  }

  /** Sets the nine weights, brought to what a link can carry; `wantedSum` is kept in spite of rounding. */
  setKernel(weights: readonly number[], wantedSum?: number): void {
    this.set({ k: canonicalKernel(weights, wantedSum) });
    if (weights.some((weight) => Math.abs(weight) > greatestWeight))
      this.notes = [`Weights go from −${greatestWeight} to ${greatestWeight}; larger ones were cut.`];
  }

  /** Sets the threshold, and keeps which side is which. */
  setThreshold(value: number): void {
    this.set({ t: roundForLink(value), above: this.above });
  }

  /** Sets which digit lies above the threshold, and keeps the threshold where it is. */
  setAbove(above: '3' | '7'): void {
    const threshold = this.view?.split.threshold;
    if (threshold !== undefined && above !== this.above) this.set({ t: roundForLink(threshold), above });
  }
}

// The picture of a figure: which one the state asks for, its bytes, and the digits that must be loaded for it.
import { sessionDigit, sessionDigitIndex } from '@lib/data/session-digit.ts';
import { knowDigits, knownDigit } from '@lib/data/known-digits.ts';
import { isSynthetic } from '@lib/data/pictures.ts';
import { pageDigits } from '@lib/data/page-digits.ts';
import { syntheticPicture } from '@lib/data/synthetic.ts';
import type { Digit } from '@lib/data/digit-chunk.ts';
import { meantIndex, shortestPicture, type PictureLink } from './picture-fields.ts';

const paper = new Uint8Array(sessionDigit.length);

/** What a figure gives: the picture its state asks for, and where to hear that another one is shown. */
export interface PictureSource {
  link: () => PictureLink & { readonly pad?: Uint8Array };
  onshow: (link: PictureLink, note?: string) => void;
}

/** The picture that a figure's state asks for, loaded as needed. */
export class PictureChoice {
  readonly #source: PictureSource;
  /** The digit last loaded. */
  #digit = $state.raw<Digit | undefined>();
  /** The first threes and sevens of the data, once they were asked for. */
  first = $state.raw<readonly Digit[]>([]);
  /** Why the digit asked for can't be shown, in words for the reader. */
  fault = $state.raw<string | undefined>();

  /** What last failed, to be done once more. */
  #failed: (() => Promise<void>) | undefined;

  constructor(source: PictureSource) {
    this.#source = source;
  }

  /** The link's part of the state. */
  readonly link = $derived.by(() => this.#source.link());
  /** Apart from the rest of the link, so that a move of the window draws no picture anew. */
  readonly #kind = $derived(this.link.d);
  readonly #pad = $derived(this.link.pad);
  /** MNIST training index of the digit asked for. */
  readonly index = $derived(meantIndex(this.link));
  /** The digit that must be loaded; none where the picture is at hand. */
  readonly wanted = $derived.by(() => {
    const { d } = this.link;
    if ((d !== '3' && d !== '7') || (d === '3' && this.index === sessionDigitIndex)) return undefined;
    return { label: d === '3' ? (3 as const) : (7 as const), mnistIndex: this.index };
  });
  /** The digit asked for, if it has come, for this figure or for another. */
  readonly #here = $derived.by(() => {
    const { wanted } = this;
    if (wanted === undefined) return undefined;
    return [this.#digit, knownDigit(wanted.mnistIndex)].find(
      (digit) => digit?.label === wanted.label && digit.mnistIndex === wanted.mnistIndex,
    );
  });
  readonly isLoaded = $derived(this.wanted === undefined || this.#here !== undefined);
  /** The 784 bytes; all paper while the digit is on its way: never another picture under its name. */
  readonly bytes = $derived.by(() => {
    const d = this.#kind;
    if (d === 'pad') return this.#pad ?? paper;
    if (isSynthetic(d)) return syntheticPicture(d);
    if (this.wanted === undefined) return sessionDigit;
    return this.#here?.pixels ?? paper;
  });
  /** What the picture is, in a few words. */
  readonly title = $derived.by(() => {
    const { d } = this.link;
    if (d === 'pad') return 'drawn here';
    if (isSynthetic(d)) return 'made by rule';
    return `MNIST training picture ${this.index}${this.isLoaded ? '' : ', on its way'}`;
  });

  /** Loads the digit asked for; where its number is another digit's, shows the nearest and says so. */
  async load(): Promise<void> {
    const { wanted } = this;
    if (wanted === undefined || this.isLoaded) {
      this.fault = undefined;
      return;
    }
    await this.#try(
      async () => (await pageDigits()).nearest(wanted.label, wanted.mnistIndex),
      (digit) => {
        if (digit.mnistIndex === wanted.mnistIndex) this.#take(digit);
        else {
          const name = digit.label === 3 ? 'three' : 'seven';
          this.#show(
            digit,
            `i: picture ${wanted.mnistIndex} is not a ${name}; the nearest one, ${digit.mnistIndex}, is shown.`,
          );
        }
      },
    );
  }

  /** Shows the next or the previous digit of the same kind. */
  async step(by: 1 | -1): Promise<void> {
    const label = this.link.d === '7' ? 7 : 3;
    await this.#try(
      async () => (await pageDigits()).neighbour(label, this.index, by),
      (digit) => digit !== undefined && this.#show(digit),
    );
  }

  /** Loads the first ten threes and the first ten sevens, to be picked by eye. */
  async loadFirst(): Promise<void> {
    await this.#try(
      async () => {
        const digits = await pageDigits();
        return [...(await digits.first(3, 10)), ...(await digits.first(7, 10))];
      },
      (first) => (this.first = first),
    );
  }

  /** Does once more what last failed. */
  async retry(): Promise<void> {
    await this.#failed?.();
  }

  /** Shows a digit that is at hand. */
  show(digit: Digit): void {
    this.#show(digit);
  }

  /** Fetches and takes over, unless the reader has chosen another picture meanwhile: then neither result nor fault matters. */
  async #try<T>(fetch: () => Promise<T>, take: (result: T) => void): Promise<void> {
    const { d, i } = this.link;
    const isStillAsked = () => this.link.d === d && this.link.i === i;
    this.fault = undefined;
    this.#failed = undefined;
    try {
      const result = await fetch();
      if (isStillAsked()) take(result);
    } catch (error) {
      if (!isStillAsked()) return;
      this.fault = error instanceof Error ? error.message : String(error);
      this.#failed = () => this.#try(fetch, take);
    }
  }

  #take(digit: Digit): void {
    knowDigits([digit]);
    this.#digit = digit;
  }

  #show(digit: Digit, note?: string): void {
    this.#take(digit);
    this.#source.onshow(shortestPicture({ d: digit.label === 3 ? '3' : '7', i: digit.mnistIndex }), note);
  }
}

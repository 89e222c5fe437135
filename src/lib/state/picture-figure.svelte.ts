// What the states of figures on a picture have in common: the link, what had to be said about it, and the picture it asks for.
import type { LinkCodec } from './link-codec.ts';
import { PictureChoice } from './picture-choice.svelte.ts';
import { shortestPicture, type PictureLink } from './picture-fields.ts';

/** The link of a figure on a picture; where there is a sheet to draw on, `pad` is what was drawn. */
export interface PictureFigureLink extends PictureLink {
  readonly pad?: Uint8Array;
}

/** The state of a figure on a picture; a figure adds what follows from it. */
export abstract class PictureFigure<Link extends PictureFigureLink> {
  link: Link;
  /** What had to be said about the link that was opened. */
  notes = $state.raw<readonly string[]>([]);

  readonly #codec: LinkCodec<Link>;
  readonly #hasSheet: boolean;

  /** `hasSheet` says whether the figure has a sheet to draw on. */
  constructor(codec: LinkCodec<Link>, hasSheet: boolean) {
    this.link = $state.raw(codec.initial);
    this.#codec = codec;
    this.#hasSheet = hasSheet;
  }

  readonly picture = new PictureChoice({
    link: () => this.link,
    onshow: (picture, note) => {
      this.link = { ...this.link, ...picture };
      this.notes = note === undefined ? [] : [...this.notes, note];
    },
  });

  /** The text of the state, as it stands in the address. */
  readonly text = $derived.by(() => this.#codec.print(this.link));

  /** Takes over the state of a link, clamped, with notes on what could not be taken as it stood. */
  open(text: string | undefined): void {
    const { state, notes } = this.#codec.parse(text);
    const link = shortestPicture(state);
    const lacksSheet = link.d === 'pad' && !this.#hasSheet;
    this.link = lacksSheet ? { ...link, d: '3' } : link;
    this.notes = lacksSheet
      ? [...notes, 'd: this figure has no sheet to draw on; the session’s three is shown.']
      : notes;
  }

  /** Changes some settings; the rest stays. */
  set(change: Partial<Link>): void {
    this.link = { ...this.link, ...change };
    this.notes = [];
  }
}

// What a picture for link previews is drawn from: few kinds of parts, placed in units of the figure's own. A widget says how its states look and
// what they are called; turning words into outlines and all of it into a PNG is the business of other files.
import type { PlatePicture } from '@lib/draw/plate.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import { fitTitle } from '@lib/site/card-words.ts';
import type { StateLooks } from '@lib/site/state-subject.ts';
import type { LinkCodec } from '@lib/state/link-codec.ts';

/** The faces of the book. */
export type CardFace = 'title' | 'serif' | 'italic' | 'sans' | 'bold';

/** A line of words; `y` is its baseline. */
export interface CardText {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly text: string;
  readonly face?: CardFace;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly fill?: string;
}

/** A picture in which every cell is a number, `size` units a cell. */
export interface CardPlate {
  readonly kind: 'plate';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly picture: PlatePicture;
  /** Lines between the cells. */
  readonly hasGrid?: boolean;
}

/** A line or an area, as SVG writes its path. */
export interface CardPath {
  readonly kind: 'path';
  readonly d: string;
  readonly fill?: string;
  readonly stroke?: string;
  readonly width?: number;
  readonly dash?: string;
}

/** One part of a figure. */
export type CardPart = CardText | CardPlate | CardPath;

/** A figure on a card. */
export interface CardFigure {
  readonly width: number;
  readonly height: number;
  readonly parts: readonly CardPart[];
}

/** The colours of the light theme, by the names of the tokens. */
export const cardInks = {
  paper: '#faf6ee',
  plate: '#fffdf8',
  sheet: '#f3ede1',
  ink: '#221d17',
  ink2: '#574e42',
  ink3: '#736858',
  rule: '#dad1c1',
  rule2: '#938871',
  accent: '#17604f',
  neg: '#1a4c84',
  pos: '#9a4106',
} as const;

/** The colour of a number by its sign. */
export function signInk(value: number): string {
  return value > 0 ? cardInks.pos : value < 0 ? cardInks.neg : cardInks.ink3;
}

/** The outline of a rectangle as a path. */
export function box(x: number, y: number, width: number, height = width): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** A figure moved and enlarged, its parts ready to stand among those of another. */
export function placed(figure: CardFigure, x: number, y: number, scale: number): CardPart[] {
  return figure.parts.map((part): CardPart => {
    switch (part.kind) {
      case 'text':
        return { ...part, x: x + part.x * scale, y: y + part.y * scale, size: part.size * scale };
      case 'plate':
        return { ...part, x: x + part.x * scale, y: y + part.y * scale, size: part.size * scale };
      case 'path':
        return { ...part, d: movedPath(part.d, { x, y, scale }), width: (part.width ?? 1) * scale };
    }
  });
}

/** Moves a path that begins each stroke by an absolute `M` and goes on by relative commands. */
function movedPath(d: string, { x, y, scale }: { x: number; y: number; scale: number }): string {
  return d.replace(/([Mhvlz])([^Mhvlz]*)/g, (_, command: string, rest: string) => {
    const numbers = (rest.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
    const shift = (at: number): number => (command === 'M' ? (at % 2 === 0 ? x : y) : 0);
    return command + numbers.map((number, at) => round(number * scale + shift(at))).join(' ');
  });
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** What a state is called and what it shows. */
export interface StateWords {
  /** At most 80 characters. */
  readonly title: string;
  /** 40 to 250 characters that make sense out of context. */
  readonly line: string;
}

/** How a widget presents itself and its states to those who only see a link. */
export interface WidgetCard extends StateWords {
  /** Height of the figure in an embedding page 720 pixels wide, until the figure tells its own. */
  readonly heightPx: number;
  /** What is on the button that starts it in other pages, where only the engine can show all that a state names. */
  readonly startWords: string | undefined;
  /** Whether its numbers may be letters, which are set in the face of the equations. */
  readonly hasLetters: boolean;
  /** States worth a card of their own beside those that the lessons link to. */
  readonly states: readonly string[];
  /** The fields that only say where one looks, if a card is true of its state wherever one looks. */
  readonly looks: StateLooks | undefined;
  /** Writes the state of any text in its one form; the default is the empty text. */
  canonical(state: string): string;
  /** What was wrong with the text of a state. */
  notes(state: string): readonly string[];
  /** The training runs whose results it shows. */
  runs(state: string): readonly TrainingRun[];
  describe(state: string): StateWords;
  draw(state: string): CardFigure;
}

/** What a widget's own file says of it. */
export interface WidgetCardSource<State> extends StateWords {
  readonly heightPx?: number;
  readonly startWords?: string;
  readonly hasLetters?: boolean;
  readonly states?: readonly string[];
  readonly looks?: StateLooks;
  /** The shortest form of a state, where several mean the same. */
  readonly shortest?: (state: State) => State;
  readonly runs?: (state: State) => readonly TrainingRun[];
  /** A title that is too long is cut at a word. */
  readonly describe: (state: State) => StateWords;
  readonly draw: (state: State) => CardFigure;
}

const usualHeightPx = 900;

/** The card of a widget, by the codec of its links. */
export function widgetCard<State>(
  codec: LinkCodec<State>,
  {
    heightPx = usualHeightPx,
    startWords,
    hasLetters = false,
    states = [],
    looks,
    shortest = (state) => state,
    runs = () => [],
    ...card
  }: WidgetCardSource<State>,
): WidgetCard {
  const read = (text: string): State => shortest(codec.parse(text).state);
  return {
    title: card.title,
    line: card.line,
    heightPx,
    startWords,
    hasLetters,
    states,
    looks,
    canonical: (text) => codec.print(read(text)),
    notes: (text) => codec.parse(text).notes,
    runs: (text) => runs(read(text)),
    describe(text) {
      const { title, line } = card.describe(read(text));
      return { title: fitTitle(title), line };
    },
    draw: (text) => card.draw(read(text)),
  };
}

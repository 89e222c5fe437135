// What an exercise is made of. Authors write parts with answers that name their source ("the answer of `top` at (5, 7)");
// the build turns each source into a number, so that no exercise can disagree with the arithmetic of the book.
import type { SlideOptions } from '@lib/conv/output-length.ts';
import type { KernelName } from '@lib/conv/named-kernels.ts';
import type { HeldOutThreeName } from '@lib/data/held-out-threes.ts';
import type { SyntheticKind } from '@lib/data/synthetic.ts';
import type { MatrixFactSource } from '@lib/site/matrix-facts.ts';
import type { NetFactSource, NetShapeSource } from '@lib/site/net-facts.ts';

/** A picture an answer is computed on: the session's three, a picture made by rule, or one ink value everywhere. */
export type PictureSource = 'session' | SyntheticKind | { readonly flat: number };

/** A number, or the computation it comes from. */
export type NumberSource =
  | number
  | {
      readonly response: {
        /** A known kernel, or nine weights, row-major. */
        readonly kernel: KernelName | readonly number[];
        /** Row and column of the window's centre, from 0. */
        readonly at: readonly [row: number, col: number];
        /** Default: the session's three. */
        readonly image?: PictureSource;
        /** `unit` divides pixels by 255. Default: `byte`. */
        readonly scale?: 'byte' | 'unit';
      };
    }
  | { readonly positions: { readonly size: number; readonly kernel: number } }
  /** How long the output of one axis is; `leftover`: how many cells of the padded axis the floor drops. */
  | { readonly outputLength: AxisSource }
  | { readonly leftover: AxisSource }
  | { readonly net: NetFactSource }
  /** A count of the squares of a convolution's matrix. */
  | { readonly matrix: MatrixFactSource }
  /** The share of one class, from scores. */
  | { readonly softmax: { readonly scores: readonly number[]; readonly of: number } }
  /** The loss if this class is the right one, from scores. */
  | { readonly crossEntropy: { readonly scores: readonly number[]; readonly of: number } };

/** One axis with a window that slides along it. */
export interface AxisSource extends SlideOptions {
  readonly size: number;
  readonly kernel: number;
}

/** A shape, or the network it comes from. */
export type ShapeSource = readonly number[] | { readonly net: NetShapeSource };

/** A wrong number that readers are known to give, and what leads to it. Its first sentence says what was right. */
export interface WrongNumber<Source = NumberSource> {
  readonly value: Source;
  /** How far off still counts as this mistake. Default: the part's tolerance. */
  readonly tolerance?: number;
  readonly why: string;
  /** A state of the laboratory that shows this mistake. Default: the exercise's. */
  readonly scene?: string;
}

/** A question that is answered with one number. */
export interface NumberPart<Source = NumberSource> {
  readonly kind: 'number';
  /** What stands before the field. Default: "Your answer", for screen readers only. */
  readonly label?: string;
  /** A short name for replies, where the label is long. */
  readonly name?: string;
  readonly answer: Source;
  /** How far off still counts as right. Default: 0.0005 of the answer, at least 0.0005. */
  readonly tolerance?: number;
  /** The same answer said otherwise, such as a share that was asked for in per cent. */
  readonly also?: readonly { readonly value: Source; readonly tolerance: number }[];
  readonly wrong: readonly WrongNumber<Source>[];
  /** What to say to any other wrong number, after what the number itself betrays. */
  readonly otherwise: string;
  /** Whether it is the side of a square: then 6 × 6 means 6. */
  readonly isSide?: true;
}

/** One of the answers of a choice, with its own explanation. */
export interface ChoiceOption {
  readonly text: string;
  readonly isRight?: boolean;
  readonly why: string;
  readonly scene?: string;
}

/** A question that is answered by choosing. */
export interface ChoicePart {
  readonly kind: 'choice';
  /** The question, where the exercise's own text is not it already. */
  readonly label?: string;
  /** A short name for replies, where the label is long. */
  readonly name?: string;
  readonly options: readonly ChoiceOption[];
}

/** A question that is answered with a kernel, which is then tried out. */
export interface KernelGridPart {
  readonly kind: 'kernel-grid';
  readonly label?: string;
  /** A short name for replies, where the label is long. */
  readonly name?: string;
  /** What it should find: bottom edges of any ink, or the right edge of the first seven, which is then shown beside it. */
  readonly check: 'bottom-edge' | 'right-edge';
}

/** A wrong shape that readers are known to give. */
export interface WrongShape {
  readonly value: readonly number[];
  readonly why: string;
}

/** A wrong word that readers are known to give. */
export interface WrongWord {
  readonly value: string;
  readonly why: string;
}

/** A cell that is filled in with a word or a letter. */
export interface WordCell {
  readonly kind: 'word';
  readonly answer: string;
  /** Other ways to write it; small and capital letters, spaces and brackets count for nothing. */
  readonly also?: readonly string[];
  /** Whether it is right to leave it blank, once something else is filled in. */
  readonly isBlankRight?: boolean;
  readonly wrong?: readonly WrongWord[];
}

/** A row and a column, from 0. */
export type Place = readonly [row: number, col: number];

/** A wrong place that readers are known to give. */
export interface WrongPlace {
  readonly value: Place;
  readonly why: string;
}

/** A cell of a table that the reader fills in: a number, a shape, a place, row before column, or a word. */
export type BlankCell<Source = NumberSource, Shape = ShapeSource> =
  | { readonly kind: 'place'; readonly answer: Place; readonly wrong?: readonly WrongPlace[] }
  | {
      readonly kind: 'number';
      readonly answer: Source;
      readonly wrong?: readonly WrongNumber<Source>[];
      /** Whether it is the side of a square: then 6 × 6 means 6. */
      readonly isSide?: true;
      /** What to say to a wrong number that was not foreseen. Default: what its table says. */
      readonly otherwise?: string;
    }
  | {
      readonly kind: 'shape';
      readonly answer: Shape;
      readonly wrong?: readonly WrongShape[];
      /** What its axes are called, in their order. Default: batch, channels, height, width. */
      readonly axes?: readonly string[];
      /** What to say of each axis that is wrong, in their order. Default: what its table says, of all. */
      readonly otherwise?: readonly string[];
    }
  | WordCell;

/** A row of a table: what it is about, and its cells, those that are given as they are printed. */
export interface TableRow<Source = NumberSource, Shape = ShapeSource> {
  readonly head: string;
  readonly cells: readonly (string | BlankCell<Source, Shape>)[];
}

/** A question that is answered by filling in cells of a table. */
export interface TablePart<Source = NumberSource, Shape = ShapeSource> {
  readonly kind: 'table';
  readonly label?: string;
  /** A short name for replies, where the label is long. */
  readonly name?: string;
  /** Heads of the columns, that of the rows' heads first. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow<Source, Shape>[];
  /** Whether its columns are many and hold a letter or two each. */
  readonly isNarrow?: boolean;
  /** What to say to any wrong cell that was not foreseen. */
  readonly otherwise: string;
}

/** A question that is answered with the kernel, stride and padding of some convolutions, one behind the other. */
export interface ChainPart {
  readonly kind: 'chain';
  readonly label?: string;
  /** A short name for replies, where the label is long. */
  readonly name?: string;
  /** The size that goes in, and the one that has to come out. */
  readonly from: number;
  readonly to: number;
  /** How many convolutions there are. */
  readonly layers: number;
}

/** The output wanted of the slide stepper, the input it comes from, and the kernel if that is given. */
export interface SizeGoal {
  readonly from: number;
  readonly to: number;
  readonly kernel?: number;
}

/** What the change of a three has to reach: the net of `seed` says seven of this held-out three, with so few pixels changed for each tier. */
export interface FoolGoal {
  readonly picture: HeldOutThreeName;
  readonly seed: number;
  readonly most: Readonly<Record<Tier, number>>;
}

/** A question that is answered by setting a figure of the page: any state that reaches the goal is right. */
export type StatePart = {
  readonly kind: 'state';
  readonly label?: string;
  /** A short name for replies, where the label is long. */
  readonly name?: string;
  /** A state of the figure to begin with. Default: the one it is in, or for the slide stepper the input of the goal. */
  readonly start?: string;
} & (
  | {
      /** The figure's id. */
      readonly widget: 'slide-stepper';
      readonly goal: SizeGoal;
    }
  /** The hidden kernel found; ten sizes in a row right; the padding to be seen in a first map. */
  | { readonly widget: 'kernel-riddle' }
  | { readonly widget: 'size-streak' }
  | { readonly widget: 'feature-maps' }
  | { readonly widget: 'fool-the-net'; readonly goal: FoolGoal }
  /** Threes from sevens by one kernel: judged by all held-out pictures, in its own time. */
  | { readonly widget: 'one-kernel' }
);

/** What three starts of a run have to reach for one level: of the held-out pictures so many right, with at most so many numbers to learn. */
export interface RunLevel {
  readonly right: number;
  readonly parameters: number;
  readonly tier?: Tier;
}

/** What a run has to reach. */
export interface RunGoal {
  /** Which of the three starts counts: the one in the middle, or the worst. */
  readonly counts: 'median' | 'worst';
  /** From the least on. */
  readonly levels: readonly RunLevel[];
  /** The seed it has to begin at. Default: any. */
  readonly seed?: number;
  /** The channels of its convolutions, which must be all its blocks. Default: any net. */
  readonly channels?: readonly number[];
}

/** A question that is answered by a training run of the laboratory, which is then trained from three starts: the link's seed and the next two. */
export interface RunPart {
  readonly kind: 'run';
  readonly label?: string;
  /** A short name for replies, where the label is long. */
  readonly name?: string;
  /** A state of the laboratory to begin with. Default: its first. */
  readonly start?: string;
  readonly goal: RunGoal;
}

/** A part as authors write it. */
export type AuthoredPart = NumberPart | ChoicePart | KernelGridPart | TablePart | ChainPart | StatePart | RunPart;

/** What a part is called in replies and posts: its short name, or its label without a full stop; empty where it has neither. */
export function partName({ name, label = '' }: { readonly name?: string; readonly label?: string }): string {
  return name ?? label.replace(/[.:]$/, '');
}

/** A part as it is shipped to the page: every source has become a number. */
export type Part =
  | NumberPart<number>
  | ChoicePart
  | KernelGridPart
  | TablePart<number, readonly number[]>
  | ChainPart
  | StatePart
  | RunPart;

/** How far a check is that takes a while. */
export interface CheckProgress {
  readonly words: string;
  /** The share of it that is done, from 0 to 1. */
  readonly share: number;
}

/** What goes with a check that takes a while. */
export interface SlowCheck {
  /** Ends it; it then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onprogress: (progress: CheckProgress) => void;
}

/** What is said about one cell of a table: how it stands, for the text that stood in it. */
export interface CellVerdict {
  readonly text: string;
  readonly kind: 'right' | 'wrong' | 'empty' | 'unread';
}

/** Words about one or some cells of a table. */
export interface CellWords {
  readonly about: string;
  readonly words: string;
}

/** How good a right answer to a challenge is, from the least on. */
export const tiers = ['bronze', 'silver', 'gold'] as const;

/** One of the tiers. */
export type Tier = (typeof tiers)[number];

/** What is said about an answer. Only `wrong` counts as a try. */
export interface Verdict {
  readonly kind: 'right' | 'wrong' | 'notice' | 'shown';
  /** Of a right answer, where there are tiers: which one it has reached. */
  readonly tier?: Tier;
  /** What was right in it, or what it is, in a sentence. */
  readonly lead: string;
  readonly rest: string;
  /** A state of the laboratory that shows it; absent: the exercise's own. */
  readonly scene?: string | undefined;
  /** Tables only: each blank cell in reading order, and what is said about the wrong ones. */
  readonly cells?: readonly CellVerdict[];
  readonly more?: readonly CellWords[];
}

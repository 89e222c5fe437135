// One square of a grid of letters or numbers, and how it is marked.

/** What stands in one square. */
export interface Tile {
  readonly text: string;
  /** A small number at its foot. */
  readonly foot?: string | undefined;
  /** Letters are set like those of equations, numbers upright; a dot is a place where nothing can be. */
  readonly kind: 'letter' | 'number' | 'dot';
  /** Colour of the square, and of what stands on it; bare paper without. */
  readonly fill?: string | undefined;
  readonly on?: string | undefined;
  /** Whether it is the one that is pointed at, another copy of the same, one of those it has to do with, or steps back behind them. */
  readonly mark?: 'here' | 'copy' | 'lit' | 'faint' | undefined;
  /** Whether its square is drawn with a broken line: a number that used to be a zero. */
  readonly isBroken?: boolean;
  /** Whether it was a copy and has a number of its own now, which a ≠ in its corner says. */
  readonly hasLeft?: boolean;
}

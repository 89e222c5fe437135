// What a run leaves behind to be shown or taken home: a loss for every step, and from time to time a look at the held-out digits, and at a
// sample of those it learns from.

/** What a network made of some digits, such as those held out. */
export interface HeldOutResult {
  /** Mean cross-entropy. */
  readonly loss: number;
  /** How many it got right, of `count`. */
  readonly right: number;
  readonly count: number;
}

/** The curves of a run. */
export interface TrainingCurves {
  /** The mean loss of each step's pictures before it moved, `[steps taken]`. */
  readonly losses: ArrayLike<number>;
  /** Looks at the held-out digits, ascending; `steps` is how many steps were taken before, `sample` what it made of digits it learns from. */
  readonly heldOut: readonly (HeldOutResult & {
    readonly steps: number;
    readonly sample?: HeldOutResult | undefined;
  })[];
}

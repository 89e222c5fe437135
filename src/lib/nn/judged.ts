// What the scores of a network say about many pictures at once: who is taken for whom, and which were told wrong, the surest mistake first.
// With two classes the second is said from a share on that can be moved; the loss never sees that threshold.

/** What a network said of some pictures, and what they are. */
export interface Judged {
  /** `[count, classes]` */
  readonly logits: Float32Array;
  /** The true class of each, from 0. */
  readonly labels: ArrayLike<number>;
  readonly classes: number;
  /** The share of the second of two classes from which on it is said; the larger share wins where this is left out. */
  readonly threshold?: number | undefined;
}

/** One picture that was told wrong. */
export interface Mistake {
  /** Its place in the set. */
  readonly place: number;
  readonly actual: number;
  readonly said: number;
  /** The share of what was said, 0 to 1. */
  readonly share: number;
}

/** The shares of one picture: the softmax of its scores. */
export function sharesOf(logits: Float32Array, place: number, classes: number): number[] {
  const scores = Array.from(logits.subarray(place * classes, (place + 1) * classes));
  const greatest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - greatest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The class that is said of a picture with these shares. */
export function saidOf(shares: readonly number[], threshold?: number): number {
  if (shares.length === 2 && threshold !== undefined) return (shares[1] ?? 0) >= threshold ? 1 : 0;
  return shares.indexOf(Math.max(...shares));
}

/** How often each class was taken for each: `[actual][said]`. */
export function confusion({ logits, labels, classes, threshold }: Judged): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let place = 0; place < labels.length; place++) {
    const row = counts[labels[place] ?? 0];
    const said = saidOf(sharesOf(logits, place, classes), threshold);
    if (row !== undefined) row[said] = (row[said] ?? 0) + 1;
  }
  return counts;
}

/** All that were told wrong, the surest first. */
export function mistakesOf({ logits, labels, classes, threshold }: Judged): Mistake[] {
  const mistakes: Mistake[] = [];
  for (let place = 0; place < labels.length; place++) {
    const actual = labels[place] ?? 0;
    const shares = sharesOf(logits, place, classes);
    const said = saidOf(shares, threshold);
    if (said !== actual) mistakes.push({ place, actual, said, share: shares[said] ?? 0 });
  }
  return mistakes.sort((a, b) => b.share - a.share || a.place - b.place);
}

/** The class that is said of every picture, if there is only one, and whether even its scores are the same for all; logits `[count, classes]`. */
export function onlyAnswer(
  logits: Float32Array,
  classes: number,
): { readonly said: number; readonly isBlind: boolean } | undefined {
  const said = saidOf(sharesOf(logits, 0, classes));
  const count = logits.length / classes;
  for (let place = 1; place < count; place++) {
    if (saidOf(sharesOf(logits, place, classes)) !== said) return undefined;
  }
  return { said, isBlind: logits.every((score, at) => score === logits[at % classes]) };
}

// From the scores that come back from an engine to losses, in double precision, so that all engines judge alike.

/** Cross-entropy of each picture, `[count]`, for scores `[count, classes]` and the right class of each. */
export function lossesOf(logits: Float32Array, rightClasses: Uint8Array): Float32Array {
  const classes = logits.length / rightClasses.length;
  return Float32Array.from(rightClasses, (right, picture) => lossOf(logits, picture * classes, { classes, right }));
}

/** The mean cross-entropy of pictures; see `lossesOf`. */
export function meanLoss(logits: Float32Array, rightClasses: Uint8Array): number {
  const classes = logits.length / rightClasses.length;
  let sum = 0;
  rightClasses.forEach((right, picture) => (sum += lossOf(logits, picture * classes, { classes, right })));
  return sum / rightClasses.length;
}

function lossOf(
  logits: Float32Array,
  first: number,
  { classes, right }: { readonly classes: number; readonly right: number },
): number {
  const scores = logits.subarray(first, first + classes);
  const most = Math.max(...scores);
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - most);
  return Math.log(sum) + most - (scores[right] ?? NaN);
}

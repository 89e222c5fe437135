// Chance that repeats: the same seed gives the same numbers in every browser, so that a link gives every reader the same run.
// The generator is mulberry32: a counter stepping by a fixed odd number, its bits mixed by two multiplications (public domain, T. Ettinger).

/** Starts a sequence of numbers in [0, 1); only the lowest 32 bits of the seed count. */
export function seededRandom(seed: number): () => number {
  let counter = seed | 0;
  return () => {
    counter = (counter + 0x6d2b79f5) | 0;
    let bits = Math.imul(counter ^ (counter >>> 15), counter | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

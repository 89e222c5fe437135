// For a page that does not exist: which known path did the reader most likely mean?

/** How many characters must be put in, taken out or changed to get from one word to the other. */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, length) => length);
  for (const [at, character] of [...from].entries()) {
    const next = [at + 1];
    for (let end = 1; end <= to.length; end++) {
      const kept = (row[end - 1] ?? 0) + (to[end - 1] === character ? 0 : 1);
      next.push(Math.min(kept, (row[end] ?? 0) + 1, (next[end - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

const longestWord = 80;
const shortestPart = 4; // letters; shorter parts, as in `one-two-three-d`, resemble too much
const partPenalty = 0.2;
const worstShare = 0.5;

/** How much of a word would have to change to become a path, from 0 to 1; one part of a path, `strides` of `strides-padding`, counts for less. */
function shareToChange(word: string, path: string): number {
  const share = (target: string): number => editDistance(word, target) / Math.max(word.length, target.length);
  const parts = path.split('-').filter((part) => part.length >= shortestPart && part !== path);
  return Math.min(share(path), ...parts.map((part) => share(part) + partPenalty));
}

/**
 * The known path nearest to the one asked for; none when even the nearest has little in common with it. Every part of the asked path is
 * compared by itself, since old or mistyped addresses often have a folder too many.
 */
export function nearestPath(asked: string, known: readonly string[]): string | undefined {
  const words = asked
    .toLowerCase()
    .split('/')
    .map((word) => word.replace(/\.html?$/, '').slice(0, longestWord))
    .filter((word) => word !== '');
  const near = words
    .flatMap((word) => known.map((path) => ({ path, share: shareToChange(word, path) })))
    .filter(({ share }) => share < worstShare)
    .sort((one, other) => one.share - other.share);
  return near[0]?.path;
}

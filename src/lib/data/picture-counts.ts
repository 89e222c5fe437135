// How many pictures there are to learn from, digit by digit. The manifests say so too, but a page must know how many steps an epoch has
// before it has fetched anything; a test holds the two against each other.

/** The threes and sevens of MNIST, which all runs use that tell just these apart. */
const threesSevens = { train: 12_396, valid: 2_038 } as const;

/** Of the first pictures of all ten digits, how many show each digit, from 0 to 9. */
const tenDigits = {
  train: [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978],
  valid: [175, 234, 219, 207, 217, 179, 178, 205, 192, 194],
} as const;

/** How many pictures a run on these digits learns from, and how many are held out. */
export function pictureCounts(digits: readonly number[]): { readonly train: number; readonly valid: number } {
  if (digits.join() === '3,7') return threesSevens;
  const sum = (counts: readonly number[]): number => digits.reduce((total, digit) => total + (counts[digit] ?? 0), 0);
  return { train: sum(tenDigits.train), valid: sum(tenDigits.valid) };
}

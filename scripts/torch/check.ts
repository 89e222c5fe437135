// What a check against PyTorch is: something that this project writes is given to PyTorch, or the other way round, and both must say the same.
import type { TorchPython } from './python.ts';

/** What a check has at hand. */
export interface CheckTools {
  readonly torch: TorchPython;
  /** An empty folder of its own, gone afterwards. */
  readonly folder: string;
}

/** One check. */
export interface TorchCheck {
  /** A sentence without its full stop. */
  readonly title: string;
  /** Gives what was seen in a few words; rejects with an `Error` that says what differs. */
  run(tools: CheckTools): Promise<string>;
}

/** Refuses what PyTorch says unless it is close to what we say; gives the largest difference in words. */
export function compare(name: string, ours: ArrayLike<number>, theirs: ArrayLike<number>, tolerance: number): number {
  if (ours.length !== theirs.length || ours.length === 0) {
    throw new Error(`${name}: ${ours.length} numbers here, ${theirs.length} in PyTorch`);
  }
  const apart = Array.from(ours, (value, at) => Math.abs(value - (theirs[at] ?? NaN)));
  const largest = apart.reduce((most, one) => Math.max(most, one), 0);
  if (largest <= tolerance) return largest;
  throw new Error(`${name}: ${largest} apart, where ${tolerance} is the most`);
}

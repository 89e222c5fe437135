// Parts whose answer takes a while to be judged, because pictures have to come or a network has to be trained first.
import type { Part, Verdict } from './parts.ts';

/** Judges an entry in its own time; nothing for parts that `judge` judges at once. */
export function judgeSlowly(_part: Part, _entry: string): Promise<Verdict> | undefined {
  return undefined;
}

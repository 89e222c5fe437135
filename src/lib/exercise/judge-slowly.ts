// Parts whose answer takes a while to be judged, because pictures have to come or a network has to be trained first. What does it is fetched
// when it is needed: no reader of a lesson pays for it.
import { judge } from './judge.ts';
import type { Part, SlowCheck, Verdict } from './parts.ts';

/** Whether a part is judged in its own time. */
export function isSlow(part: Part): boolean {
  return part.kind === 'run' || (part.kind === 'state' && part.widget === 'fool-the-net');
}

/** Judges an entry in its own time; rejects in words, or with the signal's reason. */
export async function judgeSlowly(part: Part, entry: string, check: SlowCheck): Promise<Verdict> {
  if (part.kind === 'run') return (await import('./check-run.ts')).checkRun(part, entry, check);
  if (part.kind === 'state' && part.widget === 'fool-the-net')
    return (await import('./check-fooled.ts')).checkFooled(part.goal, entry, check);
  return judge(part, entry);
}

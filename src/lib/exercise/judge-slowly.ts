// Parts whose answer takes a while to be judged, because pictures have to come or a network has to be trained first. What does it is fetched
// when it is needed: no reader of a lesson pays for it.
import { judge } from './judge.ts';
import type { Part, SlowCheck, Verdict } from './parts.ts';

/** Whether a part is judged in its own time. */
export function isSlow(part: Part): boolean {
  if (part.kind !== 'state') return part.kind === 'run';
  return part.widget === 'fool-the-net' || part.widget === 'one-kernel' || part.widget === 'feature-maps';
}

/** Judges an entry in its own time; rejects in words, or with the signal's reason. */
export async function judgeSlowly(part: Part, entry: string, check: SlowCheck): Promise<Verdict> {
  if (part.kind === 'run') return (await import('./check-run.ts')).checkRun(part, entry, check);
  if (part.kind === 'state' && part.widget === 'fool-the-net')
    return (await import('./check-fooled.ts')).checkFooled(part.goal, entry, check);
  if (part.kind === 'state' && part.widget === 'feature-maps') return (await import('./check-rim.ts')).checkRim(entry);
  if (part.kind === 'state' && part.widget === 'one-kernel') return judgeByHeldOut(entry);
  return judge(part, entry);
}

async function judgeByHeldOut(state: string): Promise<Verdict> {
  const [{ judgeOneKernel }, { loadHeldOut }] = await Promise.all([
    import('./judge-one-kernel.ts'),
    import('@lib/data/held-out-pictures.ts'),
  ]);
  return judgeOneKernel(state, await loadHeldOut({ digits: [3, 7], tampering: 'none' }));
}

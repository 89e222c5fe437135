// Parts whose answer takes a while to be judged, because pictures have to come or a network has to be trained first.
import type { Part, Verdict } from './parts.ts';

/** Judges an entry in its own time; nothing for parts that `judge` judges at once. */
export function judgeSlowly(part: Part, entry: string): Promise<Verdict> | undefined {
  if (part.kind === 'state' && part.widget === 'one-kernel') return judgeByHeldOut(entry);
  return undefined;
}

async function judgeByHeldOut(state: string): Promise<Verdict> {
  const [{ judgeOneKernel }, { loadHeldOut }] = await Promise.all([
    import('./judge-one-kernel.ts'),
    import('@lib/data/held-out-pictures.ts'),
  ]);
  return judgeOneKernel(state, await loadHeldOut({ digits: [3, 7], tampering: 'none' }));
}

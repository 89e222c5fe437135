// Trains a run that was handed in, from three starts, on the best engine of this browser, and has the results judged. Fetched when a reader asks for it.
import { TrainerPool } from '@lib/engine/training/trainer-pool.ts';
import { trainerSetting } from '@lib/state/backend-setting.ts';
import { oncePerFrame } from '@lib/state/frames.ts';
import { wholeNumber } from '@lib/text/network-words.ts';
import { askedRun, judgeRun, startCount, type AskedRun, type RunOutcome } from './judge-run.ts';
import type { RunPart, SlowCheck, Verdict } from './parts.ts';

/** Trains a run three times and judges it; rejects in words, or with the signal's reason. */
export async function checkRun(part: RunPart, entry: string, { signal, onprogress }: SlowCheck): Promise<Verdict> {
  const asked = askedRun(part, entry);
  if ('kind' in asked) return asked;
  const pool = new TrainerPool();
  try {
    return judgeRun(part, asked, await trained(asked, pool, { signal, onprogress }));
  } finally {
    pool.dispose();
  }
}

async function trained(asked: AskedRun, pool: TrainerPool, { signal, onprogress }: SlowCheck): Promise<RunOutcome[]> {
  const outcomes: (RunOutcome | undefined)[] = asked.runs.map(() => undefined);
  const taken = asked.runs.map(() => 0);
  const steps = asked.runs.reduce((sum, run) => sum + run.steps, 0);
  // steps are heard of hundreds of times a second
  const frames = oncePerFrame(() => {
    const done = taken.reduce((sum, count) => sum + count, 0);
    onprogress({ words: progressWords(asked, { outcomes, done, steps }), share: done / steps });
  });
  frames.now();
  try {
    await pool.trainAll(asked.runs, {
      signal,
      looks: 1,
      engine: trainerSetting(),
      onstep: (at, step) => {
        taken[at] = step;
        frames.ask();
      },
      onrun: ({ at, run, outcome, judgements }) => {
        if (outcome.unjudged !== undefined) throw new Error(outcome.unjudged);
        const hasDiverged = outcome.ended === 'diverged';
        outcomes[at] = { right: hasDiverged ? 0 : (judgements.at(-1)?.right ?? 0), hasDiverged };
        taken[at] = run.steps;
        frames.now();
      },
    });
  } finally {
    frames.stop();
  }
  return outcomes.filter((outcome) => outcome !== undefined);
}

function progressWords(
  { net, parameters }: AskedRun,
  { outcomes, done, steps }: { outcomes: readonly (RunOutcome | undefined)[]; done: number; steps: number },
): string {
  const ended = outcomes.filter((outcome) => outcome !== undefined).length;
  return `Training ${net}, ${wholeNumber(parameters)} numbers, from ${startCount} starts: ${wholeNumber(done)} of ${wholeNumber(steps)} steps, ${ended} of ${startCount} starts at their end.`;
}

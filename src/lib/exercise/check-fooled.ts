// Shows a changed three to the net that is to be fooled, trained first where it is not at hand. Fetched when a reader asks for it.
import { sessionNet } from '@lib/engine/training/session-net.ts';
import { forward } from '@lib/nn/forward.ts';
import { picturesTensor } from '@lib/nn/occlusion.ts';
import { sessionRun } from '@lib/nn/training-run.ts';
import { askedPicture, judgeFooled } from './judge-fooled.ts';
import type { FoolGoal, SlowCheck, Verdict } from './parts.ts';

/** Judges a state of the figure; rejects in words, or with the signal's reason. */
export async function checkFooled(goal: FoolGoal, entry: string, { signal, onprogress }: SlowCheck): Promise<Verdict> {
  const asked = askedPicture(goal, entry);
  if ('kind' in asked) return asked;
  const { steps } = sessionRun;
  const onstep = (step: number): void =>
    onprogress({ words: `Training the net: step ${step} of ${steps}.`, share: step / steps });
  const { model } = await sessionNet(goal.seed, { signal, onstep });
  const [three = NaN, seven = NaN] = forward(model, picturesTensor([asked.pixels])).data;
  return judgeFooled(goal, asked, [three, seven]);
}

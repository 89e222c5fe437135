// Looks for the padding in the maps of the net that was trained on this page. Fetched when a reader asks for it.
import { modelFrom } from '@lib/nn/parameter-vector.ts';
import { batchShape } from '@lib/nn/training-run.ts';
import { trainedNetwork } from '@lib/state/trained-network.svelte.ts';
import { judgeRim } from './judge-rim.ts';
import type { Verdict } from './parts.ts';

/** Judges a state of the feature maps by the net that the figure looks into. */
export function checkRim(entry: string): Verdict {
  const net = trainedNetwork.current;
  if (net === undefined || net.step === 0) return judgeRim(entry, undefined);
  return judgeRim(entry, modelFrom(net.run.layers, batchShape(1), net));
}

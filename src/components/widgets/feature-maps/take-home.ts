// What a reader can take away from the feature maps: code that prints the numbers shown, and the weights it reads. Both are fetched when they are
// asked for.
import { initialState } from '@lib/engine/training/start.ts';
import type { NetworkNow } from '@lib/state/trained-network.svelte.ts';
import type { FeatureMapsState } from './feature-maps.svelte.ts';

/** The name of the file of weights. */
const fileName = ({ step }: NetworkNow): string => `network-step-${step}.safetensors`;

/** Whether a network has the very numbers that its seed gives. */
function isStart({ run, step, learned }: NetworkNow): boolean {
  if (step > 0) return false;
  const start = initialState(run).learned;
  return learned.length === start.length && learned.every((value, at) => value === start[at]);
}

/** The state as PyTorch code, and what computed it here. */
export async function codeOf(figure: FeatureMapsState): Promise<readonly { title: string; text: string }[]> {
  const { network, stage, stageAt, cell, link, digits } = figure;
  if (stage === undefined) return [];
  const [{ featureMapsCode }, { default: forward }, { default: takenApart }] = await Promise.all([
    import('@lib/export/feature-maps-code.ts'),
    import('@lib/nn/forward.ts?raw'),
    import('@lib/nn/taken-apart.ts?raw'),
  ]);
  const text = featureMapsCode({
    layers: network.run.layers,
    ...{ digits, stage, cell, number: stageAt + 1, pixels: figure.shown, isBeforeRelu: link.show === 'pre' },
    numbers: isStart(network) ? { seed: network.run.initialSeed } : { file: fileName(network) },
  });
  return [
    { title: 'The same numbers by PyTorch', text },
    { title: 'The reference that ran in this page: src/lib/nn/forward.ts', text: forward },
    { title: 'And what takes a number apart: src/lib/nn/taken-apart.ts', text: takenApart },
  ];
}

/** The network's numbers as a file for PyTorch. Rejects in words where they cannot be saved. */
export async function weightsOf({ model, network }: FeatureMapsState) {
  const { toSafetensors } = await import('@lib/export/weights-file.ts');
  const { run, step } = network;
  const content = toSafetensors({ ...model, run, step });
  return { name: fileName(network), content, type: 'application/octet-stream' };
}

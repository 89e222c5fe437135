// What a reader can take away of a net that was fooled: code that prints its scores and the slope, and the weights it reads. Fetched when asked for.
import type { SessionNet } from '@lib/engine/training/session-net.ts';
import type { FoolTheNetState } from './fool-the-net.svelte.ts';

/** The name of the file of weights. */
const fileName = ({ run }: SessionNet): string => `session-net-seed-${run.initialSeed}.safetensors`;

/** The state as PyTorch code, and what computed it here. */
export async function codeOf(
  figure: FoolTheNetState,
  net: SessionNet,
): Promise<readonly { title: string; text: string }[]> {
  const [{ foolTheNetCode }, { default: slope }] = await Promise.all([
    import('@lib/export/fool-the-net-code.ts'),
    import('@lib/nn/margin-slope.ts?raw'),
  ]);
  const { original, pixels, link } = figure;
  const text = foolTheNetCode({ layers: net.run.layers, file: fileName(net), original, pixels, at: [link.r, link.c] });
  return [
    { title: 'The same numbers by PyTorch', text },
    { title: 'What found the slope in this page: src/lib/nn/margin-slope.ts', text: slope },
  ];
}

/** The net's numbers as a file for PyTorch. Rejects in words where they cannot be saved. */
export async function weightsOf(net: SessionNet) {
  const { toSafetensors } = await import('@lib/export/weights-file.ts');
  const content = toSafetensors({ ...net.model, run: net.run, step: net.run.steps });
  return { name: fileName(net), content, type: 'application/octet-stream' };
}

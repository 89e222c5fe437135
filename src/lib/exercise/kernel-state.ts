// A kernel that a reader has entered, as a state of the laboratory that shows what it does.
import { canonicalKernel, kernelField } from '@lib/state/kernel-field.ts';
import { strongestPlaces } from './judge-right-edge.ts';
import type { KernelGridPart } from './parts.ts';

/** The state of the laboratory with nine weights joined by `~`: on the picture they are for, at a place worth looking at. */
export function kernelState({ check }: Pick<KernelGridPart, 'check'>, entry: string): string {
  const weights = entry.split('~').map(Number);
  const kernel = kernelField('top').print(canonicalKernel(weights));
  if (check === 'bottom-edge') return `k:${kernel},r:7,c:9`;
  const [best] = strongestPlaces(weights);
  const where = best === undefined ? '' : `,r:${best.place[0]},c:${best.place[1]}`;
  return `d:7,k:${kernel}${where}`;
}

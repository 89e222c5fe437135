// The link schema of the figure that tells threes from sevens by one kernel. Names and meanings are permanent.
import { linkCodec } from '@lib/state/link-codec.ts';
import { oneKernelFields, type OneKernelLink } from '@lib/state/one-kernel-fields.ts';

/** Reads and writes the figure's states. */
export const oneKernelLink = linkCodec<OneKernelLink>(oneKernelFields);

/** A state without what has no effect in it. */
export function shortestState(link: OneKernelLink): OneKernelLink {
  return link.t === 'best' ? { ...link, above: oneKernelLink.initial.above } : link;
}

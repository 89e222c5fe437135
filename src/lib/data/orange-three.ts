// The session's three in orange ink: three channels, of which each takes its share of the ink, and a kernel of three slices to look at them.
import type { KernelName } from '@lib/conv/named-kernels.ts';
import { sessionDigit } from './session-digit.ts';

const layers = [
  ['red', 1, 'top'],
  ['green', 0.6, 'left'],
  ['blue', 0.2, 'diag1'],
] as const satisfies readonly (readonly [name: string, share: number, kernel: KernelName])[];

/** Its channels, 784 bytes each, and the slice that looks at each. */
export const orangeThree: readonly {
  readonly name: string;
  readonly kernel: KernelName;
  readonly pixels: Uint8Array;
}[] = layers.map(([name, share, kernel]) => ({
  name,
  kernel,
  pixels: Uint8Array.from(sessionDigit, (ink) => Math.round(share * ink)),
}));

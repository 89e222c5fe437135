// Networks that the laboratory offers by name. The number of classes at their end follows the digits.
import type { Architecture } from '@lib/nn/architecture.ts';
import { architectureOf, printArchitecture } from '@lib/state/architecture-field.ts';

const presets = [
  ['the session’s', '1-4-8-16-32-2'],
  ['tiny', '1-2-4-8-16-2'],
  ['wide', '1-8-16-32-64-2'],
  ['with normalisation', '1-4bn-8bn-16bn-32bn-2'],
  ['with pooling', '1-8k5-mp2-16-gap-d2'],
  ['dense, no convolution', '1-d30-d2'],
  ['one straight line', '1-d2'],
] as const;

/** A network with so many scores at its end. */
export function withClasses(net: Architecture, classes: number): Architecture {
  const last = net.blocks.findLastIndex(({ kind }) => kind === 'conv' || kind === 'dense');
  return {
    ...net,
    blocks: net.blocks.map((block, at) => {
      if (at !== last) return block;
      if (block.kind === 'conv') return { ...block, outChannels: classes };
      return block.kind === 'dense' ? { ...block, outputs: classes } : block;
    }),
  };
}

/** The networks by name, for so many classes. */
export function netPresets(
  classes: number,
): { readonly title: string; readonly text: string; readonly net: Architecture }[] {
  return presets.map(([title, text]) => {
    const net = withClasses(architectureOf(text), classes);
    return { title, text: printArchitecture(net), net };
  });
}

// A kernel in a link: the name of a known one, or nine weights joined by `~`.
import { sum } from '@lib/conv/response.ts';
import { isKernelName, kernelNameOf, namedKernels, type KernelName } from '@lib/conv/named-kernels.ts';
import { shorten, type LinkField, type ParsedField } from './link-codec.ts';
import { printNumber, readNumber, roundForLink } from './link-fields.ts';

/** The largest weight a reader can set, up or down. */
export const greatestWeight = 99;

/** Brings one weight to what a link can carry. */
function clampWeight(weight: number): number {
  return roundForLink(Math.min(greatestWeight, Math.max(-greatestWeight, weight)));
}

/**
 * Brings nine weights to what a link can carry; weights that print like a named kernel's become exactly that kernel's. Where
 * the weights are to keep a certain sum, the centre takes up what rounding changed.
 */
export function canonicalKernel(weights: readonly number[], wantedSum?: number): readonly number[] {
  const rounded = weights.map(clampWeight);
  for (const kernel of Object.values(namedKernels)) {
    if (kernel.every((weight, at) => roundForLink(weight) === rounded[at])) return kernel;
  }
  if (wantedSum === undefined) return rounded;
  const excess = sum(rounded) - wantedSum;
  return rounded.map((weight, at) => (at === 4 ? clampWeight(weight - excess) : weight));
}

/** A field that holds nine weights, row-major; `initial` is a known kernel. */
export function kernelField(initial: KernelName): LinkField<readonly number[]> {
  const fallback: readonly number[] = namedKernels[initial];
  return {
    initial: fallback,
    parse(text): ParsedField<readonly number[]> {
      if (isKernelName(text)) return { value: namedKernels[text] };
      const words = text.split('~');
      if (words.length !== 9)
        return {
          value: fallback,
          note: `“${shorten(text)}” is neither a known kernel nor nine weights; ${initial} is used.`,
        };
      const weights = words.map(readNumber);
      const numbers = weights.map((weight) => weight ?? 0);
      const value = canonicalKernel(numbers);
      if (weights.includes(undefined)) return { value, note: 'a weight is not a number; 0 stands in its place.' };
      if (numbers.some((weight) => Math.abs(weight) > greatestWeight))
        return { value, note: `weights go from −${greatestWeight} to ${greatestWeight}; the others were cut.` };
      return { value };
    },
    print: (weights) => kernelNameOf(weights) ?? weights.map(printNumber).join('~'),
  };
}

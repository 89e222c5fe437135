// What all convolutions ask of their arguments, whatever the number of axes they slide along: a setting is one number or one per axis,
// channels split into groups, and the kernel fits into the padded input. The words of a refusal are put together here.
import { checkWhole } from '@lib/array/check.ts';
import { checkSameShape, type Shaped } from '@lib/array/tensor.ts';
import { kernelSpan, outputLength, type SlideOptions } from './output-length.ts';
import { paddedFrom, type PaddingMode } from './pad.ts';

/** A setting for all axes, or one for each. */
type Setting = number | readonly number[];

/**
 * Reads a setting along one of the axes that have these names, as a whole number of at least `least`.
 * @throws RangeError naming the setting and the axis
 */
export type ReadSetting = (value: Setting, least: number, argument: string) => (axis: number) => number;

/** Starts reading the settings of one call. */
export function settingsOf(caller: string, axes: readonly string[]): ReadSetting {
  return (value, least, argument) => {
    const values = Array.isArray(value) ? value : axes.map(() => value);
    refuseUnless(
      values.length === axes.length,
      caller,
      `${argument} must be one number or a list of ${axes.length}, got ${values.length}`,
    );
    return (axis) => {
      const place = axes.length === 1 ? argument : `${argument}[${axes[axis] ?? axis}]`;
      return checkWhole(values[axis], least, { caller, argument: place });
    };
  };
}

/** The channels of a convolution, as its arguments give them. */
export interface Channels {
  readonly channels: number;
  readonly outChannels: number;
  /** Channels that one kernel has. */
  readonly groupChannels: number;
  readonly groups: number;
  readonly bias: Shaped | undefined;
}

/**
 * Checks that channels and outputs split into groups, that a kernel has the channels of its group, and that each output has a bias.
 * @throws RangeError naming the argument that does not fit
 */
export function checkChannels(caller: string, { channels, outChannels, groupChannels, groups, bias }: Channels): void {
  refuseUnless(
    channels % groups === 0,
    caller,
    `input must have channels (axis 1) that split into ${groups} groups, got ${channels}`,
  );
  refuseUnless(
    outChannels % groups === 0,
    caller,
    `weight must have outputs (axis 0) that split into ${groups} groups, got ${outChannels}`,
  );
  refuseUnless(
    groupChannels === channels / groups,
    caller,
    `weight must have ${channels / groups} channels (axis 1) for an input of ${channels} in ${groups} group${groups === 1 ? '' : 's'}, got ${groupChannels}`,
  );
  checkBias(caller, bias, outChannels);
}

/**
 * Checks that there is one bias for each output, or none at all.
 * @throws RangeError if its shape is another
 */
export function checkBias(caller: string, bias: Shaped | undefined, outChannels: number): void {
  if (bias !== undefined) checkSameShape(bias, [outChannels], { caller, argument: 'bias' });
}

/** One axis along which a kernel slides. */
export interface SlidingAxis extends Required<SlideOptions> {
  readonly caller: string;
  /** Its name in a refusal, for instance `height (axis 2)`. */
  readonly axis: string;
  readonly size: number;
  readonly kernel: number;
  readonly mode: PaddingMode;
  /** The argument that has the kernel's size; `weight` if left out. */
  readonly argument?: string;
}

/**
 * The length of the output along one axis.
 * @throws RangeError if the padding is wider than its rule allows or the kernel does not fit, TypeError if there is no such rule
 */
export function lengthAlong({ caller, axis, size, kernel, mode, argument = 'weight', ...slide }: SlidingAxis): number {
  paddedFrom(size, slide.padding, mode, caller);
  const padded = size + 2 * slide.padding;
  const span = kernelSpan(kernel, slide.dilation);
  refuseUnless(
    span <= padded,
    caller,
    `${argument} must span at most the ${padded} cells of the padded ${axis}, got a span of ${span}`,
  );
  return outputLength(size, kernel, slide);
}

/**
 * Refuses a call in words, unless something holds.
 * @throws RangeError `<caller>: <words>`
 */
export function refuseUnless(isRight: boolean, caller: string, words: string): void {
  if (!isRight) throw new RangeError(`${caller}: ${words}`);
}

// The link schema of the sum over channels. Names and meanings are permanent. `mode` says what the channels are; a lesson on colour adds
// another word to it.
import { linkCodec } from '@lib/state/link-codec.ts';
import { integerField, wordField } from '@lib/state/link-fields.ts';
import { pictureFields, type PictureLink } from '@lib/state/picture-fields.ts';

/** How many channels are added up. */
export const channelCount = 30;

/** Where the kernels of the first layer come from: fresh random numbers, or one edge turned by twelve degrees from channel to channel. */
export const kernelSources = ['random', 'turned'] as const;

/** A source of kernels. */
export type KernelSource = (typeof kernelSources)[number];

/** The largest seed. */
export const greatestSeed = 9999;

/** The whole state of the figure. */
export interface ChannelSumLink extends PictureLink {
  /** What the channels are: the 30 maps of the session's first attempt. */
  readonly mode: '30';
  readonly k: KernelSource;
  /** Of all random numbers. */
  readonly seed: number;
  /** Row and column of the answer, and so of the windows' centre. */
  readonly r: number;
  readonly c: number;
  /** The channel that stands open. */
  readonly ch: number;
}

/** Reads and writes the figure's states. */
export const channelSumLink = linkCodec<ChannelSumLink>({
  mode: wordField('30', ['30']),
  ...pictureFields,
  k: wordField('random', kernelSources),
  seed: integerField(3, [0, greatestSeed]),
  r: integerField(17, [0, 27]),
  c: integerField(20, [0, 27]),
  ch: integerField(6, [0, channelCount - 1]),
});

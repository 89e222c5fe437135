// The link schema of the network builder. Names and meanings are permanent.
import { architectureLimits, type Architecture } from '@lib/nn/architecture.ts';
import { architectureField } from '@lib/state/architecture-field.ts';
import { linkCodec } from '@lib/state/link-codec.ts';
import { integerField, wordField } from '@lib/state/link-fields.ts';
import { layouts, type Layout } from '@lib/text/network-words.ts';

/** The whole state of the builder. */
export interface CnnBuilderLink {
  /** The network. */
  readonly net: Architecture;
  /** The chosen layer, counted from 0. */
  readonly l: number;
  /** The order of axes in which shapes are written. */
  readonly layout: Layout;
}

/** Reads and writes the builder's states. */
export const cnnBuilderLink = linkCodec<CnnBuilderLink>({
  net: architectureField(),
  l: integerField(0, [0, architectureLimits.blocks - 1]),
  layout: wordField('nchw', layouts),
});

// The link schema of the feature maps. Names and meanings are permanent. The network is not in it: it is the one trained on the page, whose link
// is the trainer's, or else the session's before its first step.
import { tenLabels } from '@lib/data/digit-chunk.ts';
import { pictureShape } from '@lib/nn/training-run.ts';
import type { Stroke } from '@lib/draw/strokes.ts';
import { linkCodec } from '@lib/state/link-codec.ts';
import { integerField, wordField } from '@lib/state/link-fields.ts';
import { mapViewField, openedMapFields, type MapView } from '@lib/state/feature-maps-fields.ts';
import type { PictureLink } from '@lib/state/picture-fields.ts';
import { strokesField } from '@lib/state/strokes-field.ts';
import type { PicturePlace } from '@lib/state/trained-network.svelte.ts';

const lastCell = pictureShape[1] - 1;

/** The class whose lead is mapped: a digit; or, with two classes, the second, and with more, the one that the network names. */
export const marginClasses = ['auto', ...tenLabels.map((label) => `${label}` as const)] as const;

/** What the map of a covered picture shows: by how much covering changes the margin, or the margin itself. */
export const marginViews = ['change', 'margin'] as const;

/** The largest side of a patch. */
export const largestPatch = 14;

/** The whole state of the figure. */
export interface FeatureMapsLink extends PictureLink {
  /** A picture of the run instead, by its place. */
  readonly at: PicturePlace | undefined;
  /** The drawing. */
  readonly pad: readonly Stroke[];
  /** The layer whose map stands open, from 1, and which of its maps, from 0. */
  readonly layer: number;
  readonly m: number;
  /** The cell of that map which is taken apart. */
  readonly r: number;
  readonly c: number;
  /** The channel of the input whose products are shown. */
  readonly ch: number;
  readonly show: MapView;
  /** Side of the patch; 0 where nothing is covered. */
  readonly p: number;
  /** Row and column of the patch's upper left cell. */
  readonly pr: number;
  readonly pc: number;
  /** What the patch covers with: the picture's mean ink, or paper. */
  readonly fill: 'mean' | 'paper';
  readonly map: (typeof marginViews)[number];
  /** The class whose lead is mapped. */
  readonly of: (typeof marginClasses)[number];
}

/** Reads and writes the figure's states. */
export const featureMapsLink = linkCodec<FeatureMapsLink>({
  ...openedMapFields,
  ch: integerField(0, [0, 127]),
  show: mapViewField,
  p: integerField(0, [0, largestPatch]),
  pr: integerField(10, [0, lastCell]),
  pc: integerField(10, [0, lastCell]),
  fill: wordField('mean', ['mean', 'paper']),
  map: wordField('change', marginViews),
  of: wordField('auto', marginClasses),
  pad: strokesField,
});

// What a link says of the feature maps that are looked at: picture, layer, map and cell, and how they are shown. The figure has more fields; a challenge
// judges these.
import { pictureSize } from '@lib/conv/response.ts';
import { integerField, wordField } from './link-fields.ts';
import { pictureFields } from './picture-fields.ts';
import { placeField } from './place-field.ts';

/** How maps are shown: before ReLU, after it, or after it in ink. */
export const mapViews = ['post', 'pre', 'ink'] as const;

/** One way to show maps. */
export type MapView = (typeof mapViews)[number];

/** The fields of the cell that is taken apart. */
export const openedMapFields = {
  ...pictureFields,
  at: placeField,
  layer: integerField(1, [1, 16]),
  m: integerField(0, [0, 127]),
  r: integerField(3, [0, pictureSize - 1]),
  c: integerField(7, [0, pictureSize - 1]),
};

/** How the maps are shown. */
export const mapViewField = wordField('post', mapViews);

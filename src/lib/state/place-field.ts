// A picture of a training run in a link: `v` and its place among those held out, or `t` and its place among those learned from.
import { shorten, type LinkField } from './link-codec.ts';
import type { PicturePlace } from './trained-network.svelte.ts';

/** The field that holds such a place, if the link has one. */
export const placeField: LinkField<PicturePlace | undefined> = {
  initial: undefined,
  parse(text) {
    if (text === '') return { value: undefined };
    const [, set, place = ''] = /^([tv])(\d{1,6})$/.exec(text) ?? [];
    if (set === undefined)
      return {
        value: undefined,
        note: `“${shorten(text)}” is no place of a picture, such as v12, number 12 of those held out.`,
      };
    return { value: { set: set === 'v' ? 'valid' : 'train', place: Number(place) } };
  },
  print: (at) => (at === undefined ? '' : `${at.set === 'valid' ? 'v' : 't'}${at.place}`),
};

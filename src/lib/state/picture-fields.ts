// The two fields that name a picture in a link: its kind, and for a digit its number in MNIST's training set.
import { houseIndex, lastTrainIndex, pictureKinds, type PictureKind } from '@lib/data/pictures.ts';
import { integerField, wordField } from './link-fields.ts';

/** What a link says of the picture. */
export interface PictureLink {
  /** The kind of picture. */
  readonly d: PictureKind;
  /** MNIST training index of the digit; 0, which is neither a three nor a seven, stands for the book's own digit of that kind. */
  readonly i: number;
}

/** The fields `d` and `i`. */
export const pictureFields = { d: wordField<PictureKind>('3', pictureKinds), i: integerField(0, [0, lastTrainIndex]) };

/** The MNIST training index that a link means; the session's three where the picture is no digit. */
export function meantIndex({ d, i }: PictureLink): number {
  return i !== 0 ? i : d === '7' ? houseIndex[7] : houseIndex[3];
}

/** The same picture in its shortest form: the book's own digits without an index, other pictures too. */
export function shortestPicture<Link extends PictureLink>(link: Link): Link {
  const isOwn = link.d === '3' ? link.i === houseIndex[3] : link.d === '7' ? link.i === houseIndex[7] : true;
  return isOwn ? { ...link, i: 0 } : link;
}

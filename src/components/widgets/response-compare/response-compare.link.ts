// The link schema of the comparison of the session's four kernels. Names and meanings are permanent.
import { linkCodec } from '@lib/state/link-codec.ts';
import { flagField, integerField } from '@lib/state/link-fields.ts';
import { pictureFields, type PictureLink } from '@lib/state/picture-fields.ts';

/** The whole state of the comparison. */
export interface ResponseCompareLink extends PictureLink {
  /** Row and column of the window's centre. */
  readonly r: number;
  readonly c: number;
  /** Whether the map of winners is shown: at each place the kernel with the greatest answer. */
  readonly win: boolean;
}

/** Reads and writes the comparison's states. */
export const responseCompareLink = linkCodec<ResponseCompareLink>({
  ...pictureFields,
  r: integerField(5, [1, 26]),
  c: integerField(7, [1, 26]),
  win: flagField(false),
});

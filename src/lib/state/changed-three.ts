// A held-out three with some of its pixels made ink or paper, and the net that looks at it, in a link. Names and meanings are permanent.
import { heldOutThree, heldOutThreeNames, type HeldOutThreeName } from '@lib/data/held-out-threes.ts';
import { sessionRun } from '@lib/nn/training-run.ts';
import type { LinkField } from './link-codec.ts';
import { integerField, wordField } from './link-fields.ts';
import { pixelsField } from './pixels-field.ts';
import { runLimits } from './training-run-field.ts';

/** What a pixel can be made. */
export const changeInks = { ink: 255, paper: 0 } as const;

/** What a link says of a changed three. */
export interface ChangedThree {
  /** Its place among the held-out pictures. */
  readonly pic: HeldOutThreeName;
  /** The seed from which the net starts that looks at it. */
  readonly seed: number;
  /** Pixels made full ink, and pixels made paper, by their places from 0 to 783. */
  readonly ink: readonly number[];
  readonly paper: readonly number[];
}

/** The fields of a changed three. */
export const changedThreeFields: { readonly [Name in keyof ChangedThree]: LinkField<ChangedThree[Name]> } = {
  pic: wordField('4', heldOutThreeNames),
  seed: integerField(sessionRun.initialSeed, [0, runLimits.seed]),
  ink: pixelsField,
  paper: pixelsField,
};

/** The picture as it was. */
export function originalThree({ pic }: Pick<ChangedThree, 'pic'>): Uint8Array {
  return heldOutThree(pic);
}

/** The picture as it is now, and the places that differ from what they were, ascending. */
export function changedThree(link: Omit<ChangedThree, 'seed'>): { pixels: Uint8Array; changed: readonly number[] } {
  const original = originalThree(link);
  const pixels = original.slice();
  for (const place of link.paper) pixels[place] = changeInks.paper;
  for (const place of link.ink) pixels[place] = changeInks.ink;
  const changed = Array.from(pixels.keys()).filter((place) => pixels[place] !== original[place]);
  return { pixels, changed };
}

/** The same picture in its shortest form: a pixel that is what it was is not said, nor one twice. */
export function shortestChange<Link extends ChangedThree>(link: Link): Link {
  const original = originalThree(link);
  const ink = link.ink.filter((place) => original[place] !== changeInks.ink);
  const paper = link.paper.filter((place) => original[place] !== changeInks.paper && !ink.includes(place));
  return { ...link, ink, paper };
}

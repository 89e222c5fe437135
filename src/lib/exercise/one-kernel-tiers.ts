// How many of the held-out pictures one kernel and one number must tell right for each tier of the challenge. Calibrated on all of them; the test
// beside this file does it anew: no kernel with a name reaches bronze, one random kernel in a few hundred silver, and gold is found by changing
// weights step by step and keeping what helps.
import type { Tier } from './parts.ts';
import { standingBy, type Standing } from './standing.ts';

/** The share of the pictures that each tier takes, in per cent. */
export const tierPercent: Readonly<Record<Tier, number>> = { bronze: 85, silver: 90, gold: 94 };

/** How many right answers a tier takes of so many pictures. */
export function tierCount(tier: Tier, pictures: number): number {
  return Math.ceil((tierPercent[tier] * pictures) / 100);
}

/** The best tier that so many right answers reach, and the next one with what is missing for it. */
export function standingOf(right: number, pictures: number): Standing & { readonly missing: number } {
  const standing = standingBy((tier) => right >= tierCount(tier, pictures));
  const { next } = standing;
  return { ...standing, missing: next === undefined ? 0 : tierCount(next, pictures) - right };
}

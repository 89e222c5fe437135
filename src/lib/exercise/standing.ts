// Where an answer stands among the tiers.
import { tiers, type Tier } from './parts.ts';

/** The best tier that an answer meets, and the next one. */
export interface Standing {
  readonly reached: Tier | undefined;
  readonly next: Tier | undefined;
}

/** Where an answer stands; it meets a tier only where it meets the lower ones. */
export function standingBy(meets: (tier: Tier) => boolean): Standing {
  return { reached: tiers.findLast(meets), next: tiers.find((tier) => !meets(tier)) };
}

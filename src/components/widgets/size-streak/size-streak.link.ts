// The link schema of the streak, which the check of a challenge reads as well.
export { sizeStreakLink } from '@lib/state/size-streak-link.ts';

// The link schema of the riddle, which the check of a challenge reads as well.
export { kernelRiddleLink } from '@lib/state/kernel-riddle-link.ts';

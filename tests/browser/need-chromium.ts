// Without a browser this suite fails, and says how to get one; it never passes by skipping.
import { findChromium } from '../../scripts/find-chromium.ts';

/** Runs once, before any test of the suite. */
export default function needChromium(): void {
  findChromium();
}

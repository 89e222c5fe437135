// Whether the reader asked for less motion: then what would move goes in steps.

/** True where the reader prefers reduced motion. */
export function prefersReducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

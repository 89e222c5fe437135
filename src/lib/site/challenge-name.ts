// What a challenge is called.

/** `CH-2` is challenge 2. */
export function challengeName(id: string): string {
  return `Challenge ${id.replace(/^CH-/, '')}`;
}

// The name of a state as a folder.

/** A state of a figure as it stands in a path: `k:top,r:5` is `k-top_r-5`. */
export function stateSlug(state: string): string {
  return state.replaceAll(':', '-').replaceAll(',', '_');
}

// What a state is about, beside where its reader looks: the card of one run is true of it at every step.

/** Which fields of a widget's states only say where one looks. */
export interface StateLooks {
  readonly fields: readonly string[];
  /** The state in which all is seen, where nothing but the place of looking was said. */
  readonly plain: string;
}

/** The state that says what a state is about, and leaves open where its reader looks. */
export function subjectOf(state: string, { fields, plain }: StateLooks): string {
  const pairs = state.split(',').filter((pair) => !fields.includes(pair.split(':', 1)[0] ?? ''));
  return pairs.length === 0 ? plain : pairs.join(',');
}

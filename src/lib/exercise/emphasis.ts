// The little markup that texts in exercises may carry: `*emphasis*`, and `\*` for a star in what somebody typed; nothing else.

/** A run of text that is or is not emphasised. */
export interface TextRun {
  readonly text: string;
  readonly isEmphasis: boolean;
}

/** A text as it stands, for a place where stars mean emphasis. */
export function verbatim(text: string): string {
  return text.replace(/\*/g, '\\*');
}

/** Splits a text at its `*emphasis*`. A lone star stays a star, and so does one behind a backslash. */
export function textRuns(text: string): readonly TextRun[] {
  return text
    .split(/((?<!\\)\*(?:\\\*|[^*])+(?<!\\)\*)/)
    .filter((run) => run !== '')
    .map((run) =>
      /^\*[^]+\*$/.test(run) ? { text: run.slice(1, -1), isEmphasis: true } : { text: run, isEmphasis: false },
    )
    .map(({ text: run, isEmphasis }) => ({ text: run.replace(/\\\*/g, '*'), isEmphasis }));
}

/** Parts the first sentence of a text from the others. */
export function splitLead(text: string): { readonly lead: string; readonly rest: string } {
  const end = /[.?](?=\s)/.exec(text);
  if (end === null) return { lead: text, rest: '' };
  return { lead: text.slice(0, end.index + 1), rest: text.slice(end.index + 1).trim() };
}

// The sentences of a text that can be quoted: whole ones, that need nothing of what stands around them.

/** Stands in a text for what cannot be quoted, such as an equation; a sentence with it is left out. */
export const notQuotable = '\uFFFC';

/** Splits a text into sentences. */
export function allSentences(text: string): readonly string[] {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?…][”’)]?) (?=[“‘(\dA-ZÀ-Ý])/);
}

/** Whether a sentence is whole: it holds nothing that cannot be quoted, and does not only lead on to what follows. */
export function isQuotable(sentence: string): boolean {
  return !sentence.includes(notQuotable) && /[.!?][”’)]?$/.test(sentence);
}

/** The sentences of a text that can be quoted. */
export function sentencesOf(text: string): readonly string[] {
  return allSentences(text).filter(isQuotable);
}

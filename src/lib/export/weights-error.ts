// What can be wrong with a file of weights that a reader brings, or with weights to be kept, in words for that reader.

/** Weights cannot be read or written; `message` is a sentence for the reader. */
export class WeightsError extends Error {
  override readonly name = 'WeightsError';

  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
  }
}

/** Said of files that a later edition wrote. */
export const newerEdition = 'This file is from a newer edition of this book than the one you are reading.';

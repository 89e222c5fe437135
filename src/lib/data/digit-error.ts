// What can go wrong between a data chunk on a server and a picture on the page, in words for a reader. A wrong picture would
// teach a wrong thing, so every doubt about the bytes ends here, and asking again is always possible.

/** Why digits could not be had. */
export type DigitFault = 'missing' | 'truncated' | 'altered' | 'offline' | 'unsupported';

const sentences: Readonly<Record<DigitFault, string>> = {
  missing: 'This copy of the book does not have the file with these digits.',
  truncated: 'Only a part of the file with these digits arrived. Trying again usually helps.',
  altered: 'The file with these digits is not the one the book was made with, so it is not shown.',
  offline: 'The digits could not be reached. The connection may be down; try again when it is back.',
  unsupported: 'This browser cannot unpack the digits. A newer one can.',
};

/** Digits could not be had; `message` is a sentence for the reader, `file` the address that was asked for. */
export class DigitError extends Error {
  override readonly name = 'DigitError';
  readonly fault: DigitFault;
  readonly file: string;

  constructor(fault: DigitFault, file: string, cause?: unknown) {
    super(sentences[fault], { cause });
    this.fault = fault;
    this.file = file;
  }
}

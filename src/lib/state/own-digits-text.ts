// The reader's own digits as text, which is what a browser's storage holds: a line for each, checked when it is read.
import { digitPixels, tenLabels, type TenLabel } from '@lib/data/digit-chunk.ts';

/** A digit that the reader drew. */
export interface OwnDigit {
  /** What it shows, by the reader's word. */
  readonly digit: TenLabel;
  /** 784 bytes in MNIST's form. */
  readonly pixels: Uint8Array;
}

/** How many are kept. */
export const mostOwnDigits = 64;

/** Writes digits as lines: what it shows, then its bytes as two hexadecimal signs each. */
export function printOwnDigits(list: readonly OwnDigit[]): string {
  const hex = (pixels: Uint8Array): string => Array.from(pixels, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return list.map(({ digit, pixels }) => `${digit}${hex(pixels)}`).join('\n');
}

/** Reads digits from any text; what is none of them is left out. */
export function readOwnDigits(text: string | undefined): OwnDigit[] {
  const lines = (text ?? '').split('\n', mostOwnDigits);
  return lines.flatMap((line) => {
    const digit = tenLabels.find((label) => String(label) === line[0]);
    if (digit === undefined || !/^[0-9a-f]+$/.test(line) || line.length !== 1 + 2 * digitPixels) return [];
    const pixels = Uint8Array.from({ length: digitPixels }, (_, at) =>
      parseInt(line.slice(2 * at + 1, 2 * at + 3), 16),
    );
    return [{ digit, pixels }];
  });
}

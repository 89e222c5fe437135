// Pictures made by rule, 28 × 28 like the digits, on which a kernel's answer can be foretold.

/** The rules, in the order in which the laboratory offers them. */
export const syntheticKinds = ['horizontal', 'vertical', 'diagonal', 'flat', 'checker'] as const;

/** The name of a picture made by rule. */
export type SyntheticKind = (typeof syntheticKinds)[number];

const size = 28;
const ink = 254;

/** The ink everywhere on the flat picture: a mid grey, so that an answer is not mistaken for paper or full ink. */
const flatInk = 100;

const inkAt: Record<SyntheticKind, (row: number, col: number) => number> = {
  horizontal: (row) => (row < size / 2 ? 0 : ink),
  vertical: (_row, col) => (col < size / 2 ? 0 : ink),
  diagonal: (row, col) => (row + col < size ? 0 : ink),
  flat: () => flatInk,
  checker: (row, col) => ((row + col) % 2 === 0 ? ink : 0),
};

/** Draws a picture by rule: 784 bytes, row-major; edges run paper to ink, downwards or to the right. */
export function syntheticPicture(kind: SyntheticKind): Uint8Array {
  return Uint8Array.from({ length: size * size }, (_, at) => inkAt[kind](Math.floor(at / size), at % size));
}

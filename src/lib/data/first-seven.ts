// The first seven of the training set, image 15 counted from 0: the picture that a kernel for right edges is to be tried on. It stands here, as
// the session's digit does, so that an answer can be judged without loading anything.
import { fromInkRows } from './ink-rows.ts';

/** Rows 7 to 26; all others are paper. */
const inkRows = `
0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 115 121 162 253 253 213 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 0 0 0 0 63 107 170 251 252 252 252 252 250 214 0 0 0 0 0 0
0 0 0 0 0 0 0 0 25 192 226 226 241 252 253 202 252 252 252 252 252 225 0 0 0 0 0 0
0 0 0 0 0 0 0 68 223 252 252 252 252 252 39 19 39 65 224 252 252 183 0 0 0 0 0 0
0 0 0 0 0 0 0 186 252 252 252 245 108 53 0 0 0 150 252 252 220 20 0 0 0 0 0 0
0 0 0 0 0 0 70 242 252 252 222 59 0 0 0 0 0 178 252 252 141 0 0 0 0 0 0 0
0 0 0 0 0 0 185 252 252 194 67 0 0 0 0 17 90 240 252 194 67 0 0 0 0 0 0 0
0 0 0 0 0 0 83 205 190 24 0 0 0 0 0 121 252 252 209 24 0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 0 0 0 0 0 0 77 247 252 248 106 0 0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 0 0 0 0 0 0 253 252 252 102 0 0 0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 0 0 0 0 0 134 255 253 253 39 0 0 0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 0 0 0 0 6 183 253 252 107 2 0 0 0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 0 0 0 10 102 252 253 163 16 0 0 0 0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 0 0 13 168 252 252 110 2 0 0 0 0 0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 0 0 41 252 252 217 0 0 0 0 0 0 0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 0 40 155 252 214 31 0 0 0 0 0 0 0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 0 165 252 252 106 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 43 179 252 150 39 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 137 252 221 39 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 67 252 79 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
`;

/** The MNIST training index of this seven. */
export const firstSevenIndex = 15;

/** A seven: 784 bytes, 28 rows of 28, row-major; 0 is paper, 255 is full ink. */
export const firstSeven: Uint8Array = fromInkRows(inkRows, 7);

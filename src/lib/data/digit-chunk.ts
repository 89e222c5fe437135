// A chunk of digits as bytes, so that thousands of pictures travel in a few requests and unpack without parsing.
//
// For N digits, in the order of the original file:
//   N × uint32, little-endian   the MNIST index of each digit
//   N × uint8                   its label, 3 or 7
//   N × 784 bytes               its pixels, row-major, 0 is paper and 255 is ink

/** Pixels of one digit: 28 rows of 28. */
export const digitPixels = 28 * 28;

const indexBytes = 4;
const bytesPerDigit = indexBytes + 1 + digitPixels;

/** What a digit shows. */
export type DigitLabel = 3 | 7;

/** One handwritten digit. */
export interface Digit {
  /** Place in the original MNIST file, counted from 0. */
  readonly mnistIndex: number;
  readonly label: DigitLabel;
  /** 784 bytes, row-major; 0 is paper, 255 is ink. */
  readonly pixels: Uint8Array;
}

/** Many digits in the order of the original file. */
export interface DigitChunk {
  readonly count: number;
  /** MNIST index of each digit, ascending; shape `[count]`. */
  readonly mnistIndices: Uint32Array;
  /** 3 or 7 for each digit; shape `[count]`. */
  readonly labels: Uint8Array;
  /** Shape `[count, 28, 28]`. */
  readonly pixels: Uint8Array;
}

/** The number of bytes of a chunk of so many digits, before packing. */
export function chunkSizeBytes(count: number): number {
  return count * bytesPerDigit;
}

/** Writes digits as the bytes of a chunk. */
export function encodeChunk(digits: readonly Digit[]): Uint8Array<ArrayBuffer> {
  const count = digits.length;
  const bytes = new Uint8Array(chunkSizeBytes(count));
  const view = new DataView(bytes.buffer);
  for (const [at, digit] of digits.entries()) {
    view.setUint32(at * indexBytes, digit.mnistIndex, true);
    bytes[count * indexBytes + at] = digit.label;
    bytes.set(digit.pixels, count * (indexBytes + 1) + at * digitPixels);
  }
  return bytes;
}

/**
 * Reads the bytes of a chunk.
 * @throws RangeError when the bytes are not `count` digits, ascending by index, all threes and sevens.
 */
export function decodeChunk(bytes: Uint8Array, count: number): DigitChunk {
  if (bytes.length !== chunkSizeBytes(count)) {
    throw new RangeError(`decodeChunk: bytes must be ${chunkSizeBytes(count)} long, got ${bytes.length}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mnistIndices = Uint32Array.from({ length: count }, (_, at) => view.getUint32(at * indexBytes, true));
  const labels = bytes.slice(count * indexBytes, count * (indexBytes + 1));
  const pixels = bytes.slice(count * (indexBytes + 1));
  for (const [at, mnistIndex] of mnistIndices.entries()) {
    const previous = mnistIndices[at - 1] ?? -1;
    if (mnistIndex <= previous) {
      throw new RangeError(`decodeChunk: indices must ascend, got ${mnistIndex} after ${previous}`);
    }
  }
  const strange = labels.find((label) => label !== 3 && label !== 7);
  if (strange !== undefined) throw new RangeError(`decodeChunk: labels must be 3 or 7, got ${strange}`);
  return { count, mnistIndices, labels, pixels };
}

/**
 * One digit of a chunk, with pixels of its own, so that handing it to a worker leaves the chunk whole.
 * @throws RangeError when the chunk has no such place.
 */
export function digitAt(chunk: DigitChunk, at: number): Digit {
  const mnistIndex = chunk.mnistIndices[at];
  if (mnistIndex === undefined) throw new RangeError(`digitAt: at must be 0 to ${chunk.count - 1}, got ${at}`);
  return {
    mnistIndex,
    label: chunk.labels[at] === 7 ? 7 : 3,
    pixels: chunk.pixels.slice(at * digitPixels, (at + 1) * digitPixels),
  };
}

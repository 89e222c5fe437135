// A chunk of digits as bytes, so that thousands of pictures travel in a few requests and unpack without parsing.
//
// For N digits, in the order of the original file:
//   N × uint32, little-endian   the MNIST index of each digit
//   N × uint8                   its label, what it shows
//   N × 784 bytes               its pixels, row-major, 0 is paper and 255 is ink

/** Pixels of one digit: 28 rows of 28. */
export const digitPixels = 28 * 28;

const indexBytes = 4;
const bytesPerDigit = indexBytes + 1 + digitPixels;

/** What any digit may show. */
export const tenLabels = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** What any digit may show. */
export type TenLabel = (typeof tenLabels)[number];

/** What a digit of the session's data shows. */
export const digitLabels = [3, 7] as const satisfies readonly TenLabel[];

/** What a digit of the session's data shows. */
export type DigitLabel = (typeof digitLabels)[number];

/** One handwritten digit; of the session's data unless other labels are named. */
export interface Digit<Label extends TenLabel = DigitLabel> {
  /** Place in the original MNIST file, counted from 0. */
  readonly mnistIndex: number;
  readonly label: Label;
  /** 784 bytes, row-major; 0 is paper, 255 is ink. */
  readonly pixels: Uint8Array;
}

/** Many digits in the order of the original file. */
export interface DigitChunk<Label extends TenLabel = DigitLabel> {
  readonly count: number;
  /** The labels that digits of this data may have. */
  readonly possibleLabels: readonly Label[];
  /** MNIST index of each digit, ascending; shape `[count]`. */
  readonly mnistIndices: Uint32Array;
  /** One of the possible labels for each digit; shape `[count]`. */
  readonly labels: Uint8Array;
  /** Shape `[count, 28, 28]`. */
  readonly pixels: Uint8Array;
}

/** The number of bytes of a chunk of so many digits, before packing. */
export function chunkSizeBytes(count: number): number {
  return count * bytesPerDigit;
}

/** Writes digits as the bytes of a chunk. */
export function encodeChunk(digits: readonly Digit<TenLabel>[]): Uint8Array<ArrayBuffer> {
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
 * @throws RangeError when the bytes are not `count` digits, ascending by index, all with possible labels.
 */
export function decodeChunk<Label extends TenLabel>(
  bytes: Uint8Array,
  count: number,
  possibleLabels: readonly Label[],
): DigitChunk<Label> {
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
  const strange = labels.find((label) => !possibleLabels.some((possible) => possible === label));
  if (strange !== undefined) {
    throw new RangeError(`decodeChunk: labels must be ${possibleLabels.join(' or ')}, got ${strange}`);
  }
  return { count, possibleLabels, mnistIndices, labels, pixels };
}

/**
 * One digit of a chunk, with pixels of its own, so that handing it to a worker leaves the chunk whole.
 * @throws RangeError when the chunk has no such place.
 */
export function digitAt<Label extends TenLabel>(chunk: DigitChunk<Label>, at: number): Digit<Label> {
  const mnistIndex = chunk.mnistIndices[at];
  const label = chunk.possibleLabels.find((possible) => possible === chunk.labels[at]);
  if (mnistIndex === undefined || label === undefined) {
    throw new RangeError(`digitAt: at must be 0 to ${chunk.count - 1}, got ${at}`);
  }
  return { mnistIndex, label, pixels: chunk.pixels.slice(at * digitPixels, (at + 1) * digitPixels) };
}

/** How many digits there are of each label; shape `[10]`. */
export function countLabels(labels: Iterable<number>): number[] {
  const counts = tenLabels.map(() => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

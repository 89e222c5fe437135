// The table of contents of the digits: which files there are, which digits each holds, and what its bytes must be. Its first version knew
// only threes and sevens and is still theirs, since addresses of files are permanent; the second says which labels there are, and how many of
// each are in every file, so that an order of training on some of them is known before any file has come.
import { chunkSizeBytes, digitLabels, tenLabels, type TenLabel } from './digit-chunk.ts';

/** The training set, or the images it is validated with (MNIST's test set). */
export type DigitSetName = 'train' | 'valid';

/** The sets, in the order of the manifest. */
export const digitSetNames = ['train', 'valid'] as const satisfies readonly DigitSetName[];

/** One file of digits. */
export interface ChunkEntry {
  readonly file: string;
  readonly count: number;
  readonly firstIndex: number;
  readonly lastIndex: number;
  /** How many there are of each label, shape `[10]`; unknown in version 1. */
  readonly labelCounts?: readonly number[];
  /** Size of the file as it is stored, packed. */
  readonly storedBytes: number;
  /** Size once unpacked. */
  readonly sizeBytes: number;
  /** SHA-256 of the unpacked bytes, in hexadecimal. */
  readonly sha256: string;
  /** CRC-32 of the unpacked bytes, for pages that are not served over https and so have no SHA-256. */
  readonly crc32: number;
}

/** One set of digits. */
export interface SetEntry {
  readonly count: number;
  /** How many there are of each label, shape `[10]`. */
  readonly labelCounts: readonly number[];
  readonly chunks: readonly ChunkEntry[];
}

/** Where the digits come from and on what terms. */
export interface DigitOrigin {
  readonly source: string;
  readonly credit: string;
  readonly licence: string;
  readonly licenceUrl: string;
}

/** The whole table of contents. */
export interface DigitManifest {
  readonly version: 1 | 2;
  /** Shape of one image: one channel, 28 rows, 28 columns. */
  readonly shape: readonly number[];
  /** The labels that digits of this data may have, ascending. */
  readonly labels: readonly TenLabel[];
  readonly origin: DigitOrigin;
  readonly sets: Readonly<Record<DigitSetName, SetEntry>>;
}

/**
 * Reads a manifest from parsed JSON, and doubts all of it.
 * @throws TypeError when something is missing, of the wrong kind, or does not add up.
 */
export function parseManifest(json: unknown): DigitManifest {
  const root = record(json, 'manifest');
  const { version } = root;
  if (version !== 1 && version !== 2)
    throw new TypeError(`parseManifest: version must be 1 or 2, got ${String(version)}`);
  const origin = record(root.origin, 'origin');
  const sets = record(root.sets, 'sets');
  return {
    version,
    shape: numbers(root.shape, 'shape'),
    labels: version === 1 ? digitLabels : parseLabels(root.labels),
    origin: {
      source: text(origin.source, 'source'),
      credit: text(origin.credit, 'credit'),
      licence: text(origin.licence, 'licence'),
      licenceUrl: text(origin.licenceUrl, 'licenceUrl'),
    },
    sets: { train: parseSet(sets.train, 'train', version), valid: parseSet(sets.valid, 'valid', version) },
  };
}

function parseLabels(json: unknown): readonly TenLabel[] {
  const given = numbers(json, 'labels');
  const labels = tenLabels.filter((label) => given.includes(label));
  if (labels.length > 0 && labels.join() === given.join()) return labels;
  throw new TypeError(`parseManifest: labels must be digits, ascending, got ${given.join()}`);
}

function parseSet(json: unknown, name: string, version: DigitManifest['version']): SetEntry {
  const set = record(json, name);
  const chunks = list(set.chunks, `${name}.chunks`).map((chunk) => parseChunk(chunk, version));
  const count = wholeNumber(set.count, `${name}.count`);
  const labelCounts =
    version === 1
      ? threesAndSevens(wholeNumber(set.threes, `${name}.threes`), wholeNumber(set.sevens, `${name}.sevens`))
      : tenLabels.map((label) => sum(chunks.map((chunk) => chunk.labelCounts?.[label] ?? 0)));
  const inChunks = sum(chunks.map((chunk) => chunk.count));
  if (inChunks !== count || sum(labelCounts) !== count) {
    throw new TypeError(`parseManifest: ${name} must add up to ${count}, got ${inChunks} in its chunks`);
  }
  for (const [at, chunk] of chunks.entries()) {
    const before = chunks[at - 1]?.lastIndex ?? -1;
    if (chunk.firstIndex <= before) {
      throw new TypeError(`parseManifest: ${name} must ascend, got ${chunk.firstIndex} after ${before}`);
    }
  }
  return { count, labelCounts, chunks };
}

function threesAndSevens(threes: number, sevens: number): number[] {
  return tenLabels.map((label) => (label === 3 ? threes : label === 7 ? sevens : 0));
}

function parseChunk(json: unknown, version: DigitManifest['version']): ChunkEntry {
  const chunk = record(json, 'chunk');
  const entry = {
    file: text(chunk.file, 'file'),
    count: wholeNumber(chunk.count, 'count'),
    firstIndex: wholeNumber(chunk.firstIndex, 'firstIndex'),
    lastIndex: wholeNumber(chunk.lastIndex, 'lastIndex'),
    ...(version === 2 && { labelCounts: numbers(chunk.labelCounts, 'labelCounts') }),
    storedBytes: wholeNumber(chunk.storedBytes, 'storedBytes'),
    sizeBytes: wholeNumber(chunk.sizeBytes, 'sizeBytes'),
    sha256: text(chunk.sha256, 'sha256'),
    crc32: wholeNumber(chunk.crc32, 'crc32'),
  };
  const { labelCounts = [] } = entry;
  if (!/^[a-z0-9-]+\.bin$/.test(entry.file))
    throw new TypeError(`parseManifest: file must be a plain name, got ${entry.file}`);
  if (!/^[0-9a-f]{64}$/.test(entry.sha256))
    throw new TypeError(`parseManifest: sha256 must be hexadecimal, got ${entry.sha256}`);
  if (
    entry.count === 0 ||
    entry.lastIndex < entry.firstIndex + entry.count - 1 ||
    entry.sizeBytes !== chunkSizeBytes(entry.count)
  ) {
    throw new TypeError(
      `parseManifest: ${entry.file} must add up, got ${entry.count} digits in ${entry.sizeBytes} bytes`,
    );
  }
  if (version === 2 && (labelCounts.length !== tenLabels.length || sum(labelCounts) !== entry.count)) {
    throw new TypeError(
      `parseManifest: labelCounts must be ten that add up to ${entry.count}, got ${labelCounts.join()}`,
    );
  }
  return entry;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function numbers(value: unknown, name: string): readonly number[] {
  return list(value, name).map((number) => wholeNumber(number, name));
}

function record(value: unknown, name: string): Partial<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`parseManifest: ${name} must be an object, got ${typeof value}`);
  }
  return { ...value };
}

function list(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`parseManifest: ${name} must be a list, got ${typeof value}`);
  return value;
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '')
    throw new TypeError(`parseManifest: ${name} must be a text, got ${String(value)}`);
  return value;
}

function wholeNumber(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new TypeError(`parseManifest: ${name} must be a whole number, got ${String(value)}`);
  }
  return value;
}

// The table of contents of the digits: which files there are, which digits each holds, and what its bytes must be.
import { chunkSizeBytes } from '@lib/data/digit-chunk.ts';

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
  readonly threes: number;
  readonly sevens: number;
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
  readonly version: 1;
  /** Shape of one image: one channel, 28 rows, 28 columns. */
  readonly shape: readonly number[];
  readonly origin: DigitOrigin;
  readonly sets: Readonly<Record<DigitSetName, SetEntry>>;
}

/**
 * Reads a manifest from parsed JSON, and doubts all of it.
 * @throws TypeError when something is missing, of the wrong kind, or does not add up.
 */
export function parseManifest(json: unknown): DigitManifest {
  const root = record(json, 'manifest');
  if (root.version !== 1) throw new TypeError(`parseManifest: version must be 1, got ${String(root.version)}`);
  const origin = record(root.origin, 'origin');
  const sets = record(root.sets, 'sets');
  return {
    version: 1,
    shape: list(root.shape, 'shape').map((size) => wholeNumber(size, 'shape')),
    origin: {
      source: text(origin.source, 'source'),
      credit: text(origin.credit, 'credit'),
      licence: text(origin.licence, 'licence'),
      licenceUrl: text(origin.licenceUrl, 'licenceUrl'),
    },
    sets: { train: parseSet(sets.train, 'train'), valid: parseSet(sets.valid, 'valid') },
  };
}

function parseSet(json: unknown, name: string): SetEntry {
  const set = record(json, name);
  const chunks = list(set.chunks, `${name}.chunks`).map(parseChunk);
  const entry = {
    count: wholeNumber(set.count, `${name}.count`),
    threes: wholeNumber(set.threes, `${name}.threes`),
    sevens: wholeNumber(set.sevens, `${name}.sevens`),
    chunks,
  };
  const inChunks = chunks.reduce((sum, chunk) => sum + chunk.count, 0);
  if (inChunks !== entry.count || entry.threes + entry.sevens !== entry.count) {
    throw new TypeError(`parseManifest: ${name} must add up to ${entry.count}, got ${inChunks} in its chunks`);
  }
  for (const [at, chunk] of chunks.entries()) {
    const before = chunks[at - 1]?.lastIndex ?? -1;
    if (chunk.firstIndex <= before) {
      throw new TypeError(`parseManifest: ${name} must ascend, got ${chunk.firstIndex} after ${before}`);
    }
  }
  return entry;
}

function parseChunk(json: unknown): ChunkEntry {
  const chunk = record(json, 'chunk');
  const entry = {
    file: text(chunk.file, 'file'),
    count: wholeNumber(chunk.count, 'count'),
    firstIndex: wholeNumber(chunk.firstIndex, 'firstIndex'),
    lastIndex: wholeNumber(chunk.lastIndex, 'lastIndex'),
    storedBytes: wholeNumber(chunk.storedBytes, 'storedBytes'),
    sizeBytes: wholeNumber(chunk.sizeBytes, 'sizeBytes'),
    sha256: text(chunk.sha256, 'sha256'),
    crc32: wholeNumber(chunk.crc32, 'crc32'),
  };
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
  return entry;
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

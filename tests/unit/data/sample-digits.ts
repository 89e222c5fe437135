// A small set of digits as a host would serve it, made by rule: four training chunks of three, one validation chunk of two.
import { createHash } from 'node:crypto';
import { crc32, gzipSync } from 'node:zlib';
import { digitPixels, encodeChunk, type Digit, type DigitLabel } from '@lib/data/digit-chunk.ts';

/** Where the sample stands. */
export const sampleFolder = 'https://book.example/data/threes-sevens';

const training: readonly (readonly [number, DigitLabel][])[] = [
  [
    [7, 3],
    [10, 3],
    [12, 3],
  ],
  [
    [15, 7],
    [27, 3],
    [29, 7],
  ],
  [
    [30, 3],
    [38, 7],
    [40, 3],
  ],
  [
    [42, 7],
    [44, 3],
    [52, 7],
  ],
];
const validation: readonly (readonly [number, DigitLabel][])[] = [
  [
    [0, 7],
    [18, 3],
  ],
];

/** One file of the sample, unpacked and packed. */
export interface SampleFile {
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly packed: Uint8Array<ArrayBuffer>;
}

/** A sample digit: every pixel is a number that depends on index and place, so that a mix-up shows. */
export function sampleDigit(mnistIndex: number, label: DigitLabel): Digit {
  return {
    mnistIndex,
    label,
    pixels: Uint8Array.from({ length: digitPixels }, (_, at) => (at * 7 + mnistIndex) % 256),
  };
}

function sampleSet(name: string, chunks: typeof training) {
  const files: SampleFile[] = [];
  const entries = chunks.map((digits, n) => {
    const bytes = encodeChunk(digits.map(([mnistIndex, label]) => sampleDigit(mnistIndex, label)));
    const packed = new Uint8Array(gzipSync(bytes));
    const file = `${name}-${n}-0123456789ab.bin`;
    files.push({ file, bytes, packed });
    return {
      file,
      count: digits.length,
      firstIndex: digits[0]?.[0],
      lastIndex: digits.at(-1)?.[0],
      storedBytes: packed.length,
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      crc32: crc32(bytes),
    };
  });
  const labels = chunks.flat().map(([, label]) => label);
  const threes = labels.filter((label) => label === 3).length;
  return { files, set: { count: labels.length, threes, sevens: labels.length - threes, chunks: entries } };
}

const train = sampleSet('train', training);
const valid = sampleSet('valid', validation);

/** The sample's manifest, before it is written as JSON. */
export const sampleManifest = {
  version: 1,
  shape: [1, 28, 28],
  origin: { source: 'made by rule', credit: 'nobody', licence: 'none', licenceUrl: 'https://book.example/licence' },
  sets: { train: train.set, valid: valid.set },
};

/** The sample's files by name. */
export const sampleFiles: ReadonlyMap<string, SampleFile> = new Map(
  [...train.files, ...valid.files].map((file) => [file.file, file]),
);

/** What a host does with one request; `undefined` leaves it to the host's usual answer. */
export type Answer = (file: string, init: RequestInit | undefined) => Response | Promise<Response> | undefined;

/** A host of the sample that records what it was asked, and on which faults can be put. */
export function sampleHost(answer: Answer = () => undefined): { fetchFn: typeof fetch; asked: string[] } {
  const asked: string[] = [];
  const fetchFn = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const address = url instanceof Request ? url.url : String(url);
    const file = address.slice(sampleFolder.length + 1);
    asked.push(file);
    const special = await answer(file, init);
    if (special !== undefined) return special;
    if (file === 'manifest.json') return Response.json(sampleManifest);
    const known = sampleFiles.get(file);
    return known === undefined ? new Response('no', { status: 404 }) : new Response(known.packed);
  };
  return { fetchFn, asked };
}

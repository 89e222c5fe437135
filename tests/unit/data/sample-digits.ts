// Small sets of digits as a host would serve them, made by rule: of threes and sevens four training chunks of three and one validation chunk of
// two; of all ten three training chunks of four and one validation chunk of three.
import { createHash } from 'node:crypto';
import { crc32, gzipSync } from 'node:zlib';
import {
  countLabels,
  digitPixels,
  encodeChunk,
  tenLabels,
  type Digit,
  type DigitLabel,
  type TenLabel,
} from '@lib/data/digit-chunk.ts';

/** Where the samples stand. */
export const sampleBase = 'https://book.example/data';

/** Where the sample of threes and sevens stands. */
export const sampleFolder = `${sampleBase}/threes-sevens`;

type Chunks<Label> = readonly (readonly [mnistIndex: number, label: Label][])[];

const training: Chunks<DigitLabel> = [
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
const validation: Chunks<DigitLabel> = [
  [
    [0, 7],
    [18, 3],
  ],
];

const tenTraining: Chunks<TenLabel> = [
  [
    [0, 5],
    [1, 0],
    [2, 4],
    [3, 1],
  ],
  [
    [4, 9],
    [5, 2],
    [6, 1],
    [7, 3],
  ],
  [
    [8, 1],
    [9, 4],
    [10, 3],
    [11, 5],
  ],
];
const tenValidation: Chunks<TenLabel> = [
  [
    [0, 7],
    [1, 2],
    [2, 1],
  ],
];

/** One file of the sample, unpacked and packed. */
export interface SampleFile {
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly packed: Uint8Array<ArrayBuffer>;
}

/** A sample digit: every pixel is a number that depends on index and place, so that a mix-up shows. */
export function sampleDigit<Label extends TenLabel>(mnistIndex: number, label: Label): Digit<Label> {
  return {
    mnistIndex,
    label,
    pixels: Uint8Array.from({ length: digitPixels }, (_, at) => (at * 7 + mnistIndex) % 256),
  };
}

function sampleSet(name: string, chunks: Chunks<TenLabel>) {
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
  return { files, entries, labels: chunks.map((digits) => digits.map(([, label]) => label)) };
}

type SampleSet = ReturnType<typeof sampleSet>;

function ofThreesAndSevens({ entries, labels }: SampleSet) {
  const counts = countLabels(labels.flat());
  return { count: labels.flat().length, threes: counts[3], sevens: counts[7], chunks: entries };
}

function ofTen({ entries, labels }: SampleSet) {
  const chunks = entries.map((entry, n) => ({ ...entry, labelCounts: countLabels(labels[n] ?? []) }));
  return { count: labels.flat().length, chunks };
}

const train = sampleSet('train', training);
const valid = sampleSet('valid', validation);
const tenTrain = sampleSet('train', tenTraining);
const tenValid = sampleSet('valid', tenValidation);

const head = {
  shape: [1, 28, 28],
  origin: { source: 'made by rule', credit: 'nobody', licence: 'none', licenceUrl: 'https://book.example/licence' },
};

/** The manifest of threes and sevens, before it is written as JSON. */
export const sampleManifest = {
  version: 1,
  ...head,
  sets: { train: ofThreesAndSevens(train), valid: ofThreesAndSevens(valid) },
};

/** The manifest of all ten digits, before it is written as JSON. */
export const tenManifest = {
  version: 2,
  labels: tenLabels,
  ...head,
  sets: { train: ofTen(tenTrain), valid: ofTen(tenValid) },
};

function byName(...sets: readonly SampleSet[]): ReadonlyMap<string, SampleFile> {
  return new Map(sets.flatMap(({ files }) => files.map((file) => [file.file, file])));
}

/** The files of threes and sevens by name. */
export const sampleFiles = byName(train, valid);

const samples = {
  'threes-sevens': { manifest: sampleManifest, files: sampleFiles },
  'ten-digits': { manifest: tenManifest, files: byName(tenTrain, tenValid) },
};

/** What a host does with one request; `undefined` leaves it to the host's usual answer. */
export type Answer = (file: string, init: RequestInit | undefined) => Response | Promise<Response> | undefined;

/** A host of one sample that records what it was asked, and on which faults can be put. */
export function sampleHost(
  answer: Answer = () => undefined,
  sample: keyof typeof samples = 'threes-sevens',
): { fetchFn: typeof fetch; asked: string[] } {
  const { manifest, files } = samples[sample];
  const asked: string[] = [];
  const fetchFn = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const address = url instanceof Request ? url.url : String(url);
    const file = address.slice(`${sampleBase}/${sample}/`.length);
    asked.push(file);
    const special = await answer(file, init);
    if (special !== undefined) return special;
    if (file === 'manifest.json') return Response.json(manifest);
    const known = files.get(file);
    return known === undefined ? new Response('no', { status: 404 }) : new Response(known.packed);
  };
  return { fetchFn, asked };
}

/** A host of both samples: `asked` tells the folder too, as in `ten-digits/manifest.json`. */
export function libraryHost(answer: Answer = () => undefined): { fetchFn: typeof fetch; asked: string[] } {
  const asked: string[] = [];
  const hostOf = (sample: keyof typeof samples) =>
    sampleHost((file, init) => {
      asked.push(`${sample}/${file}`);
      return answer(`${sample}/${file}`, init);
    }, sample);
  const [threesSevens, tenDigits] = [hostOf('threes-sevens'), hostOf('ten-digits')];
  return {
    asked,
    fetchFn: (url, init) => (String(url).includes('/ten-digits/') ? tenDigits : threesSevens).fetchFn(url, init),
  };
}

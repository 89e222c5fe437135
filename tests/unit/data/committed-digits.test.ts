// The files under public/data are made by a script and committed: they must be what the originals say, and nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openDigits } from '@lib/data/digits.ts';
import { digitSetNames, parseManifest } from '@lib/data/digit-manifest.ts';
import { sessionDigit, sessionDigitIndex } from '@lib/data/session-digit.ts';
import { buildChunks, digitsFolder } from '../../../scripts/build-digits.ts';

const folder = join(import.meta.dirname, '../../..', digitsFolder);
const manifest = parseManifest(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));

const fromFolder: typeof fetch = (url) =>
  Promise.resolve(new Response(readFileSync(join(folder, String(url).split('/').at(-1) ?? ''))));

describe('the committed digits', () => {
  it('are the threes and sevens of MNIST: 12,396 to train and 2,038 to validate', () => {
    const counts = digitSetNames.map((set) => [manifest.sets[set].threes, manifest.sets[set].sevens]);
    expect(counts).toEqual([
      [6131, 6265],
      [1010, 1028],
    ]);
  });

  it('are listed completely, and nothing else lies beside them', () => {
    const listed = digitSetNames.flatMap((set) => manifest.sets[set].chunks.map((chunk) => chunk.file));
    expect(readdirSync(folder).toSorted()).toEqual(['manifest.json', ...listed].toSorted());
  });

  it.each(digitSetNames)('%s: the originals give the same chunks again, byte by byte', (set) => {
    const { counts, chunks } = buildChunks(set);
    expect(manifest.sets[set]).toMatchObject(counts);
    expect(chunks.map(({ entry }) => entry)).toEqual(
      manifest.sets[set].chunks.map(({ storedBytes: _, ...entry }) => entry),
    );
    for (const { entry, bytes } of chunks) {
      const stored = readFileSync(join(folder, entry.file));
      expect(stored.length).toBe(manifest.sets[set].chunks.find(({ file }) => file === entry.file)?.storedBytes);
      expect(gunzipSync(stored).equals(bytes)).toBe(true);
    }
  });

  it('hold the session’s three as training image 12', async () => {
    const digits = await openDigits('https://book.example/data', fromFolder);
    expect(await digits.image('train', sessionDigitIndex)).toEqual({
      mnistIndex: sessionDigitIndex,
      label: 3,
      pixels: sessionDigit,
    });
  });

  it('begin with sevens 15, 29, 38, 42, 52', async () => {
    const digits = await openDigits('https://book.example/data', fromFolder);
    expect((await digits.first(7, 5)).map((digit) => digit.mnistIndex)).toEqual([15, 29, 38, 42, 52]);
  });
});

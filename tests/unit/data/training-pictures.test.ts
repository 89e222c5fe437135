import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countLabels } from '@lib/data/digit-chunk.ts';
import { DigitError } from '@lib/data/digit-error.ts';
import { digitLibrary } from '@lib/data/digit-library.ts';
import { labelErrors, permuted, pixelPermutation, randomShifts, shifted } from '@lib/data/tampering.ts';
import { openTrainingPictures, type PicturesOf } from '@lib/data/training-pictures.ts';
import type { PictureSet, Pictures } from '@lib/engine/training/learner.ts';
import { BatchOrder } from '@lib/nn/batch-order.ts';
import { sessionRun, type Tampering } from '@lib/nn/training-run.ts';
import { libraryHost, sampleBase, sampleDigit, type Answer } from './sample-digits.ts';

const threesSevens = { digits: [3, 7], tampering: 'none' } as const satisfies PicturesOf;

/** Opens pictures of the samples; `asked` are the files that were asked for. */
async function opened(of: PicturesOf, answer?: Answer) {
  const { fetchFn, asked } = libraryHost(answer);
  return { pictures: await openTrainingPictures(of, digitLibrary(sampleBase, fetchFn)), asked };
}

/** Pictures of the reader's own, each of one ink. */
function ownPictures(...classes: readonly number[]): Pictures {
  const pixels = new Uint8Array(classes.length * 784);
  classes.forEach((_, at) => pixels.fill(100 + at, at * 784, (at + 1) * 784));
  return { pixels, classes: Uint8Array.from(classes) };
}

function pixelsOf(...mnistIndices: readonly number[]): Uint8Array {
  return Uint8Array.from(mnistIndices.flatMap((mnistIndex) => [...sampleDigit(mnistIndex, 3).pixels]));
}

async function allOf({ pictures }: Awaited<ReturnType<typeof opened>>, set: PictureSet): Promise<Pictures> {
  const files: Pictures[] = [];
  for (const n of pictures.fileCounts[set].keys()) files.push(await pictures.file(set, n));
  return {
    pixels: Uint8Array.from(files.flatMap(({ pixels }) => [...pixels])),
    classes: Uint8Array.from(files.flatMap(({ classes }) => [...classes])),
  };
}

describe('the pictures of a run on threes and sevens', () => {
  it('are counted before any file has come', async () => {
    const { pictures, asked } = await opened(threesSevens);
    expect(pictures.fileCounts).toEqual({ train: [3, 3, 3, 3], valid: [2] });
    expect(pictures.digits).toEqual([3, 7]);
    expect(asked).toEqual(['threes-sevens/manifest.json']);
  });

  it('are those of each file, in its order, a three being class 0 and a seven class 1', async () => {
    const { pictures } = await opened(threesSevens);
    expect(await pictures.file('train', 1)).toEqual({ pixels: pixelsOf(15, 27, 29), classes: Uint8Array.of(1, 0, 1) });
    expect(await pictures.file('valid', 0)).toEqual({ pixels: pixelsOf(0, 18), classes: Uint8Array.of(1, 0) });
  });

  it('may be changed or given away without harm', async () => {
    const { pictures } = await opened(threesSevens);
    const first = await pictures.file('train', 0);
    structuredClone(first, { transfer: [first.pixels.buffer, first.classes.buffer] });
    expect(first.pixels).toHaveLength(0);
    expect(await pictures.file('train', 0)).toEqual({ pixels: pixelsOf(7, 10, 12), classes: Uint8Array.of(0, 0, 0) });
  });
});

describe('the pictures of a run on other digits', () => {
  it.each([
    [[4, 9], [1, 1, 1], [0], [0, 1, 0]],
    [[1, 3], [1, 2, 2], [1], [0, 0, 1, 0, 1]],
    [[1, 2, 5], [2, 2, 2], [2], [2, 0, 1, 0, 0, 2]],
  ])('%j: %j in the training files, %j held out', async (digits, train, valid, classes) => {
    const run = await opened({ digits, tampering: 'none' });
    expect(run.pictures.fileCounts).toEqual({ train, valid });
    expect([...(await allOf(run, 'train')).classes]).toEqual(classes);
  });

  it('are the ones wanted, out of the first of all ten', async () => {
    const run = await opened({ digits: [1, 3], tampering: 'none' });
    expect((await allOf(run, 'train')).pixels).toEqual(pixelsOf(3, 6, 7, 8, 10));
    expect((await allOf(run, 'valid')).pixels).toEqual(pixelsOf(2));
    expect(run.asked.every((file) => file.startsWith('ten-digits/'))).toBe(true);
  });

  it('all ten: everything, a digit being its own class', async () => {
    const run = await opened({ digits: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], tampering: 'none' });
    expect(run.pictures.fileCounts).toEqual({ train: [4, 4, 4], valid: [3] });
    expect([...(await allOf(run, 'train')).classes]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5]);
  });

  it.each([[[]], [[3]], [[7, 3]], [[3, 3]], [[3, 10]], [[-1, 3]], [[3, 3.5]]])('%j: RangeError', async (digits) => {
    await expect(opened({ digits, tampering: 'none' })).rejects.toThrow(
      `openTrainingPictures: digits must be at least two digits, ascending, got [${digits.join()}]`,
    );
  });
});

describe('files come one after the other', () => {
  const file = (n: number): string => `threes-sevens/train-${n}-0123456789ab.bin`;

  it('the next one is on its way while the first is in use, and no other', async () => {
    const { pictures, asked } = await opened(threesSevens);
    await pictures.file('train', 0);
    expect(asked.slice(1)).toEqual([file(0), file(1)]);
    await pictures.file('train', 1);
    expect(asked.slice(1)).toEqual([file(0), file(1), file(2)]);
  });

  it('after the last training file comes the first of those held out, after that nothing', async () => {
    const { pictures, asked } = await opened(threesSevens);
    await pictures.file('train', 3);
    expect(asked.slice(1)).toEqual([file(3), 'threes-sevens/valid-0-0123456789ab.bin']);
    await pictures.file('valid', 0);
    expect(asked).toHaveLength(3);
  });

  it.each([-1, 4, 0.5])('there is no file %d: RangeError', async (n) => {
    const { pictures } = await opened(threesSevens);
    await expect(pictures.file('train', n)).rejects.toThrow(`file: n must be 0 to 3 in train, got ${n}`);
  });
});

describe('a file that fails is told in words, and may be asked for again', () => {
  const faults: readonly (readonly [string, RegExp, () => Response | Promise<Response>])[] = [
    ['missing', /does not have the file/, () => new Response('no', { status: 404 })],
    ['cut short', /Only a part of the file/, () => new Response(new Uint8Array([0x1f, 0x8b, 8, 0]))],
    ['out of reach', /could not be reached/, () => Promise.reject(new TypeError('Failed to fetch'))],
  ];

  it.each(faults)('%s, the first file', async (_title, words, fault) => {
    let isDown = true;
    const { pictures } = await opened(threesSevens, (file) =>
      isDown && file.includes('/train-0') ? fault() : undefined,
    );
    const failing = pictures.file('train', 0);
    await expect(failing).rejects.toThrow(DigitError);
    await expect(failing).rejects.toThrow(words);
    await expect(pictures.pictureAt('train', 2)).rejects.toThrow(words);
    isDown = false;
    expect((await pictures.file('train', 0)).classes).toEqual(Uint8Array.of(0, 0, 0));
  });

  it.each(faults)('%s, the file after the one in use: heard by who asks for it', async (_title, words, fault) => {
    let isDown = true;
    const { pictures } = await opened(threesSevens, (file) =>
      isDown && file.includes('/train-1') ? fault() : undefined,
    );
    expect((await pictures.file('train', 0)).classes).toHaveLength(3);
    await expect(pictures.file('train', 1)).rejects.toThrow(words);
    isDown = false;
    expect((await pictures.file('train', 1)).classes).toEqual(Uint8Array.of(1, 0, 1));
  });

  it('a file that fails on its way and is there when it is wanted does no harm', async () => {
    let failures = 0;
    const { pictures } = await opened(threesSevens, (file) =>
      file.includes('/train-1') && failures++ === 0 ? new Response('', { status: 503 }) : undefined,
    );
    await pictures.file('train', 0);
    await pictures.file('valid', 0); // by now the file after the first has failed
    expect((await pictures.file('train', 1)).classes).toEqual(Uint8Array.of(1, 0, 1));
    expect(failures).toBe(2);
  });

  it('so is a manifest that fails', async () => {
    let isDown = true;
    const library = digitLibrary(
      sampleBase,
      libraryHost(() => (isDown ? new Response('', { status: 404 }) : undefined)).fetchFn,
    );
    await expect(openTrainingPictures(threesSevens, library)).rejects.toThrow(/does not have the file/);
    isDown = false;
    expect((await openTrainingPictures(threesSevens, library)).fileCounts.valid).toEqual([2]);
  });
});

describe('the reader’s own pictures', () => {
  it('are one more training file, at the end', async () => {
    const { pictures, asked } = await opened({ ...threesSevens, extra: ownPictures(1, 0) });
    expect(pictures.fileCounts).toEqual({ train: [3, 3, 3, 3, 2], valid: [2] });
    expect(await pictures.file('train', 4)).toEqual(ownPictures(1, 0));
    expect(asked.slice(1)).toEqual(['threes-sevens/valid-0-0123456789ab.bin']);
  });

  it('have places behind all others, and no number in MNIST', async () => {
    const { pictures } = await opened({ ...threesSevens, extra: ownPictures(1, 0) });
    expect(await pictures.pictureAt('train', 12)).toEqual({
      pixels: new Uint8Array(784).fill(100),
      toldClass: 1,
      digit: 7,
      mnistIndex: undefined,
    });
    await expect(pictures.pictureAt('train', 14)).rejects.toThrow('pictureAt: place must be 0 to 13 in train, got 14');
  });

  it('may be drawn on without changing the run', async () => {
    const extra = ownPictures(0);
    const { pictures } = await opened({ ...threesSevens, extra });
    extra.pixels.fill(0);
    extra.classes.fill(1);
    expect(await pictures.file('train', 4)).toEqual(ownPictures(0));
  });

  it('are no file when there are none', async () => {
    const { pictures } = await opened({ ...threesSevens, extra: ownPictures() });
    expect(pictures.fileCounts.train).toEqual([3, 3, 3, 3]);
  });

  it('their pixels are shuffled like all others', async () => {
    const extra = { pixels: sampleDigit(7, 3).pixels, classes: Uint8Array.of(0) };
    const { pictures } = await opened({ ...threesSevens, tampering: 'shuffled-pixels', extra });
    expect((await pictures.file('train', 4)).pixels).toEqual((await pictures.pictureAt('train', 0)).pixels);
  });

  it('their labels stay, and the others are wrong where they were without them', async () => {
    const without = await opened({ ...threesSevens, tampering: 'wrong-labels' });
    const extra = ownPictures(...Array<number>(50).fill(1));
    const withThem = await opened({ ...threesSevens, tampering: 'wrong-labels', extra });
    const { classes } = await allOf(withThem, 'train');
    expect(classes.slice(0, 12)).toEqual((await allOf(without, 'train')).classes);
    expect(classes.slice(12)).toEqual(extra.classes);
  });

  it.each([
    [
      'too few pixels',
      { pixels: new Uint8Array(783), classes: Uint8Array.of(0) },
      'extra.pixels must be 784 bytes, got 783',
    ],
    [
      'a class that is none',
      { pixels: new Uint8Array(784), classes: Uint8Array.of(2) },
      'extra.classes must be 0 to 1, got 2',
    ],
  ])('%s: RangeError', async (_title, extra, words) => {
    await expect(opened({ ...threesSevens, extra })).rejects.toThrow(`openTrainingPictures: ${words}`);
  });
});

describe('tampering', () => {
  it('shuffled-pixels: all pictures of both sets, by one order', async () => {
    const run = await opened({ ...threesSevens, tampering: 'shuffled-pixels', seed: 5 });
    const origins = pixelPermutation(5);
    const shuffled = (...indices: number[]) => indices.flatMap((index) => [...permuted(pixelsOf(index), origins)]);
    expect([...(await run.pictures.file('train', 1)).pixels]).toEqual(shuffled(15, 27, 29));
    expect([...(await run.pictures.file('valid', 0)).pixels]).toEqual(shuffled(0, 18));
  });

  it('off-centre: those held out, each by its own shift', async () => {
    const run = await opened({ digits: [1, 2, 7], tampering: 'off-centre', seed: 5 });
    const [a = [0, 0], b = [0, 0], c = [0, 0]] = randomShifts(3, 5);
    expect([...(await run.pictures.file('valid', 0)).pixels]).toEqual(
      [shifted(pixelsOf(0), a), shifted(pixelsOf(1), b), shifted(pixelsOf(2), c)].flatMap((moved) => [...moved]),
    );
    expect((await run.pictures.file('train', 0)).pixels).toEqual(pixelsOf(3));
  });

  it('wrong-labels: a fifth of the training set, counted over all its files', async () => {
    const run = await opened({ ...threesSevens, tampering: 'wrong-labels', seed: 5 });
    const right = [0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1];
    const errors = labelErrors(12, 2, 5);
    const { classes, pixels } = await allOf(run, 'train');
    expect([...classes]).toEqual(right.map((known, place) => (known + (errors[place] ?? 0)) % 2));
    expect(right.filter((known, place) => known !== classes[place])).toHaveLength(2);
    expect(pixels).toEqual(pixelsOf(7, 10, 12, 15, 27, 29, 30, 38, 40, 42, 44, 52));
    expect((await allOf(run, 'valid')).classes).toEqual(Uint8Array.of(1, 0));
  });

  it('a picture whose label is wrong still says what it shows', async () => {
    const { pictures } = await opened({ ...threesSevens, tampering: 'wrong-labels', seed: 5 });
    const place = labelErrors(12, 2, 5).indexOf(1);
    const { toldClass, digit } = await pictures.pictureAt('train', place);
    expect(pictures.digits[toldClass]).not.toBe(digit);
  });

  it('the seed is 1 unless given', async () => {
    const [seen, meant] = [
      await opened({ ...threesSevens, tampering: 'off-centre' }),
      await opened({ ...threesSevens, tampering: 'off-centre', seed: 1 }),
    ];
    expect(await allOf(seen, 'valid')).toEqual(await allOf(meant, 'valid'));
  });
});

const tamperings: readonly Tampering[] = ['none', 'shuffled-pixels', 'off-centre', 'wrong-labels'];

describe('a place means the same picture on the page as in the learner', () => {
  it.each(
    tamperings.flatMap((tampering) =>
      [
        [3, 7],
        [1, 2, 3],
      ].map((digits) => [tampering, digits] as const),
    ),
  )('%s, %j', async (tampering, digits) => {
    const of = { digits, tampering, seed: 3, extra: ownPictures(1, 0) };
    const [worker, page] = [await opened(of), await opened(of)];
    for (const set of ['train', 'valid'] as const) {
      const { pixels, classes } = await allOf(worker, set);
      for (const [place, known] of classes.entries()) {
        const picture = await page.pictures.pictureAt(set, place);
        expect(picture.toldClass).toBe(known);
        expect(picture.pixels).toEqual(pixels.slice(place * 784, (place + 1) * 784));
      }
      await expect(page.pictures.pictureAt(set, classes.length)).rejects.toThrow(RangeError);
    }
  });

  it('brings no more files than the picture’s own, and says which image of MNIST it is', async () => {
    const { pictures, asked } = await opened(threesSevens);
    expect(await pictures.pictureAt('train', 4)).toMatchObject({ digit: 3, toldClass: 0, mnistIndex: 27 });
    expect(asked.slice(1)).toEqual(['threes-sevens/train-1-0123456789ab.bin']);
  });

  it.each([-1, 12, 0.5, NaN])('there is no place %d: RangeError', async (place) => {
    const { pictures } = await opened(threesSevens);
    await expect(pictures.pictureAt('train', place)).rejects.toThrow(
      `pictureAt: place must be 0 to 11 in train, got ${place}`,
    );
  });
});

describe('the committed digits', () => {
  const folder = join(import.meta.dirname, '../../../public');
  const library = digitLibrary('/data', (path) =>
    Promise.resolve(new Response(readFileSync(join(folder, String(path))))),
  );

  it('the session’s run: 12,396 in six files and 2,038 held out, two epochs of its batches', async () => {
    const { fileCounts } = await openTrainingPictures(sessionRun, library);
    expect(fileCounts).toEqual({ train: Array(6).fill(2066), valid: [2038] });
    expect(2 * new BatchOrder(sessionRun, fileCounts.train).perEpoch).toBe(sessionRun.steps);
  });

  it.each([
    [[4, 9], 1958, 411],
    [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 10000, 2000],
  ])('%j: what the manifest promises is what the files hold', async (digits, train, valid) => {
    const pictures = await openTrainingPictures({ digits, tampering: 'none' }, library);
    for (const [set, count] of [
      ['train', train],
      ['valid', valid],
    ] as const) {
      let held = 0;
      for (const [n, promised] of pictures.fileCounts[set].entries()) {
        const { pixels, classes } = await pictures.file(set, n);
        expect(classes).toHaveLength(promised);
        expect(pixels).toHaveLength(promised * 784);
        expect(countLabels(classes).slice(digits.length)).toEqual(Array(10 - digits.length).fill(0));
        held += promised;
      }
      expect(held).toBe(count);
    }
  });
});

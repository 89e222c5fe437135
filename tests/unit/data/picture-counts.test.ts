import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pictureCounts } from '@lib/data/picture-counts.ts';
import { openTrainingPictures } from '@lib/data/training-pictures.ts';
import { digitLibrary } from '@lib/data/digit-library.ts';

const folder = join(import.meta.dirname, '../../../public/data');
const library = digitLibrary('http://localhost/', (url) =>
  Promise.resolve(new Response(readFileSync(join(folder, new URL(String(url)).pathname)))),
);
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

it.each([[[3, 7]], [[4, 9]], [[0, 1, 8]], [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]])(
  'what a page believes of %j is what the manifests say',
  async (digits) => {
    const { fileCounts } = await openTrainingPictures({ digits, tampering: 'none' }, library);
    expect(pictureCounts(digits)).toEqual({ train: sum(fileCounts.train), valid: sum(fileCounts.valid) });
  },
);

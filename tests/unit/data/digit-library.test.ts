import { describe, expect, it } from 'vitest';
import { digitLibrary } from '@lib/data/digit-library.ts';
import { libraryHost, sampleBase } from './sample-digits.ts';

describe('a library of digits', () => {
  it('asks for nothing before it is asked', () => {
    const { fetchFn, asked } = libraryHost();
    digitLibrary(sampleBase, fetchFn);
    expect(asked).toEqual([]);
  });

  it.each([sampleBase, `${sampleBase}/`, new URL(`${sampleBase}/`)])(
    'under %s: threes and sevens, and no others',
    async (base) => {
      const { fetchFn, asked } = libraryHost();
      const digits = await digitLibrary(base, fetchFn).threesSevens();
      expect((await digits.image('train', 15)).label).toBe(7);
      expect(asked).toEqual(['threes-sevens/manifest.json', 'threes-sevens/train-1-0123456789ab.bin']);
    },
  );

  it('opens each set once, and so shares its chunks', async () => {
    const { fetchFn, asked } = libraryHost();
    const library = digitLibrary(sampleBase, fetchFn);
    const [one, other] = await Promise.all([library.tenDigits(), library.tenDigits()]);
    expect(other).toBe(one);
    expect(await library.tenDigits()).toBe(one);
    expect((await one.image('train', 4)).label).toBe(9);
    expect(asked).toEqual(['ten-digits/manifest.json', 'ten-digits/train-1-0123456789ab.bin']);
  });

  it('a set that could not be opened is opened when asked for again', async () => {
    let isDown = true;
    const library = digitLibrary(
      sampleBase,
      libraryHost(() => (isDown ? new Response('', { status: 404 }) : undefined)).fetchFn,
    );
    await expect(library.threesSevens()).rejects.toThrow('does not have the file with these digits');
    isDown = false;
    expect((await library.threesSevens()).manifest.sets.train.count).toBe(12);
  });
});

// The digits a page and its worker share: one address, and one place for every picture.
import { expect, it } from 'vitest';
import { pageDataUrl, pageDigits, pageLibrary } from '@lib/data/page-digits.ts';
import { openTrainingPictures } from '@lib/data/training-pictures.ts';
import type { Pictures } from '@lib/engine/training/learner.ts';

interface Answer {
  readonly fileCounts: Readonly<Record<'train' | 'valid', readonly number[]>>;
  readonly valid: Pictures;
}

async function answerOfWorker(): Promise<Answer> {
  const worker = new Worker(new URL('./pictures-worker.ts', import.meta.url), { type: 'module' });
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
  worker.postMessage(pageDataUrl());
  try {
    return await promise;
  } finally {
    worker.terminate();
  }
}

it('threes and sevens bring no other digits along', async () => {
  performance.clearResourceTimings();
  const digits = await pageDigits();
  expect(await pageLibrary().threesSevens()).toBe(digits);
  expect((await digits.image('train', 15)).label).toBe(7);
  const asked = performance.getEntriesByType('resource').filter(({ name }) => name.startsWith(pageDataUrl()));
  expect(asked).toHaveLength(2);
  expect(asked.every(({ name }) => name.includes('/threes-sevens/'))).toBe(true);
});

it('a place means the same picture in a worker as on the page', async () => {
  const { fileCounts, valid } = await answerOfWorker();
  const pictures = await openTrainingPictures({ digits: [4, 9], tampering: 'off-centre' }, pageLibrary());
  expect(pictures.fileCounts).toEqual(fileCounts);
  expect(valid.classes).toHaveLength(411);
  for (const place of [0, 7, 200, 410]) {
    const { pixels, toldClass } = await pictures.pictureAt('valid', place);
    expect(toldClass).toBe(valid.classes[place]);
    expect(pixels).toEqual(valid.pixels.slice(place * 784, (place + 1) * 784));
  }
});

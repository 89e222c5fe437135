import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import simpleCnnFile from '../../fixtures/simple-cnn.json';
import { RequestError } from '../../../scripts/engine/request.ts';
import { sessionPictures, trainingOf, writtenTraining } from '../../../scripts/engine/session-training.ts';
import { firstPictures } from '../../fixtures/first-digits.ts';
import { simpleCnn } from '../../fixtures/networks.ts';
import { checkRun } from '@lib/nn/training-run.ts';

const { channels, init } = simpleCnnFile;
const request = {
  op: 'train',
  channels,
  init,
  order: 'sequential',
  batch: 64,
  optimiser: 'adam',
  lr: 0.003,
  steps: 40,
};

describe('a request to train', () => {
  it('is read as a run in file order with a fixed rate', () => {
    const asked = trainingOf(request);
    expect(asked).toMatchObject({ optimiser: 'adam', rate: 0.003, batch: 64, steps: 40 });
    expect(asked).toMatchObject({ orderSeed: 'sequential', schedule: 'fixed', digits: [3, 7] });
    expect(asked.layers).toEqual(simpleCnn.model.layers);
    expect(asked.parameters).toEqual(simpleCnn.model.parameters);
    expect(checkRun(asked)).toHaveLength(10);
  });

  it('may leave out the order, of which there is one', () => {
    expect(trainingOf({ ...request, order: undefined })).toEqual(trainingOf(request));
  });

  it.each([
    { change: { order: 'shuffled' }, words: '"order" must be "sequential", got "shuffled"' },
    { change: { channels: '1-4-2' }, words: '"channels" must be a list of numbers' },
    { change: { channels: [1] }, words: 'convNet: channels must be at least 2 numbers, got 1' },
    { change: { init: undefined }, words: '"init" must be a list of objects' },
    { change: { init: init.slice(1) }, words: 'besideLayers: listed must hold numbers for 5 layers, got 4' },
    {
      change: { init: [...init].reverse() },
      words: 'toVectors: parameters[0].weight must have the shape [4, 1, 3, 3], got [2, 32, 3, 3]',
    },
    {
      change: { init: init.map(({ weight }) => ({ weight })) },
      words: 'toVectors: parameters[0].bias must have the shape [4], got none',
    },
    {
      change: { init: init.map(({ bias }) => ({ bias })) },
      words: 'weight: must be {"shape": [numbers], "data": [numbers]}',
    },
    { change: { batch: 0 }, words: '"batch" must be a whole number of at least 1, got 0' },
    { change: { batch: '64' }, words: '"batch" must be a whole number of at least 1, got "64"' },
    { change: { batch: 5000 }, words: 'train: batch must be at most 4096, got 5000' },
    { change: { optimiser: 'rmsprop' }, words: '"optimiser" must be one of sgd, momentum, adam, got "rmsprop"' },
    { change: { optimiser: undefined }, words: '"optimiser" must be one of sgd, momentum, adam, got nothing' },
    { change: { lr: -1 }, words: '"lr" must be a number above 0, got -1' },
    { change: { lr: undefined }, words: '"lr" must be a number above 0, got nothing' },
    { change: { steps: 1.5 }, words: '"steps" must be a whole number of at least 1, got 1.5' },
    {
      change: { channels: [1, 4, 8, 16, 32, 3] },
      words: 'train: layers must end in 2 scores for each picture, got [1, 3]',
    },
  ])('is refused: $words', ({ change, words }) => {
    expect(() => trainingOf({ ...request, ...change })).toThrow(new RequestError(words));
  });
});

it('the pictures are the threes and sevens of all files, in their order', async () => {
  const fetchFn: typeof fetch = async (path) =>
    new Response(new Uint8Array(await readFile(join(import.meta.dirname, '../../../public', String(path)))));
  const pictures = await sessionPictures(fetchFn);
  expect(pictures.classes).toHaveLength(12_396);
  expect(pictures.fileCounts.reduce((sum, count) => sum + count)).toBe(12_396);
  const wanted = firstPictures(12_396);
  expect(Buffer.compare(pictures.classes, wanted.classes)).toBe(0);
  expect(Buffer.compare(pictures.pixels, wanted.pixels)).toBe(0);
});

it('the answer lists the numbers of the layers that learn, as the request did', () => {
  const answer = writtenTraining(
    { losses: Float64Array.of(0.5, 0.25), parameters: simpleCnn.model.parameters },
    trainingOf(request),
  );
  expect(JSON.parse(JSON.stringify(answer))).toEqual({
    losses: [0.5, 0.25],
    final: simpleCnn.model.parameters
      .filter(({ weight }) => weight)
      .map(({ weight, bias }) => ({
        weight: { shape: weight?.shape, data: [...(weight?.data ?? [])] },
        bias: { shape: bias?.shape, data: [...(bias?.data ?? [])] },
      })),
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyLayer } from '../../fixtures/networks.ts';
import { trainingCases } from '../../fixtures/training.ts';
import { readLayers, readRun } from '@lib/nn/read-run.ts';
import { sessionRun } from '@lib/nn/training-run.ts';

const again = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('readLayers', () => {
  it('reads back what was written', () => {
    expect(readLayers(again(everyLayer.model.layers))).toEqual(everyLayer.model.layers);
    for (const { layers } of trainingCases) expect(readLayers(again(layers))).toEqual(layers);
  });

  it.each([
    { json: {}, words: 'layers must be a list, got an object' },
    { json: [3], words: 'layers[0] must be an object, got 3' },
    {
      json: [{ kind: 'lstm' }],
      words:
        'layers[0].kind must be one of conv, relu, batch-norm, max-pool, average-pool, global-average-pool, flatten, dense, got "lstm"',
    },
    { json: [{ kind: 'relu', slope: 0.1 }], words: 'layers[0] must have no fields but kind, got "slope"' },
    {
      json: [{ kind: 'conv', kernel: 3 }],
      words: 'layers[0].outChannels must be a whole number of at least 1, got undefined',
    },
    {
      json: [{ kind: 'relu' }, { kind: 'conv', outChannels: 4, kernel: [3] }],
      words: 'layers[1].kernel must be a whole number, or two for rows and columns, got a list of 1',
    },
    {
      json: [{ kind: 'conv', outChannels: 4, kernel: [3, 0] }],
      words: 'layers[0].kernel[1] must be a whole number of at least 1, got 0',
    },
    {
      json: [{ kind: 'conv', outChannels: 4, kernel: 3, paddingMode: 'wrap' }],
      words: 'layers[0].paddingMode must be one of zeros, replicate, reflect, circular, symmetric, got "wrap"',
    },
    {
      json: [{ kind: 'dense', outputs: 2, hasBias: 'no' }],
      words: 'layers[0].hasBias must be true or false, got "no"',
    },
    { json: [{ kind: 'batch-norm', epsilon: null }], words: 'layers[0].epsilon must be a number, got null' },
  ])('refuses: $words', ({ json, words }) => {
    expect(() => readLayers(json)).toThrow(`readLayers: ${words}`);
  });
});

describe('readRun', () => {
  it('reads back what was written', () => {
    const runs = [
      sessionRun,
      { ...sessionRun, orderSeed: 'sequential', tampering: 'wrong-labels', keepsLastBatch: true },
    ];
    for (const run of runs) expect(readRun(again(run))).toEqual(run);
  });

  it.each([
    { json: null, words: 'run must be an object, got null' },
    { json: { ...sessionRun, epochs: 2 }, words: 'run must have no fields but digits, tampering, ' },
    { json: { ...sessionRun, digits: 37 }, words: 'digits must be a list, got 37' },
    { json: { ...sessionRun, layers: undefined }, words: 'layers must be a list, got nothing' },
    { json: { ...sessionRun, layers: [{ kind: 'relu' }, 'relu'] }, words: 'layers[1] must be an object, got "relu"' },
    {
      json: { ...sessionRun, optimiser: 'x'.repeat(99) },
      words: 'optimiser must be one of sgd, momentum, adam, got a long text',
    },
    {
      json: { ...sessionRun, orderSeed: 'shuffled' },
      words: 'orderSeed must be a whole number of at least 0, got shuffled',
    },
    { json: { ...sessionRun, keepsLastBatch: 0 }, words: 'keepsLastBatch must be true or false, got 0' },
  ])('refuses: $words', ({ json, words }) => {
    expect(() => readRun(json)).toThrow(`readRun: ${words}`);
  });

  it('refuses what can be read and not trained', () => {
    expect(() => readRun({ ...sessionRun, digits: [7, 3] })).toThrow('train: digits must be at least two digits');
  });

  it('of anything at all gives a run, or a TypeError or RangeError', () => {
    const meddled = fc.record(
      Object.fromEntries(
        Object.entries(sessionRun).map(([name, value]) => [name, fc.oneof(fc.constant(value), fc.jsonValue())]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), meddled), (json) => {
        try {
          readRun(json);
        } catch (error) {
          expect(error instanceof TypeError || error instanceof RangeError).toBe(true);
        }
      }),
    );
  });
});

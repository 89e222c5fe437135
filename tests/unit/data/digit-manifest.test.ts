import { describe, expect, it } from 'vitest';
import { parseManifest } from '@lib/data/digit-manifest.ts';
import { sampleManifest } from './sample-digits.ts';

const [chunk, ...otherChunks] = sampleManifest.sets.train.chunks;

function withChunk(change: Record<string, unknown>): unknown {
  const train = { ...sampleManifest.sets.train, chunks: [{ ...chunk, ...change }, ...otherChunks] };
  return { ...sampleManifest, sets: { ...sampleManifest.sets, train } };
}

describe('a manifest', () => {
  it('is read as it was written', () => {
    expect(parseManifest(JSON.parse(JSON.stringify(sampleManifest)))).toEqual(sampleManifest);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'manifest'],
    ['no sets', { ...sampleManifest, sets: undefined }],
    ['no validation set', { ...sampleManifest, sets: { train: sampleManifest.sets.train } }],
    ['no origin', { ...sampleManifest, origin: {} }],
    [
      'counts that do not add up',
      { ...sampleManifest, sets: { ...sampleManifest.sets, valid: { ...sampleManifest.sets.valid, count: 3 } } },
    ],
    ['a file elsewhere', withChunk({ file: '../../secret.bin' })],
    ['a file on another host', withChunk({ file: 'https://elsewhere.example/a.bin' })],
    ['a negative size', withChunk({ storedBytes: -1 })],
    ['a size that is not that of its digits', withChunk({ sizeBytes: 1 })],
    ['a checksum that is none', withChunk({ sha256: 'abc' })],
    ['chunks that overlap', withChunk({ lastIndex: 20 })],
    ['a chunk without digits', withChunk({ count: 0, sizeBytes: 0 })],
  ])('with %s is refused', (_title, json) => {
    expect(() => parseManifest(json)).toThrow(TypeError);
  });
});

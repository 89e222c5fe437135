import { describe, expect, it } from 'vitest';
import { parseManifest } from '@lib/data/digit-manifest.ts';
import { sampleManifest, tenManifest } from './sample-digits.ts';

const [chunk, ...otherChunks] = sampleManifest.sets.train.chunks;

const [tenChunk, ...otherTenChunks] = tenManifest.sets.train.chunks;

function withTenChunk(change: Record<string, unknown>): unknown {
  const train = { ...tenManifest.sets.train, chunks: [{ ...tenChunk, ...change }, ...otherTenChunks] };
  return { ...tenManifest, sets: { ...tenManifest.sets, train } };
}

function withChunk(change: Record<string, unknown>): unknown {
  const train = { ...sampleManifest.sets.train, chunks: [{ ...chunk, ...change }, ...otherChunks] };
  return { ...sampleManifest, sets: { ...sampleManifest.sets, train } };
}

describe('a manifest', () => {
  it('of threes and sevens says so, and how many there are', () => {
    const { labels, sets, ...rest } = parseManifest(JSON.parse(JSON.stringify(sampleManifest)));
    const { sets: written, ...head } = sampleManifest;
    expect(rest).toEqual(head);
    expect(labels).toEqual([3, 7]);
    expect(sets.train).toEqual({
      count: 12,
      labelCounts: [0, 0, 0, 7, 0, 0, 0, 5, 0, 0],
      chunks: written.train.chunks,
    });
    expect(sets.valid.labelCounts).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 0, 0]);
  });

  it('of all ten adds up what its chunks hold of each', () => {
    const { sets, ...rest } = parseManifest(JSON.parse(JSON.stringify(tenManifest)));
    const { sets: written, ...head } = tenManifest;
    expect(rest).toEqual(head);
    expect(sets.train).toEqual({
      count: 12,
      labelCounts: [1, 3, 1, 2, 2, 2, 0, 0, 0, 1],
      chunks: written.train.chunks,
    });
    expect(sets.train.chunks[1]?.labelCounts).toEqual([0, 1, 1, 1, 0, 0, 0, 0, 0, 1]);
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
    ['labels that are no digits', { ...tenManifest, labels: [3, 12] }],
    ['labels out of order', { ...tenManifest, labels: [7, 3] }],
    ['no labels', { ...tenManifest, labels: [] }],
    ['a chunk that does not say what it holds', withTenChunk({ labelCounts: undefined })],
    ['a chunk that counts nine labels', withTenChunk({ labelCounts: [1, 1, 0, 0, 1, 1, 0, 0, 0] })],
    ['a chunk that counts one too many', withTenChunk({ labelCounts: [2, 1, 0, 0, 1, 1, 0, 0, 0, 0] })],
    ['a version to come', { ...tenManifest, version: 3 }],
    ['a chunk without digits', withChunk({ count: 0, sizeBytes: 0 })],
  ])('with %s is refused', (_title, json) => {
    expect(() => parseManifest(json)).toThrow(TypeError);
  });
});

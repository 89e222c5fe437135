import fc from 'fast-check';
import { createHash } from 'node:crypto';
import * as zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crc32, sha256 } from '@lib/data/checksum.ts';

describe('fingerprints', () => {
  it('CRC-32 of "123456789" -> cbf43926', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  it('CRC-32 agrees with zlib on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === zlib.crc32(bytes)));
  });

  it('SHA-256 agrees with Node on any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => {
        const copy = new Uint8Array(bytes);
        expect(await sha256(copy)).toBe(createHash('sha256').update(copy).digest('hex'));
      }),
      { numRuns: 20 },
    );
  });
});

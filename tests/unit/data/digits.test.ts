import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDigits, openTenDigits } from '@lib/data/digits.ts';
import { DigitError, type DigitFault } from '@lib/data/digit-error.ts';
import {
  sampleBase,
  sampleDigit,
  sampleFiles,
  sampleFolder,
  sampleHost,
  sampleManifest,
  tenManifest,
  type Answer,
} from './sample-digits.ts';

const firstFile = 'train-0-0123456789ab.bin';

function bytesOf(kind: 'bytes' | 'packed'): Uint8Array<ArrayBuffer> {
  const file = sampleFiles.get(firstFile);
  if (file === undefined) throw new Error(`the sample must have ${firstFile}`);
  return file[kind];
}

function changedByte(bytes: Uint8Array, at: number): Uint8Array<ArrayBuffer> {
  const changed = new Uint8Array(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

/** Breaks the first answer for a file, and leaves later ones alone. */
function once(file: string, fault: () => Response | Promise<Response>): Answer {
  let isBroken = true;
  return (asked) => {
    if (asked !== file || !isBroken) return undefined;
    isBroken = false;
    return fault();
  };
}

function brokenBody(): Response {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(bytesOf('packed').slice(0, 100));
      controller.error(new TypeError('connection lost'));
    },
  });
  return new Response(body);
}

async function faultOf(promise: Promise<unknown>): Promise<DigitFault | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (error instanceof DigitError) return error.fault;
    throw error;
  }
}

afterEach(() => vi.unstubAllGlobals());

describe('a digit is found by its index in the original file', () => {
  it.each([
    ['train', 7, 3],
    ['train', 29, 7],
    ['train', 52, 7],
    ['valid', 18, 3],
  ] as const)('%s image %i is a %i, with its own pixels', async (set, mnistIndex, label) => {
    const digits = await openDigits(sampleFolder, sampleHost().fetchFn);
    expect(await digits.image(set, mnistIndex)).toEqual(sampleDigit(mnistIndex, label));
  });

  it.each([8, 0, -1, 53, 1.5, NaN, Infinity])('image %d is none of ours: RangeError', async (mnistIndex) => {
    const digits = await openDigits(sampleFolder, sampleHost().fetchFn);
    await expect(digits.image('train', mnistIndex)).rejects.toThrow(RangeError);
  });

  it('the folder may be a URL and may end in a slash', async () => {
    const { fetchFn, asked } = sampleHost();
    await openDigits(new URL(`${sampleFolder}/`), fetchFn);
    expect(asked).toEqual(['manifest.json']);
  });

  it('changing a digit that was handed out does not change the set', async () => {
    const digits = await openDigits(sampleFolder, sampleHost().fetchFn);
    (await digits.image('train', 7)).pixels.fill(0);
    expect(await digits.image('train', 7)).toEqual(sampleDigit(7, 3));
  });
});

describe('neighbours are found across chunks', () => {
  it.each([
    [7, 0, 15],
    [7, 15, 15],
    [7, 22, 15],
    [7, 23, 29],
    [7, 33, 29],
    [7, 34, 38],
    [3, 13, 12],
    [3, 28, 27],
    [3, 1000, 44],
    [7, -5, 15],
  ] as const)('nearest %i to %i is %i', async (label, mnistIndex, found) => {
    const digits = await openDigits(sampleFolder, sampleHost().fetchFn);
    expect((await digits.nearest(label, mnistIndex)).mnistIndex).toBe(found);
  });

  it('nearest in the validation set', async () => {
    const digits = await openDigits(sampleFolder, sampleHost().fetchFn);
    expect((await digits.nearest(3, 0, 'valid')).mnistIndex).toBe(18);
  });

  it('nearest to no number at all: RangeError', async () => {
    const digits = await openDigits(sampleFolder, sampleHost().fetchFn);
    await expect(digits.nearest(3, NaN)).rejects.toThrow(RangeError);
  });

  it.each([
    [3, 12, 1, 27],
    [3, 27, -1, 12],
    [7, 29, 1, 38],
    [7, 38, -1, 29],
    [7, 52, 1, undefined],
    [3, 7, -1, undefined],
  ] as const)('label %i from %i by %i: %s', async (label, mnistIndex, step, found) => {
    const digits = await openDigits(sampleFolder, sampleHost().fetchFn);
    expect((await digits.neighbour(label, mnistIndex, step))?.mnistIndex).toBe(found);
  });

  it('the first three sevens, from no more chunks than they need', async () => {
    const { fetchFn, asked } = sampleHost();
    const digits = await openDigits(sampleFolder, fetchFn);
    expect((await digits.first(7, 3)).map((digit) => digit.mnistIndex)).toEqual([15, 29, 38]);
    expect(asked).toHaveLength(4);
  });

  it('fewer than asked for when there are no more', async () => {
    const digits = await openDigits(sampleFolder, sampleHost().fetchFn);
    expect(await digits.first(7, 100, 'valid')).toHaveLength(1);
    expect(await digits.first(3, 0)).toEqual([]);
  });
});

describe('all ten digits', () => {
  const folder = `${sampleBase}/ten-digits`;

  it.each([
    [0, 5],
    [1, 0],
    [4, 9],
    [7, 3],
  ] as const)('image %i is a %i', async (mnistIndex, label) => {
    const digits = await openTenDigits(folder, sampleHost(undefined, 'ten-digits').fetchFn);
    expect(await digits.image('train', mnistIndex)).toEqual(sampleDigit(mnistIndex, label));
  });

  it('the next 1 after image 3 is image 6, the last 1 before image 3 there is none', async () => {
    const digits = await openTenDigits(folder, sampleHost(undefined, 'ten-digits').fetchFn);
    expect((await digits.neighbour(1, 3, 1))?.mnistIndex).toBe(6);
    expect(await digits.neighbour(1, 3, -1)).toBeUndefined();
    expect((await digits.first(4, 2)).map(({ mnistIndex }) => mnistIndex)).toEqual([2, 9]);
  });

  it('are not the threes and sevens', async () => {
    expect(await faultOf(openTenDigits(sampleFolder, sampleHost().fetchFn))).toBe('altered');
  });

  it('a chunk that holds others of them than the manifest says is refused', async () => {
    const [chunk, ...others] = tenManifest.sets.train.chunks;
    const wrong = { ...chunk, labelCounts: [0, 2, 0, 0, 1, 1, 0, 0, 0, 0] };
    const train = { ...tenManifest.sets.train, chunks: [wrong, ...others] };
    const manifest = { ...tenManifest, sets: { ...tenManifest.sets, train } };
    const answer: Answer = (file) => (file === 'manifest.json' ? Response.json(manifest) : undefined);
    const digits = await openTenDigits(folder, sampleHost(answer, 'ten-digits').fetchFn);
    expect(await faultOf(digits.chunk('train', 0))).toBe('altered');
    expect((await digits.chunk('train', 1)).count).toBe(4);
  });
});

describe('a chunk is asked for once', () => {
  it('at the same time and again later', async () => {
    const { fetchFn, asked } = sampleHost();
    const digits = await openDigits(sampleFolder, fetchFn);
    await Promise.all([digits.image('train', 7), digits.image('train', 10), digits.chunk('train', 0)]);
    await digits.image('train', 12);
    expect(asked).toEqual(['manifest.json', firstFile]);
  });

  it('a chunk that is not there: RangeError', async () => {
    const digits = await openDigits(sampleFolder, sampleHost().fetchFn);
    await expect(digits.chunk('train', 4)).rejects.toThrow('chunk: n must be 0 to 3 in train, got 4');
  });
});

describe('the bytes may come packed or unpacked', () => {
  it('unpacked by the host', async () => {
    const { fetchFn } = sampleHost((file) => (file === firstFile ? new Response(bytesOf('bytes')) : undefined));
    const digits = await openDigits(sampleFolder, fetchFn);
    expect(await digits.image('train', 7)).toEqual(sampleDigit(7, 3));
  });

  it('packed, in a browser that cannot unpack', async () => {
    vi.stubGlobal('DecompressionStream', undefined);
    const digits = await openDigits(sampleFolder, sampleHost().fetchFn);
    expect(await faultOf(digits.image('train', 7))).toBe('unsupported');
  });
});

const faults: readonly (readonly [string, DigitFault, () => Response | Promise<Response>])[] = [
  ['no such file', 'missing', () => new Response('no', { status: 404 })],
  [
    'a page instead of the file',
    'missing',
    () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
  ],
  ['no connection', 'offline', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['a server in trouble', 'offline', () => new Response('no', { status: 503 })],
  ['a connection that breaks half-way', 'truncated', brokenBody],
  ['an empty file', 'truncated', () => new Response('')],
  [
    'half of the packed bytes',
    'truncated',
    () => new Response(bytesOf('packed').slice(0, bytesOf('packed').length >> 1)),
  ],
  ['all packed bytes but the last', 'truncated', () => new Response(bytesOf('packed').slice(0, -1))],
  ['half of the unpacked bytes', 'truncated', () => new Response(bytesOf('bytes').slice(0, 1000))],
  ['one packed bit changed', 'altered', () => new Response(changedByte(bytesOf('packed'), 60))],
  ['one pixel changed', 'altered', () => new Response(changedByte(bytesOf('bytes'), 1000))],
  ['one label changed', 'altered', () => new Response(changedByte(bytesOf('bytes'), 12))],
  ['one byte too many', 'altered', () => new Response(new Blob([bytesOf('bytes'), '\0']))],
];

describe('a fault is told in words, nothing of it is kept, and asking again works', () => {
  it.each(faults)('%s: %s', async (_title, fault, answer) => {
    const digits = await openDigits(sampleFolder, sampleHost(once(firstFile, answer)).fetchFn);
    expect(await faultOf(digits.image('train', 7))).toBe(fault);
    expect(await digits.image('train', 7)).toEqual(sampleDigit(7, 3));
  });

  it.each(faults)('on a page without SHA-256, %s: %s', async (_title, fault, answer) => {
    vi.stubGlobal('crypto', {});
    const digits = await openDigits(sampleFolder, sampleHost(once(firstFile, answer)).fetchFn);
    expect(await faultOf(digits.image('train', 7))).toBe(fault);
    expect(await digits.image('train', 7)).toEqual(sampleDigit(7, 3));
  });

  it('everyone who waited for the chunk hears of it', async () => {
    const { fetchFn, asked } = sampleHost(once(firstFile, () => new Response('', { status: 404 })));
    const digits = await openDigits(sampleFolder, fetchFn);
    expect(await Promise.all([faultOf(digits.image('train', 7)), faultOf(digits.image('train', 10))])).toEqual([
      'missing',
      'missing',
    ]);
    expect(asked).toHaveLength(2);
  });

  it('the retry goes past the browser’s cache, other requests do not', async () => {
    const caches: (RequestCache | undefined)[] = [];
    const fail = once(firstFile, () => new Response('damaged'));
    const { fetchFn } = sampleHost((file, init) => {
      caches.push(init?.cache);
      return fail(file, init);
    });
    const digits = await openDigits(sampleFolder, fetchFn);
    await faultOf(digits.image('train', 7));
    await digits.image('train', 7);
    await digits.image('train', 15);
    expect(caches).toEqual(['no-cache', 'default', 'reload', 'default']);
  });

  it('a fault in one chunk leaves the others alone', async () => {
    const { fetchFn } = sampleHost((file) => (file === firstFile ? new Response('', { status: 404 }) : undefined));
    const digits = await openDigits(sampleFolder, fetchFn);
    expect(await faultOf(digits.image('train', 7))).toBe('missing');
    expect((await digits.image('train', 15)).label).toBe(7);
  });
});

const brokenManifests: readonly (readonly [string, DigitFault, () => Response | Promise<Response>])[] = [
  ['no such file', 'missing', () => new Response('no', { status: 404 })],
  ['no connection', 'offline', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['cut off', 'altered', () => new Response(JSON.stringify(sampleManifest).slice(0, 200))],
  ['a connection that breaks half-way', 'truncated', brokenBody],
  ['another version', 'altered', () => Response.json({ ...sampleManifest, version: 3 })],
  ['other digits', 'altered', () => Response.json(tenManifest)],
  ['a list', 'altered', () => Response.json([])],
];

describe('a manifest that cannot be used is told in words', () => {
  it.each(brokenManifests)('%s: %s, and opening again works', async (_title, fault, answer) => {
    const { fetchFn } = sampleHost(once('manifest.json', answer));
    expect(await faultOf(openDigits(sampleFolder, fetchFn))).toBe(fault);
    expect((await openDigits(sampleFolder, fetchFn)).manifest.sets.train.count).toBe(12);
  });

  it('the message is a sentence for the reader, and says nothing of files or codes', async () => {
    const error: unknown = await openDigits(
      sampleFolder,
      sampleHost(() => new Response('', { status: 404 })).fetchFn,
    ).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DigitError);
    expect(String(error)).toBe('DigitError: This copy of the book does not have the file with these digits.');
  });
});

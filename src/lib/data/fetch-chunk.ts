// Brings one file of digits and lets nothing pass that is not exactly what the manifest promises. Some hosts unpack gzip on the
// way and some do not, so the first two bytes decide whether there is anything left to unpack.
import { crc32, sha256 } from '@lib/data/checksum.ts';
import { countLabels, decodeChunk, type DigitChunk, type TenLabel } from '@lib/data/digit-chunk.ts';
import { DigitError } from '@lib/data/digit-error.ts';
import type { ChunkEntry } from '@lib/data/digit-manifest.ts';

/** How a file is asked for. */
export interface FetchMeans {
  readonly fetchFn: typeof fetch;
  readonly cache: RequestCache;
}

/**
 * Fetches, unpacks, checks and reads one chunk.
 * @throws DigitError for every fault.
 */
export async function fetchChunk<Label extends TenLabel>(
  url: string,
  entry: ChunkEntry,
  { labels, ...means }: FetchMeans & { readonly labels: readonly Label[] },
): Promise<DigitChunk<Label>> {
  const response = await fetchFile(url, means);
  const stored = await bodyOf(response, url);
  const bytes = isGzip(stored) ? await unpack(stored, url, entry) : stored;
  if (bytes.length < entry.sizeBytes) throw new DigitError('truncated', url);
  const hash = await sha256(bytes);
  const isIntact = hash === undefined ? crc32(bytes) === entry.crc32 : hash === entry.sha256;
  if (bytes.length > entry.sizeBytes || !isIntact) throw new DigitError('altered', url);
  try {
    const chunk = decodeChunk(bytes, entry.count, labels);
    checkCounts(chunk.labels, entry);
    return chunk;
  } catch (cause) {
    throw new DigitError('altered', url, cause);
  }
}

/** An order of training may have been made of the counts in the manifest already. */
function checkCounts(labels: Uint8Array, { labelCounts }: ChunkEntry): void {
  const found = countLabels(labels).join();
  if (labelCounts === undefined || labelCounts.join() === found) return;
  throw new RangeError(`fetchChunk: labelCounts must be those of the chunk, ${found}, got ${labelCounts.join()}`);
}

/**
 * Asks for a file and accepts only a file: hosts that answer every address with a page are found out by its type.
 * @throws DigitError `offline` or `missing`.
 */
export async function fetchFile(url: string, { fetchFn, cache }: FetchMeans): Promise<Response> {
  let response: Response;
  try {
    response = await fetchFn(url, { cache });
  } catch (cause) {
    throw new DigitError('offline', url, cause);
  }
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  if (response.ok && !isPage) return response;
  throw new DigitError(response.status >= 500 ? 'offline' : 'missing', url);
}

async function bodyOf(response: Response, url: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new DigitError('truncated', url, cause);
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function unpack(
  stored: Uint8Array<ArrayBuffer>,
  url: string,
  entry: ChunkEntry,
): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof DecompressionStream === 'undefined') throw new DigitError('unsupported', url);
  try {
    const unpacked = new Blob([stored]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch (cause) {
    throw new DigitError(stored.length < entry.storedBytes ? 'truncated' : 'altered', url, cause);
  }
}

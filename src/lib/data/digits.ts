// Digits found by their index in the original files of MNIST: every three and seven, which is the session's data, or a part of all ten. A
// chunk of about 2,000 comes when the first of its digits is asked for, and is kept; a chunk that failed is not, so asking again is a retry.
import {
  digitAt,
  digitLabels,
  tenLabels,
  type Digit,
  type DigitChunk,
  type DigitLabel,
  type TenLabel,
} from '@lib/data/digit-chunk.ts';
import { DigitError } from '@lib/data/digit-error.ts';
import { parseManifest, type ChunkEntry, type DigitManifest, type DigitSetName } from '@lib/data/digit-manifest.ts';
import { fetchChunk, fetchFile } from '@lib/data/fetch-chunk.ts';

/** Digits by index, loaded as they are asked for; every method rejects with a `DigitError` when they cannot be had. */
export interface DigitSet<Label extends TenLabel = DigitLabel> {
  readonly manifest: DigitManifest;
  /** The digit with this MNIST index; rejects with a `RangeError` when that image is not in the data. */
  image(set: DigitSetName, mnistIndex: number): Promise<Digit<Label>>;
  /** Chunk `n` of a set, counted from 0; rejects with a `RangeError` when there is no such chunk. */
  chunk(set: DigitSetName, n: number): Promise<DigitChunk<Label>>;
  /** The digit with this label whose index is nearest; of two equally near, the earlier. */
  nearest(label: Label, mnistIndex: number, set?: DigitSetName): Promise<Digit<Label>>;
  /** The first so many digits with this label, in the order of the file; fewer when the set has fewer. */
  first(label: Label, count: number, set?: DigitSetName): Promise<Digit<Label>[]>;
  /** The digit with this label next after (`step` 1) or before (`step` −1) an index; `undefined` at the end of the set. */
  neighbour(label: Label, mnistIndex: number, step: 1 | -1, set?: DigitSetName): Promise<Digit<Label> | undefined>;
}

/**
 * Reads `manifest.json` under `baseUrl` and gives access to the threes and sevens it lists.
 * @throws DigitError when the manifest cannot be had, does not add up or lists other digits.
 */
export function openDigits(baseUrl: string | URL, fetchFn: typeof fetch = fetch): Promise<DigitSet> {
  return openWith(digitLabels, baseUrl, fetchFn);
}

/**
 * Reads `manifest.json` under `baseUrl` and gives access to the digits of all ten kinds it lists.
 * @throws DigitError when the manifest cannot be had, does not add up or lists other digits.
 */
export function openTenDigits(baseUrl: string | URL, fetchFn: typeof fetch = fetch): Promise<DigitSet<TenLabel>> {
  return openWith(tenLabels, baseUrl, fetchFn);
}

async function openWith<Label extends TenLabel>(
  labels: readonly Label[],
  baseUrl: string | URL,
  fetchFn: typeof fetch,
): Promise<DigitSet<Label>> {
  const folder = String(baseUrl).replace(/\/?$/, '/');
  const url = `${folder}manifest.json`;
  const manifest = await fetchManifest(url, fetchFn);
  if (manifest.labels.join() !== labels.join()) throw new DigitError('altered', url);
  return new FetchedDigits(manifest, { labels, folder, fetchFn });
}

async function fetchManifest(url: string, fetchFn: typeof fetch): Promise<DigitManifest> {
  const response = await fetchFile(url, { fetchFn, cache: 'no-cache' });
  let body: string;
  try {
    body = await response.text();
  } catch (cause) {
    throw new DigitError('truncated', url, cause);
  }
  try {
    return parseManifest(JSON.parse(body));
  } catch (cause) {
    throw new DigitError('altered', url, cause);
  }
}

/** Where digits are, which ones, and how they are fetched. */
interface Source<Label> {
  readonly labels: readonly Label[];
  readonly folder: string;
  readonly fetchFn: typeof fetch;
}

class FetchedDigits<Label extends TenLabel> implements DigitSet<Label> {
  readonly manifest: DigitManifest;
  readonly #source: Source<Label>;
  readonly #chunks = new Map<string, Promise<DigitChunk<Label>>>();
  /** Files that failed: asked for past the browser's cache, which may have kept the damage. */
  readonly #failed = new Set<string>();

  constructor(manifest: DigitManifest, source: Source<Label>) {
    this.manifest = manifest;
    this.#source = source;
  }

  async image(set: DigitSetName, mnistIndex: number): Promise<Digit<Label>> {
    const n = this.#entries(set).findIndex((entry) => entry.firstIndex <= mnistIndex && mnistIndex <= entry.lastIndex);
    if (n >= 0) {
      const chunk = await this.chunk(set, n);
      const at = chunk.mnistIndices.indexOf(mnistIndex);
      if (at >= 0) return digitAt(chunk, at);
    }
    throw new RangeError(`image: mnistIndex must be that of a digit in ${set}, got ${mnistIndex}`);
  }

  async chunk(set: DigitSetName, n: number): Promise<DigitChunk<Label>> {
    const entry = this.#entries(set)[n];
    if (entry === undefined) {
      throw new RangeError(`chunk: n must be 0 to ${this.#entries(set).length - 1} in ${set}, got ${n}`);
    }
    const known = this.#chunks.get(entry.file);
    if (known !== undefined) return known;
    const coming = this.#load(entry);
    this.#chunks.set(entry.file, coming);
    return coming;
  }

  async nearest(label: Label, mnistIndex: number, set: DigitSetName = 'train'): Promise<Digit<Label>> {
    const before = await this.neighbour(label, mnistIndex + 1, -1, set);
    if (before?.mnistIndex === mnistIndex) return before;
    const after = await this.neighbour(label, mnistIndex, 1, set);
    if (before !== undefined && (after === undefined || 2 * mnistIndex <= before.mnistIndex + after.mnistIndex))
      return before;
    if (after !== undefined) return after;
    throw new RangeError(`nearest: label must be one that ${set} has, got ${label}`);
  }

  async first(label: Label, count: number, set: DigitSetName = 'train'): Promise<Digit<Label>[]> {
    const digits: Digit<Label>[] = [];
    for (let n = 0; n < this.#entries(set).length && digits.length < count; n++) {
      const chunk = await this.chunk(set, n);
      for (let at = 0; at < chunk.count && digits.length < count; at++) {
        if (chunk.labels[at] === label) digits.push(digitAt(chunk, at));
      }
    }
    return digits;
  }

  async neighbour(
    label: Label,
    mnistIndex: number,
    step: 1 | -1,
    set: DigitSetName = 'train',
  ): Promise<Digit<Label> | undefined> {
    const isBeyond = (index: number): boolean => (step === 1 ? index > mnistIndex : index < mnistIndex);
    const entries = this.#entries(set);
    for (let k = 0; k < entries.length; k++) {
      const n = step === 1 ? k : entries.length - 1 - k;
      const entry = entries[n];
      if (entry === undefined || !isBeyond(step === 1 ? entry.lastIndex : entry.firstIndex)) continue;
      const chunk = await this.chunk(set, n);
      const isWanted = (index: number, at: number): boolean => chunk.labels[at] === label && isBeyond(index);
      const at = step === 1 ? chunk.mnistIndices.findIndex(isWanted) : chunk.mnistIndices.findLastIndex(isWanted);
      if (at >= 0) return digitAt(chunk, at);
    }
    return undefined;
  }

  #entries(set: DigitSetName): readonly ChunkEntry[] {
    return this.manifest.sets[set].chunks;
  }

  async #load(entry: ChunkEntry): Promise<DigitChunk<Label>> {
    try {
      const cache = this.#failed.has(entry.file) ? 'reload' : 'default';
      const { labels, folder, fetchFn } = this.#source;
      const chunk = await fetchChunk(folder + entry.file, entry, { labels, fetchFn, cache });
      this.#failed.delete(entry.file);
      return chunk;
    } catch (error) {
      this.#chunks.delete(entry.file);
      this.#failed.add(entry.file);
      throw error;
    }
  }
}

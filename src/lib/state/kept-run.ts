// The reader's last run, kept on their machine between visits: the link that describes it, how it did, and its weights where they are few enough.
// One entry in localStorage, replaced by each run that finishes; whatever is not exactly what was written is ignored, as is a closed storage.
import { fromBase64 } from '@lib/array/base64.ts';
import { longestState } from './link-codec.ts';

/** A run that was kept. */
export interface KeptRun {
  /** The state of the figure that trained it, as its codec writes it. */
  readonly link: string;
  readonly step: number;
  /** Of the held-out pictures, how many were told right, out of how many. */
  readonly right: number;
  readonly count: number;
  /** Laid out as in `parameter-vector.ts`; none where there were too many to keep. */
  readonly learned?: Float32Array | undefined;
  readonly remembered?: Float32Array | undefined;
}

const key = 'last-run';

/** Written into the entry; another number is another book's entry. */
const version = 1;

/** Numbers that are kept at most: 400 kB, some 530 kB as text. */
const mostNumbers = 100_000;

/** Keeps a run, in place of the last one. */
export function keepRun({ learned, remembered, ...rest }: KeptRun): void {
  const isSmall = (learned?.length ?? 0) + (remembered?.length ?? 0) <= mostNumbers;
  const numbers =
    isSmall && learned !== undefined && remembered !== undefined
      ? { learned: toText(learned), remembered: toText(remembered) }
      : {};
  try {
    localStorage.setItem(key, JSON.stringify({ version, ...rest, ...numbers }));
  } catch {
    // storage is closed or full: the run is not kept
  }
}

/** The run that was kept, if there is one that can be read. */
export function keptRun(): KeptRun | undefined {
  try {
    return read(JSON.parse(localStorage.getItem(key) ?? 'null'));
  } catch {
    return undefined; // no JSON, or storage is closed
  }
}

/** Forgets it. */
export function forgetKeptRun(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // storage is closed: there is nothing to forget
  }
}

function read(json: unknown): KeptRun | undefined {
  if (typeof json !== 'object' || json === null || !('version' in json) || json.version !== version) return undefined;
  const { link, step, right, count, learned, remembered } = { ...emptyEntry, ...json };
  if (typeof link !== 'string' || link.length > longestState) return undefined;
  if (!isCount(step) || !isCount(right) || !isCount(count) || right > count) return undefined;
  if (typeof learned !== 'string' || typeof remembered !== 'string') return { link, step, right, count };
  const numbers = { learned: fromText(learned), remembered: fromText(remembered) };
  const areNumbers = [numbers.learned, numbers.remembered].every((list) => list.every(Number.isFinite));
  return areNumbers ? { link, step, right, count, ...numbers } : { link, step, right, count };
}

const emptyEntry: Readonly<Record<keyof KeptRun, unknown>> = {
  link: undefined,
  step: undefined,
  right: undefined,
  count: undefined,
  learned: undefined,
  remembered: undefined,
};

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** Bytes as base64, some thousands at a time: a call takes only so many arguments. */
function toText(numbers: Float32Array): string {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  let text = '';
  for (let first = 0; first < bytes.length; first += 8192) {
    text += String.fromCharCode(...bytes.subarray(first, first + 8192));
  }
  return btoa(text);
}

/** @throws DOMException or RangeError where the text is not what `toText` writes */
function fromText(text: string): Float32Array {
  return new Float32Array(fromBase64(text).buffer);
}

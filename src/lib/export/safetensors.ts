// Safetensors, the plain file format for named tensors that PyTorch users exchange: eight bytes that say how long the header is, the header in
// JSON (for each name a type, a shape, and where its bytes begin and end), then the bytes. Nothing in it can run, so it may come from anyone;
// but every part may be wrong, so all of it is checked, and there may be neither gaps nor overlaps.
import { sizeOf } from '@lib/array/tensor.ts';
import { halfToNumber } from './half-floats.ts';
import { WeightsError } from './weights-error.ts';

/** A tensor with its name in a file. */
export interface NamedTensor {
  readonly name: string;
  /** Any number of axes, none for a single number; an axis may be 0. */
  readonly shape: readonly number[];
  readonly data: Float32Array;
  /** Whether they are counts, kept as 64-bit integers, instead of float32. */
  readonly isCount?: boolean;
}

/** What a file holds. */
export interface TensorFile {
  readonly tensors: readonly NamedTensor[];
  /** Words beside the tensors, by their names. */
  readonly metadata: Readonly<Record<string, string>>;
}

const lengthBytes = 8;
const metadataName = '__metadata__';

/** The types that can be read: the bytes of one number, and how to read it. */
const types: ReadonlyMap<string, { readonly bytes: number; read(view: DataView, at: number): number }> = new Map([
  ['F32', { bytes: 4, read: (view, at) => view.getFloat32(at, true) }],
  ['F64', { bytes: 8, read: (view, at) => view.getFloat64(at, true) }],
  ['F16', { bytes: 2, read: (view, at) => halfToNumber(view.getUint16(at, true)) }],
  ['BF16', { bytes: 2, read: (view, at) => upperHalf(view.getUint16(at, true)) }],
  ['I64', { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) }],
]);

/** Writes tensors under their names, counts as 64-bit integers and everything else as float32. */
export function writeSafetensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
  const header = new Map<string, unknown>(Object.keys(metadata).length > 0 ? [[metadataName, metadata]] : []);
  const widthOf = ({ isCount }: NamedTensor): number => (isCount ? 8 : 4);
  // The wider numbers come first, so that each stands at a multiple of its own width, as some readers want.
  const places = new Map<NamedTensor, number>();
  let end = 0;
  for (const tensor of tensors.toSorted((a, b) => widthOf(b) - widthOf(a))) {
    places.set(tensor, end);
    end += tensor.data.length * widthOf(tensor);
  }
  for (const tensor of tensors) {
    const begin = places.get(tensor) ?? 0;
    const offsets = [begin, begin + tensor.data.length * widthOf(tensor)];
    header.set(tensor.name, { dtype: tensor.isCount ? 'I64' : 'F32', shape: tensor.shape, data_offsets: offsets });
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(lengthBytes + headerBytes + end).fill(0x20, lengthBytes, lengthBytes + headerBytes);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(json, lengthBytes);
  for (const [tensor, place] of places) {
    const begin = lengthBytes + headerBytes + place;
    tensor.data.forEach((value, at) => {
      if (tensor.isCount) view.setBigInt64(begin + 8 * at, BigInt(value), true);
      else view.setFloat32(begin + 4 * at, value, true);
    });
  }
  return bytes;
}

/**
 * Reads all tensors of a file, as float32.
 * @throws WeightsError saying what is wrong with it
 */
export function readSafetensors(bytes: Uint8Array): TensorFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = headerLength(view);
  const header = parseHeader(bytes.subarray(lengthBytes, lengthBytes + headerBytes));
  const first = lengthBytes + headerBytes;
  const entries = header.tensors.map(([name, value]) => entryOf(name, value));
  checkPlaces(entries, bytes.length - first);
  const tensors = entries.map(({ name, dtype, type, shape, begin }): NamedTensor => {
    const data = Float32Array.from({ length: sizeOf(shape) }, (_, at) =>
      type.read(view, first + begin + at * type.bytes),
    );
    return { name, shape, data, ...(dtype === 'I64' && { isCount: true }) };
  });
  return { tensors, metadata: header.metadata };
}

function headerLength(view: DataView): number {
  if (view.byteLength < lengthBytes) throw new WeightsError('This file is too short to hold any weights.');
  const length = view.getBigUint64(0, true);
  if (length > BigInt(view.byteLength - lengthBytes)) {
    throw new WeightsError('This file is no safetensors file, or only a part of one arrived.');
  }
  return Number(length);
}

function parseHeader(bytes: Uint8Array): {
  tensors: readonly (readonly [string, unknown])[];
  metadata: Readonly<Record<string, string>>;
} {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new WeightsError(
      'This file is no safetensors file: the table of contents at its beginning cannot be read.',
      cause,
    );
  }
  if (!isRecord(header)) {
    throw new WeightsError('This file is no safetensors file: it does not begin with a table of contents.');
  }
  const all = Object.entries(header);
  const [, metadata = {}] = all.find(([name]) => name === metadataName) ?? [];
  if (!isRecord(metadata) || !Object.values(metadata).every((word) => typeof word === 'string')) {
    throw new WeightsError('What this file says about itself is not in words.');
  }
  return {
    tensors: all.filter(([name]) => name !== metadataName),
    metadata: Object.fromEntries(Object.entries(metadata).map(([name, word]) => [name, String(word)])),
  };
}

interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly type: { readonly bytes: number; read(view: DataView, at: number): number };
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function entryOf(name: string, value: unknown): Entry {
  const { dtype, shape, data_offsets: offsets } = isRecord(value) ? value : {};
  if (!isWholes(shape) || !isWholes(offsets) || offsets.length !== 2 || typeof dtype !== 'string') {
    throw new WeightsError(`This file does not say properly where ${quoted(name)} is and what shape it has.`);
  }
  const type = types.get(dtype);
  if (type === undefined) {
    throw new WeightsError(
      `This file holds ${quoted(name)} as ${quoted(dtype)}, a kind of numbers that cannot be read here.`,
    );
  }
  const [begin = 0, end = 0] = offsets;
  if (end - begin !== sizeOf(shape) * type.bytes) {
    throw new WeightsError(`This file has another number of bytes for ${quoted(name)} than its shape needs.`);
  }
  return { name, dtype, type, shape, begin, end };
}

/** Checks that the places follow each other from the first byte to the last. */
function checkPlaces(entries: readonly Entry[], size: number): void {
  let reached = 0;
  for (const { name, begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (end > size) {
      throw new WeightsError(`Only a part of this file arrived: it ends before the numbers of ${quoted(name)} do.`);
    }
    if (begin < reached) throw new WeightsError(`This file has ${quoted(name)} and other numbers in the same place.`);
    if (begin > reached) throw new WeightsError(`This file has bytes before ${quoted(name)} that belong to nothing.`);
    reached = end;
  }
  if (reached < size) throw new WeightsError('This file has bytes at its end that belong to nothing.');
}

/** A 16-bit brain float: the upper half of a float32. */
function upperHalf(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, bits);
  return view.getFloat32(0);
}

/** A name or word from a file, short enough for a sentence. */
export function quoted(word: string): string {
  return word.length > 40 ? `“${word.slice(0, 39)}…”` : `“${word}”`;
}

/** Whether a value is an object with fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWholes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);
}

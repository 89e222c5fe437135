// Weights as JSON that a person can read and a few lines of any language can load. Numbers have just as many digits as tell each float32 from
// its neighbours, so that what is read is what was written, bit for bit.
import { isRecord, type NamedTensor } from './safetensors.ts';
import { newerEdition, WeightsError } from './weights-error.ts';

/** What a file of weights in JSON says it is. */
export const jsonFormat = 'threes-and-sevens-weights';

/** Named tensors, and whatever else stands before them in the file, such as `layers`. */
export interface JsonWeights {
  readonly tensors: readonly NamedTensor[];
  /** Other fields by their names; read as they are, unchecked. */
  readonly about: Readonly<Record<string, unknown>>;
}

const ownFields = ['format', 'version', 'parameters'];

/** Writes tensors, a line for each. Counts are left out: they belong to PyTorch's own format. */
export function writeWeightsJson({ tensors, about }: JsonWeights): string {
  const lines = (list: readonly string[]): string => `[\n    ${list.join(',\n    ')}\n  ]`;
  const fields = [
    `"format": ${JSON.stringify(jsonFormat)}`,
    '"version": 1',
    ...Object.entries(about).map(([name, value]) => {
      const isList = Array.isArray(value) && value.some((one) => typeof one === 'object');
      return `${JSON.stringify(name)}: ${isList ? lines(value.map((one) => JSON.stringify(one))) : JSON.stringify(value)}`;
    }),
    `"parameters": ${lines(tensors.filter(({ isCount }) => !isCount).map(tensorLine))}`,
  ];
  return `{\n  ${fields.join(',\n  ')}\n}\n`;
}

function tensorLine({ name, shape, data }: NamedTensor): string {
  const numbers = Array.from(data, shortest).join(', ');
  return `{ "name": ${JSON.stringify(name)}, "shape": [${shape.join(', ')}], "data": [${numbers}] }`;
}

/** A float32 number in the fewest digits from which it can be read again; it must be finite. */
function shortest(value: number): string {
  if (Object.is(value, -0)) return '-0';
  for (let digits = 6; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(Number(value.toPrecision(9)));
}

/**
 * Reads tensors from JSON.
 * @throws WeightsError saying what is wrong with it
 */
export function readWeightsJson(text: string): JsonWeights {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new WeightsError('This file looks like JSON and is not, or only a part of it arrived.', cause);
  }
  if (!isRecord(json) || json.format !== jsonFormat)
    throw new WeightsError('This file is not one of weights from this book.');
  if (json.version !== 1) throw new WeightsError(newerEdition);
  const { parameters } = json;
  if (!Array.isArray(parameters)) throw new WeightsError('This file has no list of parameters.');
  const about = Object.entries(json).filter(([name]) => !ownFields.includes(name));
  const tensors = parameters.map(tensorOf);
  if (new Set(tensors.map(({ name }) => name)).size < tensors.length) {
    throw new WeightsError('This file holds two parameters of the same name.');
  }
  return { tensors, about: Object.fromEntries(about) };
}

function tensorOf(json: unknown, at: number): NamedTensor {
  const { name, shape, data } = isRecord(json) ? json : {};
  if (typeof name !== 'string' || !isNumbers(shape) || !isNumbers(data)) {
    throw new WeightsError(`Parameter ${at + 1} of this file must have a name, a shape and a list of numbers.`);
  }
  return { name, shape, data: Float32Array.from(data) };
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

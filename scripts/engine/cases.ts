// The operations that the command knows, by the names of their fields in JSON. In Node they run on the book's own code, in the page on the
// engine; both hand over their functions, and the reading and answering of cases is here once.
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { paddingModes, type PaddingMode } from '@lib/conv/pad.ts';
import type { Asked } from '@lib/engine/operations/asked.ts';
import { isFields, isNumbers, listOf, type CaseAnswer, type Fields } from './request.ts';

/** The operations that backends and the book's own code have alike. */
export interface Computing {
  conv2d(...asked: Asked['conv2d']): Tensor | Promise<Tensor>;
  conv1d(...asked: Asked['conv1d']): Tensor | Promise<Tensor>;
  conv3d(...asked: Asked['conv3d']): Tensor | Promise<Tensor>;
  convTranspose2d(...asked: Asked['convTranspose2d']): Tensor | Promise<Tensor>;
}

/** The operations by their names, reading their fields from JSON. */
export function operationsOf(computing: Computing): Readonly<Record<string, Compute>> {
  const arrays = (fields: Fields) => [tensorIn(fields, 'input'), tensorIn(fields, 'weight')] as const;
  const shared = (fields: Fields) => ({ bias: tensorIfAny(fields, 'bias'), groups: numberIn(fields, 'groups') });
  return {
    conv2d: (fields) =>
      computing.conv2d(...arrays(fields), {
        ...shared(fields),
        stride: pairIn(fields, 'stride'),
        padding: pairIn(fields, 'padding'),
        paddingMode: modeIn(fields),
        dilation: pairIn(fields, 'dilation'),
      }),
    conv1d: (fields) =>
      computing.conv1d(...arrays(fields), {
        ...shared(fields),
        stride: numberIn(fields, 'stride'),
        padding: numberIn(fields, 'padding'),
        paddingMode: modeIn(fields),
        dilation: numberIn(fields, 'dilation'),
      }),
    conv3d: (fields) =>
      computing.conv3d(...arrays(fields), {
        ...shared(fields),
        stride: tripleIn(fields, 'stride'),
        padding: tripleIn(fields, 'padding'),
        paddingMode: modeIn(fields),
        dilation: tripleIn(fields, 'dilation'),
      }),
    convTranspose2d: (fields) =>
      computing.convTranspose2d(...arrays(fields), {
        ...shared(fields),
        stride: pairIn(fields, 'stride'),
        padding: pairIn(fields, 'padding'),
        outputPadding: pairIn(fields, 'outputPadding'),
        dilation: pairIn(fields, 'dilation'),
      }),
  };
}

/** Computes one case; throws a RangeError or TypeError where it is impossible. */
export type Compute = (fields: Fields) => Tensor | Promise<Tensor>;

/**
 * Answers every case of a request; an impossible one gets its error in its place.
 * @throws RequestError if the request has no cases; whatever else a computation throws
 */
export async function answerCases(request: Fields, compute: Compute): Promise<CaseAnswer[]> {
  const answers: CaseAnswer[] = [];
  for (const fields of listOf(request, 'cases')) {
    try {
      const { shape, data } = await compute(fields);
      answers.push({ shape, data: [...data] });
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
      answers.push({ error: error.message });
    }
  }
  return answers;
}

/**
 * The tensor in a field.
 * @throws TypeError if it is none, RangeError if its numbers do not fill its shape
 */
export function tensorIn(fields: Fields, name: string): Tensor {
  const value = fields[name];
  if (!isFields(value) || !isNumbers(value.shape) || !isNumbers(value.data)) {
    throw new TypeError(`${name}: must be {"shape": [numbers], "data": [numbers]}`);
  }
  return tensor(value.shape, value.data);
}

/** The tensor in a field that may be missing. */
export function tensorIfAny(fields: Fields, name: string): Tensor | undefined {
  return fields[name] === undefined || fields[name] === null ? undefined : tensorIn(fields, name);
}

/**
 * A number or a list of one per axis; `undefined` where it is missing.
 * @throws TypeError if it is something else
 */
function numbersIn(fields: Fields, name: string, axes: number): readonly number[] | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return Array<number>(axes).fill(value);
  if (isNumbers(value) && value.length === axes) return value;
  throw new TypeError(`${name}: must be a number or a list of ${axes}, got ${JSON.stringify(value)}`);
}

/**
 * A pair for rows and columns; `undefined` where it is missing.
 * @throws TypeError if it is something else
 */
export function pairIn(fields: Fields, name: string): readonly [number, number] | undefined {
  const [rows, cols] = numbersIn(fields, name, 2) ?? [];
  return rows === undefined || cols === undefined ? undefined : [rows, cols];
}

/**
 * Three numbers for depth, rows and columns; `undefined` where they are missing.
 * @throws TypeError if it is something else
 */
function tripleIn(fields: Fields, name: string): readonly [number, number, number] | undefined {
  const [depth, rows, cols] = numbersIn(fields, name, 3) ?? [];
  return depth === undefined || rows === undefined || cols === undefined ? undefined : [depth, rows, cols];
}

/**
 * A number; `undefined` where it is missing. In a list of one it is accepted too.
 * @throws TypeError if it is something else
 */
function numberIn(fields: Fields, name: string): number | undefined {
  return numbersIn(fields, name, 1)?.[0];
}

/** A padding mode; `undefined` where it is missing. */
export function modeIn({ paddingMode }: Fields): PaddingMode | undefined {
  if (paddingMode === undefined || paddingMode === null) return undefined;
  const mode = paddingModes.find((known) => known === paddingMode);
  if (mode !== undefined) return mode;
  throw new TypeError(`paddingMode: must be one of ${paddingModes.join(', ')}, got ${JSON.stringify(paddingMode)}`);
}

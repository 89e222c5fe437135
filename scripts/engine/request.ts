// What the command is asked and what it answers, and the reading of a request whose every part may be wrong.

/** What computes: the book's own kernels for training, the backends, and the book's own code. */
export const computers = ['simd', 'webgpu', 'webgl', 'wasm', 'cpu', 'reference'] as const;

/** What computes. */
export type Computer = (typeof computers)[number];

/** A tensor as it is written in JSON. */
export interface JsonTensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** One answer, or why there is none. */
export type CaseAnswer = JsonTensor | { readonly error: string };

/** The fields of an object. */
export type Fields = Readonly<Record<string, unknown>>;

/** The request as a whole is wrong, or cannot be answered; the message is for whoever asked. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
}

/**
 * Reads the text of a request.
 * @throws RequestError if it is not an object
 */
export function parseRequest(text: string): Fields {
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch (cause) {
    throw new RequestError(`the request must be JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  if (!isFields(request)) throw new RequestError('the request must be an object with an "op"');
  return request;
}

/** Whether a value is an object with fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a list of objects.
 * @throws RequestError if it is something else
 */
export function listOf(request: Fields, field: string): readonly Fields[] {
  const list = request[field];
  if (!Array.isArray(list) || !list.every(isFields)) {
    throw new RequestError(`"${field}" must be a list of objects`);
  }
  return list;
}

/** A value that is a list of numbers. */
export function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

/**
 * The operation of a request among those that a computer has.
 * @throws RequestError if it has none of that name
 */
export function operationOf<T>(request: Fields, operations: Readonly<Record<string, T>>, computer: string): T {
  const name = request.op;
  const found = typeof name === 'string' && Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (found !== undefined) return found;
  throw new RequestError(
    `${computer} has no operation ${JSON.stringify(name)}; it has ${Object.keys(operations).join(', ')}`,
  );
}

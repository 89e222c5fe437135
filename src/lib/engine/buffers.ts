// The memory of an answer: it is handed over from worker to page, not copied.

/** The memory of all numbers in a value, each piece once: a flattened map shares that of its grids. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  return [...new Set(everyBuffer(value))];
}

function everyBuffer(value: unknown): ArrayBuffer[] {
  if (value instanceof Float32Array) return value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(everyBuffer);
}

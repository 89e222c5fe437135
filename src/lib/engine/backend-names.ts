// Where numbers can be computed, and in which order the engine tries: graphics hardware first, then the processor.

/** The backends of tfjs, in the order of preference. */
export const backends = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;

/** A backend of tfjs. */
export type Backend = (typeof backends)[number];

/** What computed a number: a backend, or the book's own reference code. */
export type ComputedBy = Backend | 'reference';

/** The names as readers know them. */
export const backendTitles: Readonly<Record<ComputedBy, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'the CPU',
  reference: 'the book’s own code',
};

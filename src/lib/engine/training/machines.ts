// The places where the trainer can compute, and what stands in their way here. The code of each is fetched when it is opened.
import { webglObstacle, webgpuObstacle } from '../graphics.ts';
import type { TrainerName, TrainingMachine } from './learner.ts';

/** One place: what stands in its way, in words, and how to start it. */
export interface TrainingWay {
  obstacle(isSoftwareWelcome: boolean): string | undefined | Promise<string | undefined>;
  open(): Promise<TrainingMachine>;
}

/** A function that makes a vector: a browser that accepts it has vector instructions. */
const vectorProbe = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
];

function simdObstacle(): string | undefined {
  if (typeof WebAssembly === 'undefined') return 'no WebAssembly here';
  return WebAssembly.validate(Uint8Array.from(vectorProbe)) ? undefined : 'no vector instructions in WebAssembly here';
}

/** The places by their names. */
export const trainingWays: Readonly<Record<TrainerName, TrainingWay>> = {
  simd: { obstacle: simdObstacle, open: async () => (await import('./machines/simd.ts')).open() },
  webgpu: { obstacle: webgpuObstacle, open: async () => (await import('./machines/webgpu.ts')).open() },
  webgl: { obstacle: webglObstacle, open: async () => (await import('./machines/webgl.ts')).open() },
  wasm: {
    obstacle: () => (typeof WebAssembly === 'undefined' ? 'no WebAssembly here' : undefined),
    open: async () => (await import('./machines/wasm.ts')).open(),
  },
  cpu: { obstacle: () => undefined, open: async () => (await import('./machines/cpu.ts')).open() },
};

// The places where the trainer can compute, each tried by the same tests.
import { env } from '@tensorflow/tfjs-core';
import type { TrainingMachine } from '@lib/engine/training/learner.ts';
import { open as openCpu } from '@lib/engine/training/machines/cpu.ts';
import { open as openSimd } from '@lib/engine/training/machines/simd.ts';
import { open as openWasm } from '@lib/engine/training/machines/wasm.ts';
import { open as openWebgl } from '@lib/engine/training/machines/webgl.ts';
import { open as openWebgpu } from '@lib/engine/training/machines/webgpu.ts';

/** A way to start a place, and its name. */
export interface MachineRun {
  readonly name: string;
  readonly open: () => Promise<TrainingMachine>;
}

async function openWasmWithoutVectors(): Promise<TrainingMachine> {
  const flag = 'WASM_HAS_SIMD_SUPPORT';
  const hasVectors = await env().getAsync(flag);
  env().set(flag, false);
  try {
    return await openWasm();
  } finally {
    env().set(flag, hasVectors);
  }
}

/** All of them, and the processor without vector instructions. */
export const machines: readonly MachineRun[] = [
  { name: 'simd', open: openSimd },
  { name: 'webgpu', open: openWebgpu },
  { name: 'webgl', open: openWebgl },
  { name: 'wasm', open: openWasm },
  { name: 'wasm without vector instructions', open: openWasmWithoutVectors },
  { name: 'cpu', open: openCpu },
];

// The places where the trainer can compute, each tried by the same tests.
import type { TrainerName, TrainingMachine } from '@lib/engine/training/learner.ts';
import { open as openCpu } from '@lib/engine/training/machines/cpu.ts';
import { open as openWebgl } from '@lib/engine/training/machines/webgl.ts';
import { open as openWebgpu } from '@lib/engine/training/machines/webgpu.ts';

/** A way to start a place, and its name. */
export interface MachineRun {
  readonly name: TrainerName;
  readonly open: () => Promise<TrainingMachine>;
}

/** All of them. */
export const machines: readonly MachineRun[] = [
  { name: 'webgpu', open: openWebgpu },
  { name: 'webgl', open: openWebgl },
  { name: 'cpu', open: openCpu },
];

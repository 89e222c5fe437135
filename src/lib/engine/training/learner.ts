// What training needs of a place to compute. Pictures are brought there once and stay; a learner is one network being trained on them. Steps
// come many at a time and nothing is read back in between, for on a graphics card a read-back takes longer than a step.
import type { VectorPlan } from '@lib/nn/parameter-vector.ts';
import type { LayerRow } from '@lib/nn/network-table.ts';
import type { OptimiserName } from '@lib/nn/training-run.ts';
import type { Backend } from '../backend-names.ts';

/** The places where the trainer can compute: the book's own SIMD kernels, and the backends of tfjs. */
export const trainerNames = ['simd', 'webgpu', 'webgl', 'wasm', 'cpu'] as const satisfies readonly (Backend | 'simd')[];

/** A place where the trainer can compute. */
export type TrainerName = (typeof trainerNames)[number];

/** The pictures that are learned from, and those that are held out. */
export type PictureSet = 'train' | 'valid';

/** Pictures as bytes, `[count, 28, 28]`, 0 paper to 255 ink (the network sees them divided by 255), and a class for each, from 0. */
export interface Pictures {
  readonly pixels: Uint8Array;
  readonly classes: Uint8Array;
}

/** Everything a learner has to know about its network. */
export interface LearnerPlan {
  /** The table of the network on one picture. */
  readonly rows: readonly LayerRow[];
  readonly vectors: VectorPlan;
  readonly optimiser: OptimiserName;
  /** The most pictures in a step. */
  readonly batch: number;
}

/** All numbers that a run has at some step, from which it goes on as if it had never stopped. Layouts are those of `parameter-vector.ts`. */
export interface LearnerState {
  /** How many steps were taken. */
  readonly step: number;
  readonly learned: Float32Array;
  readonly remembered: Float32Array;
  /** The optimiser's: none, or momentum, or Adam's averages of gradients and of their squares; each like `learned`. */
  readonly moments: readonly Float32Array[];
}

/** One step to take. */
export interface StepOrder {
  /** Places in the training set, in the order in which the pictures were added. */
  readonly places: Uint32Array;
  readonly rate: number;
}

/** What a network says about a whole set, or about some pictures. */
export interface Answers {
  /** `[count, classes]` */
  readonly logits: Float32Array;
  /** Cross-entropy of each picture, `[count]`. */
  readonly losses: Float32Array;
}

/** One network in training. All its methods are called in turn; each rejects in words if the place failed or was lost. */
export interface Learner {
  /** Puts all numbers in place, of whatever step. */
  restore(state: LearnerState): void;
  /** All numbers as they are now. */
  state(): Promise<LearnerState>;
  /** Takes steps; gives the mean loss of each step's pictures before it moved, `[steps]`. */
  train(steps: readonly StepOrder[]): Promise<Float32Array>;
  /** What the network says about pictures `first` to `first + count` of a set; batch normalisation goes by its running averages. */
  evaluate(set: PictureSet, first: number, count: number): Promise<Answers>;
  /** The gradient of the loss over pictures of the training set, laid out like `learned`, and what the network said; nothing moves. */
  gradient(
    places: Uint32Array,
  ): Promise<{ readonly loss: number; readonly logits: Float32Array; readonly learned: Float32Array }>;
  /** Gives its memory back. */
  close(): void;
}

/** A place that has started. */
export interface TrainingMachine {
  readonly name: TrainerName;
  /** Forgets all pictures. */
  clear(): void;
  /** Adds pictures behind those there are. Learners that exist see them. */
  add(set: PictureSet, pictures: Pictures): void;
  /** Makes a learner; `restore` comes before anything else. */
  learner(plan: LearnerPlan): Learner;
  /** What is held at the moment, to find leaks. */
  held(): { readonly tensors: number; readonly bytes: number };
  /** Gives everything back, as far as it still can. */
  close(): void;
}

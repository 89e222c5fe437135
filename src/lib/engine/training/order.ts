// What is asked of whoever trains, what is reported on the way, and how it ends.
import type { PicturesOf } from '@lib/data/training-pictures.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import type { LearnerState, PictureSet } from './learner.ts';

/** What is to be done. */
export interface TrainingOrder {
  readonly run: TrainingRun;
  /** Where to go on from; from the run's own start if left out. */
  readonly from?: LearnerState;
  /** Steps between two snapshots of all numbers, and between two looks at the pictures held out; 0 for none. */
  readonly snapshotEvery: number;
  readonly judgeEvery: number;
  /** How many pictures of the training set, from its first on, are looked at beside those held out; none if left out. */
  readonly sampled?: number | undefined;
  /** Networks of earlier steps that were not judged yet, where the run goes on elsewhere. */
  readonly unjudged?: readonly LearnerState[];
  /** Pictures of the reader's own, learned from besides. */
  readonly extra?: PicturesOf['extra'];
  /** Whether to wait before the first step until `resume` or `step`. */
  readonly isPaused?: boolean;
}

/** How well a network tells some pictures apart. */
export interface Score {
  /** The mean cross-entropy. */
  readonly loss: number;
  readonly right: number;
  readonly count: number;
}

/** What the network says about the pictures held out, at some step. */
export interface Judgement extends Score {
  readonly step: number;
  /** `[count, classes]` */
  readonly logits: Float32Array;
  /** The same for a sample of the pictures that are learned from, by the classes it is told; left out where that was not asked for. */
  readonly sample?: Score;
}

/** What is reported on the way. */
export type TrainingEvent =
  /** Pictures are not there yet: the places of those that are waited for, from 0. */
  | { readonly kind: 'waiting'; readonly set: PictureSet; readonly first: number; readonly last: number }
  /** Steps were taken: the loss of each before it moved. */
  | { readonly kind: 'steps'; readonly first: number; readonly losses: Float32Array; readonly milliseconds: number }
  | { readonly kind: 'judged'; readonly judgement: Judgement }
  | { readonly kind: 'snapshot'; readonly state: LearnerState }
  | { readonly kind: 'paused'; readonly step: number };

/** How a run ended, and its last numbers; where it diverged, the last ones that were numbers. */
export interface RunEnd {
  readonly ended: 'finished' | 'stopped' | 'diverged';
  readonly state: LearnerState;
  /** Why the pictures held out could not be looked at, in words. */
  readonly unjudged?: string;
}

// The network of a page: what the trainer made last, for every figure that looks into one; and which picture a figure wants to see it look at.
import type { PictureSet } from '@lib/engine/training/learner.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';

/** A network at some step of a run; its numbers are laid out as by `parameter-vector.ts`. */
export interface NetworkNow {
  readonly run: TrainingRun;
  readonly learned: Float32Array;
  readonly remembered: Float32Array;
  /** How many steps were taken. */
  readonly step: number;
}

/** A picture of a run: its place in one of its sets, counted from 0. */
export interface PicturePlace {
  readonly set: PictureSet;
  readonly place: number;
}

/** What the figures of a page share of a network. */
class TrainedNetwork {
  /** The network; none until something was trained on this page. */
  current = $state.raw<NetworkNow | undefined>();
  /** The picture that is to be sent through the network, until a figure has taken it. */
  asked = $state.raw<PicturePlace | undefined>();

  set(current: NetworkNow | undefined): void {
    this.current = current;
  }
}

/** The network of this page. */
export const trainedNetwork = new TrainedNetwork();

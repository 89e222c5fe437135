// The network that this page has at hand: whoever trains or opens one puts it here, whoever shows a network at work takes it from here. So
// the step that a reader goes back to in one figure is the step that the others show.
import type { LearnerState } from '@lib/engine/training/learner.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';

/** A network at some step of its run. */
export interface TrainedNetwork {
  readonly run: TrainingRun;
  /** All its numbers; `fromVectors` of `parameter-vector.ts` makes layers' tensors of them. */
  readonly state: LearnerState;
  /** How many steps were taken. */
  readonly step: number;
}

/** A picture to be sent through it. */
export interface ChosenPicture {
  /** 784 bytes, 0 paper to 255 ink, as the network saw them. */
  readonly pixels: Uint8Array;
  /** What it is, in a few words. */
  readonly title: string;
  /** The digit that it shows, if known. */
  readonly digit?: number;
}

/** Whoever has a network to show, and perhaps a picture to send through it. */
export interface NetworkSource {
  network: () => TrainedNetwork | undefined;
  picture?: () => ChosenPicture | undefined;
}

class PageNetwork {
  #source = $state.raw<NetworkSource | undefined>();
  /** The network at hand; none before a figure has one. */
  readonly current = $derived(this.#source?.network());
  /** The picture that was sent to it from another figure. */
  readonly picture = $derived(this.#source?.picture?.());

  /** Shows whatever a figure has, from now on until it is told to stop. Returns the way to stop. */
  follow(source: NetworkSource): () => void {
    this.#source = source;
    return () => {
      if (this.#source === source) this.#source = undefined;
    };
  }
}

/** The network of this page. */
export const trainedNetwork = new PageNetwork();

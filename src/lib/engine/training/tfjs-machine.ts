// A place to train that is a backend of tfjs; what differs between backends is how they start, how they are read and how they fail.
import { engine, type Tensor } from '@tensorflow/tfjs-core';
import type { PictureSet, TrainingMachine } from './learner.ts';
import { tfjsLearner, type TfjsPlace } from './tfjs-learner.ts';
import { TfjsPictures } from './tfjs-pictures.ts';

/** What a backend brings. */
export interface TfjsBackend extends Omit<TfjsPlace, 'pictures'> {
  readonly name: TrainingMachine['name'];
  close(): void;
}

/** Reads at once. In a worker nobody minds the wait, and WebGL, read otherwise, waits for ever when its context is lost. */
export async function readAtOnce(tensors: readonly Tensor[]): Promise<readonly Float32Array[]> {
  return tensors.map((tensor) => Float32Array.from(tensor.dataSync<'float32'>()));
}

/** For backends that can neither fail later nor be lost. */
export async function unguarded<Answer>(compute: () => Promise<Answer>): Promise<Answer> {
  return compute();
}

/** Makes a place to train of the backend that tfjs has set. */
export function tfjsMachine(backend: TfjsBackend): TrainingMachine {
  const pictures: Readonly<Record<PictureSet, TfjsPictures>> = { train: new TfjsPictures(), valid: new TfjsPictures() };
  const place: TfjsPlace = { ...backend, pictures };
  const clear = (): void => {
    pictures.train.clear();
    pictures.valid.clear();
  };
  return {
    name: backend.name,
    clear,
    add(set, added) {
      pictures[set].add(added);
    },
    learner: (plan) => tfjsLearner(plan, place),
    held() {
      const { numTensors, numBytes } = engine().state;
      return { tensors: numTensors, bytes: numBytes };
    },
    close() {
      clear();
      backend.close();
    },
  };
}

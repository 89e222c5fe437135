// The page's answers to requests that train, or that ask the book's own kernels for gradients: on one engine, and on no other.
import type { LearnerState, TrainerName } from '@lib/engine/training/learner.ts';
import { stateOf } from '@lib/engine/training/start.ts';
import type { Trainer } from '@lib/engine/training/trainer.ts';
import { tensor } from '@lib/array/tensor.ts';
import { modelFrom, type ParameterVectors } from '@lib/nn/parameter-vector.ts';
import type { LayerParameters } from '@lib/nn/parameters.ts';
import { batchShape } from '@lib/nn/training-run.ts';
import type { Fields } from './request.ts';
import { written } from './session-gradients.ts';
import { trainingOf, writtenTraining, type TrainingAsked } from './session-training.ts';

/** Trains on an engine as a request asks for. */
export async function trainOn(trainer: Trainer, engine: TrainerName, request: Fields): Promise<object> {
  const asked = trainingOf(request);
  const losses: number[] = [];
  const { state, ended } = await trainer.train(asked, {
    ...{ engine, isStrict: true, from: startOf(asked), snapshotEvery: 0, judgeEvery: 0 },
    onProgress(progress) {
      if (progress.kind === 'steps') losses.push(...progress.losses);
    },
  });
  if (ended === 'diverged') throw new Error(`the loss of step ${losses.length - 1} was no number any more`);
  return { backend: engine, ...writtenTraining({ losses, parameters: layersOf(asked, state) }, asked) };
}

/** The gradients of the first batch by the book's own kernels. */
export async function simdGradients(trainer: Trainer, request: Fields): Promise<object> {
  const asked = trainingOf({ ...request, optimiser: 'sgd', lr: 1, steps: 1 });
  const { loss, logits, learned } = await trainer.gradient(asked, startOf(asked), 'simd');
  const layers = layersOf(asked, { learned, remembered: new Float32Array(startOf(asked).remembered.length) });
  const scores = tensor([asked.batch, asked.digits.length], logits);
  const input = tensor(batchShape(1), new Float32Array(784)); // the kernels do not ask for it, and it is not printed
  return { backend: 'simd', ...written({ loss, logits: scores, layers, input }, asked) };
}

function startOf(asked: TrainingAsked): LearnerState {
  return stateOf(asked, asked.parameters);
}

function layersOf({ layers }: TrainingAsked, vectors: ParameterVectors): readonly LayerParameters[] {
  return modelFrom(layers, batchShape(1), vectors).parameters;
}

// The page in which the command computes: fetches the request from the server that the command runs beside it, asks the engine, which may
// use one backend only, and sends the answer back. Numbers travel by HTTP, since they may be many.
import type { Backend, ComputedBy } from '@lib/engine/backend-names.ts';
import { createEngine, type Computed, type Engine } from '@lib/engine/client.ts';
import type { TrainerName } from '@lib/engine/training/learner.ts';
import { createTrainer, type Trainer } from '@lib/engine/training/trainer.ts';
import { tensor } from '@lib/array/tensor.ts';
import { answerCases, operationsOf } from './cases.ts';
import { operationOf, parseRequest, type Fields } from './request.ts';
import { batchOf, written } from './session-gradients.ts';
import { simdGradients, trainOn } from './page-training.ts';
import { countCommands, timeStock, timeTraining } from './page-train-timing.ts';
import { soak } from './page-soak.ts';
import { time, type Timing, type TimingAsked } from './timing.ts';

declare global {
  interface Window {
    /** Answers the request that waits at the server; gives the words of a failure, or nothing. */
    answer: (computer: TrainerName) => Promise<string | undefined>;
    /** Times a convolution; see `timing.ts`. */
    time: (asked: TimingAsked) => Promise<Timing>;
    /** Wears the trainer out; see `page-soak.ts`. */
    soak: typeof soak;
    /** Time training, and count its commands; see `page-train-timing.ts`. */
    training: { timeTraining: typeof timeTraining; timeStock: typeof timeStock; countCommands: typeof countCommands };
  }
}

window.time = time;
window.soak = soak;
window.training = { timeTraining, timeStock, countCommands };

window.answer = async (computer) => {
  try {
    const request = parseRequest(await (await fetch('request')).text());
    await fetch('answer', { method: 'POST', body: JSON.stringify(await answerOn(computer, request)) });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

async function answerOn(computer: TrainerName, request: Fields): Promise<object> {
  if (request.op === 'train') return withTrainer((trainer) => trainOn(trainer, computer, request));
  if (computer !== 'simd') return withEngine(computer, (engine) => answerBy(engine, request));
  const operations = { gradients: simdGradients, train: simdGradients }; // which of the two it is was asked above
  const operation = operationOf(request, operations, 'simd');
  return withTrainer((trainer) => operation(trainer, request));
}

async function withTrainer(act: (trainer: Trainer) => Promise<object>): Promise<object> {
  const trainer = createTrainer();
  return act(trainer).finally(() => trainer.dispose());
}

async function withEngine(force: Backend, act: (engine: Engine) => Promise<object>): Promise<object> {
  const engine = createEngine({ force, isStrict: true });
  return act(engine).finally(() => engine.dispose());
}

const one = tensor([1, 1, 1, 1], [1]);

async function answerBy(engine: Engine, request: Fields): Promise<object> {
  const ran = new Set<ComputedBy>();
  const note = async <T>(computing: Promise<Computed<T>>): Promise<T> => {
    const { value, backend } = await computing;
    ran.add(backend);
    return value;
  };
  if (request.op === 'gradients') {
    const batch = await batchOf(request);
    const { value, backend } = await engine.gradients(...batch);
    return { backend, ...written(value, batch[0]) };
  }
  const operations = operationsOf({
    conv1d: (...asked) => note(engine.conv1d(...asked)),
    conv2d: (...asked) => note(engine.conv2d(...asked)),
    conv3d: (...asked) => note(engine.conv3d(...asked)),
    convTranspose2d: (...asked) => note(engine.convTranspose2d(...asked)),
  });
  const results = await answerCases(request, operationOf(request, operations, 'a backend'));
  if (ran.size === 0) await note(engine.conv2d(one, one)); // nothing was possible, and still it must run
  return { backend: [...ran].join(), results };
}

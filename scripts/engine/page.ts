// The page in which the command computes: fetches the request from the server that the command runs beside it, asks the engine, which may
// use one backend only, and sends the answer back. Numbers travel by HTTP, since they may be many.
import type { Backend, ComputedBy } from '@lib/engine/backend-names.ts';
import { createEngine, type Computed, type Engine } from '@lib/engine/client.ts';
import { tensor } from '@lib/array/tensor.ts';
import { answerCases, operationsOf } from './cases.ts';
import { operationOf, parseRequest } from './request.ts';
import { batchOf, written } from './session-gradients.ts';
import { time, type Timing, type TimingAsked } from './timing.ts';

declare global {
  interface Window {
    /** Answers the request that waits at the server; gives the words of a failure, or nothing. */
    answer: (backend: Backend) => Promise<string | undefined>;
    /** Times a convolution; see `timing.ts`. */
    time: (asked: TimingAsked) => Promise<Timing>;
  }
}

window.time = time;

window.answer = async (backend) => {
  const engine = createEngine({ force: backend, isStrict: true });
  try {
    const request = await (await fetch('request')).text();
    await fetch('answer', { method: 'POST', body: JSON.stringify(await answerBy(engine, request)) });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    engine.dispose();
  }
};

const one = tensor([1, 1, 1, 1], [1]);

async function answerBy(engine: Engine, text: string): Promise<object> {
  const ran = new Set<ComputedBy>();
  const note = async <T>(computing: Promise<Computed<T>>): Promise<T> => {
    const { value, backend } = await computing;
    ran.add(backend);
    return value;
  };
  const request = parseRequest(text);
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

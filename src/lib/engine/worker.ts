// The one place where tfjs lives, beside the page, so that nothing it does can hold the page up.
import { expose, transfer } from 'comlink';
import { buffersOf } from './buffers.ts';
import type { Computed } from './computed.ts';
import { conv2d } from './operations/conv2d.ts';
import type { Answers, Asked, OperationName } from './operations/asked.ts';
import type { Operation } from './operations/operation.ts';
import { Runner } from './runner.ts';
import type { WorkerApi } from './worker-api.ts';
import { holdForLife } from './worker-life.ts';

let runner = new Runner();
let call = new AbortController();

async function answer<Name extends OperationName>(
  load: () => Operation<Name> | Promise<Operation<Name>>,
  asked: Asked[Name],
): Promise<Computed<Answers[Name]>> {
  call = new AbortController();
  const computed = await runner.run(load, asked, call.signal);
  return transfer(computed, buffersOf(computed.value));
}

// Each import is the code of one operation, fetched when it is asked for; only the convolution of the first figures comes with the worker.
const api: WorkerApi = {
  async open({ lifeLock, ...orders }) {
    runner = new Runner(orders);
    if (lifeLock !== undefined) await holdForLife(lifeLock);
  },
  conv1d: (...asked) => answer<'conv1d'>(async () => (await import('./operations/conv1d.ts')).conv1d, asked),
  conv2d: (...asked) => answer<'conv2d'>(() => conv2d, asked),
  conv3d: (...asked) => answer<'conv3d'>(async () => (await import('./operations/conv3d.ts')).conv3d, asked),
  convTranspose2d: (...asked) =>
    answer<'convTranspose2d'>(async () => (await import('./operations/conv-transpose2d.ts')).convTranspose2d, asked),
  matMul: (...asked) => answer<'matMul'>(async () => (await import('./operations/mat-mul.ts')).matMul, asked),
  maxPool2d: (...asked) => answer<'maxPool2d'>(async () => (await import('./operations/pooling.ts')).maxPool2d, asked),
  avgPool2d: (...asked) => answer<'avgPool2d'>(async () => (await import('./operations/pooling.ts')).avgPool2d, asked),
  conv2dGradients: (...asked) =>
    answer<'conv2dGradients'>(async () => (await import('./operations/conv2d-gradients.ts')).conv2dGradients, asked),
  forward: (...asked) => answer<'forward'>(async () => (await import('./operations/forward.ts')).forward, asked),
  layerOutputs: (...asked) =>
    answer<'layerOutputs'>(async () => (await import('./operations/layer-outputs.ts')).layerOutputs, asked),
  gradients: (...asked) =>
    answer<'gradients'>(async () => (await import('./operations/gradients.ts')).gradients, asked),
  async stop() {
    call.abort(new Error('the call was stopped'));
  },
  async countTensors() {
    const { countTensors } = await import('./count-tensors.ts');
    return countTensors();
  },
};

expose(api);

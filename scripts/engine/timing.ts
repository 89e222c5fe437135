// Times convolutions on every backend at once: an engine for each stays open, so that a benchmark can go round them in turn.
import { seededRandom } from '@lib/array/random.ts';
import { sizeOf, tensor, type Tensor } from '@lib/array/tensor.ts';
import type { Backend } from '@lib/engine/backend-names.ts';
import { createEngine, type Engine } from '@lib/engine/client.ts';

/** What to time. */
export interface TimingAsked {
  readonly backend: Backend;
  readonly input: readonly number[];
  readonly weight: readonly number[];
  readonly times: number;
  /** From the start of one to the start of the next, in milliseconds; 0 for as soon as the last is done. */
  readonly everyMs: number;
}

/** What came out. */
export interface Timing {
  /** What really ran, and why. */
  readonly reason: string;
  /** Each computation in the worker, without the way there and back. */
  readonly milliseconds: readonly number[];
  /** How many were done before the next was due. */
  readonly inTime: number;
}

const engines = new Map<Backend, Engine>();
const tensors = new Map<string, Tensor>();

/**
 * Times a convolution.
 * @throws Error in words where the backend cannot run
 */
export async function time({ backend, input, weight, times, everyMs }: TimingAsked): Promise<Timing> {
  const engine = engines.get(backend) ?? createEngine({ force: backend, isStrict: true });
  engines.set(backend, engine);
  const bias = random([weight[0] ?? 1]);
  const milliseconds: number[] = [];
  let reason = '';
  let inTime = 0;
  const startedMs = performance.now();
  for (let at = 0; at < times; at++) {
    const dueMs = startedMs + at * everyMs;
    if (everyMs > 0) await until(dueMs);
    const computed = await engine.conv2d(random(input), random(weight), { bias });
    if (performance.now() <= dueMs + everyMs) inTime++;
    milliseconds.push(computed.milliseconds);
    reason = computed.reason;
  }
  return { reason, milliseconds, inTime };
}

function random(shape: readonly number[]): Tensor {
  const known = tensors.get(shape.join());
  if (known !== undefined) return known;
  const rng = seededRandom(shape.length);
  const made = tensor(
    shape,
    Float32Array.from({ length: sizeOf(shape) }, () => 2 * rng() - 1),
  );
  tensors.set(shape.join(), made);
  return made;
}

function until(dueMs: number): Promise<void> {
  const waitMs = dueMs - performance.now();
  return waitMs <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, waitMs));
}

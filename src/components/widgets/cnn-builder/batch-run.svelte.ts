// A batch of real digits sent through a network of fresh random numbers, stage by stage on the engine, to see the shapes come out.
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { seededRandom } from '@lib/array/random.ts';
import { digitPixels } from '@lib/data/digit-chunk.ts';
import { pageDigits } from '@lib/data/page-digits.ts';
import type { ComputedBy } from '@lib/engine/client.ts';
import { pageEngine } from '@lib/engine/page-engine.ts';
import { layersOf, stagesOf, type Architecture } from '@lib/nn/architecture.ts';
import { initialParameters } from '@lib/nn/parameters.ts';
import { AskedWork } from '@lib/state/asked-work.svelte.ts';

/** Pictures in the batch. */
export const batchSize = 64;

/** What came out, so far. */
export interface BatchOutcome {
  readonly architecture: Architecture;
  /** The shape behind each stage. */
  readonly shapes: readonly (readonly number[])[];
  readonly backend: ComputedBy;
  readonly milliseconds: number;
  /** What stands behind the last stage for the first digit. */
  readonly first: readonly number[];
}

const startSeed = 1;

async function firstBatch(): Promise<Tensor> {
  const { pixels } = await (await pageDigits()).chunk('valid', 0);
  const ink = Float32Array.from(pixels.subarray(0, batchSize * digitPixels), (byte) => byte / 255);
  return tensor([batchSize, 1, 28, 28], ink); // [64, 1, 28, 28]
}

/** A run that a reader asked for. */
export class BatchRun extends AskedWork<BatchOutcome> {
  /** Sends the first 64 held-out digits through; a run under way is given up. */
  run(architecture: Architecture): Promise<void> {
    return this.start((signal) => this.#send(architecture, signal));
  }

  async #send(architecture: Architecture, signal: AbortSignal): Promise<void> {
    let passing = await firstBatch();
    if (signal.aborted) return;
    const numbers = initialParameters(layersOf(architecture), passing.shape, seededRandom(startSeed));
    const shapes: (readonly number[])[] = [];
    let milliseconds = 0;
    for (const { layers } of stagesOf(architecture)) {
      const model = { layers, parameters: numbers.splice(0, layers.length) };
      const answer = await pageEngine().forward(model, passing, { signal });
      passing = answer.value;
      shapes.push(passing.shape);
      milliseconds += answer.milliseconds;
      const first = Array.from(passing.data.subarray(0, passing.data.length / batchSize).subarray(0, 10));
      this.outcome = { architecture, shapes: [...shapes], backend: answer.backend, milliseconds, first };
    }
  }
}

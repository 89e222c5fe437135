// The same maps made in two ways on the same engine: all at once, in one call, and one after the other, a call for each picture and kernel. Both
// are timed from question to answer; between calls the page is free. A single call is over so soon that chance decides how long it takes: it is
// made several times, and the one in the middle counts.
import { maxAbsDifference } from '@lib/array/compare.ts';
import { sizeOf, tensor, type Tensor } from '@lib/array/tensor.ts';
import type { ComputedBy } from '@lib/engine/client.ts';
import { pageEngine } from '@lib/engine/page-engine.ts';
import { AskedWork } from '@lib/state/asked-work.svelte.ts';

/** Pictures, `[batch, 1, 28, 28]`, and kernels, `[kernels, 1, 3, 3]`. */
export interface BankQuestion {
  readonly pictures: Tensor;
  readonly kernels: Tensor;
}

/** How long one way took: from the first question to the last answer, and how much of that was computing and reading back. */
export interface Timed {
  readonly calls: number;
  readonly milliseconds: number;
  readonly computing: number;
}

/** The call that makes all maps at once, as it took in the middle of several runs. */
export interface TimedOften extends Timed {
  readonly runs: number;
  /** Milliseconds of the fastest and of the slowest run. */
  readonly range: readonly [fastest: number, slowest: number];
}

/** What came of a comparison, so far. */
export interface Comparison {
  readonly question: BankQuestion;
  readonly batched: TimedOften;
  readonly single: Timed;
  /** Maps that there are in all. */
  readonly maps: number;
  /** The largest difference between the two ways, so far. */
  readonly difference: number;
  readonly backends: readonly ComputedBy[];
  readonly isStopped: boolean;
}

const reportMs = 60;

/** So often the batched call is made, fewer times once they have taken so long together. */
const mostRuns = 9;
const enoughMs = 1500;

/** One slice of axis 0, under the same shape otherwise. */
function slice({ shape, data }: Tensor, at: number): Tensor {
  const size = data.length / (shape[0] ?? 1);
  return tensor([1, ...shape.slice(1)], data.slice(at * size, (at + 1) * size));
}

/** The one call that makes all maps, timed until its middle is known. */
async function timeAtOnce({ pictures, kernels }: BankQuestion, signal: AbortSignal) {
  const engine = pageEngine();
  const runs: Timed[] = [];
  let answer;
  await engine.conv2d(pictures, kernels, {}, { signal }); // the first call of a size compiles, and is not counted
  const beganMs = performance.now();
  do {
    const startedMs = performance.now();
    answer = await engine.conv2d(pictures, kernels, {}, { signal });
    runs.push({ calls: 1, milliseconds: performance.now() - startedMs, computing: answer.milliseconds });
  } while (runs.length < mostRuns && performance.now() - beganMs < enoughMs);
  return { answer, timed: middleOf(runs) };
}

/**
 * The run in the middle, by how long they took, and how far apart they are.
 * @throws RangeError if there is none
 */
function middleOf(runs: readonly Timed[]): TimedOften {
  const sorted = runs.toSorted((one, other) => one.milliseconds - other.milliseconds);
  const [middle, fastest, slowest] = [sorted[Math.floor(runs.length / 2)], sorted[0], sorted.at(-1)];
  if (middle === undefined || fastest === undefined || slowest === undefined)
    throw new RangeError('middleOf: runs must not be empty');
  return { ...middle, runs: runs.length, range: [fastest.milliseconds, slowest.milliseconds] };
}

/** A comparison that a reader asked for. */
export class OneByOne extends AskedWork<Comparison> {
  /** Makes all maps in both ways; a comparison under way is given up. */
  run(question: BankQuestion): Promise<void> {
    return this.start((signal) => this.#compare(question, signal));
  }

  /** Stops, and keeps what there is. */
  override stop(): void {
    super.stop();
    if (this.outcome !== undefined && this.outcome.single.calls < this.outcome.maps)
      this.outcome = { ...this.outcome, isStopped: true };
  }

  async #compare(question: BankQuestion, signal: AbortSignal): Promise<void> {
    const { pictures, kernels } = question;
    const engine = pageEngine();
    const [batch = 1, count = 1] = [pictures.shape[0], kernels.shape[0]];
    await engine.conv2d(slice(pictures, 0), slice(kernels, 0), {}, { signal }); // compiles
    const { answer: all, timed: batched } = await timeAtOnce(question, signal);
    const mapSize = sizeOf(all.value.shape.slice(2));
    const maps = batch * count;
    let backends: readonly ComputedBy[] = [all.backend];
    let [difference, computing, calls, reportedMs] = [0, 0, 0, 0];
    const beganMs = performance.now();
    for (let at = 0; at < maps; at++) {
      const [picture, kernel] = [slice(pictures, Math.floor(at / count)), slice(kernels, at % count)];
      const one = await engine.conv2d(picture, kernel, {}, { signal });
      calls++;
      computing += one.milliseconds;
      if (!backends.includes(one.backend)) backends = [...backends, one.backend];
      const same = tensor(one.value.shape, all.value.data.subarray(at * mapSize, (at + 1) * mapSize));
      difference = Math.max(difference, maxAbsDifference(same, one.value).value);
      const milliseconds = performance.now() - beganMs;
      if (signal.aborted) return;
      if (milliseconds - reportedMs < reportMs && calls < maps) continue;
      reportedMs = milliseconds;
      const single = { calls, milliseconds, computing };
      this.outcome = { question, batched, single, maps, difference, backends, isStopped: false };
    }
  }
}
